"""Disputes that the model makes: of the law that the likelihood has, within its bounds, from the seed alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offramp.fit import simulate_disputes as simulated
from offramp.fit.laplace import numbers
from offramp.fit.likelihood import foretold, put
from offramp.fit.model import EDGES
from offramp.fit.two_sided import frame
from offramp.history.disputes import LAST_DAY, SILENCE, as_steps
from tests.fit import disputes as quarrels

pytestmark = [pytest.mark.slow, pytest.mark.proof]
WORLDS = 200
# Disputes that begin long before the data end, and ten days before; the last one has later incidents to draw acts from.
FIRST = [(d, "2001-01-01", 1, 3) for d in range(1, 7)] + [(d, "2014-12-21", 0, 4) for d in range(7, 10)]
LATER = [(20, "2001-01-01", 1, 3), (20, "2001-02-01", 0, 2), (20, "2001-03-01", 0, 4), (20, "2001-03-05", 1, 3)]


@pytest.fixture(scope="module")
def given() -> pd.DataFrame:
    return quarrels.incidents(FIRST + LATER)


@pytest.fixture(scope="module")
def made(given: pd.DataFrame) -> simulated.Made:
    return simulated.worlds(given, numbers(quarrels.whitened()), WORLDS, seed=3)


@pytest.mark.proof
def test_every_world_has_the_disputes_that_are_given(given: pd.DataFrame, made: simulated.Made) -> None:
    table = made.incidents
    assert (table.groupby("world").dispnum.nunique() == 10).all() and table.world.nunique() == WORLDS
    first = table[table.k == 1].reset_index(drop=True)
    told = given.drop_duplicates("dispnum").reset_index(drop=True)
    for column in ("date", "level", "action", "side", "both"):
        assert (first[column].to_numpy() == np.tile(told[column].to_numpy(), WORLDS)).all()
    assert (table.k == table.groupby("dispnum").cumcount() + 1).all()


def test_no_silence_is_longer_than_a_dispute_lasts_nor_does_one_outlive_the_data(made: simulated.Made) -> None:
    gap = made.incidents.groupby("dispnum").date.diff().dt.days.dropna()
    assert gap.min() == 0 and 100 < gap.max() <= SILENCE
    assert made.incidents.date.max() <= LAST_DAY and (made.incidents.date > "2014-12-21").any()
    assert made.capped == 0


def test_the_same_seed_makes_the_same_worlds(given: pd.DataFrame, made: simulated.Made) -> None:
    world = numbers(quarrels.whitened())
    pd.testing.assert_frame_equal(simulated.worlds(given, world, WORLDS, seed=3).incidents, made.incidents)
    assert len(simulated.worlds(given, world, WORLDS, seed=4).incidents) != len(made.incidents)


def test_a_dispute_s_luck_is_its_own(given: pd.DataFrame, made: simulated.Made) -> None:
    """More worlds beside them change nothing in the first ones."""
    few = simulated.worlds(given, numbers(quarrels.whitened()), 7, seed=3).incidents
    pd.testing.assert_frame_equal(few, made.incidents[made.incidents.world < 7])


@pytest.mark.proof
@pytest.mark.parametrize("k", [1, 2])
def test_what_comes_next_has_the_likelihood_s_own_law(made: simulated.Made, k: int) -> None:
    """Of so many disputes, how often each bin, side and level came is what one-step forecasts said, within luck."""
    table = made.incidents[made.incidents.dispnum % 10 < 7]  # those that the data do not cut off
    steps = as_steps(table)
    said = foretold(frame().template, numbers(quarrels.whitened()), put(steps, frame()))
    here = np.isin(steps.incident, table.incidnum[table.k == k])
    chance = np.asarray(said.next, np.float64)[here]
    came = np.zeros_like(chance)
    wait, side, level = (getattr(steps, name)[here] for name in ("wait", "side", "level"))
    at = np.where(wait <= 0, 0, np.searchsorted(EDGES, wait, side="left"))
    some = np.flatnonzero(side >= 0)
    came[some, at[some], side[some], level[some]] = 1
    for axes in ((2, 3), (1, 3), (1, 2)):
        expected, seen = chance.sum(axis=axes), came.sum(axis=axes)
        luck = np.sqrt((expected * (1 - expected)).sum(axis=0))
        assert (np.abs(seen.sum(axis=0) - expected.sum(axis=0)) < 4 * luck + 1e-3).all()


@pytest.mark.proof
def test_days_within_a_bin_have_the_likelihood_s_own_law() -> None:
    """A made world is likelier with the tempo that made it than with a slower or a quicker one."""
    rows = quarrels.incidents([(d, "2001-01-01", 1, 3) for d in range(1, 41)] + LATER)
    table = simulated.worlds(rows, numbers(quarrels.whitened(trait__tempo=0.5)), 10, seed=5).incidents
    told = put(as_steps(table), frame())

    def said(tempo: float) -> float:
        return float(foretold(frame().template, numbers(quarrels.whitened(trait__tempo=tempo)), told).log_lik.sum())

    assert said(0.5) > max(said(0.0), said(1.0))


@pytest.mark.proof
def test_acts_of_force_are_followed_by_like_ones() -> None:
    """A dispute's later acts of force are as deadly and as two-sided as those of the data that came after such ones."""
    fierce = [(1, f"2001-01-{day:02d}", 1, 4) for day in range(1, 20)]
    mild = [(2, f"2001-01-{day:02d}", 1, 4) for day in range(1, 20)]
    rows = quarrels.incidents(fierce + mild)
    rows = rows.assign(both=np.where(rows.dispnum == 1, 1, 0), fatal=np.where(rows.dispnum == 1, 1.0, 0.0))
    table = simulated.worlds(rows, numbers(quarrels.whitened(trait__tempo=1)), 50, seed=7).incidents
    force = table[table.level == 4]
    like = force.groupby(force.dispnum % 2)[["both", "fatal"]].mean()
    assert len(force) > 300 and (like.loc[1] == 1).all() and (like.loc[0] == 0).all()


@pytest.mark.proof
def test_nothing_explodes(given: pd.DataFrame) -> None:
    """Quarrels that never close and are always busy stop at the cap, and it is told."""
    busy = numbers(quarrels.whitened(close__often=-8, close__first=-8, trait__tempo=3, trait__tempo_shape=3))
    made = simulated.worlds(given[given.dispnum < 7], busy, 5, cap=5)
    assert made.incidents.groupby("dispnum").size().max() == 5 and made.capped > 20
