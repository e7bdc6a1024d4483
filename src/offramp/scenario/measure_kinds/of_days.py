"""Kinds of measures of what follows: on which days some acts come soon after others, or without any."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from .kind import Kind

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure

AFTER = ("after", "within")


def _followed(name: str, measure: Measure, future: FutureActs) -> float | None:
    return _share(measure, future, set(_days_after(measure, future)))


def _unprompted(name: str, measure: Measure, future: FutureActs) -> float | None:
    soon, before = measure.within or 0, _days_after(measure, future)
    calm = (day for day in future.days if bisect_left(before, day - soon) == bisect_right(before, day))
    return _share(measure, future, calm)


def _days_after(measure: Measure, future: FutureActs) -> list[int]:
    """The days with an act that passes `after`."""
    return sorted({act.day for act in future.passing(measure.after)}) if measure.after else []


def _share(measure: Measure, future: FutureActs, asked: Iterable[int]) -> float | None:
    """Share of some days, if all that could follow them in time is seen, that an act follows."""
    soon, came = measure.within or 0, [act.day for act in future.passing(measure.where)]
    seen = [day for day in asked if day + soon <= future.days[-1]]
    followed = [bisect_right(came, day) < bisect_right(came, day + soon) for day in seen]
    return sum(followed) / len(seen) if seen else None


FOLLOWED = "share of the days with an act that passes `after` that one passing `where` follows `within` days"
UNPROMPTED = "the same share of the days that have none, nor had one as shortly before"
_share_of_days = partial(Kind, sources=("rounds",), takes=AFTER, needs=AFTER, empty="there is no such day")
KINDS = (_share_of_days("followed", FOLLOWED, _followed), _share_of_days("unprompted", UNPROMPTED, _unprompted))
