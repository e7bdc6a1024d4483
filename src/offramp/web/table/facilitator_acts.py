"""What a facilitator decides: each kind is a type whose fields a form or a program fills."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from offramp.errors import OfframpError, printable
from offramp.play import branches
from offramp.play.facilitator import MOST_SECONDS, Facilitator
from offramp.play.game import Game

from .room import Room, play_if_all_are_done

MOST_TEXT = 2_000  # letters of a message
Text = Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]
Id = Annotated[str, Field(max_length=300)]
Day = Annotated[int, Field(ge=0, le=365)]


class Act(BaseModel):
    """One decision of a facilitator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def on(self, game: Game) -> None:
        """Carry it out on a game."""
        raise NotImplementedError


class Inject(Act):
    """Bring an event in: an actor does something on a day, whatever its seat decides."""

    do: Literal["inject"]
    option: Id
    due: Day | None = None

    def on(self, game: Game) -> None:
        """Bring it in, unless the same was brought in for the same day."""
        status = game.status
        day = status.day + 1 if self.due is None else self.due
        there = [(each.option, each.due) for each in status.orders if each.by == "facilitator"]
        if (self.option, day) not in there:
            if game.is_over:
                raise OfframpError("the game is over")
            Facilitator(game).inject(self.option, day)


class Tell(Act):
    """Write to a seat, or to everybody."""

    do: Literal["tell"]
    text: Text
    to: Id = ""

    def on(self, game: Game) -> None:
        """Write it, unless the same was written on the same evening."""
        status = game.status
        written = [(each.day, each.sender, each.to, each.text) for each in status.messages]
        if (status.day, "", self.to, printable(self.text).strip()) not in written:
            Facilitator(game).tell(printable(self.text).strip(), self.to)


class Give(Act):
    """Give a seat to a person, a program or the engine."""

    do: Literal["give"]
    actor: Id
    to: Id

    def on(self, game: Game) -> None:
        """Give it; if nobody else is waited for, the day is played."""
        if str(game.status.seats.get(self.actor)) != self.to:
            Facilitator(game).give(self.actor, self.to)
        play_if_all_are_done(game)


class Switch(Act):
    """Stop the game or let it go on, give advice or none, let messages wait until the turn is over or not."""

    do: Literal["pause", "advisor", "hide"]
    on_: bool = Field(alias="on")

    def on(self, game: Game) -> None:
        """Switch it, unless it is so."""
        status, facilitator = game.status, Facilitator(game)
        is_so = {"pause": status.paused, "advisor": status.advisor, "hide": status.hidden}[self.do]
        if is_so != self.on_:
            does = {"pause": "pause", "advisor": "allow_advice", "hide": "hide_responses"}[self.do]
            getattr(facilitator, does)(self.on_)


class Timer(Act):
    """Give every turn a time in minutes, from now on; 0 for none. Who has not ended the turn then passes."""

    do: Literal["timer"]
    minutes: Annotated[float, Field(ge=0, le=MOST_SECONDS / 60, allow_inf_nan=False)]

    def on(self, game: Game) -> None:
        """Set it, unless it is so: the clock would begin anew."""
        seconds = round(60 * self.minutes, 1)
        if game.status.timer != seconds:
            Facilitator(game).set_timer(seconds)


class Play(Act):
    """Play the day now, whoever has ended the turn; and all before the first on which seats decide."""

    do: Literal["play"]
    day: Day

    def on(self, game: Game) -> None:
        """Play it, unless it was played since."""
        if self.day == game.status.day:
            game.play_day()
            game.lead_in()


class Rewind(Act):
    """Go back to the evening of a day; what follows becomes a branch."""

    do: Literal["rewind"]
    day: Day

    def on(self, game: Game) -> None:
        """Go back."""
        branches.go(game, self.day)


class Branch(Act):
    """Go to the end of another branch."""

    do: Literal["branch"]
    number: Annotated[int, Field(ge=1, le=100_000)]

    def on(self, game: Game) -> None:
        """Go there."""
        branches.switch(game, self.number)


KINDS = (Inject, Tell, Give, Switch, Timer, Play, Rewind, Branch)
AnyAct = Annotated[Inject | Tell | Give | Switch | Timer | Play | Rewind | Branch, Field(discriminator="do")]
ACT: TypeAdapter[Act] = TypeAdapter(AnyAct)


def act(room: Room, told: Act) -> None:
    """Carry out what a facilitator decided.

    Raises
    ------
    OfframpError
        If it cannot be done.
    """
    warm = room.work.last("warm", "")
    if warm is not None and isinstance(told, Give | Play):
        warm.ended.wait()
    with room.deciding() as game:
        told.on(game)
