"""The engine's rules in NumPy, many runs at once, the run axis last: what one would write without a compiler.

Reads the same random numbers as the engine and is checked against it run by run (tests/referee/test_rivals.py). Uses
what NumPy is good at: acts are few, so what comes of them is computed for the acts alone and scattered, and options are
grouped by the systems that care for them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from offramp.engine import Chunk, Stage
from offramp.engine.choice import BOUND
from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.engine.turn import DRAGGED, IN_FORCE
from offramp.world.systems import human_cost
from offramp.world.systems.misperception import EDGE, LOGISTIC

from .numpy_aftermath import advance
from .numpy_case import Acts, Array, Numbers, State
from .numpy_measures import measures
from .numpy_utility import exposure, utility


def rollout(stage: Stage, seed: int, draw: Array, run: Array) -> Chunk:
    """Play futures as the engine does: a turn a day, without orders, by quantal response."""
    n, s, keys = begin(stage, seed, draw, run)
    rest = np.log(weigh(n, n.usual)[1])
    shape = (n.game.days, len(n.first), n.runs)
    option, ordered = np.full(shape, -1, np.int16), np.zeros(shape, bool)
    deaths = np.zeros((*shape[:2], 2, n.runs), np.int32)
    for turn in range(n.game.days):
        acts = decide(n, s, uniforms(keys, np.uint32(turn + 1), n.words), rest)
        option[turn, acts.i, acts.r] = acts.o
        ordered[turn, acts.i, acts.r] = acts.ordered
        deaths[turn, acts.i, :, acts.r] = acts.dead.T
        s = advance(n, s, acts)
    values, peak = measures(n.game, option, deaths, ordered)
    return Chunk(values, peak, option, deaths, ordered)


def begin(stage: Stage, seed: int, draw: Array, run: Array) -> tuple[Numbers, State, Any]:
    """The case, the state after its record, luck deciding whether a plot is under way, and the keys to all luck."""
    n = Numbers(stage, draw)
    s, keys = n.opened(stage, draw), run_keys(seed_words(seed), draw.astype(np.uint32), run.astype(np.uint32))
    u = uniforms(keys, np.uint32(0), n.words)
    s.plot = (u["spare"][n.b.dyad_actor] < n.d.plot_prob).astype(np.float32)
    return n, s, keys


def decide(n: Numbers, s: State, u: dict[str, Array], rest: Array) -> Acts:
    """What everybody does on this state, and what comes of it at once."""
    mass, total = weigh(n, utility(n, s))
    eager = n.w.leaders.wrath * s.wrath + n.w.choice.eagerness * (np.log(total) - rest)
    i, r = np.nonzero(u["act"] < -np.expm1(-n.d.tempo_per_day * np.exp(eager)))
    acts = Acts(n, i, r, stumble(n, i, r, pick(n, i, r, mass, u["choose"] * total), u["spare"][i, r]))
    acts.read, acts.blamed = misread(n, acts, u["spare"][i, r])
    kill(n, s, acts, u)
    heed(n, s, acts, u["heed"])
    return acts


def weigh(n: Numbers, utility: Array) -> tuple[Array, Array]:
    """Weights of the options and their sum over each actor's."""
    d = n.w.choice.same_class
    mass = np.exp(np.clip(utility / d, -BOUND, BOUND)) * n.b.option_weight
    nest = np.add.reduceat(mass, n.nest_first)
    mass *= (np.exp((d - 1) * np.log(nest)) * n.b.nest_weight)[n.b.option_nest]
    total = np.add.reduceat(mass, np.minimum(n.first, len(mass) - 1))
    return mass, np.maximum(np.where(n.many[:, None] > 0, total, 0), 1e-30)


def pick(n: Numbers, i: Array, r: Array, mass: Array, level: Array) -> Array:
    """The options that the actors `i` take in the runs `r`."""
    out = np.empty_like(i)
    for actor in np.unique(i):
        mine, first, many = i == actor, n.first[actor], n.many[actor]
        climbed = mass[first : first + many, r[mine]].cumsum(axis=0)
        out[mine] = first + np.minimum((climbed <= level[actor, r[mine]]).sum(axis=0), many - 1)
    return out


def stumble(n: Numbers, i: Array, r: Array, o: Array, u: Array) -> Array:
    """A militarised act may turn into its doer's deadly mistake."""
    wrong = u < n.w.misperception.mishap[0, r] * n.b.slips[i, 0] * n.b.force[o, 0]
    return np.where(wrong, n.b.slip[i, 0], o)


def misread(n: Numbers, a: Acts, u: Array) -> tuple[Array, Array]:
    """The factor by which each act's harm is misread, and 1 where a patron is blamed for it."""
    w, slipped = n.w.misperception, (n.b.slips[a.i, 0] > 0) & (a.o == n.b.slip[a.i, 0])
    blame = a.dial(w.blame)
    blamed = u >= 1 - blame
    v = np.clip(np.where(blamed, (u - (1 - blame)) / np.maximum(blame, 1e-9), u / (1 - blame)), EDGE, 1 - EDGE)
    read = np.exp(a.dial(w.noise) * LOGISTIC * (np.log(v) - np.log1p(-v)))
    return np.where(slipped, 1, read).astype(np.float32), blamed.astype(np.float32)


def kill(n: Numbers, s: State, a: Acts, u: dict[str, Array]) -> None:
    """Who dies by each act, and who loses a leader."""
    there = np.where(n.b.placed[a.o, 0] > 0, exposure(n, s)[n.b.option_place[a.o], a.r], 1)
    for who, slot in enumerate(("military", "civilian")):
        luck, chance, median = u[slot][a.i, a.r], n.d.chance[who, a.move, a.r], n.d.deaths[who, a.move, a.r]
        v = np.clip(luck / np.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
        spread = np.exp(a.dial(n.w.human_cost.heavy_tail) * (np.log(v) - np.log1p(-v)))
        size = median * np.minimum(spread, n.b.move_cut[a.move]) * np.clip(there, 0.2, human_cost.CROWD)
        a.dead[who] = np.where((luck < chance) & (median > 0), np.maximum(np.floor(size + 0.5), 1), 0)
    fatal = (a.does("kill-leader") > 0) & (a.dead.sum(axis=0) > 0)
    a.lost[a.target[fatal], a.r[fatal]] = 1


def heed(n: Numbers, s: State, a: Acts, u: Array) -> None:
    """Whether acts were ordered, and how far proxies heed what they are told today."""
    order = s.order[a.dyad, a.r] * n.b.dyad_tied[a.dyad, 0]
    a.ordered = (order > IN_FORCE) & (a.force > 0)
    grip = s.control * s.coordination[n.b.tie_patron]
    a.heeds[n.b.tie_proxy] = np.where(u[n.b.tie_proxy] < grip, 1, DRAGGED)
