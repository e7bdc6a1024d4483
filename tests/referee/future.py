"""One future by the referee's rules, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.engine.turn import DRAGGED
from offramp.game.board import CUT, MISTAKE_CUT
from offramp.world.systems.human_cost import CROWD
from tests.referee.case import Act, Case, State, Turn, act_of
from tests.referee.crisis import exposed
from tests.referee.politics import misread
from tests.referee.referee import advance, odds

Luck = dict[str, NDArray[np.float64]]


@dataclass
class Future:
    """Acts by turn, and by turn how near the closest call was: the least distance of a uniform to what it decides.

    `states` begins with that of the evening of the start.
    """

    turns: list[list[Act]] = field(default_factory=list)
    close: list[float] = field(default_factory=list)
    states: list[State] = field(default_factory=list)


def play(c: Case, opened: State, seed: int, draw: int, run: int, rest: NDArray[np.float64]) -> Future:
    """Play one future from its address."""
    turns = np.arange(c.game.days + 1, dtype=np.uint32)
    keys = run_keys(seed_words(seed), *(np.full(len(turns), n, np.uint32) for n in (draw, run)))
    luck = {slot: u.astype(float) for slot, u in uniforms(keys, turns, c.words).items()}  # [actor, turn]
    plot = (luck["spare"][c.b.dyad_actor, 0] < c.d.plot_prob).astype(float)
    s = State(**{**vars(opened), "plot": plot})
    future = Future(states=[s])
    for turn in turns[1:]:
        t, close = decide(c, s, {slot: u[:, turn] for slot, u in luck.items()}, rest)
        s = advance(c, s, t)
        future.turns.append(t.acts)
        future.states.append(s)
        future.close.append(close)
    return future


def decide(c: Case, s: State, u: Luck, rest: NDArray[np.float64]) -> tuple[Turn, float]:
    """What everybody does on this state."""
    mass, total, per_day = odds(c, s, rest)
    chance = 1 - np.exp(-per_day)
    acts, lost, close = [], set(), [float(np.abs(u["act"] - chance).min())]
    for i in np.flatnonzero(u["act"] < chance):
        climbed, level = mass[c.own[i]].cumsum(), u["choose"][i] * total[i]
        option = int(c.own[i][min(int((climbed <= level).sum()), len(c.own[i]) - 1)])
        close.append(float(np.abs(climbed[:-1] - level).min(initial=np.inf) / total[i]))
        option, near = stumble(c, option, u["spare"][i])
        close.append(near)
        act, near = strike(c, s, option, u["military"][i], u["civilian"][i])
        acts.append(misread(c, act, u["spare"][i]))
        close += [near, abs(u["spare"][i] - 1 + c.w.misperception.blame)]
        if c.does(act, "kill-leader") and act.dead > 0:
            lost.add(act.target)
    heeds = np.ones(c.actors)
    for tie, proxy in enumerate(c.b.tie_proxy):
        grip = s.control[tie] * s.coordination[c.b.tie_patron[tie]]
        heeds[proxy] = 1.0 if u["heed"][proxy] < grip else DRAGGED
        close.append(abs(u["heed"][proxy] - grip))
    return Turn(acts, lost, heeds, 1.0), min(close)


def stumble(c: Case, option: int, u: float) -> tuple[int, float]:
    """What an act turns out to be: a militarised one may end as its doer's deadly mistake."""
    slip, chance = c.slips[c.b.option_actor[option]], c.w.misperception.mishap
    may = slip >= 0 and c.b.force[option]
    return slip if may and u < chance else option, abs(u - chance) if may else np.inf


def strike(c: Case, s: State, option: int, *u: float) -> tuple[Act, float]:
    """One act with those whom it kills, and how close a call that was."""
    doer, move, target, arena = (
        int(x[option]) for x in (c.b.option_actor, c.b.option_move, c.b.option_target, c.b.option_arena)
    )
    act = act_of(c, doer, option, move, target, arena)
    there = exposed(c, s)[c.b.option_place[option]] if c.b.placed[option] else 1.0
    deaths, close = [], []
    for who in (0, 1):
        chance, median = c.d.chance[who, move], c.d.deaths[who, move]
        v = np.clip(u[who] / max(chance, 1e-6), 1e-6, 1 - 1e-6)
        size = min((v / (1 - v)) ** c.w.human_cost.heavy_tail, MISTAKE_CUT if c.does(act, "mishap") else CUT)
        many = median * size * np.clip(there, 0.2, CROWD) + 0.5
        dies = u[who] < chance and median > 0
        deaths.append(max(float(np.floor(many)), 1.0) if dies else 0.0)
        if median > 0:
            close += [abs(u[who] - chance), abs(many - round(many)) / many if dies else np.inf]
    ordered = bool(c.b.dyad_tied[act.dyad]) and s.order[act.dyad] > 0.25 and act.force
    return act._replace(military=deaths[0], civilian=deaths[1], ordered=ordered), min(close, default=np.inf)
