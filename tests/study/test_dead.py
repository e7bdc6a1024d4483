"""The dead by shares of the futures: weighted quantiles, and the sentence that they make."""

from __future__ import annotations

import numpy as np
import pytest

from offramp.study.outlook.dead import Dead, dead


def test_the_middle_and_a_bad_future_are_quantiles_of_all_the_dead() -> None:
    military, civilian = np.arange(100.0).reshape(4, 25), np.zeros((4, 25))
    civilian[3] = 1000
    found = dead(military, civilian)
    assert (found.middle, found.bad, found.nobody, found.no_civilian) == (49, 1094, 0.01, 0.75)


def test_draws_count_by_their_weights_and_what_was_not_played_does_not() -> None:
    military, civilian = np.array([[0.0, 0.0], [8.0, np.nan]]), np.zeros((2, 2))
    assert dead(military, civilian, np.array([0.2, 0.6])).nobody == pytest.approx(0.4)
    assert dead(military, civilian).nobody == pytest.approx(2 / 3)


BAD = "Half of the futures have 26 dead or fewer; in 21 of 100 nobody dies, in one of twenty 1,400 or more do."
FEW = "In 97 of 100 futures nobody dies; in few of them somebody does. In 99 of 100 no civilian dies."


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (Dead(0, 0, 1, 1), "Nobody is killed in any of them."),
        (Dead(26, 1388, 0.21, 0.54), f"{BAD} In 54 of 100 no civilian dies."),
        (Dead(0, 4, 0.7, 0.7), "In 70 of 100 futures nobody dies; in one of twenty 4 or more do."),
        (Dead(0, 0, 0.97, 0.99), FEW),
        (Dead(3, 12, 0.001, 0.9996), "in fewer than 1 of 100 nobody dies"),
    ],
)
def test_the_dead_are_told_in_shares_of_the_futures(found: Dead, says: str) -> None:
    assert says in found.words
