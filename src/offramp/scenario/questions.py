"""What is asked of a case: measures, claims, off-ramps and policies."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .measure_kinds import KINDS, find_kind
from .measure_kinds.kind import Of, State, When
from .moves import Effect, Rung, Visibility
from .names import ActorId, ArenaId, ClaimId, Date, MeasureId, MoveId, SourceId, SourceIds, Words
from .parts import Part
from .reading.parse import Share
from .words import Refusal, nearest, one_of, show

Comparison = Annotated[
    str,
    Field(pattern=r"^(>=|<=|>|<) *[-+]?\d+(\.\d+)?$", description="a comparison with a number, such as > 0.5"),
]


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


def _kind(raw: Any) -> Any:
    if not isinstance(raw, str) or find_kind(raw) is None:
        raise Refusal(show(raw), one_of(KINDS), nearest(raw, KINDS))
    return raw


class _Listed:
    """Lists the kinds in the schema, those of other packages that some case has asked for among them."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        says = "\n".join(f"`{kind.id}`: {kind.described}." for kind in KINDS.values())
        return {**handler(core), "enum": list(KINDS), "description": says}


MeasureKind = Annotated[str, BeforeValidator(_kind), _Listed()]
MOST_DAYS = 36_525
Day = Annotated[int, Field(ge=1, le=MOST_DAYS, description=f"a whole number of days from 1 to {MOST_DAYS}")]
_WITHIN = re.compile(r"\bwithin (\d+) days?\b", re.IGNORECASE)


class Measure(Part):
    """A number computed from one future; its kind says what it is, and which fields it may have."""

    kind: MeasureKind
    where: Where = Where()
    of: Of = "both"
    from_day: Day | None = None  # of its window; of the whole span if there is none
    within: Day | None = None  # last day of its window; for followed and unprompted how soon
    after: Where | None = None  # for followed and unprompted only
    state: State | None = None
    at: When | None = None  # when, for a state
    says: str
    unit: str

    @property
    def window(self) -> tuple[int, int | None]:
        """First and last day that count; None for the last of the span."""
        return self.from_day or 1, None if self.after else self.within

    @property
    def is_chance(self) -> bool:
        """Whether it is 0 or 1 in each future, so that its mean is a probability."""
        return KINDS[self.kind].chance

    def period(self, days: int) -> str:
        """In words which days count, of so many that are played."""
        first, last = self.window
        last = min(last or days, days)
        if first > 1:
            return f"days {first} to {last}" if last >= first else f"none of {days} days"
        return "1 day" if last == 1 else f"{last} days"

    def description(self, days: int) -> str:
        """What it says, of no longer a time than is played.

        Parameters
        ----------
        days : int
            That are played. A window that would end later is cut: "within 30 days" of seven is "within 7 days", and
            where the words name the window otherwise, the days that were played stand behind them.
        """
        cut = f"within {days} day{'s' * (days != 1)}"
        says = _WITHIN.sub(lambda found: cut if int(found[1]) > days else found[0], self.says)
        last = self.window[1]
        return f"{says} ({self.period(days)} played)" if last and last > days and says == self.says else says


class Test(Part):
    """The proposition of a claim: a comparison of measures, taken in one world or between two."""

    measure: MeasureId
    minus: MeasureId | None = None
    minus_record: Day | None = None  # less the same count over so many days of the record before the start
    given: MeasureId | None = None
    passes: Comparison | None = None  # 1 where the measure passes, 0 where not
    effect_of: Words = ()  # what one world has: an event of the record, or off-ramps, policies and path=value
    than: Words = ()  # what the other has in its place, an event aside
    under: Words = ()  # what both have, or the only one
    as_of: Date | None = None  # where both start, if not where the case does
    statistic: Literal["probability", "mean", "median"] = "mean"
    within: Day = 90  # days that are played; those of the case if it has fewer and nothing is said
    holds: Comparison


Weight = Annotated[
    float,
    Field(
        allow_inf_nan=False,
        description="what one more of the measure costs: above 0 where more of it is worse, below where it is better",
    ),
]
Aim = Annotated[dict[MeasureId, Weight], Field(min_length=1, description="measures with their weights")]


class Claim(Part):
    """What a source says, as a proposition; thresholds are ours."""

    source: SourceId
    voice: str
    says: str
    tests: tuple[Test, ...] = ()
    undecidable: str = ""  # why no measure can decide it, in the place of tests
    rests_on: tuple[str, ...] = ()  # dials and systems from which it is said to follow by assumption
    against: tuple[ClaimId, ...] = ()  # claims that quarrel with it


class Voice(Part):
    """What somebody said beforehand of a question."""

    who: str
    says: str
    likely: bool | None = None  # whether it was called likely; None if that is open
    source: SourceIds | None = None


class Question(Part):
    """A named question with an answer that anybody can look up later, to be foretold and scored."""

    says: str
    measure: MeasureId
    passes: Comparison = "> 0"  # it comes about where the measure passes
    within: Day  # days that are played
    base: Annotated[float, Field(ge=0, le=1)] | None = None  # how often it comes about in cases of the same kind
    base_says: str = ""  # of which cases
    source: SourceIds | None = None  # of the base
    voices: tuple[Voice, ...] = ()


class Order(Part):
    """One step of an off-ramp: who does what to whom, in a window of days."""

    actor: ActorId
    move: MoveId
    target: ActorId
    arena: ArenaId | None = None
    from_day: Annotated[int, Field(ge=0, le=MOST_DAYS)] = 0
    for_days: Day = 1
    after: Where | None = None  # waits for an act that passes, from the first day on; done at once if nothing is said
    each: bool = False  # again after every such act, once for those of one day


class Hold(Part):
    """Acts that are not done in a window of days, whatever their actors would have chosen."""

    actors: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    where: Where = Where()
    from_day: Annotated[int, Field(ge=0, le=MOST_DAYS)] = 0
    for_days: Day = 1
    until: Where | None = None  # an act that passes ends it early, from the first day on


class Policy(Part):
    """What somebody may do: dials that are set, acts that are done and acts that are not."""

    name: str
    says: str
    who: tuple[ActorId, ...]
    sets: dict[str, Any] = {}  # dial paths and their values
    orders: tuple[Order, ...] = ()
    holds: tuple[Hold, ...] = ()
    condition: str = ""
    source: SourceIds


class OffRamp(Policy):
    """An exit that both could take and call a success, or a policy at a price."""

    price: Share
