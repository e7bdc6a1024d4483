"""Events: dated acts of the record or the aftermath, how sure their doers and orders are, and who died."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

from offramp.scenario.names import ActorId, ArenaId, Date, LeaderId, MoveId, SourceIds
from offramp.scenario.parts import Part
from offramp.scenario.quantity import Quantity
from offramp.scenario.reading.parse import Share, json_schema, reader
from offramp.scenario.words import Refusal, show

MOST_DEAD = 100_000_000
LIKELY = 0.5  # from here on an order counts as one in filters that know only yes and no
_ALLOWED = "a whole number from 0 to 100 million, or a range"
_positive = reader("positive")


def _toll(raw: Any, info: ValidationInfo) -> int | Quantity:
    """Read a range as a quantity, and anything else as a whole number."""
    if isinstance(raw, (str, dict, Quantity)):
        return _positive(raw, info)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= MOST_DEAD:
        raise Refusal(show(raw), _ALLOWED)
    return raw


if TYPE_CHECKING:
    Toll: TypeAlias = int | Quantity
else:
    _SCHEMA = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MOST_DEAD}, json_schema("positive")]}
    Toll = Annotated[int | Quantity, BeforeValidator(_toll), Field(description=_ALLOWED), WithJsonSchema(_SCHEMA)]


def least(toll: int | Quantity) -> float:
    """Return the low end of a toll."""
    return toll.low if isinstance(toll, Quantity) else toll


def greatest(toll: int | Quantity) -> float:
    """Return the high end of a toll."""
    return toll.high if isinstance(toll, Quantity) else toll


class Losses(Part):
    """The dead of one side."""

    military: Toll = 0
    civilian: Toll = 0

    def middle(self, who: str) -> float:
        """Return the number of `military` or `civilian` dead, the middle of a range."""
        toll: int | Quantity = getattr(self, who)
        return toll.middle() if isinstance(toll, Quantity) else toll

    @property
    def total(self) -> float:
        """All the dead, by the middles of ranges."""
        return self.middle("military") + self.middle("civilian")

    @property
    def is_uncertain(self) -> bool:
        """Whether a number is given as a range."""
        return isinstance(self.military, Quantity) or isinstance(self.civilian, Quantity)


class Deaths(Losses):
    """Deaths of an event as reported: all of them, and by side where that is known.

    With `by_side` each side counts its own dead alone: the target is owed for the act and for those that it lost, and
    every other side named there for those that it lost.
    """

    by_side: dict[ActorId, Losses] = {}


def _or_name(schema: dict[str, Any]) -> None:
    """Let the schema of an order take a name, too."""
    whole = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, whole]


class OrderedBy(Part):
    """Who is said to have ordered an act of a proxy, and how probably; a name alone says no more than that."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_or_name)

    actor: ActorId
    prob: Share | None = None  # that it was ordered: so far the patron cannot deny it

    @model_validator(mode="before")
    @classmethod
    def _name(cls, raw: Any) -> Any:
        return {"actor": raw} if isinstance(raw, str) else raw


class Event(Part):
    """A dated act of the record or the aftermath."""

    date: Date
    actor: ActorId
    move: MoveId
    target: ActorId
    arena: ArenaId | None = None
    deaths: Deaths = Deaths()
    loses: tuple[LeaderId, ...] = ()  # leaders that the target loses
    ordered_by: OrderedBy | None = None
    attribution: Share | None = None  # how surely the act is the doer's; surely if nothing is said
    what: str
    source: SourceIds
    verified: bool = True  # whether its date and what it says were looked up in a text

    @property
    def is_ordered(self) -> bool:
        """Whether it was ordered, more likely than not."""
        order = self.ordered_by
        return order is not None and (order.prob is None or order.prob.middle() >= LIKELY)
