"""What a seat has seen, as a vector: numbers from -1 to 1 that hold no more than its fog lets through."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offramp.play.beliefs import Knowledge
from offramp.play.fog import Sight
from offramp.scenario import Scenario
from offramp.scenario.ladder import HIGHEST, VIOLENT

HALF_LIFE = 14.0  # days in which what was seen counts half
DEADLY = 1_000.0  # dead that count as very many
TAIL = 5  # features that are about no actor
FIELDS = ("today", "friendly to me", "pressure on me", "violence to me", "violence to others", "rumoured")


class Observer:
    """Writes what seats of a case have seen as vectors.

    For each actor, in the order of their ids: the highest rung that it is seen or said to have done today, and what it
    did so far, fading: friendly acts to the seat, pressure on it, violence to it and to others, and how much of all
    that is rumour. Then the dead of today and so far, what nobody says who did, the day, and the orders under way.
    """

    def __init__(self, case: Scenario, days: int) -> None:
        self._case, self._days, self._actors = case, days, sorted(case.actors)
        self.length = len(self._actors) * len(FIELDS) + TAIL

    def read(self, seat: str, known: Knowledge) -> NDArray[np.float32]:
        """Return what a seat knows: float32[feature], from -1 to 1."""
        rows = np.zeros((len(self._actors), len(FIELDS)))
        dead = np.zeros(2)
        unknown = 0.0
        for sight in (sight for day in known.seen for sight in day):
            fresh = 0.5 ** ((known.day - sight.day) / HALF_LIFE)
            dead += sight.dead * np.array([sight.day == known.day, 1.0])
            if sight.doer is None:
                unknown += fresh
                continue
            row = rows[self._actors.index(sight.doer)]
            if sight.day == known.day:
                row[0] = max(row[0], self._case.moves[sight.move].rung / HIGHEST, key=abs)
            row[self._field(seat, sight)] += fresh
            row[FIELDS.index("rumoured")] += fresh * sight.is_rumour
        rows[:, 1:] = np.tanh(rows[:, 1:] / 3)
        tail = [*np.minimum(np.log1p(dead) / np.log1p(DEADLY), 1), np.tanh(unknown), known.day / self._days]
        return np.array([*rows.ravel(), *tail, np.tanh(len(known.orders) / 3)], np.float32)

    def _field(self, seat: str, sight: Sight) -> int:
        rung = self._case.moves[sight.move].rung
        if rung >= VIOLENT:
            return FIELDS.index("violence to me" if sight.target == seat else "violence to others")
        return FIELDS.index("friendly to me" if rung <= 0 else "pressure on me")
