"""What is asked of a case: events, measures, claims and off-ramps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .moves import Effect, Rung, Visibility
from .names import ActorId, ArenaId, ClaimId, Date, LeaderId, MeasureId, MoveId, SourceId, SourceIds
from .parse import Share
from .parts import Part

Comparison = Annotated[
    str,
    Field(pattern=r"^(>=|<=|>|<) *[-+]?\d+(\.\d+)?$", description="a comparison with a number, such as > 0.5"),
]


class Deaths(Part):
    """Deaths of an event as reported."""

    military: Annotated[int, Field(ge=0)] = 0
    civilian: Annotated[int, Field(ge=0)] = 0


class Event(Part):
    """A dated act of the record or the aftermath."""

    date: Date
    actor: ActorId
    move: MoveId
    target: ActorId
    arena: ArenaId | None = None
    deaths: Deaths = Deaths()
    loses: tuple[LeaderId, ...] = ()  # leaders that the target loses
    ordered_by: ActorId | None = None
    what: str
    source: SourceIds


class Where(Part):
    """A filter over acts; fields that are left out let everything pass, lists mean any of."""

    actors: tuple[ActorId, ...] = ()
    sides: tuple[ActorId, ...] = ()  # the doer's side, by the root of its patron chain
    led_by: tuple[ActorId, ...] = ()  # done or ordered by
    targets: tuple[ActorId, ...] = ()
    target_sides: tuple[ActorId, ...] = ()
    arenas: tuple[ArenaId, ...] = ()
    moves: tuple[MoveId, ...] = ()
    does: tuple[Effect, ...] = ()
    visibility: tuple[Visibility, ...] = ()
    at_least: Rung | None = None
    at_most: Rung | None = None


SPECIAL = ("answered_in_kind_share", "ordered_acts")  # measures that the engine computes by name


class Measure(Part):
    """A number computed from one future.

    `any`: 1 if an act passes, else 0. `count`: how many. `first`: day of the first (empty if none).
    `highest`: top rung (empty if none). `deaths`: military, civilian or both. `arenas`: in how many arenas.
    `war`: as `offramp words` defines it. `special`: what no filter can say; the engine computes those of
    `SPECIAL` by their names.
    """

    kind: Literal["any", "count", "first", "highest", "deaths", "arenas", "war", "special"]
    where: Where = Where()
    of: Literal["military", "civilian", "both"] = "both"
    within: Annotated[int, Field(ge=1)] | None = None  # days; for any and first only
    says: str
    unit: str


class Test(Part):
    """The proposition of a claim: a comparison of measures."""

    measure: MeasureId
    minus: MeasureId | None = None
    given: MeasureId | None = None
    effect_of: str | None = None  # an event left out, an off-ramp tried, or a `path=value`
    statistic: Literal["probability", "mean", "median"] = "mean"
    within: Annotated[int, Field(ge=1)] = 90
    holds: Comparison


class Claim(Part):
    """What a source says, as a proposition; thresholds are ours."""

    source: SourceId
    voice: str
    says: str
    tests: Annotated[tuple[Test, ...], Field(min_length=1)]
    against: tuple[ClaimId, ...] = ()  # claims that quarrel with it


class Order(Part):
    """One step of an off-ramp: who does what to whom, in a window of days."""

    actor: ActorId
    move: MoveId
    target: ActorId
    arena: ArenaId | None = None
    from_day: Annotated[int, Field(ge=0)] = 0
    for_days: Annotated[int, Field(ge=1)] = 1
    after: Where | None = None  # waits for an act that passes, from the first day on; done at once if nothing is said


class OffRamp(Part):
    """An exit that both could take and call a success, or a policy that somebody may set."""

    name: str
    says: str
    who: tuple[ActorId, ...]
    sets: dict[str, Any] = {}  # dial paths and their values
    orders: tuple[Order, ...] = ()
    condition: str = ""
    price: Share
    source: SourceIds
