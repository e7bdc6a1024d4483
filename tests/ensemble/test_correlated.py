"""Dials that a case correlates: how strongly they go together, each over its own range, and what else that moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest, spearmanr

from offramp.ensemble.design import draws, points
from offramp.errors import CaseError
from offramp.scenario import Scenario, apply, case_hash, load
from offramp.scenario.parts import Correlation
from offramp.scenario.reading.joint import groups
from offramp.study.sensitivity.groups import inputs
from offramp.study.sensitivity.resampled_dials import Resampler
from offramp.wording.dials import label, spoken
from tests.scenario.broken import GOOD
from tests.scenario.edited import edited

ONE, OTHER, THIRD = "actors.aland.resolve", "actors.borduria.resolve", "actors.aland.tempo"
K, SEED = 4096, 3


def correlated(asked: float, *dials: str) -> Scenario:
    return load(GOOD).model_copy(update={"correlations": {"hawks": Correlation(dials=dials, correlation=asked)}})


@pytest.mark.parametrize("asked", [-0.8, -0.3, 0.6, 0.95])
def test_the_rank_correlation_is_the_one_that_was_asked_for(asked: float) -> None:
    drawn = draws(correlated(asked, ONE, OTHER), SEED, K).values
    assert spearmanr(drawn[ONE], drawn[OTHER]).statistic == pytest.approx(asked, abs=0.03)


def test_each_two_of_three_go_together() -> None:
    drawn = draws(correlated(0.5, ONE, OTHER, THIRD), SEED, K).values
    found = spearmanr(np.stack([drawn[path] for path in (ONE, OTHER, THIRD)], axis=1)).statistic
    assert found[np.triu_indices(3, 1)] == pytest.approx(0.5, abs=0.04)


def test_each_dial_keeps_its_own_range() -> None:
    bare, case = load(GOOD), correlated(0.9, ONE, OTHER, THIRD)
    was, now = points(bare, SEED, K), points(case, SEED, K)
    moved = [path for path in was if not np.array_equal(was[path], now[path])]
    assert sorted(moved) == sorted((OTHER, THIRD))  # the first by path stays, and no dial outside is moved
    for path in moved:
        assert kstest(now[path], "uniform").pvalue > 0.01
        assert np.quantile(draws(case, SEED, K).values[path], [0.05, 0.5, 0.95]) == pytest.approx(
            case.dials()[path].at(np.array([0.05, 0.5, 0.95])), abs=0.01
        )


def test_the_first_draws_do_not_depend_on_how_many_follow() -> None:
    case = correlated(0.6, ONE, OTHER)
    assert np.array_equal(points(case, SEED, 64)[OTHER], points(case, SEED, K)[OTHER][:64])


@pytest.mark.parametrize("known", [ONE, OTHER])
def test_a_dial_that_is_set_leaves_the_others_where_they_were(known: str) -> None:
    case = correlated(0.6, ONE, OTHER)
    was, now = (draws(each, SEED, 64).values for each in (case, apply(case, {known: "0.5"})))
    assert [path for path in was if not np.array_equal(was[path], now[path])] == [known]


def test_they_are_told_and_moved_as_one() -> None:
    case, id = correlated(0.6, ONE, OTHER), "correlations.hawks"
    resampler = Resampler(case, None)  # type: ignore[arg-type]
    assert id in resampler.dials and not {ONE, OTHER}.intersection(resampler.dials)
    assert resampler.paths(id) == (ONE, OTHER) and resampler.paths(THIRD) == (THIRD,)
    assert inputs(case, [id])[id].text == "2 dials, which are correlated" and groups(case) == {id: (ONE, OTHER)}
    alone = Resampler(apply(case, {OTHER: "0.5"}), None)  # type: ignore[arg-type]
    assert ONE in alone.dials and id not in alone.dials
    assert spoken(case, ONE) == "the resolve of Aland (correlated with the resolve of Borduria)"
    assert label(case, id) == "Correlated: Aland: resolve; Borduria: resolve"


def test_a_correlation_is_part_of_the_hash() -> None:
    hashes = {case_hash(each) for each in (load(GOOD), correlated(0.6, ONE, OTHER), correlated(0.7, ONE, OTHER))}
    assert len(hashes) == 3
    assert case_hash(correlated(0.6, OTHER, ONE)) in hashes
    assert case_hash(load("baghdad-2020")).startswith("d56071fd1791")  # a case without any is the case that it was


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (f"[{ONE}, {OTHER}], correlation: 1", "a number between -1 and 1"),
        (f"[{ONE}], correlation: 0.5", "correlations.hawks.dials: found a list of 1"),
        (f"[{ONE}, actors.borduria.resolv], correlation: 0.5", "did you mean actors.borduria.resolve?"),
        (f"[{ONE}, actors.dorland.conciliation, {ONE}], correlation: 0.5", "a second time"),
        (f"[{ONE}, {OTHER}, {THIRD}], correlation: -0.5", "allowed: a number above -0.483"),
        (f"[{ONE}, world.reciprocity.readiness], correlation: 0.5", "which takes a row of the posterior"),
    ],
)
def test_what_cannot_be_is_refused(written: str, says: str, tmp_path: Path) -> None:
    more = f"\nprior: joint\ncorrelations:\n  hawks: {{dials: {written}}}\n\nunknowns:"
    with pytest.raises(CaseError) as caught:
        load(edited(tmp_path, ("\nunknowns:", more)))
    assert says in str(caught.value)
