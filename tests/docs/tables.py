"""What each system's section of docs/model.md calls its own, beside state, dials, numbers of the case and acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from offramp.game.board import EFFECTS
from offramp.scenario.scenario import tie_id

from .counted import counted_acts
from .symbols import Symbols, Table, Values


def quantity(s: Symbols, ids: Any, pattern: str, default: float = 0.0) -> Values:
    """A quantity of the case for each element of an axis; `{}` in its path is the element's id."""
    paths = [pattern.format(*([key] if isinstance(key, str) else key)) for key in ids]
    return rows(s, [s.g.values.get(path, np.full(s.g.runs, default)) for path in paths])


def rows(s: Symbols, values: list[Values]) -> Values:
    """One row for each element, also where there is none."""
    return np.array(values).reshape(-1, s.g.runs)


def ladder(s: Symbols) -> Table:
    names, doers, targets = s.g.names, s.b.option_actor, s.b.option_target
    actor = {name: quantity(s, names.actors, f"actors.{{}}.{name}") for name in ("resolve", "conciliation", "approval")}
    can = [
        [capability(s, names.actors[who], names.moves[move]) for who, move in zip(side, names.move, strict=True)]
        for side in (doers, targets)
    ]
    return {
        "actor": actor,
        "move": {"cost": quantity(s, names.moves, "moves.{}.cost")},
        "option": {"capability": np.array(can[0]), "capability_against": np.array(can[1])},
        "": {"memory_half_life": s.g.dials["ladder"]["memory"]},
    }


def capability(s: Symbols, actor: str, move: str) -> Values:
    """An actor's capability in the domain of a move."""
    values, domain = s.g.values, s.g.scenario.moves[move].domain
    return values.get(f"actors.{actor}.capability.{domain}", values[f"actors.{actor}.might"])


def reciprocity(s: Symbols) -> Table:
    return {"": {"flow": partial(flow, s), "goodwill_pull": s.g.dials["reciprocity"]["goodwill"]}}


def flow(s: Symbols, points: Values, blamed: Values | int) -> Values:
    """What feeds each ledger."""
    into, blamed = np.zeros_like(points), np.broadcast_to(blamed, points.shape)
    weight, denied = (s.look("edge", f"case.flow_{name}") for name in ("weight", "denied"))
    for e, edge in enumerate(s.g.axes.edges):
        into[edge.into] += points[edge.source] * (weight[e] + blamed[edge.source] * denied[e])
    return into


def proxies(s: Symbols) -> Table:
    def most(values: Values) -> Values:
        return np.array([values[s.b.dyad_actor == proxy].max(axis=0) for proxy in s.b.tie_proxy])

    return {"dyad": {"tied": s.b.dyad_tied, "commanded": s.b.dyad_ordered}, "": {"most": most}}


def leaders(s: Symbols) -> Table:
    return {"": {"wrath_pull": s.g.dials["leaders"]["wrath"]}}


def deterrence(s: Symbols) -> Table:
    return {"dyad": {"tied": s.b.dyad_tied}}


def opportunity(s: Symbols) -> Table:
    first, guests = look_alikes(s), s.g.axes.polity.guests
    hosted = [[float((owner, first[arena]) in guests)] for owner, arena in s.g.axes.places]
    return {"place": {"hosted": np.array(hosted).reshape(-1, 1)}}


def guarded(s: Symbols) -> Table:
    """What was done at each place, read from the list of acts."""
    effects = {"hardened": "harden", "evacuated": "evacuate", "deployed": "deploy"}
    place: dict[str, Any] = {name: [] for name in (*effects, "struck")}
    for owner, arena in zip(s.b.place_owner, s.b.place_arena, strict=True):
        here = s.a.taken & (s.a.arena == arena)
        for name, effect in effects.items():
            place[name].append(here[owner] & (s.a.effects[owner] >> EFFECTS.index(effect) & 1 > 0))
        place["struck"].append((here & (s.a.target == owner) & (s.a.rung >= 4)).any(axis=0))
    return {"place": {name: rows(s, values).astype(float) for name, values in place.items()}}


def fronts(s: Symbols) -> Table:
    names, near = s.g.names, neighbours(s)
    at = list(zip(names.actor, names.arena, strict=True))

    def here(value: Values) -> Values:
        return rows(s, [(value * (s.a.taken & (s.a.arena == n))).sum(axis=0) for n in range(len(names.arenas))])

    def of(path: str) -> Values:
        ids = [(names.arenas[k], names.actors[a]) if k >= 0 else ("", "") for a, k in at]
        return quantity(s, ids, path, 0.5)

    return {
        "option": {
            "reach": of("arenas.{}.reach.{}"),
            "open": of("arenas.{}.open"),
            "somewhere": (names.arena >= 0).astype(float)[:, None],
        },
        "arena": {"has_neighbours": (near.sum(axis=0) > 0).astype(float)[:, None]},
        "": {"here": here, "next_door": lambda value: (near / np.maximum(near.sum(axis=0), 1)) @ value},
    }


def neighbours(s: Symbols) -> Values:
    """1 where two arenas are neighbours, by the case file; places that differ in name only are one."""
    arenas, ids, first = s.g.scenario.arenas, s.g.names.arenas, look_alikes(s)
    near = np.zeros((len(ids), len(ids)))
    for a, arena in arenas.items():
        for b in arena.neighbours:
            one, other = (ids.index(first[each]) for each in (a, b))
            near[one, other] = near[other, one] = one != other
    return near


UNSEEN = {"name", "tells", "about", "what", "mission", "mid", "cameo", "plover", "because", "source"}


def look_alikes(s: Symbols) -> dict[str, str]:
    """The first arena that differs from each in words only."""
    seen: dict[str, str] = {}
    return {key: seen.setdefault(bare(arena.model_dump()), key) for key, arena in sorted(s.g.scenario.arenas.items())}


def bare(node: Any) -> str:
    """What a part of a case is without its words."""
    if isinstance(node, dict):
        return repr([(key, bare(value)) for key, value in sorted(node.items()) if key not in UNSEEN])
    return repr([bare(each) for each in node]) if isinstance(node, (list, tuple)) else repr(node)


def human_cost(s: Symbols) -> Table:
    return {"": {"everybody": lambda value: value.sum(axis=1)}}


def killed(s: Symbols) -> Table:
    return {"two": {"deaths": s.a.deaths}}


def pressure(s: Symbols) -> Table:
    return {"": {"shadow": s.g.dials["pressure"]["clock"]}}


def audiences(s: Symbols) -> Table:
    owner = np.array([s.g.names.actors.index(actor) for actor, _ in s.g.axes.polity.factions], int)
    actors = range(len(s.b.actor_side))
    return {"": {"sum_factions": lambda v: np.array([v[owner == a].sum(axis=0) for a in actors])}}


def soils(s: Symbols) -> Table:
    """What was done on each guest's soil, read from the list of acts."""
    a, actor, arena = s.a, s.g.names.actors.index, s.g.names.arenas.index
    guests = [
        (actor(owner), arena(soil), actor(str(s.g.scenario.arenas[soil].host)))
        for owner, soil in s.g.axes.polity.guests
    ]
    here = [a.taken & (a.arena == soil) for _, soil, _ in guests]
    voted = [
        at[host] & (a.target[host] == owner) & (a.effects[host] >> EFFECTS.index("expel") & 1 > 0)
        for (owner, _, host), at in zip(guests, here, strict=True)
    ]

    def drawn(violence: Values) -> Values:
        on = [at & (a.target == owner) for (owner, *_), at in zip(guests, here, strict=True)]
        return rows(s, [(violence * each).max(axis=0) for each in on])

    there = [at[owner] for (owner, *_), at in zip(guests, here, strict=True)]
    return {
        "guest": {"there": rows(s, there).astype(float), "voted": rows(s, voted).astype(float)},
        "actor": {"civilians_killed": a.deaths[1]},
        "": {"drawn": drawn},
    }


def mediation(s: Symbols) -> Table:
    polity, pairs = s.g.axes.polity, s.g.axes.pairs
    ties = [tie for tie in s.g.scenario.ties.values() if tie.kind == "access"]

    def sum_of_words(word: Values) -> Values:
        into = np.array([pairs.index(pair) for *_, pair in polity.access], int)
        return np.array([word[into == p].sum(axis=0) for p in range(len(pairs))])

    def product_of_mediators(value: Values) -> Values:
        into = np.array([pairs.index(pair) if (pair := tuple(sorted(tie.to))) in pairs else -1 for tie in ties], int)
        return np.array([value[into == p].prod(axis=0) for p in range(len(pairs))])

    return {
        "mediator": {"quality": quantity(s, [tie_id(tie) for tie in ties], "ties.{}.quality")},
        "": {"sum_of_words": sum_of_words, "product_of_mediators": product_of_mediators},
    }


def consent(s: Symbols) -> Table:
    """What each option needs, and how each precedent counts, by the moves of the case file."""
    moves = [s.g.scenario.moves[s.g.names.moves[m]] for m in s.g.names.move]
    precedents = s.g.axes.precedents
    flags = {
        "needs_held": [bool(move.needs and move.needs.held) for move in moves],
        "needs_fight": [move.needs is not None and move.needs.rung is not None for move in moves],
        "needs_strike": [bool(move.needs and move.needs.strike) for move in moves],
        "needs_channel": [bool(move.needs and move.needs.channel) for move in moves],
        "by_consent": [move.consent is not None for move in moves],
    }
    ids = [s.g.names.moves[m] for m in s.g.names.move]
    part = {True: "consent", False: "needs"}
    within = [f"moves.{each.move}.{part[each.kind == 'offer']}.within" for each in precedents]
    return {
        "option": {
            **{name: np.array(flag, float)[:, None] for name, flag in flags.items()},
            "channel": quantity(s, ids, "moves.{}.needs.channel"),
            "strike": quantity(s, ids, "moves.{}.needs.strike"),
        },
        "precedent": {
            "at_most": np.array([[1e6 if each.kind == "held" else 1.0] for each in precedents]),
            "lapses": np.array([[float(each.kind == "offer")] for each in precedents]),
            "limited": np.array([[float(path in s.g.values)] for path in within]),
            "within": quantity(s, within, "{}"),
        },
    }


def preceded(s: Symbols) -> Table:
    """What was done and undone of each precedent, read from the list of acts."""
    found = [_preceded(s, each) for each in s.g.axes.precedents]
    came, undone = (rows(s, [pair[n] for pair in found]).astype(float) for n in range(2))
    return {"precedent": {"came": came, "undone": undone}}


def _preceded(s: Symbols, each: Any) -> tuple[Values, Values]:
    a, moves, who = s.a, s.g.scenario.moves, s.g.names.actors.index
    needs, consent, ids = moves[each.move].needs, moves[each.move].consent, s.g.names.moves
    arenas = s.g.names.arenas
    place = arenas.index(each.arena) if each.arena else len(arenas)

    def done(doer: str, target: str, these: set[str]) -> Values:
        i = who(doer)
        here = (a.arena[i] == place) if each.kind == "offer" else np.ones_like(a.taken[i])
        return a.taken[i] & (a.target[i] == who(target)) & here & np.isin(a.move[i], [ids.index(m) for m in these])

    def both(these: set[str]) -> Values:
        return done(each.doer, each.target, these) | done(each.target, each.doer, these)

    one = (each.doer, each.target)
    if each.kind == "offer":
        return done(*one, {consent.offer}), both({each.move})
    if each.kind == "fight":
        return both({m for m in ids if moves[m].rung >= needs.rung}), np.zeros_like(a.taken[0])
    wanted = {*needs.held} & {*ids} if each.kind == "held" else {m for m in ids if "order" in moves[m].does}
    return done(*one, wanted), done(*one, {each.move})


def nuclear(s: Symbols) -> Table:
    rivals = [set(tie.between) for tie in s.g.scenario.ties.values() if tie.kind == "rivalry"]
    dyads, programmes = s.g.axes.dyads, s.g.axes.polity.programmes
    watched = [[float(target in programmes and {doer, target} in rivals)] for doer, target in dyads]
    return {"dyad": {"watched": np.array(watched)}}


def settled(s: Symbols) -> Table:
    return {"actor": {"did_settle": s.look("actor", "does.settle")}}


def world_order(s: Symbols) -> Table:
    def product_of_users(value: Values) -> Values:
        methods = range(len(s.g.axes.polity.methods))
        return rows(s, [np.where(s.a.method == m, value, 1).prod(axis=0) for m in methods])

    return {"": {"product_of_users": product_of_users}}


def standing_rates(s: Symbols) -> Table:
    """Which series are militarised and violent, and sums of series."""
    sizes = {"sum_levels": (s.b.series_dyad, len(s.b.dyad_actor)), "sum_dyads": (s.b.series_level, 4)}
    sums = {
        name: partial(lambda of, n, v: np.array([(v * (of == each)[:, None]).sum(axis=0) for each in range(n)]), *size)
        for name, size in sizes.items()
    }
    level = s.b.series_level[:, None]
    return {"series": {"armed": level >= 2, "violent": level >= 3}, "": sums}


def red_lines(s: Symbols) -> Table:
    """What the case says of its lines, and which options answer and cross them."""
    lines, names = sorted(s.g.scenario.red_lines.items()), s.g.names
    doers, targets = ([names.actors[n] for n in side] for side in (s.b.option_actor, s.b.option_target))
    moves = [s.g.scenario.moves[names.moves[n]] for n in s.b.option_move]
    sites = [names.arenas[n] if n < len(names.arenas) else "" for n in s.b.option_site]
    options = list(zip(doers, moves, targets, sites, strict=True))

    def answering(due: Values) -> Values:
        rows = [sum(due[n] * answers(line, *each) for n, (_, line) in enumerate(lines)) for each in options]
        return np.array([np.zeros(s.g.runs) + row for row in rows])

    def crossing(fear: Values, deadly: Values) -> Values:
        rows = [
            sum(
                fear[n] * crosses(line, *each) * (deadly[o] if line.on.own_dead else 1)
                for n, (_, line) in enumerate(lines)
            )
            for o, each in enumerate(options)
        ]
        return np.array([np.zeros(s.g.runs) + row for row in rows])

    plain = {name: np.array([[float(getattr(each, name))] for _, each in lines]) for name in ("declared", "within")}
    kept = quantity(s, [key for key, _ in lines], "red_lines.{}.kept")
    return {"line": {**plain, "kept": kept}, "": {"answering": answering, "crossing": crossing}}


def answers(line: Any, doer: str, move: Any, target: str, _: str) -> bool:
    return doer == line.holder and target in line.against and move.rung >= line.answer


def crosses(line: Any, doer: str, move: Any, target: str, site: str) -> bool:
    on = line.on
    there = not on.arenas or site in on.arenas
    high = on.at_least is None or move.rung >= on.at_least
    return doer in line.against and target == line.holder and there and high and (not on.does or on.does in move.does)


def lines_met(s: Symbols) -> Table:
    """Which lines somebody crossed or answered, read from the list of acts, and the luck of their holders."""
    a, names, first = s.a, s.g.names, look_alikes(s)
    line: dict[str, list[Values]] = {"crossed": [], "answered": [], "part": []}
    luck: list[Values | None] = []
    for _, each in sorted(s.g.scenario.red_lines.items()):
        on, holder = each.on, names.actors.index(each.holder)
        places = {names.arenas.index(first[arena]) for arena in on.arenas} or {*range(len(names.arenas) + 1)}
        crossed = np.zeros(s.g.runs, bool)
        for doer in map(names.actors.index, each.against):
            there = (a.taken[doer] > 0) & (a.target[doer] == holder) & np.isin(a.arena[doer], sorted(places))
            there &= a.deaths[:, doer].sum(axis=0) >= (on.own_dead or 0)
            there &= (on.at_least is None) | (a.rung[doer] >= (on.at_least or 0))
            crossed |= there & ((not on.does) | ((a.effects[doer] >> EFFECTS.index(on.does or "order") & 1) > 0))
        whom = np.isin(a.target[holder], [names.actors.index(other) for other in each.against])
        line["crossed"].append(crossed.astype(float))
        line["answered"].append(((a.taken[holder] > 0) & whom & (a.rung[holder] >= each.answer)).astype(float))
        line["part"].append(a.luck["red-lines.1"][holder] if a.luck else np.full(s.g.runs, 0.5))
        luck.append(a.luck["red-lines"][holder] if a.luck else None)

    def carried_out(chance: Values) -> Values:
        rows = [one if u is None else (u < one).astype(float) for u, one in zip(luck, chance, strict=True)]
        return np.array(rows).reshape(-1, s.g.runs)

    return {"line": {name: rows(s, values) for name, values in line.items()}, "": {"carried_out": carried_out}}


def closing(s: Symbols) -> Table:
    """The same, and what options say."""
    moves = s.g.scenario.moves
    restoring = np.array([["restore" in moves[move].does] for move in s.g.names.moves])[s.b.option_move]
    return {**standing_rates(s), "option": {"restoring": restoring.astype(float)}}


def learned(s: Symbols) -> Table:
    """What was done and expected of each series; told once more, it is nobody's; counted, it is as often as counted."""
    a, doer = s.a, s.b.dyad_actor
    chosen = s.now.along if a.further is None else s.now.along & ~a.further[doer]
    level = ((a.rung >= 0) * 1 + (a.rung >= 3) + (a.rung >= 5))[s.b.series_actor]
    here = (chosen[s.b.series_dyad] & (level == s.b.series_level[:, None])).astype(float)
    due, known, counted = np.broadcast_to(a.expected, here.shape), np.ones_like(here), np.zeros((len(here), 1))
    if a.further is not None:
        here, known, counted = counted_acts(s, here, due)
    return {"series": {"here": here, "expected": a.expected, "known": known, "counted": counted}}


TABLES: Mapping[str, Callable[[Symbols], Table]] = {
    each.__name__: each
    for each in (
        ladder,
        reciprocity,
        proxies,
        leaders,
        deterrence,
        opportunity,
        fronts,
        human_cost,
        pressure,
        audiences,
        mediation,
        consent,
        nuclear,
        world_order,
        standing_rates,
        closing,
        red_lines,
    )
}
# What changes with each round's acts.
ACTED: Mapping[str, Callable[[Symbols], Table]] = {
    "opportunity": guarded,
    "human_cost": killed,
    "host_politics": soils,
    "consent": preceded,
    "nuclear": settled,
    "standing_rates": learned,
    "closing": learned,
    "red_lines": lines_met,
}
