"""The questions of Offramp, one list; another package adds a question through the entry point `offramp.questions`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from offramp.errors import OfframpError
from offramp.study.question import Question

if TYPE_CHECKING:
    from offramp.study.shared.record import Record

GROUP = "offramp.questions"
# The room of each question in `study/`, by its name.
ROOMS: Mapping[str, str] = {
    "offramps": "offramps:TryOfframps",
    "compare": "compare:Compare",
    "claims": "claims:JudgeClaims",
    "sensitivity": "sensitivity:FindSensitivity",
    "roadmap": "roadmap:PlanRoadmap",
    "diff": "diff:CompareFiles",
    "ablate": "ablation:Ablate",
    "aftermath": "aftermath:ScoreAftermath",
    "backtest": "backtest:BackTestWorld",
}
# The results of commands that ask no question, by the command.
RESULTS: Mapping[str, str] = {
    "run": "outlook.study:Outlook",
    "state": "state.study:WorldState",
    "explain": "explain.study:Explained",
    "blind": "blind.study:Blind",
    "predictive": "forecasting.posterior_predictive:Predictive",
}


def result_of(command: str) -> type[Record]:
    """Return the type of what a command prints with --json; KeyError if it is no question, nor one of `RESULTS`."""
    if command not in RESULTS:
        return questions()[command].result()
    room, _, kind = RESULTS[command].partition(":")
    found: type[Record] = getattr(import_module(f"offramp.study.{room}"), kind)
    return found


@cache
def questions() -> Mapping[str, type[Question[Any]]]:
    """Return every question by its name, those of other packages last.

    Raises
    ------
    OfframpError
        If another package adds what is no question, or one of a name that is taken.
    """
    found: dict[str, type[Question[Any]]] = {}
    for name, place in ROOMS.items():
        room, _, kind = place.partition(":")
        found[name] = getattr(import_module(f"offramp.study.{room}.question"), kind)
    for each in entry_points(group=GROUP):
        added = each.load()
        is_one = isinstance(added, type) and issubclass(added, Question) and each.name == added.NAME
        if not is_one or added.NAME in found:
            allowed = "a question of the entry's name, which is not taken: " + ", ".join(found)
            raise OfframpError(f"entry point {GROUP}: {each.name}: found {each.value}; allowed: {allowed}")
        found[added.NAME] = added
    return found
