"""Write shares as natural frequencies, and numbers and ranges with as many digits as they deserve."""

from __future__ import annotations

import math

from offramp.wording.numbers import per


def in_100(share: float) -> str:
    """A probability as a natural frequency: `6 in 100`, `3 in 1,000`."""
    if math.isnan(share):
        return "not known"
    if share <= 0:
        return "0 in 100"
    if share >= 1:
        return "100 in 100"
    if share < 0.0005:
        return "fewer than 1 in 1,000"
    if per(share) == 1000:
        return f"{max(1, round(share * 1000))} in 1,000"
    if share > 0.995:
        return "more than 99 in 100"
    return f"{round(share * 100)} in 100"


def range_in_100(low: float, high: float, base: int | None = None) -> str:
    """Two probabilities as one range of natural frequencies: `4 to 9 in 100`.

    Parameters
    ----------
    low, high : float
    base : {100, 1000}, optional
        In how many they are said, such as those of the estimate that they belong to; as the higher one asks for if
        left out.
    """
    base = base or per(max(low, high))
    ends = [_hundredths(end) if base == 100 else f"{1000 * end:,.0f}" for end in (low, high)]
    if ends[0] == ends[1] and high - low > 0.02 / base:
        ends = [f"{base * low:.1f}", f"{base * high:.1f}"]
    return f"{ends[0]} in {base:,}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} in {base:,}"


def _hundredths(share: float) -> str:
    if 0.995 <= share < 1:
        return "above 99"
    return f"{100 * share:.0f}" if share >= 0.0995 else f"{100 * share:.1f}".removesuffix(".0")


def plain(value: float) -> str:
    """A number with as many digits as it deserves."""
    if value is None or math.isnan(value):
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.0f}"
    text = f"{value:.1f}" if abs(value) >= 0.95 or value == 0 else f"{value:.2g}"
    return text.removesuffix(".0").replace("-", "−")


def plain_range(low: float, high: float) -> str:
    """Two numbers as one range."""
    ends = plain(low), plain(high)
    for digits in (3, 4):  # a range that is narrow is still a range
        if ends[0] == ends[1] and low < high:
            ends = f"{low:.{digits}g}".replace("-", "−"), f"{high:.{digits}g}".replace("-", "−")
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def listed(words: list[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
