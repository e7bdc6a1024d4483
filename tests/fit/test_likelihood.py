"""The likelihood of recorded disputes: a product of one-step forecasts, blind to names and dates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offramp.fit.forecast_disputes import answers
from offramp.fit.two_sided import frame
from tests.fit import disputes as quarrels

ROWS = [
    (7, "2001-03-01", 1, 3),
    (7, "2001-03-01", 0, 3),
    (7, "2001-03-09", 1, 4),
    (7, "2001-06-01", 1, 4),
    (9, "2004-01-05", 1, 2),
    (9, "2004-01-06", 0, 4),
    (11, "2010-10-10", 1, 4),
]


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    return quarrels.incidents(ROWS)


def test_costs_of_rungs_are_linear_in_the_fitted_dials() -> None:
    """The slopes that are read off probes say what the compiler would."""
    from offramp.compile import compile_game
    from offramp.game import Draws

    made = frame()
    at = {path: quantity.middle() for path, quantity in made.scenario.quantities()}
    at |= {"world.ladder.steepness": 7.3, "world.ladder.top_fear": 1.1, "world.ladder.resolve_pull": 2.2}
    at |= {"actors.side-a.resolve": 0.8, "actors.side-b.resolve": 0.35}
    game = compile_game(made.scenario, Draws({path: np.full(1, value) for path, value in at.items()}, seed=0))
    mine, old = made.template, made.template.dials.world["ladder"]
    resolve = np.array([0.8, 0.35])[np.asarray(mine.board.option_actor)][:, None]
    built = (
        mine.dials.climb
        + mine.slopes["steepness"] * (7.3 - old["steepness"])
        + mine.slopes["top_fear"] * (1.1 - old["top_fear"])
        + 2 * (resolve - 0.5) * mine.tilt * 2.2
    )
    np.testing.assert_allclose(np.asarray(built)[:, 0], np.asarray(game.dials.climb)[:, 0], atol=2e-5)


def test_one_step_forecasts_sum_to_one(told: pd.DataFrame) -> None:
    _, seen = quarrels.ahead(told)
    total = np.asarray(seen.next).sum(axis=(2, 3, 4)) + np.asarray(seen.none)
    np.testing.assert_allclose(total, 1, atol=1e-4)


def test_likelihood_is_the_product_of_the_one_step_forecasts(told: pd.DataFrame) -> None:
    """Where a wait fills its bin the forecast of the bin is that of the day; a last incident is a forecast of none."""
    steps, seen = quarrels.ahead(told)
    for incident, span, side, level in ((7001, 0, 1, 1), (9001, 1, 1, 2)):  # the same day; the day after
        at = tuple(np.argwhere(steps.incident == incident)[0])
        assert float(seen.log_lik[at]) == pytest.approx(np.log(float(seen.next[at][span, side, level])), abs=1e-3)
    for incident in (7004, 9002, 11001):
        at = tuple(np.argwhere(steps.incident == incident)[0])
        assert float(seen.log_lik[at]) == pytest.approx(np.log(float(seen.none[at])), abs=1e-3)


def test_an_incident_of_unknown_day_counts_for_having_come(told: pd.DataFrame) -> None:
    """That it came at all, by its side and at its level; its wait tells nothing."""
    blurred = told.assign(date_exact=np.where(told.incidnum == 7004, 0, 1))
    steps, seen = quarrels.ahead(blurred)
    at = tuple(np.argwhere(steps.incident == 7003)[0])
    came = np.asarray(seen.next[at]).sum(axis=0)
    assert float(seen.log_lik[at]) == pytest.approx(np.log(came[0, 2]), abs=1e-4)
    assert came.sum() == pytest.approx(1 - float(seen.none[at]), abs=1e-4)


def test_forecasts_use_no_later_row(told: pd.DataFrame) -> None:
    steps, seen = quarrels.ahead(told)
    early, less = quarrels.ahead(told[told.incidnum <= 7003])
    at, there = (tuple(np.argwhere(s.incident == 7003)[0]) for s in (steps, early))
    np.testing.assert_allclose(np.asarray(seen.next[at]), np.asarray(less.next[there]), atol=1e-7)


def test_names_and_dates_do_not_matter(told: pd.DataFrame) -> None:
    shifted = told.assign(date=told.date - pd.Timedelta(days=2000), dispnum=told.dispnum * 3, region_act="")
    first, second = (answers(*quarrels.ahead(table)) for table in (told, shifted))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_allclose(one.values, other.values, atol=1e-6)


def test_answers_are_whole(told: pd.DataFrame) -> None:
    made = {each.target: each.values for each in answers(*quarrels.ahead(told))}
    assert list(made) == ["mid_level", "mid_other", "mid_end", "mid_when", "mid_gap"]
    for target in ("mid_level", "mid_other", "mid_end", "mid_when"):
        np.testing.assert_allclose(made[target].sum(axis=1), 1, atol=1e-6)
    assert (np.diff(made["mid_gap"], axis=1) >= 0).all()


def test_who_acts_much_is_expected_to_act(told: pd.DataFrame) -> None:
    """Traits are learned: a side that acted three times is forecast to act more than one that acted once."""
    often = quarrels.incidents([(1, f"2001-01-{day:02d}", 1, 3) for day in (1, 3, 5, 7)])
    turns = quarrels.incidents([(1, f"2001-01-{day:02d}", day % 4 // 2, 3) for day in (1, 3, 5, 7)])
    shares = []
    for table in (often, turns):
        steps, seen = quarrels.ahead(table)
        came = np.asarray(seen.next[tuple(np.argwhere(steps.incident == 1004)[0])]).sum(axis=(0, 2))
        shares.append(came[0] / came.sum())
    assert shares[0] > shares[1]


def test_an_answer_may_close_a_quarrel() -> None:
    """What an answer adds to closing is added after an act of the other side, and after no first act."""
    same = quarrels.incidents([(1, "2001-01-01", 1, 3), (1, "2001-01-05", 1, 3)])
    reply = quarrels.incidents([(1, "2001-01-01", 1, 3), (1, "2001-01-05", 0, 3)])

    def ends(table: pd.DataFrame, incident: int, **changed: float) -> float:
        steps, seen = quarrels.ahead(table, **changed)
        return float(seen.none[tuple(np.argwhere(steps.incident == incident)[0])])

    assert ends(reply, 1002, close__answered=3) > ends(reply, 1002) + 0.05
    assert ends(same, 1002, close__answered=3) < ends(same, 1002)
    assert ends(reply, 1001, close__answered=3) == pytest.approx(ends(reply, 1001), abs=1e-6)


def test_after_force_there_is_a_lull_and_on_the_same_day_there_is_none() -> None:
    """The days after force are quieter, most of all for the other side; after a display nothing changes."""
    for level, quieter in ((4, True), (3, False)):
        steps, plain = quarrels.ahead(quarrels.incidents([(1, "2001-01-01", 1, level)]))
        calm = quarrels.ahead(quarrels.incidents([(1, "2001-01-01", 1, level)]), lull__force=-3, lull__answer=-3)[1]
        at = tuple(np.argwhere(steps.incident == 1001)[0])
        before, after = (np.asarray(each.next[at]).sum(axis=2) for each in (plain, calm))
        np.testing.assert_allclose(after[0], before[0], rtol=1e-5)
        own, other = after[1:4].sum(axis=0) / before[1:4].sum(axis=0)
        assert (own < 0.5 and other < own) if quieter else own == other == pytest.approx(1, abs=1e-5)


@pytest.mark.proof
def test_likelihood_finds_the_numbers_that_made_the_quarrels() -> None:
    """Over a grid of one number the likelihood of what the model made is highest near the truth."""
    for name, truth in (("trait__tempo", 0.8), ("trait__first", 1.2)):
        table = quarrels.made(seed=3, **{name: truth})
        grid = np.array([-1.2, -0.4, 0.4, 1.2])
        seen = [float(quarrels.ahead(table, **{name: value})[1].log_lik.sum()) for value in grid]
        assert abs(grid[int(np.argmax(seen))] - truth) < 0.9
