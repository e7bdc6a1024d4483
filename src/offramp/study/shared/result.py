"""Fields common to the results of all studies: which case, how it was set, which futures, which decision rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from offramp.ensemble.execute import Plan
from offramp.scenario import case_hash

from .setup import Setup


@dataclass(frozen=True)
class ResultHead:
    """Fields common to the results of all studies; result classes inherit from it.

    Attributes
    ----------
    case, title, hash : str
        The case after what was set.
    sets : mapping
    seed, draws, runs_per_draw, days, turn : int
        Of each world that was played.
    as_of : str
        The day before the first.
    rules : tuple of str
        The first one's numbers are shown; the others' are in the structure bars.
    """

    case: str
    title: str
    hash: str
    sets: Mapping[str, str]
    seed: int
    draws: int
    runs_per_draw: int
    days: int
    turn: int
    as_of: str
    rules: tuple[str, ...]

    @classmethod
    def of(cls, setup: Setup, plan: Plan, rules: Sequence[str]) -> ResultHead:
        """Return the head of a result.

        Parameters
        ----------
        setup : Setup
        plan : Plan
            The futures of each world.
        rules : sequence of str
            The decision rules that were played.
        """
        case = setup.as_set
        return cls(
            case=case.case,
            title=case.title,
            hash=case_hash(case),
            sets=dict(setup.design.sets or {}),
            seed=plan.seed,
            draws=plan.draws,
            runs_per_draw=plan.runs_per_draw,
            days=plan.clock.days,
            turn=plan.clock.turn,
            as_of=setup.case.start,
            rules=tuple(rules),
        )

    @property
    def runs(self) -> int:
        """Futures of each world."""
        return self.draws * self.runs_per_draw

    @property
    def head(self) -> dict[str, Any]:
        """The beginning of the JSON object."""
        plain = {each.name: getattr(self, each.name) for each in fields(ResultHead)}
        return {**plain, "runs": self.runs, "sets": dict(self.sets), "rules": list(self.rules)}
