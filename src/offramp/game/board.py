"""The board: the options of a game and the axes that they lie on, as integers and features without uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int, UInt
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.ladder import FORCE
from offramp.scenario.moves import Effect
from offramp.scenario.options import Option

from .grievance_flows import Edge, edges
from .names import Names
from .politics import Polity, PolityAxes, compile_politics, political_axes
from .precedents import Precedent, Precedents, compile_precedents, precedents
from .red_lines import RedLines, compile_red_lines
from .series import compile_series
from .slots import SLOTS, slots_of, word_codes
from .weights import alike, nest_weights, option_weights
from .xla.jit import put
from .xla.ragged import Groups, compile_groups

EFFECTS: tuple[Effect, ...] = get_args(Effect)  # the bit of each in a move's effects


class Board(eqx.Module):
    """Structure of a case, without a draw or run axis.

    Axes: `option` sorted by actor, rung, move, target, arena; `nest` the (actor, move) pairs in the same order; `dyad`
    the directed pairs of actors of which one can act on the other; `pair` the undirected ones; `place` the (owner,
    arena) pairs with assets; `series` the acts of one level (a band of `ladder.COARSE`) along one dyad, where there
    is an option for any, level by level; `tie` the patronages; `edge` how harm flows to ledgers (`game.flows`).
    """

    option_actor: UInt[Array, " option"]
    option_nest: UInt[Array, " option"]
    option_move: UInt[Array, " option"]
    option_target: UInt[Array, " option"]
    option_arena: UInt[Array, " option"]  # the first of its look-alikes; the number of arenas for nowhere
    option_site: UInt[Array, " option"]  # the arena itself; the number of arenas for nowhere
    option_front: UInt[Array, " option"]  # as option_arena; 0 and not sited for nowhere
    option_place: UInt[Array, " option"]  # 0 and not placed where nothing is aimed at
    option_dyad: UInt[Array, " option"]
    option_pair: UInt[Array, " option"]
    option_series: UInt[Array, " option"]
    forceful: UInt[Array, " act"]  # the militarised options
    option_forceful: UInt[Array, " option"]  # where among them; 0 for the others
    rung: Float[Array, "option 1"]
    height: Float[Array, "option 1"]  # rung / 10 above zero
    depth: Float[Array, "option 1"]  # -rung / 3 below zero
    force: Float[Array, "option 1"]  # 1 if militarised
    placed: Float[Array, "option 1"]  # 1 if it aims at somebody's asset
    sited: Float[Array, "option 1"]  # 1 if it is militarised and happens somewhere
    option_weight: Float[Array, "option 1"]
    nest_weight: Float[Array, "nest 1"]
    move_rung: Float[Array, " move"]
    move_effects: Int[Array, " move"]  # bits in the order of EFFECTS
    nest_options: Groups
    actor_options: Groups
    series_options: Groups
    series_dyad: UInt[Array, " series"]
    series_actor: UInt[Array, " series"]
    series_level: UInt[Array, " series"]
    dyad_series: Groups
    level_series: Groups
    counted_series: Float[Array, "span series 1"]  # 1 where a source counts such acts in a span of days
    actor_first: UInt[Array, "actor 1"]  # an actor's first option
    dyad_actor: UInt[Array, " dyad"]
    dyad_target: UInt[Array, " dyad"]
    dyad_reverse: UInt[Array, " dyad"]
    dyad_pair: UInt[Array, " dyad"]
    dyad_tie: UInt[Array, " dyad"]  # the doer's tie to its patron; 0 and not tied if it has none
    dyad_tied: Float[Array, "dyad 1"]
    dyad_order: UInt[Array, " dyad"]  # the patron's dyad on the same target, by which orders come
    dyad_ordered: Float[Array, "dyad 1"]
    pair_dyads: UInt[Array, "two pair"]
    actor_hits: Groups  # the dyads along which each actor is acted on
    place_code: UInt[Array, "place 1"]  # owner and arena in one number, as in `Acts.place`
    place_owner: UInt[Array, " place"]
    place_arena: UInt[Array, " place"]
    tie_patron: UInt[Array, " tie"]
    tie_proxy: UInt[Array, " tie"]
    arenas_near: Float[Array, "arena arena2"]  # share of the second's spill that reaches the first
    flow_source: UInt[Array, " edge"]  # the dyad of the act
    flow_into: Groups  # the edges that feed each ledger
    principal: UInt[Array, " two"]
    actor_side: UInt[Array, " actor"]  # 0, 1 the principals' sides, 2 neither
    words: UInt[Array, "actor word_pair"]  # the codes of the actors' random slots
    polity: Polity
    red_lines: RedLines
    precedents: Precedents
    slots: tuple[str, ...] = eqx.field(static=True, default=SLOTS)  # two for each word pair


@dataclass(frozen=True)
class Axes:
    """The derived axes by name."""

    dyads: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    ties: tuple[tuple[str, str], ...]  # patron, proxy
    nests: tuple[tuple[str, str], ...]
    edges: tuple[Edge, ...]
    polity: PolityAxes
    precedents: tuple[Precedent, ...]


def compile_axes(scenario: Scenario, options: list[Option]) -> Axes:
    """Collect the dyads, pairs, places, ties and nests that the options need."""
    ties = tuple(sorted((t.patron, t.proxy) for t in scenario.ties.values() if t.kind == "patronage"))
    met = {(a, t) for a, _, t, _ in options} | {scenario.principals}
    # A proxy's patron keeps a ledger with everybody whom the proxy meets, and the reverse of every dyad exists.
    met |= {(patron, target) for patron, proxy in ties for actor, target in set(met) if actor == proxy}
    met = {(a, b) for a, b in met | {(b, a) for a, b in met} if a != b}
    dyads = tuple(sorted(met))
    return Axes(
        dyads=dyads,
        edges=edges(scenario, dyads),
        pairs=tuple(sorted({(min(d), max(d)) for d in met})),
        places=tuple(sorted((owner, k) for k, arena in scenario.arenas.items() for owner in arena.assets)),
        ties=ties,
        nests=tuple(dict.fromkeys((a, m) for a, m, _, _ in options)),
        polity=political_axes(scenario, options, dyads),
        precedents=precedents(scenario, options),
    )


def compile_board(
    scenario: Scenario, options: list[Option], names: Names, axes: Axes, luck: Sequence[tuple[str, int]] = ()
) -> Board:
    """Lay the board: the options' features and how every axis finds the others.

    Parameters
    ----------
    scenario, options, names, axes
    luck : sequence of (str, int)
        Ids of the systems with random slots of their own, and how many each has.
    """
    at_actor = _at(names.actors)
    at = {
        "actor": at_actor,
        "arena": _at(names.arenas),
        "dyad": _at(axes.dyads),
        "pair": _at(axes.pairs),
        "place": _at(axes.places),
    }
    parts = {
        **_options(scenario, options, names, axes),
        **_dyads(axes, at_actor),
        **_places(scenario, names, axes, at_actor),
    }
    sides = [
        scenario.principals.index(s) if s in scenario.principals else 2 for s in (names.side[a] for a in names.actors)
    ]
    arrays: dict[str, Any] = {key: _device(value) for key, value in parts.items()}
    return Board(
        **arrays,
        **_lanes(options, names, axes),
        **compile_series(scenario, options, _at(axes.dyads), at_actor),
        nest_weight=_device(_column(nest_weights(scenario, axes.nests))),
        move_rung=_device([float(scenario.moves[m].rung) for m in names.moves]),
        move_effects=put([sum(1 << EFFECTS.index(e) for e in scenario.moves[m].does) for m in names.moves], np.int32),
        option_weight=_device(_column(option_weights(scenario, options))),
        flow_source=_device([e.source for e in axes.edges]),
        flow_into=compile_groups([e.into for e in axes.edges], len(axes.dyads), 4),
        principal=_device([at_actor[p] for p in scenario.principals]),
        actor_side=_device(sides),
        words=put(word_codes(names.actors, luck), np.uint32),
        slots=slots_of(luck),
        polity=compile_politics(scenario, options, axes.polity, at),
        red_lines=compile_red_lines(scenario, options, at, EFFECTS),
        precedents=compile_precedents(scenario, options, axes.precedents, at),
    )


def _options(scenario: Scenario, options: list[Option], names: Names, axes: Axes) -> dict[str, object]:
    one = alike(scenario)  # state is kept once for places that differ in name only
    arena = {key: i for i, key in enumerate(names.arenas)}
    where = np.array([arena.get(one.get(k or "", ""), len(names.arenas)) for *_, k in options])
    dyad, pair, place, nest = (_at(axis) for axis in (axes.dyads, axes.pairs, axes.places, axes.nests))
    moves = [scenario.moves[m] for _, m, _, _ in options]
    spots = [
        place.get((t, one.get(k or "", "")), None) if move.aim != "nobody" else None
        for (_, _, t, k), move in zip(options, moves, strict=True)
    ]
    rung = names.rung.astype(np.float64)
    return {
        "option_actor": names.actor,
        "option_target": names.target,
        "option_move": names.move,
        "option_arena": where,
        "option_front": np.where(names.arena < 0, 0, where),
        "option_site": np.where(names.arena < 0, len(names.arenas), names.arena),
        "option_nest": [nest[a, m] for a, m, _, _ in options],
        "option_place": [0 if spot is None else spot for spot in spots],
        "option_dyad": [dyad[a, t] for a, _, t, _ in options],
        "option_pair": [pair[min(a, t), max(a, t)] for a, _, t, _ in options],
        "rung": _column(rung),
        "height": _column(np.maximum(rung, 0) / 10),
        "depth": _column(np.maximum(-rung, 0) / 3),
        "forceful": np.flatnonzero(rung >= FORCE),
        "option_forceful": np.maximum(np.cumsum(rung >= FORCE) - 1, 0),
        "force": _column(rung >= FORCE),
        "placed": _column([spot is not None for spot in spots]),
        "sited": _column((names.arena >= 0) & (rung >= FORCE)),
    }


def _lanes(options: list[Option], names: Names, axes: Axes) -> dict[str, Any]:
    nest = _at(axes.nests)
    first = np.minimum(np.searchsorted(names.actor, np.arange(len(names.actors))), len(options) - 1)
    return {
        "nest_options": compile_groups([nest[a, m] for a, m, _, _ in options], len(axes.nests), 8),
        "actor_options": compile_groups(names.actor.tolist(), len(names.actors), 14),
        "actor_hits": compile_groups([_at(names.actors)[t] for _, t in axes.dyads], len(names.actors), 8),
        "actor_first": _device(first[:, None]),
    }


def _dyads(axes: Axes, at_actor: dict[str, int]) -> dict[str, object]:
    dyad, pair = _at(axes.dyads), _at(axes.pairs)
    tie_of = {proxy: i for i, (_, proxy) in enumerate(axes.ties)}
    patron = {proxy: patron for patron, proxy in axes.ties}
    order = [dyad.get((patron.get(a, ""), t)) for a, t in axes.dyads]
    return {
        "dyad_actor": [at_actor[a] for a, _ in axes.dyads],
        "dyad_target": [at_actor[t] for _, t in axes.dyads],
        "dyad_reverse": [dyad[t, a] for a, t in axes.dyads],
        "dyad_pair": [pair[min(d), max(d)] for d in axes.dyads],
        "dyad_tie": [tie_of.get(a, 0) for a, _ in axes.dyads],
        "dyad_tied": _column([a in tie_of for a, _ in axes.dyads]),
        "dyad_order": [0 if o is None else o for o in order],
        "dyad_ordered": _column([o is not None for o in order]),
        "pair_dyads": [[dyad[p] for p in axes.pairs], [dyad[p[::-1]] for p in axes.pairs]],
    }


def _places(scenario: Scenario, names: Names, axes: Axes, at_actor: dict[str, int]) -> dict[str, object]:
    at_arena = _at(names.arenas)
    one = alike(scenario)
    near = np.zeros((len(names.arenas),) * 2)
    for key, arena in scenario.arenas.items():
        for other in arena.neighbours:
            here, there = at_arena[one[key]], at_arena[one[other]]
            near[here, there] = near[there, here] = float(here != there)
    near /= np.maximum(near.sum(axis=0), 1)  # what spills over is shared among the neighbours
    codes = [at_actor[o] * (len(names.arenas) + 1) + at_arena[k] for o, k in axes.places]
    return {
        "place_code": np.array(codes, np.int64).reshape(-1, 1),
        "place_owner": [at_actor[o] for o, _ in axes.places],
        "place_arena": [at_arena[k] for _, k in axes.places],
        "tie_patron": [at_actor[p] for p, _ in axes.ties],
        "tie_proxy": [at_actor[p] for _, p in axes.ties],
        "arenas_near": near,
    }


def _at(axis: tuple) -> dict:  # type: ignore[type-arg]
    return {key: i for i, key in enumerate(axis)}


def _column(values: object) -> NDArray[np.float64]:
    return np.asarray(values, np.float64)[:, None]


def _device(values: object) -> Array:
    array = np.asarray(values)
    empty = isinstance(values, list) and not values  # a list of positions without any
    kind = np.float32 if array.dtype.kind == "f" and not empty else np.uint32  # unsigned positions need no wrapping
    return put(array, kind)
