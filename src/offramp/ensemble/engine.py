"""What an ensemble needs of an engine, and the engine that it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Clock
from offramp.game import Draws
from offramp.game.commands.course import Course
from offramp.results.tables import Names
from offramp.scenario import Scenario

Ints = NDArray[np.int32]


class Chunk(Protocol):
    """What came of some futures; the run axis is the last."""

    @property
    def measures(self) -> Mapping[str, NDArray[np.float32]]:
        """By name, [run]; NaN is empty."""

    @property
    def peak(self) -> NDArray[np.int8]:
        """The highest rung of each turn [turn, run]; -9 where nothing happened."""

    @property
    def option(self) -> NDArray[np.int16]:
        """What each actor did [round, actor, run]; -1 where it waited. The clock says on which day a round is."""

    @property
    def deaths(self) -> NDArray[np.int32]:
        """Military and civilian deaths of each act [round, actor, 2, run]."""

    @property
    def ordered(self) -> NDArray[np.bool_]:
        """Whether its patron had ordered the act [round, actor, run]."""


class Reason(Protocol):
    """Why an actor took an option."""

    @property
    def prob(self) -> float:
        """Probability of the option, given that the actor acted."""

    @property
    def act_prob(self) -> float:
        """Probability that the actor acted in that round, which is a day if turns are."""

    @property
    def terms(self) -> Mapping[str, float]:
        """What each causal system added to the option's utility."""

    @property
    def runner_up(self) -> str:
        """The likeliest other option; empty if there is none."""

    @property
    def runner_up_prob(self) -> float:
        """Its probability."""


class Stand(Protocol):
    """How one actor stands towards another on the evening of the start."""

    @property
    def debt(self) -> float: ...
    @property
    def owed_rung(self) -> float: ...
    @property
    def belief(self) -> float: ...
    @property
    def goodwill(self) -> float: ...
    @property
    def prepared(self) -> float: ...
    @property
    def quiet(self) -> float: ...
    @property
    def doubt(self) -> float: ...
    @property
    def ceiling(self) -> float: ...
    @property
    def coordination(self) -> float: ...
    @property
    def wrath(self) -> float: ...
    @property
    def demand(self) -> float: ...
    @property
    def mood(self) -> float: ...
    @property
    def stress(self) -> float: ...
    @property
    def open(self) -> float: ...
    @property
    def ripe(self) -> float: ...
    @property
    def pact(self) -> float: ...
    @property
    def tolerance(self) -> Mapping[str, float]: ...
    @property
    def presence(self) -> Mapping[str, float]: ...
    @property
    def programme(self) -> Mapping[str, float]: ...
    @property
    def norms(self) -> Mapping[str, float]: ...


class Game(Protocol):
    """A compiled case, ready to be played."""

    @property
    def names(self) -> Names:
        """The words behind its axes."""


class Engine(Protocol):
    """Plays futures. A future depends on its draw and run alone, not on those beside it."""

    @property
    def block(self) -> int:
        """How many futures are played at once, at most."""

    def compile(
        self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None, steps: int = 0
    ) -> Game:
        """Turn a case and its draws into arrays, to be played under a rule; day by day if no clock is given.

        `steps` is how many steps the courses will have on which its futures are played; 0 if they are on none.
        """

    def testimony(self, game: Any) -> tuple[NDArray[np.float64], int]:
        """The log-likelihood of the record under each draw, and how many acts of it that is about."""

    def standing(self, game: Any, actor: str, other: str) -> Stand:
        """How one actor stands towards another on the evening of the start."""

    def devices(self) -> Sequence[Any]:
        """Where futures can be played side by side."""

    def describe(self) -> str:
        """The devices in words."""

    def rollout(self, game: Any, seed: int, draw: Ints, run: Ints, device: Any, course: Course | None = None) -> Chunk:
        """Play the futures of these draws and runs, a block at most; on a course of their own, if there is one."""

    def explain(self, game: Any, seed: int, draw: int, run: int) -> Mapping[tuple[int, str], Reason]:
        """Explain every act of one future, by day and actor."""


@dataclass(frozen=True)
class Staged:
    """A game with its opening state."""

    names: Names
    stage: Any
    witness: Any
    draws: int


class OfframpEngine:
    """The engine of this package, imported when it is first used."""

    @property
    def block(self) -> int:
        """How many futures are played at once, at most."""
        from offramp.engine import BLOCK

        return BLOCK

    def compile(
        self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None, steps: int = 0
    ) -> Staged:
        """Turn a case and its draws into arrays, and replay the record."""
        from offramp.engine import devices, stage
        from offramp.engine.precompile import ahead
        from offramp.game import compile_game
        from offramp.game.record_options import witness

        game = compile_game(scenario, draws)
        ahead(game, rule, clock, devices()[0], steps)
        return Staged(game.names, stage(game, rule, clock), witness(scenario, game.names, game.script), draws.k)

    def testimony(self, game: Staged) -> tuple[NDArray[np.float64], int]:
        """The log-likelihood of the record under each draw, and how many acts of it that is about."""
        from offramp.engine.record_likelihood import record_log_likelihood

        played = game.stage.game
        log = record_log_likelihood(played, played.script, game.witness, game.stage.rule)
        return log[: game.draws], game.witness.acts

    def standing(self, game: Staged, actor: str, other: str) -> Stand:
        """How one actor stands towards another on the evening of the start."""
        from offramp.engine.standing import standing

        return standing(game.stage.game, game.stage.opening, actor, other, game.draws)

    def devices(self) -> Sequence[Any]:
        """One for each processor core, or the accelerators."""
        from offramp.engine import devices

        return devices()

    def describe(self) -> str:
        """The devices in words."""
        from offramp.engine import describe

        return describe()

    def rollout(
        self, game: Staged, seed: int, draw: Ints, run: Ints, device: Any, course: Course | None = None
    ) -> Chunk:
        """Play the futures of these draws and runs, a block at most; on a course of their own, if there is one."""
        from offramp.engine import rollout

        return rollout(game.stage, seed, draw, run, device, course)

    def explain(self, game: Staged, seed: int, draw: int, run: int) -> Mapping[tuple[int, str], Reason]:
        """Explain every act of one future, by day and actor."""
        from offramp.engine import explain

        return explain(game.stage, seed, draw, run)
