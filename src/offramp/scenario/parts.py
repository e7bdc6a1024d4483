"""The people, places and ties of a case."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .names import ActorId, ArenaId, Date, Id, Sources
from .reading.parse import Days, Number, Positive, Probability, Rate, Share

Domain = Literal[
    "diplomatic",
    "political",
    "economic",
    "information",
    "cyber",
    "ground",
    "air",
    "sea",
    "missile",
    "special",
    "nuclear",
]


class Part(BaseModel):
    """Whatever stands in a case file: closed, frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    note: str = ""  # the author's own words on it, which no run reads

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Put the note behind the fields that a part has of its own, where lists of fields show it last."""
        cls.__pydantic_fields__["note"] = cls.__pydantic_fields__.pop("note")


class Source(Part):
    """A text or a data set that a case cites.

    `date` is the last day that the text knows of: its publication, or the end of what a data set covers. A
    source that is dated after the case's information date may be cited by the aftermath only.
    """

    author: str
    title: str
    publisher: str = ""
    date: Date | None = None
    kind: Literal["commentary", "report", "statement", "data", "study", "history"] = "commentary"
    address: str = ""  # where it was read, or its DOI
    verified: bool = True  # whether it was looked up
    licence: str = ""  # the terms under which a data set may be used
    credit: str = ""  # how its authors want to be named


class Faction(Part):
    """One of the minds within an actor: an office or a camp, never a private person."""

    name: str
    weight: Positive  # its say against the others', before events move it
    wish: Share  # 0 calm at any price, 1 wants to climb


class Election(Part):
    """The clock of a vote: one day on which it is held, and how often."""

    date: Date
    every: Annotated[int, Field(ge=30, le=36525, description="a whole number of days from 30 to 36525")]


class Programme(Part):
    """A nuclear programme as it stands when the record begins."""

    level: Share  # 0 none, 1 at the threshold
    pace: Rate  # share of the way to the threshold, at full gear
    gear: Share  # how fast it runs


class Actor(Part):
    """Who decides: a state, a proxy, a host, a mediator or a bloc."""

    name: str
    kind: Literal["state", "proxy", "host", "mediator", "bloc"]
    about: str = ""
    tempo: Rate  # acts per day when nothing presses
    resolve: Share  # readiness to pay for climbing; 0.5 is neutral
    conciliation: Share  # inclination to conciliatory moves; 0.5 is neutral
    factions: dict[Id, Faction] = {}  # none: one mind with a wish of 0.5
    approval: Share  # how far acts of war need the assent of others, such as a parliament
    election: Election | None = None
    might: Share  # capability against the strongest that a case may hold
    capability: dict[Domain, Share] = {}  # might in single domains, where it is another
    tolerance: Share  # for losses of its own
    standing: Share  # weight in the world; 1 is a great power
    programme: Programme | None = None
    short: str = ""  # the name within a sentence, where it is another
    adjective: str = ""  # such as American
    possessive: str = ""  # where "'s" after the name would be wrong

    @property
    def is_armed_group(self) -> bool:
        """Whether it fights and is no state: nothing is planned, ranked or advised for it."""
        return self.kind == "proxy"


class Patronage(Part):
    """A patron and its proxy (Salehyan 2010)."""

    kind: Literal["patronage"]
    patron: ActorId
    proxy: ActorId
    control: Share  # how surely an order or a restraint is obeyed
    loyalty: Share  # how far the patron's quarrel is the proxy's own
    deniability: Share  # share of the proxy's harm that is not held against the patron


class Rivalry(Part):
    """Two actors with a ledger and unwritten rules."""

    kind: Literal["rivalry"]
    between: tuple[ActorId, ActorId]
    ceiling: Number  # the rung that both treat as normal when the record begins
    doubt: Positive  # uncertainty about the other's next limit; 0 is none
    seen_resolve: dict[ActorId, Share] = {}  # the resolve that the other sees in the named one


class Alliance(Part):
    """Two actors of which one takes harm to the other as partly its own."""

    kind: Literal["alliance"]
    between: tuple[ActorId, ActorId]
    solidarity: Share


class Access(Part):
    """A mediator that can speak to both."""

    kind: Literal["access"]
    mediator: ActorId
    to: tuple[ActorId, ActorId]
    quality: Share


Tie = Annotated[Patronage | Rivalry | Alliance | Access, Field(discriminator="kind")]


class Asset(Part):
    """What an owner has in an arena, and how exposed it is (1 is usual)."""

    what: str
    exposure: Positive
    civilians: Share  # share of those at risk who are civilians


class Coordinates(Part):
    """One point for an arena on a map, in whole degrees: never nearer, and never of an event."""

    latitude: Annotated[int, Field(ge=-90, le=90, description="whole degrees north of the equator, from -90 to 90")]
    longitude: Annotated[int, Field(ge=-180, le=180, description="whole degrees east of Greenwich, from -180 to 180")]


class Arena(Part):
    """Where acts happen."""

    name: str
    host: ActorId | None = None
    worldwide: bool = False
    open: Share  # 1 is an open front, 0 a closed one
    reach: dict[ActorId, Share]  # how easily an actor can act here
    neighbours: tuple[ArenaId, ...] = ()
    assets: dict[ActorId, Asset] = {}
    mission: str = ""  # a mission that shares the arena and suffers with it
    short: str = ""  # the name within a sentence, where it is another
    coordinates: Coordinates | None = None  # where it stands on a map; no future depends on it
    locative: str = ""  # such as "on Iranian soil"; "in" and the name if left out


class Leader(Part):
    """A hub of coordination; dead or in public office."""

    actor: ActorId
    name: str
    role: str
    stature: Share  # esteem at home: sets the debt that the loss creates
    hub: Share  # share of the actor's coordination that runs through this person
    successor: Share  # quality of the successor: 1 replaces all of it
    recovery: Days  # half-life of the way back to the successor's quality


class Correlation(Part):
    """Dials that go up and down together: a case that is high in one of them tends to be high in the others."""

    dials: Annotated[tuple[str, ...], Field(min_length=2)]  # paths of ranges
    correlation: Annotated[
        float, Field(gt=-1, lt=1, allow_inf_nan=False, description="a number between -1 and 1, such as 0.6")
    ]  # Spearman's, of each two of them
    source: Sources = ()
    because: str = ""


class Plot(Part):
    """An attack that may have been under way at the start, known or not."""

    actor: ActorId
    target: ActorId
    arena: ArenaId
    under_way: Probability
    stopped: Probability  # that striking first stopped it
    stopped_by: Id | None = None  # the event of the record that may have stopped it: without it, nothing did
    window: Days  # half-life of its readiness
