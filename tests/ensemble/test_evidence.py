"""The record as evidence: weights, effective draws, tempering, and what it says of itself."""

from pathlib import Path

import numpy as np
import pytest

from offramp.ensemble import Ensemble, run
from offramp.ensemble.record_weights import FLOOR, effective, temper, weigh
from offramp.errors import RunError
from offramp.study.outlook.study import measure
from offramp.wording.record_weights import evidence_words
from tests.ensemble.fake import DIAL, FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


def play(out: Path | None = None, **changes: object) -> Ensemble:
    return run(CASE, **{"runs": 320, "draws": 32, "days": 20, "out": out, "engine": FakeEngine(), **changes})  # type: ignore[arg-type]


def test_equal_draws_keep_their_number() -> None:
    weights, note = weigh(np.full(40, -300.0), 9, "auto")
    assert (weights == 1).all() and note.used and note.power == 1 and note.full == pytest.approx(40)


def test_weights_are_the_likelihood() -> None:
    log = np.log(np.tile([1.0, 2.0, 3.0], 20))
    weights, note = weigh(log - 500, 5, "auto")
    np.testing.assert_allclose(weights, np.tile([0.5, 1.0, 1.5], 20))
    assert note.used and note.effective == pytest.approx(60 / (3.5 / 3))  # n over the mean of squares


def test_where_one_draw_drowns_out_the_others_nobody_is_weighed_unless_asked() -> None:
    log = np.linspace(-100, 0, 64)
    weights, note = weigh(log, 50, "auto")
    assert (weights == 1).all() and not note.used and note.full < 2
    weights, note = weigh(log, 50, "on")
    assert note.used and 0 < note.power < 1
    assert FLOOR <= effective(weights) == pytest.approx(FLOOR, rel=1e-3)
    assert weights.mean() == pytest.approx(1) and (np.diff(weights) > 0).all()


def test_tempering_asks_for_no_more_than_it_needs() -> None:
    assert temper(np.array([0.0, -0.1]), 1.5) == 1.0
    assert temper(np.array([0.0, -1000.0]), 2.0) < 1e-3


def test_weights_move_estimates_and_no_future(tmp_path: Path) -> None:
    bare, weighed = play(tmp_path / "a", evidence=False), play(tmp_path / "b", evidence=True)
    assert bare.runs.equals(weighed.runs) and str(bare.address(3, 2)) == str(weighed.address(3, 2))
    assert bare.weights() is None and (bare.draws["weight"] == 1).all()
    weight = weighed.draws["weight"]
    assert np.corrcoef(weight, weighed.draws[DIAL])[0, 1] < -0.5
    by_draw = weighed.runs.groupby("draw")["war_prob"].mean()
    assert measure(weighed)["war_prob"].found.estimate == pytest.approx(np.average(by_draw, weights=weight))
    assert measure(bare)["war_prob"].found.estimate == pytest.approx(by_draw.mean())


def test_it_is_said_either_way(tmp_path: Path) -> None:
    assert evidence_words(play(evidence=False).manifest) == "The record was not used as evidence."
    assert "of 32 settings counted. Charts" in evidence_words(play(evidence=True).manifest)
    few = play(draws=8).manifest
    assert not few.evidence.used and "and 16 are asked for" in evidence_words(few)


def test_a_case_without_a_record_weighs_nothing() -> None:
    class Silent(FakeEngine):
        def record_likelihood(self, game: object) -> tuple[np.ndarray, int]:
            return np.zeros(32), 0

    for asked in (None, True):
        made = play(engine=Silent(), evidence=asked).manifest
        assert not made.evidence.used and "no act that can be weighed" in evidence_words(made)


def test_other_evidence_is_another_run(tmp_path: Path) -> None:
    made = play(tmp_path / "run", evidence=True)
    assert Ensemble.open(tmp_path / "run").manifest == made.manifest
    assert play(tmp_path / "run", evidence=True, resume=True).manifest == made.manifest
    with pytest.raises(RunError, match="differs in evidence"):
        play(tmp_path / "run", evidence=False, resume=True)
