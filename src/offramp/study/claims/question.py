"""The question of what the sources claim, and the inverse question: what would have to be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from offramp.errors import OfframpError
from offramp.study.question import AsOf, Draws, Option, Question, Runs, Weigh

if TYPE_CHECKING:
    from .result import Verdicts  # noqa: F401 - ruff does not look into the brackets

Only = Annotated[
    Sequence[str], Option("Judge this claim and no other that is not asked for; repeatable.", "ID", flag="--claim")
]
Until = Annotated[
    str | None, Option('What would have to be true until this is so, such as "P(war) > 0.5".', "COMPARISON")
]
Within = Annotated[
    int | None,
    Option("The days that --until is about; 90, or the case's own days if they are fewer.", "D", 1, 3_650),
]
AllRules = Annotated[
    bool,
    Option("Under all decision rules, as a verdict has to be, or under one.", flag="--structure/--one-rule"),
]


@dataclass(frozen=True, kw_only=True)
class JudgeClaims(Question["Verdicts"]):
    """Judge the claims of a case, or say what would have to be true `until` something is so; see `docs/claims.md`.

    Each test says how far it is played, and more than 220 days are played by the week.

    >>> import offramp as off
    >>> off.claims("baghdad-2020").table  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "claims", ".study:claims", ".result:Verdicts"

    only: Only = ()
    until: Until = None
    within: Within = None
    structure: AllRules = True
    runs: Runs = 16_384
    draws: Draws = 1_024
    as_of: AsOf = None
    evidence: Weigh = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.until and self.only:
            raise OfframpError("give --until or --claim: one question at a time")

    @property
    def words(self) -> str:
        """The inverse question, or the claims that are asked for."""
        return self.until or " ".join(self.only)
