"""Turns between two sides, by hand: who strikes after whom, who yields first."""

import jax.numpy as jnp
import numpy as np
import pytest
from jaxtyping import Array

from offramp.engine.measures.between_sides import alternations, yields
from offramp.scenario.ladder import NOTHING


def sides(first: str, second: str, days: int) -> Array:
    """The highest rungs [round, two, run] of one future; a dot is a day without an act, as all further ones are."""
    rungs = [[NOTHING if mark == "." else int(mark) for mark in side.ljust(days, ".")] for side in (first, second)]
    return jnp.asarray(np.array(rungs, np.float32).T[:, :, None])


def days(n: int) -> Array:
    return jnp.arange(1, n + 1, dtype=jnp.float32)[:, None]


def turns(first: str, second: str, rung: int = 4) -> float:
    return float(alternations(days(4), sides(first, second, 4), jnp.int32(rung))[0])


def first_to_yield(first: str, second: str, n: int = 60) -> tuple[float, float]:
    one, other = (float(yields(days(n), sides(first, second, n), jnp.int32(side))[0]) for side in (0, 1))
    return one, other


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("....", "....", 0),
        ("5...", "....", 0),  # nobody answers
        ("5...", "..6.", 1),
        ("5.5.", ".5.5", 3),
        ("55..", "..55", 1),  # two in a row are one
        ("5...", ".3..", 0),  # below the rung
        ("5.5.", ".3..", 0),
        ("5...", "5...", 0),  # on one morning neither answers the other
        ("5..5", "5...", 0),  # and who was the last is not known until one strikes alone
        ("55..", "5.5.", 1),
        ("5.5.", ".55.", 2),  # on the third day the first answers, the second strikes again
    ],
)
def test_a_side_strikes_after_the_other(first: str, second: str, expected: int) -> None:
    assert turns(first, second) == expected
    assert turns(second, first) == expected


def test_the_rung_is_asked_for() -> None:
    assert [turns("5.2.", ".3.4", rung) for rung in (2, 3, 4, 6)] == [3, 1, 1, 0]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("5", "", (0, 0)),  # the second had none
        ("5", ".5", (1, 0)),  # both go quiet on the same day: the second had the last word
        ("55", ".5", (0, 0)),  # the last words fell on one day
        ("5", ".5" + "." * 20 + "5", (1, 0)),
        ("5." + "." * 20 + "4", ".5", (0, 1)),
        ("5." + "." * 20 + "3", ".5", (1, 0)),  # rung 3 is not hard
        ("5", "." * 48 + "5", (0, 0)),  # it counts from the day on which both had one
    ],
)
def test_who_yields_is_the_first_to_be_quiet(first: str, second: str, expected: tuple[int, int]) -> None:
    assert first_to_yield(first, second) == expected
    assert first_to_yield(second, first) == expected[::-1]


def test_thirty_days_are_asked_for() -> None:
    assert [first_to_yield("5", ".5", n) for n in (31, 32)] == [(0, 0), (1, 0)]


def test_one_side_yields_at_most_and_turns_are_symmetric() -> None:
    told = np.random.default_rng(5).choice([NOTHING, NOTHING, NOTHING, 5], (60, 2, 300), p=[0.4, 0.3, 0.27, 0.03])
    both = [jnp.asarray(each, jnp.float32) for each in (told, told[:, ::-1])]
    first, second = (np.asarray(yields(days(60), both[0], jnp.int32(side))) for side in (0, 1))
    assert (first + second).max() == 1 and first.mean() > 0.1 and second.mean() > 0.1
    assert np.array_equal(first, yields(days(60), both[1], jnp.int32(1)))
    one, other = (alternations(days(60), each, jnp.int32(4)) for each in both)
    assert np.array_equal(one, other) and float(one.max()) > 2
