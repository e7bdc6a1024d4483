"""Result of the study of two case files: their differences, and how far apart each measure is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.analysis import Estimate
from offramp.results.tables import frame
from offramp.scenario.differences import Difference
from offramp.study.shared.record import Record, bars
from offramp.study.shared.result import HEAD, ResultHead

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Differing(Difference, Record):
    """One thing that differs, and whether a future can depend on it."""

    KEYS = "path one other kind overlap moves"


@dataclass(frozen=True)
class Group(Record):
    """Differences that are taken over together, by their paths."""

    KEYS = "name paths"
    NAMED_BY = "id"

    id: str
    name: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Share(Record):
    """What one group of differences adds to a measure.

    Attributes
    ----------
    group : str
    share : Estimate
    by_chance : float
        The standard error that is due to the orders that were sampled.
    """

    KEYS = "*share beyond_luck by_chance"
    NAMED_BY = "group"

    group: str
    share: Estimate
    by_chance: float

    @property
    def beyond_luck(self) -> bool:
        """Whether it can be told from none at 95 in 100."""
        return not within_luck(self.share)

    @property
    def size(self) -> float:
        """The share without its bars."""
        return self.share.estimate or 0.0


@dataclass(frozen=True)
class MeasureDifference(Record):
    """How far apart two files are on one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    one, other : float
        The mean by either file.
    difference : Estimate
        The second less the first, pair by pair.
    shares : tuple of Share
        What each group of differences adds to it; they add up to the difference.
    harm : {-1, 0, 1}
        1 where more of the measure is worse.
    """

    KEYS = "says unit period one other agree harm *difference shares"
    NAMED_BY = "measure"

    measure: str
    says: str
    unit: str
    period: str
    one: float
    other: float
    difference: Estimate
    shares: tuple[Share, ...]
    harm: int

    @property
    def agree(self) -> bool:
        """Whether the two files' answers differ by no more than luck."""
        return within_luck(self.difference)

    @property
    def ranked(self) -> list[Share]:
        """The shares, the largest first."""
        return sorted(self.shares, key=lambda each: -abs(each.size))


def within_luck(found: Estimate) -> bool:
    """Whether a difference cannot be told from none at 95 in 100."""
    return found.sure is None or found.sure[0] <= 0 <= found.sure[1]


@dataclass(frozen=True, kw_only=True)
class Diff(ResultHead):
    """What tells two files of one crisis apart; it is about the first of them.

    Attributes
    ----------
    other, other_title, other_hash : str
        The second file, after what was set.
    exact : bool
        Whether all orders count, or some were sampled; `worlds` were played.
    worlds : int
    quantities, same : int
        How many both files have, and how many of these are alike.
    differences : tuple of Differing
        All of them, also in words.
    groups : tuple of Group
    measures : tuple of MeasureDifference
    """

    KEYS = (
        f"{HEAD} other other_title other_hash exact worlds quantities same seconds luck_level "
        "differences groups measures"
    )

    other: str
    other_title: str
    other_hash: str
    exact: bool
    worlds: int
    quantities: int
    same: int
    differences: tuple[Differing, ...]
    groups: tuple[Group, ...]
    measures: tuple[MeasureDifference, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each group of differences."""
        return {each.id: each.name for each in self.groups}

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and group of differences."""
        rows = [
            {"measure": measure.measure, "group": each.group, **bars(each.share, "share"), "by_chance": each.by_chance}
            for measure in self.measures
            for each in measure.shares
        ]
        return frame(rows, "measure", "group")
