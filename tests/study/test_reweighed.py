"""Settings that were played are counted again within narrower ranges, and as they are where nothing is narrowed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis import estimate
from offramp.ensemble import Ensemble, run
from offramp.errors import CaseError
from offramp.study.outlook.reweighed import reweighed
from offramp.study.outlook.study import measure
from tests.ensemble.fake import DIAL, FakeEngine
from tests.world.laws import TWO_NEIGHBOURS

DRAWS, RUNS = 40, 6
EVERYTHING = (-1e300, 1e300)


@pytest.fixture(scope="module", params=[False, True], ids=["alike", "weighed"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    place = tmp_path_factory.mktemp("run")
    settings = {"runs": DRAWS * RUNS, "draws": DRAWS, "seed": 2, "evidence": request.param}
    return run(Path(TWO_NEIGHBOURS), out=place, engine=FakeEngine(), **settings)


def test_a_range_that_leaves_nothing_out_changes_nothing(played: Ensemble) -> None:
    made = reweighed(played, {DIAL: EVERYTHING})
    assert made.left == made.settings == DRAWS
    assert made.after == made.before == measure(played)


@given(ends=st.tuples(st.floats(0, 0.4), st.floats(0, 0.4)).map(sorted))
def test_what_is_left_is_what_is_within_and_counts_as_it_did(played: Ensemble, ends: list[float]) -> None:
    made = reweighed(played, {DIAL: (ends[0], ends[1])})
    values = played.draws[DIAL].to_numpy(float)
    inside = (values >= ends[0]) & (values <= ends[1])
    assert made.left == inside.sum()
    if not inside.any():
        assert made.after == {} and made.effective == 0 and made.few
        return
    weights = played.weights()
    kept = np.ones(inside.sum()) if weights is None else weights[inside]
    for name, each in made.after.items():
        found = estimate(played.measures()[name][inside], each.statistic, kept)
        assert (each.estimate, each.luck, each.assumptions) == (found.estimate, found.luck, found.assumptions)
    assert made.effective <= made.left + 1e-9
    assert made.few is (made.effective < 16)


def test_two_ranges_leave_what_both_leave(played: Ensemble) -> None:
    other = next(path for path in played.scenario.dials() if path != DIAL)
    half, third = (float(played.draws[path].quantile(0.6)) for path in (DIAL, other))
    one = played.draws[DIAL].to_numpy(float) <= half
    both = one & (played.draws[other].to_numpy(float) >= third)
    assert reweighed(played, {DIAL: (-1e9, half), other: (third, 1e9)}).left == both.sum() < one.sum()


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"actors.aland.temp": (0, 1)}, "did you mean actors.aland.tempo"),
        ({DIAL: (0.3, 0.1)}, "found 0.3 to 0.1; allowed: a low end"),
        ({DIAL: (float("nan"), 0.1)}, "found nan to 0.1"),
    ],
)
def test_what_is_no_range_is_refused(played: Ensemble, ranges: dict[str, tuple[float, float]], words: str) -> None:
    with pytest.raises(CaseError, match=words):
        reweighed(played, ranges)
