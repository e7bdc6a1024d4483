"""The future that is told for a group: near the middle, and with the fewest rare acts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offramp.scenario import Scenario, load
from offramp.study.outlook.typical import NEAR, near, rare_acts, told

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
FUTURES = 200


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


def acts(deaths: dict[int, int], *seldom: int) -> pd.DataFrame:
    """A raid in every future, with these dead where it killed; a rare kind of act in some."""
    rows = [(run, "limited-raid", deaths.get(run, 0)) for run in range(FUTURES)] + [
        (run, "seldom", 0) for run in seldom
    ]
    return pd.DataFrame(rows, columns=["run", "move", "deaths_military"]).assign(
        draw=0, actor="aland", target="borduria", arena=None, day=1, deaths_civilian=0, ordered=False
    )


def test_an_act_that_few_futures_have_is_rare(case: Scenario) -> None:
    some = [(0, 0), (0, 5)]
    assert rare_acts(case, acts({}, 5), FUTURES, some) == {(0, 0): 0, (0, 5): 1}
    assert rare_acts(case, acts({}, 5, 6), FUTURES, some) == {
        (0, 0): 0,
        (0, 5): 0,
    }  # 1 in 100 is not fewer than 1 in 100


def test_the_nearest_come_first_and_the_middle_before_its_equals() -> None:
    points = np.array([[0.0], [1.0], [0.0], [5.0], *[[9.0]] * 30])
    rows = near(points, np.arange(len(points)), 2)
    assert list(rows[:4]) == [2, 0, 1, 3] and len(rows) == NEAR


def test_the_middle_is_not_told_if_a_neighbour_has_fewer_rare_acts(case: Scenario) -> None:
    runs = pd.DataFrame({"draw": 0, "run": range(FUTURES)})
    points = np.abs(np.arange(FUTURES) - 100.0)[:, None]
    group = [(np.arange(FUTURES), 100)]
    assert told(case, runs, acts({}), points, group) == [100]
    assert told(case, runs, acts({}, 100), points, group) == [99]


def test_where_all_that_are_near_have_a_rare_act_the_middle_is_told(case: Scenario) -> None:
    move = next(key for key, each in case.moves.items() if each.harm.military)
    runs = pd.DataFrame({"draw": 0, "run": range(FUTURES)})
    points = np.abs(np.arange(FUTURES) - 100.0)[:, None]
    deadly = {run: 100_000 for run in range(FUTURES) if abs(run - 100) <= NEAR}
    assert told(case, runs, acts(deadly).assign(move=move), points, [(np.arange(FUTURES), 100)]) == [100]


def test_a_toll_that_few_such_acts_have_is_rare(case: Scenario) -> None:
    move = next(key for key, each in case.moves.items() if each.harm.military)
    rows = acts({3: 100_000}).assign(move=move)
    assert rare_acts(case, rows, FUTURES, [(0, 3), (0, 4)]) == {(0, 3): 1, (0, 4): 0}
