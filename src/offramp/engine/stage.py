"""A game ready to be played: opening state, decision rule and clock; and the results of a block of futures."""

from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.errors import OfframpError
from offramp.game import Game
from offramp.world import RULES, World

from .clock import Clock
from .record import opening
from .state import Round


@dataclass(frozen=True)
class Chunk:
    """The results of a block of futures.

    Attributes
    ----------
    measures : dict of str to float32[run]
        nan where a measure is empty.
    peak : int8[turn, run]
        Highest rung of the turn, -9 where nothing happened.
    option : int16[round, actor, run]
        Option taken, -1 for a wait. `Clock.day` says on which day; a turn of a day is one round.
    deaths : int32[round, actor, two, run]
        Military and civilian.
    ordered : bool[round, actor, run]
    """

    measures: dict[str, NDArray[np.float32]]
    peak: NDArray[np.int8]
    option: NDArray[np.int16]
    deaths: NDArray[np.int32]
    ordered: NDArray[np.bool_]

    @classmethod
    def of(cls, names: tuple[str, ...], clock: Clock, futures: int, values: Array, rounds: Round) -> "Chunk":
        """Copy results from the device and leave out the padding.

        Parameters
        ----------
        names : tuple of str
            The measures.
        clock : Clock
        futures : int
            How many columns are futures that were asked for.
        values : float32[measure, run]
        rounds : Round
            Every round's record.
        """
        out = (values, rounds.peak, rounds.option, rounds.deaths, rounds.ordered)
        found, peak, option, deaths, ordered = (np.asarray(x)[..., :futures] for x in out)
        return cls(dict(zip(names, found, strict=True)), clock.by_turn(peak), option, deaths, ordered)


@dataclass(frozen=True)
class Stage:
    """A game with its opening state, decision rule and clock, ready to be played; its arrays go to each device once.

    Without a clock it is played for the days of the game, a turn a day.
    """

    game: Game
    opening: World
    rule: str = "quantal"
    time: Clock | None = None
    placed: dict[Any, tuple[Any, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def clock(self) -> Clock:
        """The turns, and the rounds in which they are played."""
        return self.time or Clock(self.game.days)

    def on(self, device: Any) -> tuple[Any, ...]:
        """Return the arrays that every block shares, on a device."""
        if device not in self.placed:
            game = self.game
            shared = (game.board, game.dials, game.measure_arrays, self.opening, game.holds, game.orders)
            self.placed[device] = jax.device_put(shared, device)
        return self.placed[device]


def stage(game: Game, rule: str = "quantal", clock: Clock | None = None) -> Stage:
    """Replay the record, once for each draw, and let everybody decide by a rule from then on.

    Parameters
    ----------
    game : Game
    rule : str
        How actors decide.
    clock : Clock, optional

    Raises
    ------
    OfframpError
        If there is no such rule.
    """
    if rule not in RULES:
        raise OfframpError(f"the rule is {rule!r}; allowed: {', '.join(RULES)}")
    return Stage(game, opening(game), rule, clock)
