"""The frozen game in NumPy: many runs at once, float32, the run axis last; what one would write without a compiler.

Side 0 acts on side 1 and the other way round. Arrays are [side, run], options [side, move, run].
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from .core import Array, core

Luck = Callable[[tuple[int, ...]], Any]  # uniform numbers of a shape
BOUND = 60.0  # utilities over dissimilarity stay within this
FULL_TEN = np.log(np.float32(11))  # grievance is stated per ten deaths


class Numbers:
    """The numbers of a draw as arrays, and what is the same in all."""

    def __init__(self, draw: int) -> None:
        given, here = core(), core()["draws"][draw]
        self.rung = np.array(given["rung"], np.float32)
        self.height, self.depth = np.maximum(self.rung, 0) / 10, np.maximum(-self.rung, 0) / 3
        self.force = (self.rung >= 3).astype(np.float32)
        self.restores = np.array(given["restores"], np.float32)
        self.d = SimpleNamespace(**{name.replace(".", "_"): np.float32(x) for name, x in here["dials"].items()})
        for name in ("tempo", "belief", "climb", "weight", "harm", "payment", "prepare", "chance", "deaths"):
            setattr(self, name, np.array(here[name], np.float32))
        self.ceiling, self.doubt = np.float32(here["ceiling"]), np.float32(here["doubt"])

    tempo: Array
    belief: Array
    climb: Array
    weight: Array
    harm: Array
    payment: Array
    prepare: Array
    chance: Array
    deaths: Array


def play(draw: int, luck: Luck, runs: int) -> tuple[Array, Array]:
    """Play futures: moves [day, side, run], -1 for a wait, and the dead of each act."""
    n, days = Numbers(draw), core()["days"]
    s, rest = start(n, runs), np.log(weigh(n, n.climb[..., None])[1])
    moves, dead = np.full((days, 2, runs), -1), np.zeros((days, 2, runs), np.float32)
    for day in range(days):
        act, choose, *kinds = np.float32(luck((4, 2, runs)))
        mass, total = weigh(n, utility(n, s))
        taken = act < -np.expm1(-n.tempo[:, None] * np.exp(n.d.choice_eagerness * (np.log(total) - rest)))
        move = np.minimum((mass.cumsum(axis=1) <= (choose * total)[:, None]).sum(axis=1), len(n.rung) - 1)
        fallen = sum(toll(n, k, move, u) for k, u in enumerate(kinds)) * taken
        moves[day], dead[day] = np.where(taken, move, -1), fallen
        s = advance(n, s, move, taken.astype(np.float32), fallen)
    return moves, dead


def start(n: Numbers, runs: int) -> SimpleNamespace:
    """A long quiet before anything."""
    zero = np.zeros((2, runs), np.float32)
    names = ("last", "memory", "debt", "prepared", "fast", "slow", "goodwill", "waiting")
    belief = n.belief[:, None] + zero
    pair = {"ceiling": n.ceiling + zero[0], "doubt": n.doubt + zero[0]}
    return SimpleNamespace(**dict.fromkeys(names, zero), quiet=zero + 365, belief=belief, **pair)


def utility(n: Numbers, s: SimpleNamespace) -> Array:
    """What every option is worth [side, move, run]."""
    d, owing = n.d, np.log1p(s.debt)
    x, c, force = n.height[:, None], n.depth[:, None], n.force[:, None]
    tight = d.reciprocity_owed_pull * s.debt / (s.debt + 1)
    owed = np.clip(0.5 + 0.1 * np.log2(np.maximum(s.debt, 1e-6)), 0, 1)
    curve = tight / (1 + d.rules_widen * s.doubt)
    push = d.reciprocity_own_fast * full(s.fast) + d.reciprocity_other_fast * full(s.fast[::-1])
    push = push + d.reciprocity_own_slow * full(s.slow) - d.reciprocity_silence * np.log1p(s.quiet)
    push = push + d.reciprocity_readiness * owing
    height = 2 * tight * owed - d.deterrence_fear * s.belief
    calm = d.reciprocity_goodwill * full(s.goodwill) - d.reciprocity_grudge * owing
    near = np.maximum(1 - np.abs(x - s.last[:, None]) / 0.25, 0)
    again = d.ladder_repeat_pull * s.memory[:, None] * near
    unready = d.reciprocity_preparation * np.maximum(1 - s.prepared[:, None] / n.prepare[:, None], 0)
    beyond = d.rules_breach_cost * np.maximum(x - s.ceiling / 10, 0) / (1 + s.doubt)
    u = n.climb[..., None] + (push[:, None] + again - unready) * force - beyond
    return np.asarray(u + (height[:, None] - curve[:, None] * x) * x + calm[:, None] * c)


def weigh(n: Numbers, u: Array) -> tuple[Array, Array]:
    """Weights of the options, and their sum over each side's."""
    d = n.d.choice_same_class
    mass = n.weight[:, None] * np.exp(d * np.clip(u / d, -BOUND, BOUND))
    return mass, mass.sum(axis=1)


def toll(n: Numbers, kind: int, move: Array, u: Array) -> Array:
    """The dead of one kind by each act."""
    chance, median = n.chance[kind][move], n.deaths[kind][move]
    v = np.clip(u / np.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
    size = median * np.minimum((v / (1 - v)) ** n.d.human_cost_heavy_tail, 25)
    return np.where((u < chance) & (median > 0), np.maximum(np.floor(size + 0.5), 1), 0)


def advance(n: Numbers, s: SimpleNamespace, move: Array, taken: Array, dead: Array) -> SimpleNamespace:
    """The next morning."""
    d, rung = n.d, n.rung[move] * taken
    force, height, eased = n.force[move] * taken, n.height[move] * taken, (n.depth[move] * taken)[::-1]
    usual = d.rules_absorb / (1 + s.doubt) * (rung <= s.ceiling)
    done = n.harm[move] * taken * (1 + d.human_cost_grievance * np.log1p(dead) / FULL_TEN) * (1 - usual)
    old = s.debt * left(d.reciprocity_debt_half_life) * (1 - d.reciprocity_forgiveness * eased)
    old = np.maximum(old - n.payment[move] * taken, 0)
    debt = old + done[::-1]
    stale = s.prepared * left(30) * (old + 1e-3) / (debt + 1e-3)
    over = np.maximum(rung.max(axis=0) - s.ceiling, 0)
    asked = (n.restores[move] * taken).max(axis=0)
    answer = (height * force)[::-1]
    belief = s.belief + d.deterrence_learn * answer * (1 - s.belief)
    return SimpleNamespace(
        last=np.where(force > 0, height, s.last),
        memory=np.maximum(s.memory * left(d.ladder_memory), force),
        debt=debt,
        prepared=(stale + debt / (debt + 0.25)) * (1 - 0.5 * force),
        fast=s.fast * left(d.reciprocity_fast_half_life) + force,
        slow=s.slow * left(d.reciprocity_slow_half_life) + force,
        quiet=np.where(force.max(axis=0) > 0, 0, s.quiet + 1),
        goodwill=s.goodwill * left(14) + eased,
        ceiling=n.ceiling + (s.ceiling - n.ceiling) * left(d.rules_ceiling_half_life) + d.rules_shift * over,
        doubt=s.doubt * left(d.rules_doubt_half_life) * (1 - d.rules_restore * asked)
        + d.rules_jump * np.minimum(over / 3, 2),
        belief=belief * (1 - d.deterrence_let_pass * np.minimum(s.waiting, 1) / 14),
        waiting=np.where(answer > 0, 0, s.waiting * left(30)) + np.minimum(height * force / 0.5, 1),
    )


def left(half_life: Any) -> Any:
    """What a day leaves of something."""
    return np.float32(2 ** (-1 / half_life))


def full(count: Array) -> Array:
    return count / (1 + count)
