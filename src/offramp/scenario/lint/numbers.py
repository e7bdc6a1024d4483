"""Remarks on numbers that are surer or larger than anybody can mean: exact and uncited, or far from the usual."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.scenario.checks.evidence import written
from offramp.scenario.quantity import Quantity
from offramp.scenario.reading.faults import Loc
from offramp.scenario.reading.merge import library
from offramp.scenario.reading.parse import parse
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .note import Note, note

BARE = "numbers that are known exactly and cite nobody"
UNUSUAL = "numbers that are far from what is usual"
BY_DEFINITION = (0.0, 1.0)  # none, and all or the usual one: nobody has to be cited for these
FAR = 4.0  # half widths of the usual range
DEADLY = 100_000.0  # deaths of one act
# Quantities whose usual ranges the library's defaults give: by the first and the last step of the path, the part of the
# defaults and the unit in which the number is meant.
UNITS = {
    ("actors", "tempo"): ("actor", "acts a day when nothing presses"),
    ("actors", "weight"): ("faction", "a say against the other factions', of which 1 is usual; no number of seats"),
    ("actors", "pace"): ("programme", "a share of the way to the threshold"),
    ("ties", "doubt"): ("rivalry", "rungs of doubt, of which 1 is usual"),
    ("arenas", "exposure"): ("asset", "how exposed it is, of which 1 is usual; no number of people"),
    ("leaders", "recovery"): ("leader", "days"),
    ("plots", "window"): ("plot", "days"),
    ("moves", "prepare"): ("move", "days of preparation"),
}


def on_bare(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on single numbers for which nobody is cited: a range needs a source, and is the more honest of the two."""
    for loc, quantity in written(scenario, tree, scenario.quantities()):
        if not quantity.is_range and not quantity.source and quantity.low not in BY_DEFINITION:
            yield note(
                scenario,
                tree,
                BARE,
                loc,
                f"{quantity.text()} is a bare number; a range with a source says how sure it is",
            )


def on_unusual(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on numbers that are far from the usual range of their kind, with the unit in which they are meant."""
    for loc, quantity in written(scenario, tree, scenario.quantities()):
        usual, unit = _usual(scenario, loc, quantity)
        if usual and quantity.middle() > 0 and abs(usual.away(quantity)) > FAR:
            says = f"{quantity.text()} is far from what is usual, {usual.text()}: {unit}"
            yield note(scenario, tree, UNUSUAL, loc, says)
        elif loc[0] == "moves" and loc[-1] == "deaths" and quantity.high >= DEADLY:
            says = f"{quantity.text()} is far from what one act does: people that it kills, if anybody dies of it"
            yield note(scenario, tree, UNUSUAL, loc, says)


def _usual(scenario: Scenario, loc: Loc, quantity: Quantity) -> tuple[Quantity | None, str]:
    """The library's range for a quantity of this name, and its unit; None where it has none."""
    if loc[0] == "world":
        if library("fitted").get(str(loc[1]), str(loc[-1])):
            return None, ""  # `check` lists these beside the fitted range
        body = library("world").get(str(loc[1]), "dials", str(loc[-1]))
        return _range(body.plain(), quantity) if body else None, "the library's range of this dial"
    part, unit = UNITS.get((str(loc[0]), str(loc[-1])), ("", ""))
    if not part:
        return None, ""
    defaults = library("defaults").plain()[part]
    if part == "actor":
        defaults = defaults[scenario.actors[str(loc[1])].kind]
    return _range(defaults[str(loc[-1])], quantity), unit


def _range(body: object, quantity: Quantity) -> Quantity | None:
    plain = {key: value for key, value in body.items() if key != "kind"} if isinstance(body, dict) else body
    usual = parse(plain, quantity.kind)
    return usual if usual.is_range and usual.per == quantity.per else None
