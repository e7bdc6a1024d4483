"""The shipped case looks like crises do from a distance: bands reached by the dials alone (docs/outside-view.md)."""

from __future__ import annotations

import numpy as np
import pytest

import offramp as off

pytestmark = pytest.mark.proof

BANDS = {
    "war_prob": (0.01, 0.15),
    "violent_answer_30d_prob": (0.60, 0.97),
    "open_violent_answer_30d_prob": (0.35, 0.90),
    "first_violent_answer_day": (2, 14),
    "answered_in_kind_share": (0.0, 2 / 3),  # at least a third below their rung or not at all
    "conciliatory_prob": (0.5, 1.0),
}


@pytest.fixture(scope="module", params=["quantal", "lookahead"])
def answer(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outside") / "run"
    return off.run("baghdad-2020", runs=9_216, draws=128, seed=7, out=folder, keep=0, rule=request.param)


@pytest.mark.parametrize("name", BANDS)
def test_measure_lies_in_its_band(answer, name):
    low, high = BANDS[name]
    assert low <= answer.outlook.measures[name].found.estimate <= high


def test_the_ladder_peak_has_a_tail(answer):
    peak = answer.runs["peak_rung"].to_numpy()
    share = {rung: float(np.mean(peak >= rung)) for rung in (6, 7, 8, 9)}
    assert 0.99 > share[6] > share[7] > share[8] > share[9] > 0.005


def test_another_seed_agrees_within_luck_and_draws(answer):
    other = off.run("baghdad-2020", runs=9_216, draws=128, seed=8, keep=0, rule=answer.manifest.rule)
    for name in ("war_prob", "violent_answer_30d_prob", "conciliatory_acts"):
        mine, theirs = (each.runs.groupby("draw")[name].mean().to_numpy() for each in (answer, other))
        # 128 draws each: the means differ by no more than 4 standard errors of a mean of draws
        assert abs(mine.mean() - theirs.mean()) < 4 * np.hypot(mine.std(), theirs.std()) / np.sqrt(128)
