"""Quantities: known answers, families, bounds, and how they are written."""

from __future__ import annotations

import math
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.scenario import Quantity, per_day
from offramp.scenario.quantity import Kind
from offramp.scenario.reading.parse import parse
from offramp.scenario.words import Refusal

KINDS: tuple[Kind, ...] = get_args(Kind)
PERIOD = {"probability": {"per": "month"}, "rate": {"per": "week"}}


def quantity(kind: Kind, text: str) -> Quantity:
    return parse({"value": text, **PERIOD.get(kind, {})}, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ends_of_a_range_are_its_5_and_95_percent_points(kind: Kind) -> None:
    ends = quantity(kind, "0.2..0.7").at(np.array([0.05, 0.95]))
    np.testing.assert_allclose(ends, [0.2, 0.7], rtol=1e-12)


@pytest.mark.parametrize(
    ("kind", "median"),
    [
        ("number", 0.45),
        ("positive", math.sqrt(0.2 * 0.7)),
        ("days", math.sqrt(0.2 * 0.7)),
        ("rate", math.sqrt(0.2 * 0.7)),
        ("share", 1 / (1 + math.sqrt(0.8 / 0.2 * 0.3 / 0.7))),
        ("probability", 1 / (1 + math.sqrt(0.8 / 0.2 * 0.3 / 0.7))),
    ],
)
def test_the_median_is_the_middle_on_the_scale_of_the_family(kind: Kind, median: float) -> None:
    assert quantity(kind, "0.2..0.7").middle() == pytest.approx(median, rel=1e-12)


@pytest.mark.parametrize("likely", [0.3, 0.5, 0.8])
def test_the_mean_of_a_pert_weighs_its_mode_fourfold(likely: float) -> None:
    pert = parse({"low": 0.3, "likely": likely, "high": 0.8}, "share")
    middles = (np.arange(200_000) + 0.5) / 200_000
    assert pert.at(middles).mean() == pytest.approx((0.3 + 4 * likely + 0.8) / 6, abs=1e-5)
    np.testing.assert_allclose(pert.at(np.array([0.0, 1.0])), [0.3, 0.8])


def test_a_known_number_does_not_vary() -> None:
    known = parse(0.3, "share")
    assert not known.is_range
    assert known.at(np.array([0.0, 0.5, 1.0])).tolist() == [0.3] * 3


@pytest.mark.parametrize(
    ("kind", "value", "per", "rate"),
    [
        ("rate", 1.4, "week", 0.2),
        ("rate", 0.2, "day", 0.2),
        ("probability", 0.5, "30 days", math.log(2) / 30),
        ("probability", 0.0, "month", 0.0),
    ],
)
def test_rates_per_day(kind: Kind, value: float, per: str, rate: float) -> None:
    written = parse({"value": value, "per": per}, kind)
    assert per_day(written, np.array([value])) == pytest.approx(rate)


def test_a_certain_event_has_a_finite_rate() -> None:
    assert np.isfinite(per_day(parse({"value": 1, "per": "day"}, "probability"), np.array([1.0]))).all()


ends = st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999)).filter(lambda pair: pair[1] - pair[0] > 1e-6)
chances = st.lists(st.floats(1e-9, 1 - 1e-9), min_size=2, max_size=20).map(sorted)


@given(st.sampled_from(KINDS), ends, chances)
def test_values_rise_with_the_chance_and_keep_their_bounds(
    kind: Kind, pair: tuple[float, float], u: list[float]
) -> None:
    values = quantity(kind, f"{pair[0]}..{pair[1]}").at(np.array(u))
    assert (np.diff(values) >= 0).all()
    assert np.isfinite(values).all()
    if kind in ("share", "probability"):
        assert ((values >= 0) & (values <= 1)).all()
    elif kind != "number":
        assert (values > 0).all()


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), chances)
def test_a_pert_keeps_its_bounds(a: float, b: float, c: float, u: list[float]) -> None:
    low, likely, high = sorted((a, b, c))
    if high - low < 1e-6:
        return
    values = parse({"low": low, "likely": likely, "high": high}, "share").at(np.array(u))
    assert (np.diff(values) >= -1e-12).all()
    assert ((values >= low - 1e-12) & (values <= high + 1e-12)).all()


@given(st.sampled_from(KINDS), ends)
def test_what_is_written_can_be_read_again(kind: Kind, pair: tuple[float, float]) -> None:
    first = quantity(kind, f"{pair[0]:.3g}..{pair[1]:.4g}" if pair[1] - pair[0] > 0.01 else "0.1..0.2")
    value, _, per = first.text().partition(" per ")
    assert parse({"value": value, **({"per": per} if per else {})}, kind) == first


@pytest.mark.parametrize(
    "raw",
    [True, None, "", "..", "1..", "1..2..3", "1...5", "0...5", [], {}, {"value": None}, "nan", math.nan, math.inf],
)
def test_what_is_no_quantity_is_refused(raw: Any) -> None:
    with pytest.raises(Refusal):
        parse(raw, "number")


@pytest.mark.parametrize(
    ("text", "low", "high"), [("1e-3..2E2", 0.001, 200), (" 1 .. 2 ", 1, 2), ("-1.5..+0.5", -1.5, 0.5)]
)
def test_ranges_can_be_written_in_these_ways(text: str, low: float, high: float) -> None:
    read = parse(text, "number")
    assert (read.low, read.high, read.shape) == (low, high, "interval")


def test_sources_may_be_one_or_many_and_must_be_known() -> None:
    body = {"value": "1..2", "because": " so "}
    assert parse({**body, "source": "a"}, "number", ["a"]).source == ("a",)
    assert parse({**body, "source": ["a", "assumed"]}, "number", ["a"]).source == ("a", "assumed")
    assert parse(body, "number", []).because == "so"
    with pytest.raises(Refusal, match="'b'"):
        parse({**body, "source": ["a", "b"]}, "number", ["a"])
