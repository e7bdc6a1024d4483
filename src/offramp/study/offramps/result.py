"""Results of the off-ramp study: each alone, on other days and in pairs, ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from offramp.analysis.estimates import Span
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.study.shared.effects import Effect
from offramp.study.shared.record import Record
from offramp.study.shared.result import HEAD, ResultHead

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["helps", "harms", "no effect found"]
Price = tuple[float, float, float]  # low, middle and high


@dataclass(frozen=True)
class Tried(Record):
    """What off-ramps do that are taken together, from one day on.

    Attributes
    ----------
    day : int or None
        Of the first order; None if nobody is ordered anything.
    verdict : {"helps", "harms", "no effect found"}
        Beyond the luck of as many tries as there were.
    robust : float or None
        Share of the draws in which the risk falls, luck removed.
    narrower : float or None
        How many times narrower the luck of the risk's effect is than that of as many futures without pairs.
    backfire : float or None
        Share of the pairs in which the risk gets worse.
    effects : mapping of str to Effect
        By measure, the risk among them.
    """

    KEYS = "day verdict robust narrower backfire measures:effects"

    day: int | None
    verdict: Verdict
    robust: float | None
    narrower: float | None
    backfire: float | None
    effects: Mapping[str, Effect]


@dataclass(frozen=True)
class Window(Record):
    """The days on which an off-ramp was tried.

    Attributes
    ----------
    best : int or None
        The day on which it helps most; None if it helps on none beyond luck.
    days : mapping of int to Tried
        In their order.
    """

    KEYS = "best_day:best last_useful_day:last closes days"

    best: int | None
    days: Mapping[int, Tried]

    @property
    def useful(self) -> tuple[int, ...]:
        """The days on which it helps beyond luck."""
        return tuple(day for day, each in self.days.items() if each.verdict == "helps")

    @property
    def last(self) -> int | None:
        """The last day on which it helps."""
        return max(self.useful, default=None)

    @property
    def closes(self) -> bool:
        """Whether a later day was tried on which it does not."""
        return self.last is not None and self.last != max(self.days)


@dataclass(frozen=True)
class Exit(Record):
    """One off-ramp of the case.

    Attributes
    ----------
    id, name, says, condition : str
    price : (low, middle, high)
        As the case declares it.
    tried : Tried
        As the case declares it.
    window : Window or None
        None if it was tried on no other day, as what sets dials cannot be.
    front : bool
        Whether nothing that helps costs less and leaves less risk.
    """

    KEYS = "name says condition front price *tried window"
    NAMED_BY = "id"

    id: str
    name: str
    says: str
    condition: str
    price: Price
    tried: Tried
    window: Window | None
    front: bool


@dataclass(frozen=True)
class Added(Record):
    """What the second of two off-ramps adds to the effect of the better one on the risk."""

    difference: float | None
    luck: Span | None


@dataclass(frozen=True)
class Both(Record):
    """Two off-ramps together; `more` says whether both are better than the better one alone, beyond luck."""

    KEYS = "offramps price front *tried adds better_than_either:more"

    offramps: tuple[str, ...]
    price: Price
    tried: Tried
    adds: Added
    more: bool
    front: bool


@dataclass(frozen=True, kw_only=True)
class Offramps(ResultHead):
    """What the off-ramps of a case do.

    Attributes
    ----------
    risk : str
        The measure by which they are ranked, and `without` what it is if none is taken.
    exits : tuple of Exit
        What helps first, and the more the earlier; what harms last.
    pairs : tuple of Both
    thorough : bool
        Whether all was to be tried.
    tried : mapping of str to list of int
        How far the search got: so many of so many alone, in pairs, and on other days.
    narrower : float or None
        The median, over the off-ramps alone, of how many times pairs narrow the luck of the effect on the risk.
    evidence : Evidence
    """

    KEYS = f"{HEAD} risk without tried narrower thorough seconds evidence luck_level offramps:exits pairs"

    risk: str
    without: float
    exits: tuple[Exit, ...]
    pairs: tuple[Both, ...]
    thorough: bool
    tried: Mapping[str, list[int]]
    narrower: float | None
    evidence: Evidence | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each off-ramp."""
        return {each.id: each.name for each in self.exits}

    def effect(self, tried: Tried) -> Effect:
        """Return what something that was tried does to the risk."""
        return tried.effects[self.risk]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each off-ramp and measure."""
        rows = [
            {"offramp": each.id, "measure": name, "verdict": each.tried.verdict, "price": each.price[1], **e.summary()}
            for each in self.exits
            for name, e in each.tried.effects.items()
        ]
        return frame(rows, "offramp", "measure")
