"""Measures of single days and of levels, by hand; and their bits against plain masks."""

import jax.numpy as jnp
import numpy as np
import pytest
from jaxtyping import Array

from offramp.engine.measures import daily, levels
from offramp.game.daily_filters import compile_filters, unpacked
from offramp.game.measures import FOREVER
from offramp.scenario.measure_kinds.of_states import WHEN


def acts(text: str) -> Array:
    """How many acts on each day [round, run] of one future."""
    return jnp.asarray([[0.0 if mark == "." else float(mark)] for mark in text], jnp.float32)


def read(kind: str, *text: str, since: float = 1.0, within: float = FOREVER) -> float:
    row = {"since": jnp.float32(since), "within": jnp.float32(within)}
    days = jnp.arange(1, len(text[0]) + 1, dtype=jnp.float32)[:, None]
    return float(getattr(daily, kind)(days, *map(acts, text), row)[0])


NONE = pytest.approx(float("nan"), nan_ok=True)


def test_the_spread_is_from_the_first_act_to_the_last() -> None:
    assert [read("spread", text) for text in ("....", ".2..", ".1.1", "1..2.")] == [NONE, 0, 2, 3]


def test_a_window_has_a_first_and_a_last_day() -> None:
    text = "12.3.4"
    windows = ((1, 6), (2, 4), (3, 3), (5, FOREVER))
    assert [read("count_from", text, since=a, within=b) for a, b in windows] == [10, 5, 0, 4]
    assert [read("any_from", text, since=a, within=b) for a, b in ((3, 3), (4, 4), (5, 5))] == [0, 1, 0]
    assert [read("first_from", text, since=a, within=b) for a, b in ((2, 6), (3, 6), (3, 3))] == [2, 4, NONE]


def test_what_follows_comes_later_and_soon() -> None:
    #                              what follows, what it follows
    assert read("followed", "..1.......", "1.........", within=2) == 1
    assert read("followed", "...1......", "1.........", within=2) == 0
    assert read("followed", "1.........", "1.........", within=2) == 0  # the same day is not after it
    assert read("followed", "..1.......", "1..1......", within=2) == 0.5
    assert read("followed", "..........", "..........", within=2) == NONE
    assert read("followed", ".........1", "........1.", within=2) == NONE  # the two days are not all seen
    assert read("followed", "..1.......", "1......2..", within=2) == 0.5  # two acts of a day are one day


def test_what_comes_unprompted_has_nothing_before_it() -> None:
    # of days 1 to 8, of which the two days after them are seen
    assert read("unprompted", "..........", "..........", within=2) == 0
    assert read("unprompted", "....1.....", "..........", within=2) == 2 / 8  # days 3 and 4
    assert read("unprompted", "....1.....", "...1......", within=2) == pytest.approx(
        1 / 5
    )  # days 4, 5 and 6 had one or have one
    assert read("unprompted", "1111111111", "1.1.1.1.1.", within=2) == NONE


def test_a_level_is_read_at_its_time() -> None:
    days = jnp.arange(1, 5, dtype=jnp.float32)[:, None]
    start, rounds = jnp.asarray([[0.5]], jnp.float32), jnp.asarray([0.2, 0.7, 0.9, 0.6], jnp.float32)[:, None, None]

    def at(when: str, since: float = 1.0, within: float = FOREVER) -> float:
        row = {
            "since": jnp.float32(since),
            "within": jnp.float32(within),
            "row": jnp.int32(0),
            "of": jnp.int32(WHEN.index(when)),
        }
        return float(levels.read(days, start, rounds, row)[0])

    assert [at(when) for when in WHEN] == pytest.approx([0.5, 0.2, 0.9, 0.6])
    assert [at(when, within=2) for when in WHEN] == pytest.approx([0.5, 0.2, 0.7, 0.7])
    assert [at(when, since=2) for when in WHEN] == pytest.approx([0.5, 0.6, 0.9, 0.6])
    assert at("highest", within=1) == pytest.approx(0.5)  # the evening of the start counts, too


@pytest.mark.parametrize("filters", [0, 1, 32, 33, 70])
def test_bits_hold_any_number_of_filters(filters: int) -> None:
    rng = np.random.default_rng(3)
    masks = [(rng.random(7) < 0.4, rng.random(7) < 0.4) for _ in range(filters)]
    watch = compile_filters([(done.astype(float), ordered.astype(float)) for done, ordered in masks], 7)
    assert watch.words == -(-filters // 32)
    for place, (done, ordered) in enumerate(masks):
        assert [found.tolist() for found in unpacked(watch, place)] == [done.tolist(), ordered.tolist()]
