"""What only the facilitator can do: see all, bring events in, stop the game, give seats away, switch help off."""

from __future__ import annotations

from offramp import clock
from offramp.errors import CaseError, Fault, RunError
from offramp.scenario.options import feasible, option_id
from offramp.scenario.words import nearest, show

from .game import Game
from .seats import Seat, refuse_no_seat
from .status import Status

MOST_SECONDS = 7 * 86_400  # of a turn


class Facilitator:
    """The facilitator of a game."""

    def __init__(self, game: Game) -> None:
        self.game = game

    @property
    def sees(self) -> Status:
        """Everything: all acts, orders and messages of all seats."""
        return self.game.status

    def inject(self, option: str, due: int | None = None) -> None:
        """Let an actor do something on a day, whatever its seat decides; it may go wrong as any act may.

        Parameters
        ----------
        option : str
            `actor/move/target/arena`, an option of the case.
        due : int, optional
            The next day if left out.

        Raises
        ------
        CaseError
            If the case has no such option.
        RunError
            If the day is over.
        """
        case, status = self.game.setup.case, self.game.status
        known = [option_id(*each) for each in feasible(case)]
        if option not in known:
            raise CaseError(Fault("inject", None, "", show(option), "an option of the case", nearest(option, known)))
        day = status.day + 1 if due is None else due
        if not status.day < day <= self.game.days:
            raise RunError(f"day {day}; allowed: {status.day + 1} to {self.game.days}")
        self.game.log.add("inject", option=option, due=day)

    def tell(self, text: str, to: str = "") -> None:
        """Write words to a seat, or to all of them.

        Raises
        ------
        CaseError
            If there is no such seat.
        """
        if to:
            refuse_no_seat(self.game.setup.case, to, "tell")
        self.game.log.add("say", to=to, text=text)

    def give(self, actor: str, to: str) -> None:
        """Give a seat to a person, a program or the engine (`engine:RULE`); orders of the seat end with it.

        Raises
        ------
        CaseError
        """
        refuse_no_seat(self.game.setup.case, actor, "give")
        self.game.log.add("seat", actor=actor, to=str(Seat.read(to)))

    def pause(self, on: bool = True) -> None:
        """Let the game stand still, or go on."""
        self.game.log.add("pause", on=on, **self.game.at())

    def set_timer(self, seconds: float) -> None:
        """Give every turn a time, from now on; 0 for none. Who has not ended the turn when it runs out passes.

        Raises
        ------
        RunError
            If it is no time that is allowed.
        """
        if not 0 <= seconds <= MOST_SECONDS:
            raise RunError(f"a turn of {seconds:g} seconds; allowed: 0 to {MOST_SECONDS:,}")
        self.game.log.add("timer", seconds=seconds, at=round(clock.now().timestamp(), 1))

    def allow_advice(self, on: bool) -> None:
        """Switch the advisor on or off for all seats."""
        self.game.log.add("advisor", on=on)

    def hide_responses(self, on: bool) -> None:
        """Let messages wait until the turn is over, or arrive at once."""
        self.game.log.add("hide", on=on)
