"""A back-test made up for tests of the report: constructed as the study constructs it."""

from __future__ import annotations

from offramp.analysis.count_scores import Total
from offramp.study.backtest.result import BackTested, Row, Score
from offramp.study.backtest.verdict import Verdict
from tests.report.head import HEAD

EVEN = (0.1,) * 10
CAME = 36
FEW, RATES = Total(1.5, (0.0, 4.0), 12), Total(9.0, (4.0, 14.0), 12)


def backtest() -> BackTested:
    """A world that is silent on violence."""
    return BackTested(
        **HEAD,
        starts=("2019-10-01", "2019-11-01"),
        scores=(
            Score(
                "standing rates",
                30,
                "before",
                2,
                -40.0,
                0.0,
                None,
                Total(31.0, (22.0, 40.0), 36),
                EVEN,
                (0.5, 0.8, 0.9),
            ),
            Score(
                "world", 30, "before", 2, -61.5, 0.8, (-30.0, -9.0), Total(12.0, (5.0, 20.0), 36), EVEN, (0.4, 0.7, 0.8)
            ),
        ),
        rows=(
            Row(
                "band", "violent", "Violent acts", 30, "before", Total(1.5, (0.0, 4.0), 12), Total(9.0, (4.0, 14.0), 12)
            ),
            Row(
                "violence by actor",
                "north",
                "Violence by North",
                30,
                "before",
                Total(1.5, (0.0, 4.0), 12),
                Total(9.0, (4.0, 14.0), 12),
            ),
            Row("violence by place", "", "Violence in no arena", 30, "before", Total(0.2, (0.0, 1.0), 0), None),
        ),
        verdicts={"30": Verdict("refused", ("The world expects 12 acts in all (90 %: 5 to 20); 36 came.",))},
        defaulted={"2019-09-30": 40, "2019-10-31": 38},
        kept_late=3,
    )


def score(forecaster: str, log_score: float, error: float, ahead: tuple[float, float] | None, acts: Total) -> Score:
    """The score of a forecaster in two windows of 30 days."""
    return Score(forecaster, 30, "before", 2, log_score, error, ahead, acts, EVEN, (0.5, 0.8, 0.9))
