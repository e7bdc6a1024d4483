"""Result of the question: days of force by actor."""

from __future__ import annotations

from dataclasses import dataclass

from offramp.analysis import Estimate
from offramp.study.shared.record import Record
from offramp.study.shared.result import HEAD, ResultHead


@dataclass(frozen=True)
class DaysOfForce(Record):
    """On how many days one actor uses force: the mean over futures, with its three error bars."""

    KEYS = "*estimate:days"
    NAMED_BY = "actor"

    actor: str
    days: Estimate


@dataclass(frozen=True, kw_only=True)
class Exertion(ResultHead):
    """Days of force by actor, in futures of so many `days`."""

    KEYS = f"{HEAD} seconds actors"

    actors: tuple[DaysOfForce, ...]
