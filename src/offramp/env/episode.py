"""An episode: a game in memory whose agents are programs, with what they see, may do and get as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.errors import CaseError, Fault
from offramp.play.aims import SeatAim, whole
from offramp.play.game import Game
from offramp.play.log import GameLog
from offramp.play.options import Able
from offramp.play.seats import is_armed_group, refuse_no_seat
from offramp.play.setup import MOST_SEED, Setup
from offramp.scenario import Scenario

from .observation import Observer

WAIT = 0  # the action to order nothing; action n is the seat's n-th option
Observation = dict[str, NDArray[Any]]


class Rules:
    """What does not change from episode to episode.

    Attributes
    ----------
    case : Scenario
    seats : tuple of str
        The agents.
    options : mapping of str to tuple of str
        What each agent can order, in the order of its actions from 1 on.
    """

    def __init__(self, case: str | Path, seats: Sequence[str] | None, days: int | None, rule: str) -> None:
        self._setup = Setup.new(case, {}, days=days, rule=rule)
        self.case: Scenario = self._setup.case
        self.days = int(self._setup.head["days"])
        able = Able(self.case).options
        self.seats = tuple(able) if seats is None else tuple(seats)
        for seat in self.seats:
            refuse_no_seat(self.case, seat, "seats")
        armed = [seat for seat in self.seats if is_armed_group(self.case, seat)]
        if seats is None:
            self.seats = tuple(seat for seat in self.seats if seat not in armed)
        elif armed:
            allowed = "a seat that is no armed group's: nothing is learnt for those"
            raise CaseError(Fault("seats", None, "", armed[0], allowed))
        self.options = {seat: tuple(able[seat]) for seat in self.seats}
        self.observer = Observer(self.case, self.days)

    def begin(self, seed: int) -> Game:
        """Begin a game in memory."""
        head = {**self._setup.head, "seed": seed % (MOST_SEED + 1), "seats": dict.fromkeys(self.seats, "program")}
        log = GameLog.begin(None, head)
        return Game(log, replace(self._setup, head=log.head))

    def observation(self, game: Game, seat: str) -> Observation:
        """Return what a seat sees, and which actions it has: 1 for each that is allowed."""
        now = game.now(seat)
        mask = np.array([1, *(int(option in now) for option in self.options[seat])], np.int8)
        return {"observation": self.observer.read(seat, game.knowledge(seat)), "action_mask": mask}

    def play(self, game: Game, actions: Mapping[str, int]) -> dict[str, bool]:
        """Give the orders of all seats and play the day; return whose action was not allowed, and counted as a wait."""
        refused = {}
        for seat, action in actions.items():
            now = game.now(seat)
            option = "" if action == WAIT else self.options[seat][int(action) - 1]
            refused[seat] = bool(option) and option not in now
            if option in now:
                game.order(seat, option)
        game.play_day()
        return refused

    def rewards(self, game: Game) -> dict[str, float]:
        """Return minus what each seat's aim misses, on the last day; 0 before it."""
        if not game.is_over:
            return dict.fromkeys(self.seats, 0.0)
        found = {name: values[:1] for name, values in game.chunk().measures.items()}
        known = whole(found, self.case, self.days)
        return {seat: -float(SeatAim.of(self.case, seat).missed(known)[0]) for seat in self.seats}
