"""A measure kind: on how many days acts pass. Its reader, which needs JAX, is in `busy_days_reader`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from offramp.scenario.measure_kinds import Kind

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure


def from_acts(name: str, measure: Measure, future: FutureActs) -> float:
    """Count the days with an act that passes."""
    return float(len({act.day for act in future.counted(measure)}))


def readers() -> Mapping[str, Any]:
    """Import the readers, when the first case that asks for this kind is compiled."""
    found: Mapping[str, Any] = import_module("offramp_fatigue.busy_days_reader").READERS
    return found


KIND = Kind(
    "busy-days",
    "on how many days an act passes",
    from_acts,
    sources=("rounds",),
    still_open="rest",
    readers=readers,
)
