"""Crises that the model makes: the same onsets, each world with its own luck."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from jaxtyping import Array

from offramp.fit import forecast_crises as crises
from offramp.fit import simulate_crises as simulated_crises
from offramp.fit.laplace import numbers
from offramp.fit.onset_model import Link
from offramp.fit.onset_model import numbers as of_link
from offramp.history import Cases, read_cases
from offramp.history.facts_icb import Tables, facts
from tests.fit.disputes import whitened
from tests.history.lookalike import asked_of, case, write

pytestmark = pytest.mark.slow
WORLDS = 64


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    folder, triggers = asked_of(tmp_path_factory.mktemp("cases")), {2: 2, 3: 9, 7: 7, 8: 9}
    rows = [case("icb_crisis.csv", crisno=k, log_powdis=np.log(5), **{"break": b}) for k, b in triggers.items()]
    write(folder / "icb_crisis.csv", rows)
    rows = [case("icb_actor.csv", cracno=10 * k, crisno=k, triggr=b, rank_in=k - 1) for k, b in triggers.items()]
    write(folder / "icb_actor.csv", rows)
    return read_cases(folder)


@pytest.fixture(scope="module")
def world() -> dict[str, Array]:
    return numbers(whitened(world__choice__eagerness=1))


@pytest.fixture(scope="module")
def link() -> Link:
    return Link(np.zeros(len(of_link())), np.ones(len(of_link())), 0, 0, 64, seed=1)


@pytest.fixture(scope="module")
def made(cases: Cases, world: dict[str, Array], link: Link) -> list[Tables]:
    return list(simulated_crises.worlds(cases, world, link, WORLDS, 2, WORLDS))


def test_every_world_has_every_onset(made: list[Tables]) -> None:
    assert len(made) == WORLDS
    for table in made:
        assert table.crises.trigger.tolist() == [2, 9, 7, 9] and (table.crises.power_gap == 4).all()
        assert table.actors["first"].tolist() == [True, False, False, False]
        assert table.crises.violence.between(0, 3).all() and table.crises.days.between(0, 730).all()
        assert table.actors.response.isin([0, 2, 3, 4, 5]).all()
        assert (table.actors.lag.isna() == (table.actors.response == 0)).all()


def test_worlds_hold_the_futures_that_forecasts_count(
    made: list[Tables], cases: Cases, world: dict[str, Array], link: Link
) -> None:
    """Each case's futures are dealt out over the worlds: counted over all of them they are the forecast."""
    told = {each.target: each for each in crises.forecast(cases, world, link, seed=2, futures=WORLDS)}
    came = np.stack([each.crises.violence for each in made], axis=1)
    counts = np.stack([(came == k).sum(axis=1) for k in range(4)], axis=1)
    np.testing.assert_allclose(told["icb_viol"].values, (counts + 0.5) / (WORLDS + 2), atol=1e-6)
    violent = np.stack([each.actors.response == 5 for each in made], axis=1).sum(axis=1)
    np.testing.assert_allclose(told["icb_majres"].values[:, -1], (violent + 0.5) / (WORLDS + 2.5), atol=1e-6)


def test_cases_of_one_world_share_no_luck(made: list[Tables]) -> None:
    """Two crises of which the same is known fare alike on average, not together."""
    days = np.stack([each.crises.days for each in made])[:, [1, 3]]
    assert sorted(days[:, 0]) == sorted(days[:, 1]) and abs(np.corrcoef(days.T)[0, 1]) < 0.4


def test_the_same_seed_makes_the_same_worlds(
    made: list[Tables], cases: Cases, world: dict[str, Array], link: Link
) -> None:
    again = next(iter(simulated_crises.worlds(cases, world, link, WORLDS, 2, WORLDS)))
    pd.testing.assert_frame_equal(again.crises, made[0].crises)
    pd.testing.assert_frame_equal(again.actors, made[0].actors)
    assert facts(again) == facts(made[0])


def test_few_worlds_are_dealt_out_of_many_futures(cases: Cases, world: dict[str, Array], link: Link) -> None:
    few = list(simulated_crises.worlds(cases, world, link, 3, 2, WORLDS))
    many = list(simulated_crises.worlds(cases, world, link, WORLDS, 2, WORLDS))
    assert len(few) == 3
    for mine, theirs in zip(few, many, strict=False):
        pd.testing.assert_frame_equal(mine.crises, theirs.crises)


def test_a_lag_is_whole_days_and_not_before_the_trigger(made: list[Tables]) -> None:
    lag = pd.concat([each.actors.lag for each in made]).dropna()
    assert len(lag) and (lag >= 0).all() and (lag % 1 == 0).all()
