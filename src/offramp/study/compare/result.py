"""Result of a comparison: the effect on every measure, and the futures that turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.study.backtest.past import Past
from offramp.study.shared.effects import Effect
from offramp.study.shared.largest_differences import Turn
from offramp.study.shared.leading import leading_of
from offramp.study.shared.result import HEAD, ResultHead
from offramp.wording.measures import NAMES

if TYPE_CHECKING:
    import pandas as pd

MOST = 14  # measures that are shown


@dataclass(frozen=True, kw_only=True)
class Comparison(ResultHead):
    """What an event, off-ramps or a setting do to every measure.

    Attributes
    ----------
    event : str or None
        The event that is left out in the other world.
    what : str
        What it was, or what the off-ramps are, in the words of the case.
    offramps : tuple of str
        What is taken in the one world and not in the other.
    eve : str
        The day at which the worlds part.
    evidence : Evidence
        What the record that both worlds have made of the draws.
    effects : tuple of Effect
    past : tuple of Past
        What the world without it would have expected of as many days before, and what came; empty where the record does
        not reach so far back.
    turns : tuple of Turn
        The pairs of futures that differ most, by their addresses.
    """

    KEYS = f"{HEAD} event what offramps eve seconds evidence luck_level measures:effects past turns"

    event: str | None
    what: str
    offramps: tuple[str, ...]
    eve: str
    evidence: Evidence | None = None
    effects: tuple[Effect, ...]
    past: tuple[Past, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def leading(self) -> Sequence[Effect]:
        """The effects on the case's own measures and those that matter for any, then what else moves most surely."""
        first = leading_of(self.effects)
        others = sorted(
            (each for each in self.effects if each not in first and each.beyond_luck),
            key=lambda each: (each.measure not in NAMES, -each.sureness),
        )
        return [*first, *others][:MOST]

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each measure."""
        return frame([{"measure": each.measure, **each.summary()} for each in self.effects], "measure")
