"""Put counts of futures in a hundred, and of people, into words."""

from __future__ import annotations

import math

from offramp.wording.numbers import figure

SAME = 0.005  # of a hundred; what is told as the same number is the same


def of_100(share: float | None) -> str:
    """So many of a hundred, without the hundred: `94`, `under 1`, `over 99`, `none`, `all`."""
    if share is None or math.isnan(share):
        return "an unknown number"
    if share <= 0 or share >= 1:
        return "none" if share <= 0 else "all"
    number = 100 * share
    return "under 1" if number < 0.5 else "over 99" if number > 99.5 else f"{number:.0f}"


def cell(share: float | None) -> str:
    """So many of a hundred where there is little room: `94`, `<1`, `>99`, `0`, `100`, `·` if nobody knows."""
    words = of_100(share)
    return {"under 1": "<1", "over 99": ">99", "none": "0", "all": "100", "an unknown number": "·"}.get(words, words)


def futures(share: float | None) -> str:
    """`94 of 100 futures`, `none of the futures`, `fewer than 1 of 100 futures`."""
    words = of_100(share)
    if words in ("none", "all"):
        return f"{words} of the futures"
    about = {"under 1": "fewer than 1", "over 99": "more than 99"}.get(words, words)
    return f"{about} of 100 futures"


def ends_of_100(span: tuple[float, float]) -> str:
    """A range in a hundred: `69 to over 99`, `under 1 to 15`; one number where both ends are told alike."""
    ends = ["0" if end <= 0 else "100" if end >= 1 else of_100(end) for end in span]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def people(value: float) -> str:
    """A number of dead as a sentence says it, in two digits: `26`, `1,400`."""
    return "nobody" if value < 0.5 else f"{value:.0f}" if value < 10 else figure(value)
