"""The question whether a case was right: its named questions, foretold from its start and scored by what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.study.question import AsOf, Draws, Question, Runs, Structure, Weigh

if TYPE_CHECKING:
    from .result import Aftermath  # noqa: F401 - ruff does not look into the brackets


@dataclass(frozen=True, kw_only=True)
class ScoreAftermath(Question["Aftermath"]):
    """Foretell the named questions of a case from its start and score them by what came; see `docs/aftermath.md`.

    Each question says how far it is played.

    >>> import offramp as off
    >>> off.aftermath("baghdad-2020").scores  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "aftermath", ".study:aftermath", ".result:Aftermath"

    structure: Structure = False
    runs: Runs = 16_384
    draws: Draws = 128
    as_of: AsOf = None
    evidence: Weigh = None
