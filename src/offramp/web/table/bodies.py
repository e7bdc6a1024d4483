"""What programs and forms send about seats and games."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from offramp.errors import printable
from offramp.play.setup import MOST_SEED

from .facilitator_acts import Day, Id, Text

RUN_NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$"
Name = Annotated[str, Field(min_length=1, max_length=100)]


class Sent(BaseModel):
    """A body."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewGame(Sent):
    """Begin a game: `key` is any text that was used for no other, so that a request sent twice begins one game.

    `seats` says who decides for an actor: person, program, engine or engine:RULE. With `lobby`, who has the short link
    may take a seat that nobody has; else each seat has a link of its own. A `seed` that is not given is drawn: who
    knows it can play the same luck elsewhere. With a `run` and a `future` of it, as 44-20, the game goes on with that
    future, which says the case, the luck, the days and their first: the engine has all days before the `first`.
    """

    case: Name
    seats: dict[Id, Name] = Field(max_length=50)
    run: Annotated[str, Field(pattern=RUN_NAME)] | None = None
    future: Annotated[str, Field(pattern=r"^\d{1,6}-\d{1,9}$")] | None = None
    first: int = Field(1, ge=1, le=365)
    seed: int | None = Field(None, ge=0, le=MOST_SEED)
    days: int | None = Field(None, ge=1, le=365)
    as_of: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    advisor: bool = True
    hidden: bool = False
    lobby: bool = False
    key: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_a_form(cls, given: object) -> object:
        """A form names the seats that persons play, one by one."""
        if isinstance(given, dict) and isinstance(given.get("seats"), list):
            return {**given, "seats": dict.fromkeys(map(str, given["seats"]), "person")}
        return given


class NewOrder(Sent):
    """Order an option of the seat; `due` is the day that was shown with it, so that what comes twice is one order."""

    option: Id
    due: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_a_form(cls, given: object) -> object:
        """A form sends both in one field."""
        if isinstance(given, dict) and isinstance(given.get("order"), str):
            option, _, due = given["order"].partition(" ")
            return {"option": option, "due": due or None}
        return given


class Withdrawal(Sent):
    """Take back the order for a day."""

    due: Day


class EndOfTurn(Sent):
    """End the turn; `day` says how many days were played as the seat saw it, so that a request sent twice ends one."""

    day: Day | None = None


class NewMessage(Sent):
    """Write to another seat, or to everybody where `to` is empty."""

    text: Text
    to: Id = ""

    @property
    def shown(self) -> str:
        """The text, without characters that a page would obey."""
        return printable(self.text)


class Wish(Sent):
    """Ask for advice on the options that have a word in them, on all if it is empty."""

    word: Annotated[str, Field(max_length=100)] = ""


class LinkFor(Sent):
    """Make a link for a seat, or revoke it; for the facilitator where `seat` is empty."""

    seat: Id = ""


class Choice(Sent):
    """What a facilitator chooses of the room: an open lobby, and the debrief before the last day."""

    lobby: bool | None = None
    debrief: bool | None = None


class Copy(Sent):
    """Copy the line at which the game stands, up to the evening of a `day` or all of it; `key` as in `NewGame`."""

    day: Day | None = None
    key: Name | None = None


class Farewell(Sent):
    """Delete the game: `game` is its id once more, so that none is deleted by mistake."""

    game: Name


class Taking(Sent):
    """Take a seat that nobody has."""

    seat: Name = "-"


NEW_GAME, NEW_ORDER, WITHDRAWAL = TypeAdapter(NewGame), TypeAdapter(NewOrder), TypeAdapter(Withdrawal)
END_OF_TURN, NEW_MESSAGE, WISH = TypeAdapter(EndOfTurn), TypeAdapter(NewMessage), TypeAdapter(Wish)
LINK_FOR, CHOICE, COPY = TypeAdapter(LinkFor), TypeAdapter(Choice), TypeAdapter(Copy)
FAREWELL, TAKING = TypeAdapter(Farewell), TypeAdapter(Taking)
