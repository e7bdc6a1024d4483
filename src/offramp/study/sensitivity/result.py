"""Results of the sensitivity study: dials with their shares of variance, sources, value of knowing, early signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.analysis import Estimate
from offramp.analysis.estimates import Span
from offramp.analysis.given import Apart
from offramp.analysis.sensitivity import Share, Spread
from offramp.results.tables import frame
from offramp.study.shared.record import Record
from offramp.study.shared.result import HEAD, ResultHead

from .groups import Known

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sign(Record):
    """A sign and what it says of a measure.

    Attributes
    ----------
    actor, visibility : str
    move : str or None
        None where it is any move of the rungs.
    rungs : (low, high)
    what : str
        The act in words.
    at_least : int
        How often by the day.
    seen : float
        The share of futures that show it.
    found : Apart
    """

    KEYS = "actor move rungs visibility what at_least seen *found difference"

    actor: str
    move: str | None
    rungs: tuple[int, int]
    visibility: str
    what: str
    at_least: int
    seen: float
    found: Apart

    @property
    def difference(self) -> float:
        """The measure in the futures that show it, less in those that do not."""
        return self.found.with_it - self.found.without


@dataclass(frozen=True)
class Variance(Record):
    """The variance of a measure over all futures, by where it comes from; see `offramp.analysis.sensitivity.Spread`."""

    luck: float
    assumptions: float
    error: float
    of_assumptions: float
    known: bool

    @classmethod
    def of(cls, spread: Spread) -> Variance:
        """Tell a spread of values."""
        return cls(spread.luck, spread.assumptions, spread.error, spread.of_assumptions, spread.known)


@dataclass(frozen=True)
class Dial(Record):
    """One assumption.

    Attributes
    ----------
    path, name : str
    range : str
        As a case writes it.
    source : tuple of str
        What it rests on.
    first : Share
        Of the variance of the draws' expectations: what is gone if it is known.
    total : Share or None
        What it has any part in; None where it was not drawn again.
    beyond : bool
        Whether it moves the mean beyond the luck of so many dials.
    score : float
        How far the draws' own answers depend on it in any way, 0 to 1 (PAWN).
    low, high : float
        The mean of the measure where the dial is in the lowest fifth of its range by probability, and in the highest.
    interval : (low, high)
        95 %, of the difference between them.
    bar : float or None
        How wide the assumptions' bar would be if the dial were known; see `Carried.bar`.
    structure : (low, high) or None
        Range of its first-order share over the decision rules.
    """

    KEYS = "path name beyond counts idle score bar structure range source first total low high interval"

    path: str
    name: str
    range: str
    source: tuple[str, ...]
    first: Share
    total: Share | None
    beyond: bool
    score: float
    low: float
    high: float
    interval: Span
    bar: float | None
    structure: tuple[float, float] | None

    @property
    def idle(self) -> bool:
        """Whether nothing came of dealing it anew, in any future."""
        return self.total == Share(0.0, (0.0, 0.0))

    @property
    def counts(self) -> bool:
        """Whether it has any part that is beyond luck."""
        return not self.idle and (self.beyond or (self.total is not None and self.total.interval[0] > 0))

    @property
    def part(self) -> float:
        """The larger of its shares, to rank it by."""
        return 0.0 if self.idle else max(self.first.share, self.total.share if self.total else 0.0)


@dataclass(frozen=True)
class Carried(Record):
    """What carries one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    found : Estimate
        The measure itself with its bars.
    variance : Variance
        Over all futures.
    chance : float
        The score that one in twenty dials that do nothing has.
    bar : float or None
        How wide the assumptions' bar is, on average over eighths of the draws: what knowing a dial is to narrow.
    dials : tuple of Dial
        Those that were drawn again or move the mean beyond luck; the largest part first.
    others : Share or None
        The total index of all that were not drawn again by themselves, together; `other_dials` says how many.
    subjects, sources : tuple of Known
        The most valuable first.
    signs : tuple of Sign
    """

    KEYS = "says unit period chance bar other_dials *estimate:found variance dials others subjects sources signs"
    NAMED_BY = "measure"

    measure: str
    says: str
    unit: str
    period: str
    found: Estimate
    variance: Variance
    chance: float
    bar: float | None
    dials: tuple[Dial, ...]
    others: Share | None
    other_dials: int
    subjects: tuple[Known, ...]
    sources: tuple[Known, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, kw_only=True)
class Sensitivity(ResultHead):
    """What carries the answer.

    Attributes
    ----------
    dials : int
        How many uncertain quantities the case has.
    watched : int
        By which day signs are looked for; 0 if the futures are no longer than that.
    measures : tuple of Carried
    """

    KEYS = f"{HEAD} dials watched seconds luck_level measures"

    dials: int
    watched: int
    measures: tuple[Carried, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and each dial that is listed."""
        rows = [{"measure": each.measure, **dial.summary()} for each in self.measures for dial in each.dials]
        return frame(rows, "measure", "path")
