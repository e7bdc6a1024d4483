"""The clock of a future: turns of a day, or of a week that is played in rounds.

In a round everybody decides on the same morning, then the state moves. A day is one round. A week is five: in fewer an
answer could hardly be answered before the next week, and whoever acts most days would lose too many of its acts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = {1: 1, 7: 5}  # of a turn, by its days


@dataclass(frozen=True)
class Clock:
    """How long a future lasts and in which steps it is played.

    Attributes
    ----------
    turns : int
    turn : {1, 7}
        Days of a turn.
    lead : int
        Days before the first turn that are played, too, day by day, but count for no measure: in a world that left the
        recorded one earlier.
    """

    turns: int
    turn: int = 1
    lead: int = 0

    @classmethod
    def of(cls, days: int, turn: int = 1, lead: int = 0) -> "Clock":
        """Give the clock of so many days, rounded up to whole turns.

        Parameters
        ----------
        days : int
            That count.
        turn : int
            Days of a turn.
        lead : int
            Days that are played before those that count.
        """
        return cls(-(-days // turn), turn, lead)

    @property
    def days(self) -> int:
        """Days of all turns."""
        return self.turns * self.turn

    @property
    def rounds(self) -> int:
        """Rounds of all turns."""
        return self.turns * ROUNDS[self.turn]

    @property
    def span(self) -> float:
        """Days of a round."""
        return self.turn / ROUNDS[self.turn]

    def day(self) -> NDArray[np.int16]:
        """The day of each round, from 1: that of its middle, so that acts of a week fall neither early nor late."""
        return np.asarray(np.ceil((np.arange(self.rounds) + 0.5) * self.span), np.int16)

    def by_turn(self, highest: NDArray[np.int8]) -> NDArray[np.int8]:
        """The maximum over each turn's rounds: [round, run] to [turn, run]."""
        return np.asarray(highest.reshape(self.turns, ROUNDS[self.turn], -1).max(axis=1))
