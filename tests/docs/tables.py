"""What each system's section of docs/model.md calls its own, beside state, dials, numbers of the case and acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.game.board import EFFECTS
from offramp.scenario.scenario import tie_id

from .bench import RUNS
from .symbols import Symbols

Table = Mapping[str, Mapping[str, Any]]
Values = NDArray[np.float64]


def quantity(s: Symbols, axis: str, pattern: str, default: float = 0.0) -> Values:
    """A quantity of the case for each element of an axis; `{}` in its path is the element's id."""
    ids = {"actor": s.day.game.names.actors, "move": s.day.game.names.moves}[axis]
    none = np.full(RUNS, default)
    return np.array([s.day.draws.values.get(pattern.format(key), none) for key in ids])


def ladder(s: Symbols) -> Table:
    actor = {name: quantity(s, "actor", f"actors.{{}}.{name}") for name in ("resolve", "conciliation", "approval")}
    names, doers, targets = s.day.game.names, s.b.option_actor, s.b.option_target
    can = [
        [capability(s, names.actors[who], names.moves[move]) for who, move in zip(side, names.move, strict=True)]
        for side in (doers, targets)
    ]
    return {
        "actor": actor,
        "move": {"cost": quantity(s, "move", "moves.{}.cost")},
        "option": {"capability": np.array(can[0]), "capability_against": np.array(can[1])},
        "": {"memory_half_life": s.d.world["ladder"]["memory"]},
    }


def capability(s: Symbols, actor: str, move: str) -> Values:
    """An actor's capability in the domain of a move."""
    values, domain = s.day.draws.values, s.day.scenario.moves[move].domain
    return values.get(f"actors.{actor}.capability.{domain}", values[f"actors.{actor}.might"])


def reciprocity(s: Symbols) -> Table:
    return {"": {"flow": partial(flow, s), "goodwill_pull": s.d.world["reciprocity"]["goodwill"]}}


def flow(s: Symbols, points: Values, blamed: Values | int) -> Values:
    """What feeds each ledger."""
    into, blamed = np.zeros_like(points), np.broadcast_to(blamed, points.shape)
    for e, edge in enumerate(s.day.game.axes.edges):
        into[edge.into] += points[edge.source] * (s.d.flow_weight[e] + blamed[edge.source] * s.d.flow_denied[e])
    return into


def proxies(s: Symbols) -> Table:
    def most(values: Values) -> Values:
        return np.array([values[s.b.dyad_actor == proxy].max(axis=0) for proxy in s.b.tie_proxy])

    return {"dyad": {"tied": s.b.dyad_tied, "commanded": s.b.dyad_ordered}, "": {"most": most}}


def leaders(s: Symbols) -> Table:
    return {"": {"wrath_pull": s.d.world["leaders"]["wrath"]}}


def deterrence(s: Symbols) -> Table:
    return {"dyad": {"tied": s.b.dyad_tied}}


def opportunity(s: Symbols) -> Table:
    """Read from the list of acts, place by place."""
    effects = {"hardened": "harden", "evacuated": "evacuate", "deployed": "deploy"}
    place: dict[str, Values] = {name: np.zeros((len(s.b.place_owner), RUNS)) for name in (*effects, "struck")}
    for p, (owner, arena) in enumerate(zip(s.b.place_owner, s.b.place_arena, strict=True)):
        here = s.a.taken & (s.a.arena == arena)
        for name, effect in effects.items():
            place[name][p] = here[owner] & (s.homes["actor"][f"does.{effect}"][owner] > 0)
        place["struck"][p] = (here & (s.a.target == owner) & (s.a.rung >= 4)).any(axis=0)
    places, guests = s.day.game.axes.places, s.day.game.axes.polity.guests
    place["hosted"] = np.array([[float(each in guests)] for each in places])
    return {"place": place}


def fronts(s: Symbols) -> Table:
    names, values = s.day.game.names, s.day.draws.values
    near = neighbours(s)

    def here(value: Values) -> Values:
        return np.array([(value * (s.a.taken & (s.a.arena == n))).sum(axis=0) for n in range(len(names.arenas))])

    def of(path: str) -> Values:
        at = [path.format(names.arenas[k], names.actors[a]) for a, k in zip(names.actor, names.arena, strict=True)]
        return np.array([values[p] if k >= 0 else np.full(RUNS, 0.5) for p, k in zip(at, names.arena, strict=True)])

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
    """1 where two arenas are neighbours, by the case file."""
    arenas, ids = s.day.scenario.arenas, s.day.game.names.arenas
    one = np.array([[float(b in arenas[a].neighbours) for b in ids] for a in ids])
    return np.maximum(one, one.T)


def human_cost(s: Symbols) -> Table:
    return {"two": {"deaths": s.a.deaths}, "": {"everybody": lambda value: value.sum(axis=1)}}


def pressure(s: Symbols) -> Table:
    return {"": {"shadow": s.d.world["pressure"]["clock"]}}


def audiences(s: Symbols) -> Table:
    owner = np.array([s.day.game.names.actors.index(actor) for actor, _ in s.day.game.axes.polity.factions])
    actors = range(len(s.b.actor_side))
    return {"": {"sum_factions": lambda v: np.array([v[owner == a].sum(axis=0) for a in actors])}}


def host_politics(s: Symbols) -> Table:
    """Read from the list of acts, guest by guest."""
    a, names = s.a, s.day.game.names
    actor, arena = names.actors.index, names.arenas.index
    guests = [
        (actor(owner), arena(soil), actor(str(s.day.scenario.arenas[soil].host)))
        for owner, soil in s.day.game.axes.polity.guests
    ]
    here = [a.taken & (a.arena == soil) for _, soil, _ in guests]
    voted = [
        at[host] & (a.target[host] == owner) & (a.effects[host] >> EFFECTS.index("expel") & 1 > 0)
        for (owner, _, host), at in zip(guests, here, strict=True)
    ]

    def drawn(violence: Values) -> Values:
        return np.array(
            [(violence * (at & (a.target == owner))).max(axis=0) for (owner, *_), at in zip(guests, here, strict=True)]
        )

    there = [at[owner] for (owner, *_), at in zip(guests, here, strict=True)]
    return {
        "guest": {"there": np.array(there, float), "voted": np.array(voted, float)},
        "actor": {"civilians_killed": a.deaths[1]},
        "": {"drawn": drawn},
    }


def mediation(s: Symbols) -> Table:
    polity, pairs, values = s.day.game.axes.polity, s.day.game.axes.pairs, s.day.draws.values
    ties = [tie for tie in s.day.scenario.ties.values() if tie.kind == "access"]

    def sum_of_words(word: Values) -> Values:
        rows = np.array([pairs.index(pair) for *_, pair in polity.access])
        return np.array([word[rows == p].sum(axis=0) for p in range(len(pairs))])

    def product_of_mediators(value: Values) -> Values:
        rows = np.array([pairs.index(tuple(sorted(tie.to))) for tie in ties])
        return np.array([value[rows == p].prod(axis=0) for p in range(len(pairs))])

    quality = np.array([values[f"ties.{tie_id(tie)}.quality"] for tie in ties])
    return {
        "mediator": {"quality": quality},
        "": {"sum_of_words": sum_of_words, "product_of_mediators": product_of_mediators},
    }


def nuclear(s: Symbols) -> Table:
    rivals = [set(tie.between) for tie in s.day.scenario.ties.values() if tie.kind == "rivalry"]
    dyads, programmes = s.day.game.axes.dyads, s.day.game.axes.polity.programmes
    watched = [[float(target in programmes and {doer, target} in rivals)] for doer, target in dyads]
    return {"dyad": {"watched": np.array(watched)}, "actor": {"did_settle": s.homes["actor"]["does.settle"]}}


def world_order(s: Symbols) -> Table:
    def product_of_users(value: Values) -> Values:
        methods = range(len(s.day.game.axes.polity.methods))
        return np.array([np.where(s.a.method == m, value, 1).prod(axis=0) for m in methods])

    return {"": {"product_of_users": product_of_users}}


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
        host_politics,
        mediation,
        nuclear,
        world_order,
    )
}
