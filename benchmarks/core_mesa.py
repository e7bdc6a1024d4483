"""The frozen game as anybody would write it in Mesa 3: a side is an agent, plain floats, one model for each future.

It has its own random numbers, so it agrees with the others in distribution. Needs `pip install -e '.[bench]'`.
"""

from __future__ import annotations

from functools import cache
from math import exp, expm1, floor, log, log1p, log2
from typing import Any, NamedTuple

import mesa
import numpy as np

from .core import Array, core


class Move(NamedTuple):
    """What a side can do."""

    index: int
    rung: float
    restores: bool
    weight: float
    harm: float
    payment: float
    prepare: float
    chance: tuple[float, float]
    deaths: tuple[float, float]

    @property
    def height(self) -> float:
        return max(self.rung, 0.0) / 10

    @property
    def depth(self) -> float:
        return max(-self.rung, 0.0) / 3

    @property
    def force(self) -> bool:
        return self.rung >= 3


@cache
def moves(draw: int) -> list[Move]:
    """The moves of a draw."""
    n, here = core(), core()["draws"][draw]
    rows = zip(*(here[name] for name in ("weight", "harm", "payment", "prepare")), strict=True)
    kinds = [list(zip(*here[name], strict=True)) for name in ("chance", "deaths")]
    return [Move(k, n["rung"][k], n["restores"][k], *row, kinds[0][k], kinds[1][k]) for k, row in enumerate(rows)]


class Side(mesa.Agent):  # type: ignore[misc]
    """One of the two sides, and what it feels about the other."""

    other: Side

    def __init__(self, model: Crisis, i: int) -> None:
        super().__init__(model)
        self.crisis, self.i = model, i
        self.tempo, self.belief, self.climb = (model.here[name][i] for name in ("tempo", "belief", "climb"))
        self.last = self.memory = self.debt = self.prepared = self.fast = self.slow = 0.0
        self.goodwill = self.waiting = 0.0
        self.quiet = 365.0
        self.rest = sum(self.weigh(self.climb))
        self.act: Move | None = None
        self.dead = 0

    def decide(self) -> None:
        """Act or wait; if act, then do what, and who dies by it."""
        d, random = self.crisis.dial, self.crisis.random
        mass = self.weigh([self.worth(move) for move in self.crisis.moves])
        eager = d["choice.eagerness"] * (log(sum(mass)) - log(self.rest))
        self.act, self.dead = None, 0
        if random.random() < -expm1(-self.tempo * exp(eager)):
            self.act = random.choices(self.crisis.moves, mass)[0]
            self.dead = sum(self.toll(*each) for each in zip(self.act.chance, self.act.deaths, strict=True))

    def worth(self, move: Move) -> float:
        """What a move is worth this morning."""
        d, crisis, x = self.crisis.dial, self.crisis, move.height
        tight = d["reciprocity.owed_pull"] * self.debt / (self.debt + 1)
        owed = min(max(0.5 + 0.1 * log2(max(self.debt, 1e-6)), 0.0), 1.0)
        u = self.climb[move.index] + (2 * tight * owed - d["deterrence.fear"] * self.belief) * x
        u -= tight / (1 + d["rules.widen"] * crisis.doubt) * x**2
        u -= d["rules.breach_cost"] * max(x - crisis.ceiling / 10, 0.0) / (1 + crisis.doubt)
        calm = d["reciprocity.goodwill"] * full(self.goodwill) - d["reciprocity.grudge"] * log1p(self.debt)
        u += calm * move.depth
        if move.force:
            u += d["reciprocity.own_fast"] * full(self.fast) + d["reciprocity.other_fast"] * full(self.other.fast)
            u += d["reciprocity.own_slow"] * full(self.slow) - d["reciprocity.silence"] * log1p(self.quiet)
            u += d["reciprocity.readiness"] * log1p(self.debt)
            u += d["ladder.repeat_pull"] * self.memory * max(1 - abs(x - self.last) / 0.25, 0.0)
            u -= d["reciprocity.preparation"] * max(1 - self.prepared / move.prepare, 0.0)
        return float(u)

    def weigh(self, worth: list[float]) -> list[float]:
        d = self.crisis.dial["choice.same_class"]
        pairs = zip(self.crisis.moves, worth, strict=True)
        return [move.weight * exp(d * min(max(u / d, -60.0), 60.0)) for move, u in pairs]

    def toll(self, chance: float, median: float) -> int:
        v = min(max(self.crisis.random.random(), 1e-6), 1 - 1e-6)
        size = median * min((v / (1 - v)) ** self.crisis.dial["human_cost.heavy_tail"], 25.0)
        return max(floor(size + 0.5), 1) if self.crisis.random.random() < chance and median > 0 else 0

    def remember(self) -> None:
        """What the day leaves behind."""
        d, theirs, harm = self.crisis.dial, self.other.act, self.crisis.harm[1 - self.i]
        force = bool(self.act and self.act.force)
        height, answer = (act.height if act and act.force else 0.0 for act in (self.act, theirs))
        eased = theirs.depth if theirs else 0.0
        self.last = height if force else self.last
        self.memory = max(self.memory * left(d["ladder.memory"]), float(force))
        self.fast = self.fast * left(d["reciprocity.fast_half_life"]) + force
        self.slow = self.slow * left(d["reciprocity.slow_half_life"]) + force
        self.quiet = 0.0 if force or answer > 0 else self.quiet + 1
        self.goodwill = self.goodwill * left(14) + eased
        old = self.debt * left(d["reciprocity.debt_half_life"]) * (1 - d["reciprocity.forgiveness"] * eased)
        old = max(old - (self.act.payment if self.act else 0.0), 0.0)
        self.debt = old + harm
        stale = self.prepared * left(30) * (old + 1e-3) / (self.debt + 1e-3)
        self.prepared = (stale + self.debt / (self.debt + 0.25)) * (0.5 if force else 1.0)
        belief = self.belief + d["deterrence.learn"] * answer * (1 - self.belief)
        self.belief = belief * (1 - d["deterrence.let_pass"] * min(self.waiting, 1.0) / 14)
        self.waiting = (0.0 if answer > 0 else self.waiting * left(30)) + min(height / 0.5, 1.0)


class Crisis(mesa.Model):  # type: ignore[misc]
    """One future."""

    def __init__(self, draw: int, run: int) -> None:
        super().__init__(seed=1000 * draw + run)
        self.here: dict[str, Any] = core()["draws"][draw]
        self.dial, self.moves = self.here["dials"], moves(draw)
        self.ceiling, self.doubt, self.harm = self.here["ceiling"], self.here["doubt"], [0.0, 0.0]
        self.sides = [Side(self, i) for i in (0, 1)]
        self.sides[0].other, self.sides[1].other = self.sides[1], self.sides[0]

    def step(self) -> None:
        """A day: both decide on the morning's state, then remember."""
        self.agents.do("decide")
        self.harm = [self.harm_of(side) for side in self.sides]
        self.agents.do("remember")
        self.remember()

    def harm_of(self, side: Side) -> float:
        """The points of a side's act."""
        d = self.dial
        if side.act is None:
            return 0.0
        usual = d["rules.absorb"] / (1 + self.doubt) * (side.act.rung <= self.ceiling)
        return float(side.act.harm * (1 + d["human_cost.grievance"] * log1p(side.dead) / log(11)) * (1 - usual))

    def remember(self) -> None:
        """A breach moves the rules of the game."""
        d, acts = self.dial, [side.act for side in self.sides if side.act]
        over = max(max((act.rung for act in acts), default=0.0) - self.ceiling, 0.0)
        asked = any(act.restores for act in acts)
        back = (self.ceiling - self.here["ceiling"]) * left(d["rules.ceiling_half_life"])
        self.ceiling = self.here["ceiling"] + back + d["rules.shift"] * over
        doubt = self.doubt * left(d["rules.doubt_half_life"]) * (1 - d["rules.restore"] * asked)
        self.doubt = doubt + d["rules.jump"] * min(over / 3, 2.0)


def play(draw: int, run: int) -> tuple[Array, Array]:
    """Play one future: moves [day, side, 1], -1 for a wait, and the dead of each act."""
    crisis, days = Crisis(draw, run), core()["days"]
    move, dead = np.full((days, 2, 1), -1), np.zeros((days, 2, 1), np.float32)
    for day in range(days):
        crisis.step()
        move[day, :, 0] = [-1 if side.act is None else side.act.index for side in crisis.sides]
        dead[day, :, 0] = [side.dead for side in crisis.sides]
    return move, dead


def left(half_life: float) -> float:
    """What a day leaves of something."""
    return float(2 ** (-1 / half_life))


def full(count: float) -> float:
    return count / (1 + count)
