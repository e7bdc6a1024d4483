"""The question: on how many days does each actor use force?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.study.question import Days, Question, Runs, Structure

if TYPE_CHECKING:
    from .result import Exertion  # noqa: F401 - ruff does not look into the brackets


@dataclass(frozen=True, kw_only=True)
class AskExertion(Question["Exertion"]):
    """Count the days on which each actor uses force."""

    NAME, STUDY, RESULT = "exertion", ".study:exertion", ".result:Exertion"

    runs: Runs = 2_048
    days: Days = None
    structure: Structure = False
