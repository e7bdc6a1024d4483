"""Result of an ablation: what every measure does without each causal system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from offramp.analysis.estimates import Span, widened
from offramp.results import tables
from offramp.study.shared.record import Record
from offramp.study.shared.result import ResultHead

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Change(Record):
    """What one measure does when one system is switched off.

    Attributes
    ----------
    measure, unit : str
    with_it, without : float
        The measure's mean with the system and without it.
    difference : float
        Without, less with.
    luck : (low, high)
        90 % Monte Carlo interval of the paired difference.
    explains : bool
        Whether the system is there to explain this measure.
    says : str
        What the measure says.
    structure : (low, high) or None
        The range of the difference over both decision rules; None where one was played.
    """

    KEYS = "unit with_it without difference explains beyond_luck luck ?structure"
    NAMED_BY = "measure"

    measure: str
    unit: str
    with_it: float
    without: float
    difference: float
    luck: Span
    explains: bool
    says: str = ""
    structure: Span | None = None

    @property
    def beyond_luck(self) -> bool:
        """Whether the difference leaves out zero at 95 in 100."""
        low, high = widened(self.difference, self.luck)
        return low > 0 or high < 0

    def row(self, system: str) -> dict[str, Any]:
        """As the table `ablation` of a run folder has it."""
        row = {"system": system, **asdict(self), "beyond_luck": self.beyond_luck}
        del row["says"], row["structure"]
        row["luck_low"], row["luck_high"] = row.pop("luck")
        return row


@dataclass(frozen=True, kw_only=True)
class Ablation(ResultHead):
    """Every causal system switched off in turn.

    Attributes
    ----------
    systems : mapping of str to tuple of Change
        What each measure does without the system.
    """

    KEYS = "case hash seed draws runs_per_draw runs days turn rule luck_level systems"

    title: str = ""
    as_of: str = ""
    rules: tuple[str, ...] = ()
    systems: Mapping[str, tuple[Change, ...]]

    @property
    def rule(self) -> str:
        """The decision rule under which all was played."""
        return self.rules[0]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each system and measure."""
        return tables.ablation(self.rows()).to_pandas()

    def rows(self) -> list[dict[str, Any]]:
        """The changes as the table `ablation` of a run folder has them."""
        return [each.row(system) for system, changes in self.systems.items() for each in changes]
