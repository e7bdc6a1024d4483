"""A case filled up from the library: default ranges, moves, systems, measures, sources.

Trees go in and a tree comes out, so that every value still knows the file and line that it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from offramp.errors import Fault
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.quantity import ASSUMED
from offramp.scenario.reading.plugins import named
from offramp.scenario.scenario import JOINT, PEAKS, PRIOR, tie_ends
from offramp.scenario.systems import systems
from offramp.scenario.words import nearest, show

from .parse import FIELDS
from .tree import Node, read

LIBRARY = Path(__file__).parents[1] / "library"
Fields = dict[str, Node]


@cache
def library(part: str) -> Node:
    """Read one file of the library; it is read once."""
    return read(LIBRARY / f"{part}.yaml", f"library/{part}.yaml")


def of_prior(prior: str) -> Node | None:
    """The ranges that a prior puts over those that are assumed, written as a case writes them; None for none."""
    if prior == ASSUMED:
        return None
    if prior in PEAKS:
        return library(JOINT).get("ranges") if prior == JOINT else library(JOINT).get("peaks", prior)
    return library("fitted")


def merge(case: Node) -> tuple[Node, list[Fault]]:
    """Fill up a case from the library.

    Returns
    -------
    tree : Node
        The case in the shape of a `Scenario`.
    faults : list of Fault
        What the library could not fill up.
    """
    faults: list[Fault] = []
    parts = dict(case.items())
    known, world, parts["plugins"] = _with_plugins(case, faults)
    parts["sources"] = _over(known, case.get("sources"))
    parts["reporting"] = _reporting(case.get("reporting"))
    for part, default in (("leaders", "leader"), ("plots", "plot"), ("offramps", "offramp")):
        if part in parts:
            parts[part] = _each(parts[part], library("defaults").get(default))
    if "actors" in parts:
        parts["actors"] = _actors(parts["actors"])
    if "arenas" in parts:
        parts["arenas"] = _arenas(parts["arenas"])
    if "ties" in parts:
        parts["ties"] = _ties(parts["ties"], faults)
    if "moves" in parts:
        parts["moves"] = _moves(parts["moves"], faults)
    prior = case.get("prior")
    parts["world"] = systems(case, world, of_prior(PRIOR if prior is None else prior.value), faults)
    parts["measures"] = _measures(case, faults)
    return case.with_value(parts), faults


def fill(node: Node, default: Node | None) -> Node:
    """Put defaults below what is written; a quantity is taken or left as a whole."""
    if default is None or _is_quantity(node) or _is_quantity(default):
        return node
    if not isinstance(node.value, dict) or not isinstance(default.value, dict):
        return node
    merged = dict(default.value)
    for key, child in node.value.items():
        merged[key] = fill(child, merged[key]) if key in merged else child
    return node.with_value(merged)


def _is_quantity(node: Node) -> bool:
    fields = node.items()
    return bool(fields.keys() - {"note"}) and all(name in FIELDS for name in fields)


def _over(default: Node, node: Node | None) -> Node:
    """Put entries beside or over those of the library."""
    if node is None or not isinstance(node.value, dict):
        return node or default
    return node.with_value({**default.items(), **node.value})


def _with_plugins(case: Node, faults: list[Fault]) -> tuple[Node, Node, Node]:
    """Return sources and systems, the library's with those of the case's plugins, and the plugins' versions by name."""
    plugins, place, sources = named(case), case.get("plugins") or case, library("sources")
    world: Fields = {}
    taken = {kind.id for kind in KINDS.values() if kind.readers is None}
    for package, bodies in (("", library("world").items()), *((each.name, each.library()) for each in plugins)):
        for key, body in bodies.items():
            if key in world:
                faults.append(_taken(place, f"causal system {show(key)} of {package}", "systems"))
            fields = dict(body.items())
            sources = _over(sources, fields.pop("sources", None))
            world[key] = body.with_value(fields)
    for plugin in plugins:
        for key in sorted(taken.intersection(plugin.kinds)):
            faults.append(_taken(place, f"measure kind {show(key)} of {plugin.name}", "measure kinds"))
    versions = {plugin.name: place.with_value(plugin.version) for plugin in plugins}
    return sources, library("world").with_value(world), place.with_value(versions)


def _taken(place: Node, what: str, several: str) -> Fault:
    return Fault(place.file, place.line, "plugins", f"the {what}", f"{several} with ids of their own")


def _reporting(node: Node | None) -> Node:
    """Put a case's chances of being reported over those of the library."""
    default = library("reporting")
    return default if node is None or node.value is None else fill(node, default)


def _each(part: Node, default: Node | None) -> Node:
    if not isinstance(part.value, dict):
        return part
    return part.with_value({name: fill(node, default) for name, node in part.value.items()})


def _actors(part: Node) -> Node:
    kinds = library("defaults").get("actor")
    filled = {}
    for name, node in part.items().items():
        kind = node.get("kind")
        default = kinds.get(kind.value) if kinds and kind and isinstance(kind.value, str) else None
        if kinds and kind and default is None:  # a kind that does not exist is fault enough
            default = kinds.get("state")
        filled[name] = _minded(fill(node, default))
    return part.with_value(filled) if filled else part


def _minded(actor: Node) -> Node:
    """Fill up an actor's factions and its programme, where it has them."""
    defaults, parts = library("defaults"), dict(actor.items())
    if "factions" in parts:
        parts["factions"] = _each(parts["factions"], defaults.get("faction"))
    if "programme" in parts:
        parts["programme"] = fill(parts["programme"], defaults.get("programme"))
    return actor.with_value(parts) if parts else actor


def _arenas(part: Node) -> Node:
    defaults = library("defaults")
    part = _each(part, defaults.get("arena"))
    filled = {}
    for name, node in part.items().items():
        assets = node.get("assets")
        if assets is not None:
            node = node.with_value({**node.items(), "assets": _each(assets, defaults.get("asset"))})
        filled[name] = node
    return part.with_value(filled) if filled else part


def _ties(part: Node, faults: list[Fault]) -> Node:
    """Key ties by their ends."""
    if not isinstance(part.value, list):
        faults.append(Fault(part.file, part.line, "ties", show(part.plain()), "a list of ties"))
        return part.with_value({})
    ties: Fields = {}
    for number, node in enumerate(part.value):
        kind = node.get("kind")
        default = library("defaults").get(kind.value) if kind and isinstance(kind.value, str) else None
        name = tie_ends(node.plain()) or str(number)
        if name in ties:
            found = f"the tie {name} a second time (first in line {ties[name].line})"
            faults.append(Fault(node.file, node.line, f"ties.{name}", found, "each tie once"))
        ties.setdefault(name, fill(node, default))
    return part.with_value(ties)


def _moves(part: Node, faults: list[Fault]) -> Node:
    """Take moves from the catalogue, and fill up new ones with defaults."""
    catalogue, default = library("moves").items(), library("defaults").get("move")
    if isinstance(part.value, list):
        named = [(node, node.with_value({})) for node in part.value]
        bad = [node for node, _ in named if not isinstance(node.value, str)]
        if bad:
            found = show(bad[0].plain())
            faults.append(Fault(part.file, bad[0].line, "moves", found, "a list of ids from the catalogue"))
        chosen = [(node.value, body) for node, body in named if isinstance(node.value, str)]
    elif isinstance(part.value, dict):
        chosen = list(part.value.items())
    else:
        allowed = "a list of ids from the catalogue, or a mapping of ids to what is changed"
        faults.append(Fault(part.file, part.line, "moves", show(part.plain()), allowed))
        return part.with_value(catalogue)  # so that nobody who names a move is blamed
    moves: Fields = {}
    for name, body in chosen:
        if name in moves:
            faults.append(Fault(body.file, body.line, f"moves.{name}", f"{show(name)} a second time", "each move once"))
        elif name not in catalogue and not body.items():
            hint = nearest(name, catalogue)
            faults.append(Fault(body.file, body.line, f"moves.{name}", show(name), "a move of the catalogue", hint))
            if hint:  # so that nobody who names the right one is blamed
                moves.setdefault(hint, fill(catalogue[hint], default))
        else:
            body = body.with_value({}) if body.value is None else body
            moves[name] = fill(fill(body, catalogue.get(name)), default)
    return part.with_value(_offers(moves, catalogue, default) | moves)


def _offers(moves: Fields, catalogue: Mapping[str, Node], default: Node | None) -> Fields:
    """Take from the catalogue the offers of the moves that need consent."""
    consents = [consent for move in moves.values() if (consent := move.get("consent"))]
    named = [offer.value for consent in consents if (offer := consent.get("offer"))]
    return {name: fill(catalogue[name], default) for name in named if isinstance(name, str) and name in catalogue}


def _measures(case: Node, faults: list[Fault]) -> Node:
    """Add the library's measures, their placeholders resolved; their names are fixed."""
    builtin = library("measures").items()
    principals = case.get("principals")
    names = principals.plain() if principals else None
    actors = case.get("actors")
    known = actors.items() if actors else {}
    part = case.get("measures")
    if part is not None and part.value is not None and not isinstance(part.value, dict):
        return part
    own = part.items() if part else {}
    for name in own.keys() & builtin.keys():
        allowed = "a name of its own: this one is built in"
        faults.append(Fault(own[name].file, own[name].line, f"measures.{name}", show(name), allowed))
    if not isinstance(names, list) or len(names) != 2 or not all(isinstance(n, str) and n in known for n in names):
        names = [next(iter(known), "")] * 2  # the fault is the principals', and is told there
    placeholders = dict(zip(("$first", "$second"), names, strict=True))
    builtin = {name: _resolve(node, placeholders) for name, node in builtin.items()}
    return (part or case).with_value({**builtin, **own})


def _resolve(node: Node, names: dict[str, str]) -> Node:
    if isinstance(node.value, dict):
        return node.with_value({key: _resolve(child, names) for key, child in node.value.items()})
    if isinstance(node.value, list):
        return node.with_value([_resolve(child, names) for child in node.value])
    return node.with_value(names.get(node.value, node.value)) if isinstance(node.value, str) else node
