"""The question whether a world would have expected its own past: a back-test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import Option, Question, Runs

if TYPE_CHECKING:
    from .result import BackTested  # noqa: F401 - ruff does not look into the brackets

OwnRanges = Annotated[
    bool,
    Option("Play it with all the author's ranges, too, late ones as well.", flag="--own-ranges/--no-own-ranges"),
]


@dataclass(frozen=True, kw_only=True)
class BackTestWorld(Question["BackTested"]):
    """Start a case on earlier days and score what it expected by what came; see `docs/backtest.md`.

    The case declares starts and windows; `runs` futures are played from each start.

    >>> import offramp as off
    >>> off.backtest("baghdad-2020").verdicts  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "backtest", ".study:backtest", ".result:BackTested"

    own_ranges: OwnRanges = True
    runs: Runs = 4_096
