"""A tiny engine behind the ensemble's contract: quick, with luck by address, and breakable on purpose."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from offramp.engine import Clock
from offramp.game import Draws
from offramp.game.names import Names, name
from offramp.scenario import Scenario
from offramp.scenario.ladder import NOTHING
from offramp.scenario.options import feasible

DIAL = "actors.aland.tempo"
PACE = {"quantal": 1.0, "lookahead": 0.5}  # who looks ahead acts half as often


@dataclass(frozen=True)
class FakeGame:
    names: Names
    tempo: np.ndarray
    kinds: Mapping[str, str]
    clock: Clock


@dataclass(frozen=True)
class FakeChunk:
    measures: dict[str, np.ndarray]
    peak: np.ndarray
    option: np.ndarray
    deaths: np.ndarray
    ordered: np.ndarray


@dataclass(frozen=True)
class FakeStand:
    debt: float = 4.0
    owed_rung: float = 7.0
    belief: float = 0.5
    goodwill: float = 0.0
    prepared: float = 2.0
    quiet: float = 1.0
    doubt: float = 0.3
    ceiling: float = 5.0
    coordination: float = 1.0
    wrath: float = 0.0
    demand: float = 0.0
    wish: float = 0.5
    stress: float = 0.0
    open: float = 0.1
    ripe: float = 0.0
    pact: float = 0.0
    tolerance: Mapping[str, float] = field(default_factory=lambda: {"pass": 1.0})
    presence: Mapping[str, float] = field(default_factory=lambda: {"pass": 1.0})
    programme: Mapping[str, float] = field(default_factory=dict)
    norms: Mapping[str, float] = field(default_factory=lambda: {"declared-killing": 1.0})


@dataclass
class FakeEngine:
    """Every actor acts with the draw's tempo; measures are guesses of the right kind.

    Parameters
    ----------
    block : int
    workers : int
    kill_at, fail_at : int, optional
        At which roll-out the process is killed, or an error is raised.
    """

    block: int = 8
    workers: int = 1
    kill_at: int | None = None
    fail_at: int | None = None
    rollouts: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> FakeGame:
        kinds = {key: each.kind for key, each in scenario.measures.items()}
        tempo = draws.values[DIAL] * PACE[rule]
        return FakeGame(name(scenario, feasible(scenario)), tempo, kinds, clock or Clock(scenario.days))

    def record_likelihood(self, game: FakeGame) -> tuple[np.ndarray, int]:
        """The slower, the likelier: a record in which little happened."""
        return -20 * game.tempo, 3

    def standing(self, game: FakeGame, actor: str, other: str) -> FakeStand:
        return FakeStand()

    def devices(self) -> list[str]:
        return [f"fake:{i}" for i in range(self.workers)]

    def describe(self) -> str:
        return f"{self.workers} x nothing"

    def rollout(self, game: FakeGame, seed: int, draw: Any, run: Any, device: Any) -> FakeChunk:
        assert 0 < len(draw) == len(run) <= self.block
        assert draw.dtype == run.dtype == np.int32
        self.rollouts.append((draw, run))
        if self.kill_at == len(self.rollouts):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fail_at == len(self.rollouts):
            raise OSError("the machine is on fire")
        futures = [_future(game, seed, game.clock.rounds, d, r) for d, r in zip(draw, run, strict=True)]
        option, deaths, ordered = (np.stack(each, -1) for each in zip(*futures, strict=True))
        rung = np.where(option >= 0, game.names.rung[option], NOTHING)
        day = game.clock.day()[:, None]
        measures = {key: _measure(key, kind, rung, deaths, day) for key, kind in game.kinds.items()}
        return FakeChunk(measures, game.clock.by_turn(rung.max(1)), option, deaths, ordered)

    def explain(self, game: FakeGame, seed: int, draw: int, run: int) -> Reasons:
        return Reasons()


@dataclass(frozen=True)
class FakeReason:
    terms: dict[str, float]
    prob: float = 0.4
    act_prob: float = 0.1
    runner_up: str = "borduria/threat/aland/-"
    runner_up_prob: float = 0.3


class Reasons(dict[tuple[int, str], FakeReason]):
    """The same reason for every act."""

    def __missing__(self, key: tuple[int, str]) -> FakeReason:
        return FakeReason({"reciprocity": 2.0, "ladder": -1.0})


def _future(game: FakeGame, seed: int, rounds: int, draw: int, run: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng([seed, draw, run])
    actors = len(game.names.actors)
    acts = rng.random((rounds, actors)) < game.tempo[draw] / 4
    pick = rng.random((rounds, actors))
    option = np.full((rounds, actors), -1, np.int16)
    for actor in range(actors):
        own = np.flatnonzero(game.names.actor == actor)
        if len(own):
            chosen = own[(pick[:, actor] * len(own)).astype(int)]
            option[:, actor] = np.where(acts[:, actor], chosen, -1)
    violent = (option >= 0) & (game.names.rung[option] >= 5)
    deaths = rng.poisson(2, (rounds, actors, 2)).astype(np.int32) * violent[..., None]
    return option, deaths, violent & (rng.random((rounds, actors)) < 0.5)


def _measure(key: str, kind: str, rung: np.ndarray, deaths: np.ndarray, day: np.ndarray) -> np.ndarray:
    violent = (rung >= 5).any(1)
    if kind == "first":
        return np.where(violent.any(0), day[violent.argmax(0), 0], np.nan).astype(np.float32)
    if kind == "highest":
        top = rung.max((0, 1)).astype(np.float32)
        return np.where(top == NOTHING, np.float32(np.nan), top)
    if kind == "deaths":
        which = slice(0, 1) if "military" in key else slice(1, 2)
        return deaths[:, :, which].sum((0, 1, 2)).astype(np.float32)
    if kind in ("any", "war"):
        return (violent & (day <= 30)).any(0).astype(np.float32)
    return ((rung < 0) & (rung > NOTHING)).sum((0, 1)).astype(np.float32)
