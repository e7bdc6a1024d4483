"""The interface that ensembles need of an engine (`Engine`), and the adapter to `offramp.engine`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk, Clock, Reason
from offramp.engine.standing import Standing
from offramp.game import Draws
from offramp.game.commands.course import Course
from offramp.results.tables import Names
from offramp.scenario import Scenario

Ints = NDArray[np.int32]
Arrays = Mapping[str, NDArray[Any]]


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

        Parameters
        ----------
        scenario : Scenario
        draws : Draws
        rule : str
            How actors decide.
        clock : Clock, optional
        steps : int
            Steps of the courses on which its futures will be played; 0 if they are on none.
        """

    def record_likelihood(self, game: Any) -> tuple[NDArray[np.float64], int]:
        """The log-likelihood of the record under each draw, and how many acts of it that is about."""

    def standing(self, game: Any, actor: str, other: str) -> Standing:
        """How one actor stands towards another on the evening of the start.

        Parameters
        ----------
        game : object
            As `compile` returned it.
        actor : str
            Id of the one who stands somehow.
        other : str
            Id of the one towards whom.
        """

    def devices(self) -> Sequence[Any]:
        """Where futures can be played side by side."""

    def describe(self) -> str:
        """The devices in words."""

    def rollout(self, game: Any, seed: int, draw: Ints, run: Ints, device: Any, course: Course | None = None) -> Chunk:
        """Play the futures of these draws and runs, a block at most; on a course of their own, if there is one.

        Parameters
        ----------
        game : object
            As `compile` returned it.
        seed : int
            The luck of all futures.
        draw : int32[run]
            The setting of the dials of each future.
        run : int32[run]
            Its number within the draw.
        device : object
            One of `devices`.
        course : Course, optional
        """

    def explain(self, game: Any, seed: int, draw: int, run: int) -> Mapping[tuple[int, str], Reason]:
        """Explain every act of one future, by day and actor.

        Parameters
        ----------
        game : object
            As `compile` returned it.
        seed : int
            The luck of all futures.
        draw : int
            The setting of the dials.
        run : int
            The future within the draw.
        """


@dataclass(frozen=True)
class Staged:
    """A game with its opening state."""

    names: Names
    stage: Any
    record_options: Any
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
        """Turn a case and its draws into arrays, and replay the record.

        Parameters
        ----------
        scenario : Scenario
        draws : Draws
        rule : str
            How actors decide.
        clock : Clock, optional
        steps : int
            Steps of the courses on which its futures will be played; 0 if they are on none.
        """
        from offramp.compile import compile_game
        from offramp.engine import devices, stage
        from offramp.engine.precompile import ahead
        from offramp.game.record_options import record_options

        game = compile_game(scenario, draws)
        ahead(game, rule, clock, devices()[0], steps)
        return Staged(game.names, stage(game, rule, clock), record_options(scenario, game.names, game.script), draws.k)

    def record_likelihood(self, game: Staged) -> tuple[NDArray[np.float64], int]:
        """The log-likelihood of the record under each draw, and how many acts of it that is about."""
        from offramp.engine.record_likelihood import record_log_likelihood

        played = game.stage.game
        log = record_log_likelihood(played, played.script, game.record_options, game.stage.rule)
        return log[: game.draws], game.record_options.acts

    def standing(self, game: Staged, actor: str, other: str) -> Standing:
        """How one actor stands towards another on the evening of the start.

        Parameters
        ----------
        game : Staged
            As `compile` returned it.
        actor : str
            Id of the one who stands somehow.
        other : str
            Id of the one towards whom.
        """

        from offramp.engine.standing import standing

        return standing(game.stage.game, game.stage.opening, actor, other, game.draws)

    def identity(self) -> str | None:
        """Everything beside a game that its numbers depend on: the code, the libraries and the kind of processor.

        Arms of an engine with an identity are kept in the cache (`offramp.ensemble.arm_cache`); those of a changed
        engine, which a subclass is, have none and are played every time.
        """
        from .identity import identity

        return identity() if type(self) is OfframpEngine else None

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
        """Play the futures of these draws and runs, a block at most; on a course of their own, if there is one.

        Parameters
        ----------
        game : Staged
            As `compile` returned it.
        seed : int
            The luck of all futures.
        draw : int32[run]
            The setting of the dials of each future.
        run : int32[run]
            Its number within the draw.
        device : object
            One of `devices`.
        course : Course, optional
        """
        from offramp.engine import rollout

        return rollout(game.stage, seed, draw, run, device, course)

    def explain(self, game: Staged, seed: int, draw: int, run: int) -> Mapping[tuple[int, str], Reason]:
        """Explain every act of one future, by day and actor.

        Parameters
        ----------
        game : Staged
            As `compile` returned it.
        seed : int
            The luck of all futures.
        draw : int
            The setting of the dials.
        run : int
            The future within the draw.
        """
        from offramp.engine import explain

        return explain(game.stage, seed, draw, run)
