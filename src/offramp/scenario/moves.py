"""Moves: classes of act on the escalation ladder (Kahn 1965), who may do them, and which are answered by rule."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from offramp.scenario.ladder import HIGHEST, LOWEST, VIOLENT

from .names import ActorId, ArenaId, Id, MoveId
from .parts import Domain, Part
from .quantity import Quantity
from .reading.parse import Days, Positive, Probability, Share
from .words import Refusal, show

_FILLER = re.compile(r"\{[^{}]*\}")


def _sentence(text: str) -> str:
    """Refuse what a story could not fill in."""
    fillers = [name for name in _FILLER.findall(text) if name not in ("{actor}", "{target}", "{arena}")]
    if fillers or set("{}") & set(_FILLER.sub("", text)):
        raise Refusal(show(fillers[0] if fillers else text), "{actor}, {target} and {arena} in braces, no others")
    return text


Visibility = Literal["overt", "attributable", "covert"]
Effect = Literal[
    "restore",  # tells the other that the old rules are wanted back
    "terms",  # declares what will and will not be answered
    "order",  # tells proxies to act
    "restrain",  # tells proxies to hold still
    "channel",  # opens or uses a way to talk
    "settle",  # closes accounts by agreement
    "deploy",  # brings forces: more to hit, more to fear
    "harden",  # protects what is exposed
    "evacuate",  # takes people out of reach
    "kill-leader",  # takes out a hub of the target
    "announce",  # tells beforehand, so that people can leave
    "expel",  # moves to send a foreign presence home
    "programme",  # a step of a nuclear programme
    "squeeze",  # presses the target's economy
    "relieve",  # eases that pressure
    "withdraw",  # sets a presence on its way home
    "mishap",  # a deadly mistake: never chosen, it happens to a militarised act
    "admit",  # owns up to one
    "offer",  # proposes what needs consent: never chosen, it is what an agreement is until the other side accepts
]
Aim = Literal["forces", "installation", "shipping", "leader", "economy", "public", "nobody"]
Rung = Annotated[int, Field(ge=LOWEST, le=HIGHEST, description=f"a rung from {LOWEST} to {HIGHEST}")]
Sentence = Annotated[
    str,
    AfterValidator(_sentence),
    Field(description="a sentence with {actor}, {target} and {arena}, such as {actor} warns {target}"),
]


class Harm(Part):
    """How many an act kills: the chance that anybody dies, and how many then (a heavy-tailed count)."""

    chance: Probability
    deaths: Positive  # the median of the dead, if anybody dies
    tail: Positive | None = None  # log spread of the dead; that of all acts where it is left out
    most: Positive | None = None  # no act of the class kills more

    @field_validator("most")
    @classmethod
    def _someone(cls, most: Quantity | None) -> Quantity | None:
        """Refuse a limit below the one who dies if anybody does."""
        if most is not None and most.low < 1:
            raise Refusal(most.text(), "at least 1")
        return most


class Casualties(Part):
    """Military and civilian harm of one act."""

    military: Harm | None = None
    civilian: Harm | None = None


class Needs(Part):
    """What must have gone before, or hold, for a move to be done; all of what is said."""

    held: tuple[Id, ...] = ()  # an act of one of these moves by the same actor on the same target, not yet undone
    rung: Rung | None = None  # an act at this rung or above between the two
    strike: Days | None = None  # a strike on the target that was prepared for so many days, or an order to partners
    channel: Share | None = None  # a channel between the two that is open so far
    within: Days | None = None  # how many days ago the act may be; any number if nothing is said


class Consent(Part):
    """That an act stands only when both do it: what the first does is an offer."""

    offer: MoveId  # the move that it is
    within: Days  # the days within which the other has to do the same


class Move(Part):
    """A strategic class of act: never a weapon, a route or a place to hit."""

    name: str
    tells: Sentence  # for stories, with {actor}, {target}, {arena}
    rung: Rung
    visibility: Visibility
    domain: Domain
    aim: Aim
    harm: Casualties = Casualties()
    cost: Share  # what it costs the doer, 0 none, 1 ruinous
    prepare: Days  # days from the wish to the act
    provokes: Positive  # debt that it creates, against the usual for its rung (1)
    satisfies: Positive  # debt that it pays, against the usual for its rung (1)
    does: tuple[Effect, ...] = ()
    method: str = ""  # a method that a world-wide norm may cover
    mid: int | None = None  # MID 5.0 action code
    cameo: str | None = None
    plover: str | None = None
    short: Sentence = ""  # its name within a sentence, where it is another: "killing of a senior leader of {target}"
    meant: str = ""  # what it is meant to do, where that is little harm: "to do little harm"
    undoes: tuple[Id, ...] = ()  # moves of which one must have gone before, for its sentence to hold
    tells_alone: Sentence = ""  # its sentence where none has
    needs: Needs | None = None
    consent: Consent | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether an actor can choose it: neither a mishap nor an offer, which others of its options turn into."""
        return not {"mishap", "offer"} & {*self.does}

    @property
    def is_mishap(self) -> bool:
        """Whether nobody chooses it: it happens to whoever has it among the options and acts with force."""
        return "mishap" in self.does


class OptionRule(Part):
    """Who may do which moves to whom and where; the compiler keeps the feasible combinations."""

    actors: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    moves: Annotated[tuple[MoveId, ...], Field(min_length=1)]
    targets: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    arenas: tuple[ArenaId, ...] = ()  # none: an act that happens nowhere in particular


Dead = Annotated[int, Field(ge=1, le=10_000, description="a whole number of the holder's dead from 1 to 10000")]


class Crossing(Part):
    """Which acts on the holder cross a line: those for which all that is given holds."""

    own_dead: Dead | None = None
    at_least: Rung | None = None
    does: Effect | None = None
    arenas: tuple[ArenaId, ...] = ()  # anywhere if none is named

    @model_validator(mode="after")
    def _says_something(self) -> Crossing:
        if self.own_dead is None and self.at_least is None and self.does is None and not self.arenas:
            raise Refusal(show({}), "own_dead, at_least, does or arenas")
        return self


class RedLine(Part):
    """A rule that its holder keeps with a probability: such an act is answered by force within days.

    `kept` is the chance that a crossed line is answered. A declared line is known to those whom it is drawn for, and
    moves them by how far the holder is believed.
    """

    holder: ActorId
    against: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    on: Crossing
    answer: Annotated[int, Field(ge=VIOLENT, le=HIGHEST, description=f"a rung from {VIOLENT} to {HIGHEST}")]
    within: Annotated[int, Field(ge=1, le=365, description="a whole number of days from 1 to 365")]
    kept: Probability
    declared: bool = False
    what: str = ""
