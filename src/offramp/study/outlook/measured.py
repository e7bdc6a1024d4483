"""One measure of a run with its three error bars."""

from __future__ import annotations

from dataclasses import dataclass

from offramp.analysis import Estimate, Statistic
from offramp.analysis.estimates import Span
from offramp.study.shared.record import Record


@dataclass(frozen=True)
class Measured(Record):
    """One measure: its number with error bars, and what it says.

    Attributes
    ----------
    name, says : str
    estimate : float or None
        None where no future has the measure.
    luck, assumptions, structure : (low, high) or None
        As in `offramp.analysis.Estimate`.
    unit, period : str
    statistic : {"probability", "mean", "median"}
        What the estimate is; a median and a mean are about the futures that have the measure.
    """

    KEYS = "estimate luck assumptions structure unit period"
    NAMED_BY = "name"

    name: str
    says: str
    estimate: float | None
    luck: Span | None
    assumptions: Span | None
    structure: Span | None = None
    unit: str = ""
    period: str = ""
    statistic: Statistic = "mean"

    @property
    def found(self) -> Estimate:
        """The number with its bars alone."""
        return Estimate(self.estimate, self.luck, self.assumptions, self.structure)

    @property
    def disputed(self) -> bool:
        """Whether the decision rules disagree by more than the other two bars together."""
        return self.found.disputed

    @property
    def is_share(self) -> bool:
        """Whether it is told as so many in 100."""
        return self.unit in ("probability", "share")
