"""What the sections of docs/model.md that make numbers of a case call their own: its quantities, counts and ties.

Everything here is read from the case file and its draws, and nothing from what was compiled but the order of the axes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from offramp.scenario import per_day
from offramp.scenario.scenario import tie_id

from .symbols import LETHAL, Symbols, Table, Values
from .tables import bare, look_alikes, quantity, rows

SEEN = {"overt": 1.0, "attributable": 0.8, "covert": 0.4}  # how far harm is held against its doer
FAR = 1e9  # days to an election that never comes


def numbers(s: Symbols) -> Table:
    """Quantities of actors, ties, places, pairs, dyads, factions, mediators and programmes."""
    ids, axes, polity = s.g.names, s.g.axes, s.g.axes.polity
    actors = {name: quantity(s, ids.actors, f"actors.{{}}.{name}") for name in ("might", "tolerance", "standing")}
    programme = {name: quantity(s, polity.programmes, f"actors.{{}}.programme.{name}") for name in ("level", "gear")}
    pace = [rate(s, f"actors.{actor}.programme.pace") for actor in polity.programmes]
    faction = {name: quantity(s, polity.factions, f"actors.{{}}.factions.{{}}.{name}") for name in ("wish", "weight")}
    return {
        "actor": {**actors, **tempos(s), **led(s), **elections(s)},
        "option": {"prepare": quantity(s, moves_of(s), "moves.{}.prepare")},
        "tie": {"control": quantity(s, axes.ties, "ties.{}>{}.control")},
        "place": {"exposure": quantity(s, axes.places, "arenas.{1}.assets.{0}.exposure")},
        "faction": faction,
        "access": {"quality": quantity(s, [key for key, *_ in polity.access], "ties.{}.quality")},
        "programme": {**programme, "pace": rows(s, pace)},
        "move": lethality(s),
        **between(s),
    }


def moves_of(s: Symbols) -> list[str]:
    return [s.g.names.moves[move] for move in s.g.names.move]


def rate(s: Symbols, path: str) -> Values:
    """A quantity that the case states by its own period, in a day."""
    return per_day(dict(s.g.scenario.quantities())[path], s.g.values[path])


def tempos(s: Symbols) -> Mapping[str, Values]:
    can = [[float(n in s.g.names.actor)] for n, _ in enumerate(s.g.names.actors)]
    tempo = rows(s, [rate(s, f"actors.{actor}.tempo") for actor in s.g.names.actors])
    return {"tempo": tempo, "can_act": np.array(can)}


def led(s: Symbols) -> Mapping[str, Values]:
    """Of each actor's leaders the largest stature and hub, the mean successor and recovery; and whether it has any."""
    mine = {a: [k for k, leader in s.g.scenario.leaders.items() if leader.actor == a] for a in s.g.names.actors}
    found: dict[str, Values] = {"has_leaders": np.array([[float(bool(keys))] for keys in mine.values()])}
    for how, fields in ((np.max, ("stature", "hub")), (np.mean, ("successor", "recovery"))):
        for field in fields:
            each = [[s.g.values[f"leaders.{k}.{field}"] for k in keys] for keys in mine.values()]
            found[field] = rows(s, [how(values, axis=0) if values else np.zeros(s.g.runs) for values in each])
    return found


def elections(s: Symbols) -> Mapping[str, Values]:
    """Days from the beginning of the record to the election that the case names, and from one to the next."""
    begins = s.g.scenario.start_date - dt.timedelta(days=float(s.g.game.script.days.sum()))
    calls = [s.g.scenario.actors[actor].election for actor in s.g.names.actors]
    away = [[float((dt.date.fromisoformat(call.date) - begins).days) if call else FAR] for call in calls]
    every = [[float(call.every) if call else 0.0] for call in calls]
    return {"away": np.array(away), "every": np.array(every), "holds_elections": column(map(bool, calls))}


def between(s: Symbols) -> Table:
    """What rivals and plots set of dyads and pairs."""
    rivals = {frozenset(tie.between): tie for tie in s.g.scenario.ties.values() if tie.kind == "rivalry"}
    plots = {(plot.actor, plot.target): key for key, plot in sorted(s.g.scenario.plots.items())}
    pairs, dyads = s.g.axes.pairs, s.g.axes.dyads
    ties = [tie_id(rivals[each]) if (each := frozenset(pair)) in rivals else "" for pair in pairs]
    seen = [
        f"ties.{tie_id(tie)}.seen_resolve.{target}" if (tie := rivals.get(frozenset((doer, target)))) else ""
        for doer, target in dyads
    ]
    under = [plots.get(dyad, "") for dyad in dyads]
    return {
        "pair": {
            "rivals": np.array([[float(bool(tie))] for tie in ties]),
            **{name: quantity(s, ties, f"ties.{{}}.{name}") for name in ("ceiling", "doubt")},
        },
        "dyad": {
            "stated": np.array([[float(path in s.g.values)] for path in seen]),
            "seen_resolve": quantity(s, seen, "{}"),
            "plotted": np.array([[float(bool(key))] for key in under]),
            "window": quantity(s, under, "plots.{}.window"),
        },
    }


def plots(s: Symbols) -> Table:
    under = {(plot.actor, plot.target): key for key, plot in sorted(s.g.scenario.plots.items())}
    keys = [under.get(dyad, "") for dyad in s.g.axes.dyads]
    return {"dyad": {name: quantity(s, keys, f"plots.{{}}.{name}") for name in ("under_way", "stopped")}}


def lethality(s: Symbols) -> dict[str, Values]:
    """What moves kill by kind, each for a move, as the case has it; and for what it has a number of the move's own."""
    found = {}
    for who in ("military", "civilian"):
        paths = {name: [f"moves.{m}.harm.{who}.{name}" for m in s.g.names.moves] for name in LETHAL}
        found |= {f"{name}_{who}": quantity(s, mine, "{}") for name, mine in paths.items()}
        own = {name: column(path in s.g.values for path in paths[name]) for name in ("tail", "most")}
        found |= {f"own_{name}_{who}": value for name, value in own.items()}
    return found


def weights(s: Symbols) -> Table:
    """How many moves, targets and arenas differ in more than their names, and how many do not."""
    scenario, ids = s.g.scenario, s.g.names
    first, kind = look_alikes(s), {m: bare(scenario.moves[m].model_dump()) for m in ids.moves}
    unchosen = {"mishap", "offer"}
    nests = [(a, scenario.moves[m].rung, kind[m], not unchosen & {*scenario.moves[m].does}) for a, m in s.g.axes.nests]
    options = [tuple(option.split("/")) for option in ids.options]
    spots = [(a, m, target, first.get(arena, "-")) for a, m, target, arena in options]
    return {
        "nest": {
            "chosen": column(free for *_, free in nests),
            "rungs": column(len({n[1] for n in nests if n[0] == a and n[3]}) for a, *_ in nests),
            "moves": column(len({n[2] for n in nests if n[:2] == nest[:2] and n[3]}) for nest in nests),
            "copies": column(Counter(nests)[nest] for nest in nests),
        },
        "option": {
            "spots": column(len({each for each in spots if each[:2] == spot[:2]}) for spot in spots),
            "copies": column(Counter(spots)[spot] for spot in spots),
        },
    }


def column(values: Any) -> Values:
    return np.array([float(each) for each in values])[:, None]


def deeds(s: Symbols) -> Table:
    return {"move": of_moves(s), "edge": of_edges(s)}


def of_moves(s: Symbols) -> dict[str, Values]:
    moves = [s.g.scenario.moves[m] for m in s.g.names.moves]
    return {
        "rung": column(move.rung for move in moves),
        "seen": column(SEEN[move.visibility] for move in moves),
        "by_mistake": column("mishap" in move.does for move in moves),
        **{name: quantity(s, s.g.names.moves, f"moves.{{}}.{name}") for name in ("provokes", "satisfies")},
        **lethality(s),
    }


def of_edges(s: Symbols) -> dict[str, Values]:
    """Who shares whose quarrel, by the case's ties: edge by edge."""
    axes, ties = s.g.axes, list(s.g.scenario.ties.values())

    def shared(victim: str, creditor: str) -> str:
        for tie in ties:
            if tie.kind == "patronage" and {tie.patron, tie.proxy} == {victim, creditor}:
                return f"ties.{tie_id(tie)}.loyalty"
            if tie.kind == "alliance" and set(tie.between) == {victim, creditor}:
                return f"ties.{tie_id(tie)}.solidarity"
        return ""

    def denied(doer: str, debtor: str) -> str:
        found = (tie for tie in ties if tie.kind == "patronage" and (tie.patron, tie.proxy) == (debtor, doer))
        return next((f"ties.{tie_id(tie)}.deniability" for tie in found), "")

    ends = [(*axes.dyads[edge.source], *axes.dyads[edge.into]) for edge in axes.edges]
    share, denial = [shared(v, c) for _, v, c, _ in ends], [denied(i, d) for i, _, _, d in ends]
    by_patronage = (
        "loyalty" in one + other or "deniability" in one + other for one, other in zip(share, denial, strict=True)
    )
    return {
        "shared": quantity(s, share, "{}", 1.0),
        "denied": quantity(s, denial, "{}"),
        "by_patronage": column(by_patronage),
    }


def foresight(s: Symbols) -> Table:
    deadly = column("kill-leader" in s.g.scenario.moves[m].does for m in s.g.names.moves)
    return {
        "actor": {"resolve": quantity(s, s.g.names.actors, "actors.{}.resolve")},
        "dyad": {"vigour": vigour(s)},
        "move": {"at_leader": deadly},
    }


def vigour(s: Symbols) -> Values:
    """How often the target, or one that shares its harm, acts when nothing presses."""
    axes = s.g.axes
    total = np.zeros((len(axes.dyads), s.g.runs))
    for edge, weight in zip(axes.edges, s.look("edge", "case.flow_weight"), strict=True):
        creditor, debtor = axes.dyads[edge.into]
        if debtor == axes.dyads[edge.source][0]:
            total[edge.source] += weight * rate(s, f"actors.{creditor}.tempo")
    return total


# By section, in an order in which each finds the numbers that it needs.
OF_A_CASE: Mapping[str, Callable[[Symbols], Table]] = {
    "Numbers of a case": numbers,
    "5 Initialisation": plots,
    "Choice": weights,
    "Acts": deeds,
    "Looking ahead": foresight,
}
