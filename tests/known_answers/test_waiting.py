"""Geometric waiting: one actor, one option, a world in which nothing pulls."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, stage
from offramp.scenario.quantity import DAYS_IN
from tests.cases.build import QUIET, at_medians, futures_of, made, skeleton

RUNS = 20 * BLOCK
TEMPO = 0.08  # acts per day
PLAYED, DAYS = 90, 30  # days: one compiled program plays every quiet world of ninety, and thirty of them are counted


@cache
def futures(tempo: float = TEMPO, per: str = "day") -> Chunk:
    parts = skeleton(days=PLAYED, world=QUIET)
    parts["actors"]["a"]["tempo"] = {"value": tempo, "per": per, "source": "note", "because": "a test"}
    staged = stage(compile_game(scenario := made(parts), at_medians(scenario)))
    return futures_of(staged, np.zeros(RUNS, int), np.arange(RUNS))


def acts(chunk: Chunk) -> np.ndarray:
    """Whether `a` acted, [day, future]; `b` has no option and never does."""
    assert (chunk.option[:, 1] == -1).all()
    return chunk.option[:DAYS, 0] >= 0


def test_the_first_act_comes_after_a_geometric_wait() -> None:
    done, daily = acts(futures()), 1 - np.exp(-TEMPO)
    first = np.where(done.any(axis=0), done.argmax(axis=0), len(done))
    seen = np.bincount(first, minlength=len(done) + 1)
    wanted = np.array([daily * (1 - daily) ** day for day in range(len(done))] + [(1 - daily) ** len(done)])
    assert stats.chisquare(seen, wanted * seen.sum()).pvalue > 1e-3


@pytest.mark.parametrize("days", [1, 7, 30])
def test_probability_of_an_act_within_some_days(days: int) -> None:
    happened, wanted = acts(futures())[:days].any(axis=0).mean(), 1 - np.exp(-TEMPO * days)
    assert abs(happened - wanted) < 3.5 * np.sqrt(wanted * (1 - wanted) / RUNS)


def test_days_are_independent_of_each_other() -> None:
    done = acts(futures()).astype(float)
    assert abs(np.corrcoef(done[:-1].ravel(), done[1:].ravel())[0, 1]) < 3.5 / np.sqrt(done[1:].size)


@pytest.mark.parametrize("per", ["week", "month", "year"])
def test_a_tempo_is_the_same_in_any_period(per: str) -> None:
    np.testing.assert_array_equal(futures(TEMPO * DAYS_IN[per], per).option, futures().option)


def test_measures_tell_what_happened() -> None:
    chunk = futures()
    np.testing.assert_array_equal(chunk.measures["militarised_acts"], 0)
    np.testing.assert_array_equal(chunk.measures["war_prob"], 0)
    np.testing.assert_array_equal(chunk.deaths, 0)
    np.testing.assert_array_equal(chunk.peak[:DAYS] == 0, acts(chunk))
