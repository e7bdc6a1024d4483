"""Score the forecasts of a ledger: Brier and log scores, reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from offramp.analysis.episodes import Episodes
from offramp.analysis.scores import Bin, brier, log_score, reliability
from offramp.study.shared.record import Record

from .ledger import Entry

Span = tuple[float, float]
FEWEST = 5  # questions, below which drawing them anew says nothing


@dataclass(frozen=True)
class Kept(Record):
    """Scores of forecasts that were resolved.

    Attributes
    ----------
    n, questions : int
        Forecasts that came true or did not; the questions that they are about.
    came_true : float or None
        Their share.
    forecast : float or None
        Their mean chance.
    brier, log : float or None
        Mean scores; smaller is better.
    brier_interval, log_interval : (low, high) or None
        95 %, from drawing questions anew.
    base_rate : float or None
        The Brier score of saying the share that came true each time, which nobody knew before.
    bins : tuple of Bin
    """

    n: int
    questions: int
    came_true: float | None = None
    forecast: float | None = None
    brier: float | None = None
    brier_interval: Span | None = None
    log: float | None = None
    log_interval: Span | None = None
    base_rate: float | None = None
    bins: tuple[Bin, ...] = ()


def kept(entries: Sequence[Entry]) -> Kept:
    """Score the forecasts that came true or did not; those that are open or void count for nothing."""
    decided = [each for each in entries if each.outcome in ("yes", "no")]
    names = [each.question for each in decided]
    if not decided:
        return Kept(0, 0)
    p = np.array([each.probability for each in decided])
    y = np.array([float(each.outcome == "yes") for each in decided])
    episodes = Episodes(names)
    weight = episodes.weights("case")
    squares, logs = (episodes.mean(score, weight) for score in (brier(p, y), log_score(np.stack([1 - p, p], 1), y)))
    many = episodes.n >= FEWEST
    share = float(y.mean())
    return Kept(
        len(decided),
        episodes.n,
        share,
        float(p.mean()),
        squares.value,
        squares.interval if many else None,
        logs.value,
        logs.interval if many else None,
        share * (1 - share),
        tuple(reliability(p, y)),
    )
