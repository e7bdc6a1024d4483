"""What an answer is about: which case, as it was set, and which futures of it under which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from offramp.ensemble import Design
from offramp.ensemble.execute import Plan
from offramp.scenario import Scenario, case_hash


@dataclass(frozen=True)
class About:
    """The head of an answer; what a study found is one, and more.

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
    def of(cls, asked: Scenario, as_of: str, design: Design, plan: Plan, rules: Sequence[str]) -> About:
        """Put together what was asked of a case, after what was set, and what was planned."""
        return cls(
            asked.case, asked.title, case_hash(asked), dict(design.sets or {}), plan.seed, plan.draws,
            plan.runs_per_draw, plan.clock.days, plan.clock.turn, as_of, tuple(rules),
        )  # fmt: skip

    @property
    def runs(self) -> int:
        """Futures of each world."""
        return self.draws * self.runs_per_draw

    @property
    def head(self) -> dict[str, Any]:
        """The beginning of the JSON object."""
        plain = {each.name: getattr(self, each.name) for each in fields(About)}
        return {**plain, "runs": self.runs, "sets": dict(self.sets), "rules": list(self.rules)}
