"""Fields common to the results of all studies: which case, how it was set, which futures, which decision rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offramp.ensemble.execute import Plan
from offramp.scenario import case_hash

from .record import Record
from .setup import Setup

HEAD = "case title hash sets seed draws runs_per_draw days turn as_of rules runs"


@dataclass(frozen=True, kw_only=True)
class ResultHead(Record):
    """Fields common to the results of all studies; result classes inherit from it.

    Attributes
    ----------
    case, title, hash : str
        The case after what was set.
    sets : mapping
    seed, draws, runs_per_draw, days, turn : int
        Of each world that was played; `turn` is None where worlds differ in it.
    as_of : str
        The day before the first.
    rules : tuple of str
        The first one's numbers are shown; the others' are in the structure bars.
    seconds : float
        How long it took.
    """

    case: str
    title: str
    hash: str
    sets: Mapping[str, str]
    seed: int
    draws: int
    runs_per_draw: int
    days: int
    turn: int | None = None
    as_of: str
    rules: tuple[str, ...]
    seconds: float = 0.0

    @staticmethod
    def of(setup: Setup, plan: Plan, rules: Sequence[str], seconds: float = 0.0) -> dict[str, Any]:
        """Return the fields common to all results.

        Parameters
        ----------
        setup : Setup
        plan : Plan
            The futures of each world.
        rules : sequence of str
            The decision rules that were played.
        seconds : float
        """
        case = setup.as_set
        return {
            "case": case.case,
            "title": case.title,
            "hash": case_hash(case),
            "sets": dict(setup.design.sets or {}),
            "seed": plan.seed,
            "draws": plan.draws,
            "runs_per_draw": plan.runs_per_draw,
            "days": plan.clock.days,
            "turn": plan.clock.turn,
            "as_of": setup.case.start,
            "rules": tuple(rules),
            "seconds": seconds,
        }

    @property
    def runs(self) -> int:
        """Futures of each world."""
        return self.draws * self.runs_per_draw

    @property
    def head(self) -> dict[str, Any]:
        """The beginning of the JSON object."""
        return {name: list(x) if isinstance(x := getattr(self, name), tuple) else x for name in HEAD.split()}
