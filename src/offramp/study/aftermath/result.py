"""Result of the aftermath study: each named question, how likely it was called, and whether it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from offramp.analysis import Estimate
from offramp.analysis.scores import brier
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario.questions import Voice
from offramp.study.shared.record import Record
from offramp.study.shared.result import HEAD, ResultHead

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Foretold(Record):
    """One question: how likely it was called, how often such things come about, and whether it did.

    Attributes
    ----------
    id, says, measure : str
    days : int
        Within which it was to come.
    until : str
        The last day that counts.
    came : bool or None
        None where the later record does not reach so far, or cannot say.
    chance : Estimate
        With its three bars.
    base : float or None
        How often such things come about; `base_says` what it counts, `source` who says so.
    voices : tuple of Voice
        What people said at the time.
    """

    KEYS = "says measure days until came *estimate:chance base base_says source brier base_brier voices"
    NAMED_BY = "id"

    id: str
    says: str
    measure: str
    days: int
    until: str
    came: bool | None
    chance: Estimate
    base: float | None
    base_says: str
    source: tuple[str, ...]
    voices: tuple[Voice, ...]

    @property
    def brier(self) -> float | None:
        """The Brier score of the chance: 0 is best, .25 is what half and half gets, 1 is worst."""
        return self._score(self.chance.estimate)

    @property
    def base_brier(self) -> float | None:
        """The Brier score of the base rate."""
        return self._score(self.base)

    def _score(self, chance: float | None) -> float | None:
        return None if chance is None or self.came is None else float(brier(chance, float(self.came)))


@dataclass(frozen=True)
class Scores(Record):
    """The mean Brier scores over the questions that have an answer and a base rate, and how many these are."""

    questions: int
    crises: int
    foretold: float | None
    base_rate: float | None


@dataclass(frozen=True, kw_only=True)
class Aftermath(ResultHead):
    """The questions of a case, foretold and scored.

    Attributes
    ----------
    evidence : Evidence
    questions : tuple of Foretold
    """

    KEYS = f"{HEAD} evidence seconds luck_level scores questions"

    evidence: Evidence | None = None
    questions: tuple[Foretold, ...]

    @property
    def scores(self) -> Scores:
        """How near the forecast and the base rates came, on average."""
        both = [each for each in self.questions if each.brier is not None and each.base_brier is not None]
        mine, base = ([getattr(each, name) for each in both] for name in ("brier", "base_brier"))
        mean = [float(np.mean(some)) if some else None for some in (mine, base)]
        return Scores(len(both), 1, *mean)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each question."""
        rows: list[dict[str, Any]] = [{"question": each.id, **each.summary()} for each in self.questions]
        return frame([{k: v for k, v in row.items() if k not in ("voices", "source")} for row in rows], "question")


def told(made: Aftermath) -> Sequence[str]:
    """What the scores say, and what they do not, in sentences."""
    found = made.scores
    if found.foretold is None or found.base_rate is None:
        return ("Nothing to score: no question has an answer and a base rate.",)
    better = (
        "nearer to what came about than" if found.foretold < found.base_rate else "no nearer to what came about than"
    )
    return (
        f"Mean Brier score over {found.questions} questions: {found.foretold:.2f} foretold, "
        f"{found.base_rate:.2f} by base rates (0 is best, half and half gets .25): {better} base rates.",
        "It is one crisis, its questions hang together, and who wrote the case knows how it went on: it proves "
        "nothing. How often the model is right shows on disputes it was not fitted on (offramp scores).",
    )
