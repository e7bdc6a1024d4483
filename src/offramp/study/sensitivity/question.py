"""The question of a sensitivity study: which assumptions carry the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import AsOf, Days, Draws, Measures, Option, Question, Runs, Structure, Turn

if TYPE_CHECKING:
    from .result import Sensitivity  # noqa: F401 - ruff does not look into the brackets

Dials = Annotated[int, Option("How many of the most promising dials are drawn again, one by one.", "N", 0)]


@dataclass(frozen=True, kw_only=True)
class FindSensitivity(Question["Sensitivity"]):
    """Find out which assumptions carry the answer, what knowing them is worth, and which early signs move the forecast.

    All draws count alike. See `docs/sensitivity.md`.

    >>> import offramp as off
    >>> off.sensitivity("baghdad-2020").table  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "sensitivity", ".study:sensitivity", ".result:Sensitivity"

    measures: Measures = ()
    dials: Dials = 16
    structure: Structure = False
    runs: Runs = 32_768
    draws: Draws = 4_096
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None
