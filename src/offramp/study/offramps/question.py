"""The question of ways out: what each off-ramp of a case does, what it costs, and when it is too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import AsOf, Days, Measures, Option, Question, Runs, Structure, Turn, Weigh

if TYPE_CHECKING:
    from .result import Offramps  # noqa: F401 - ruff does not look into the brackets

Only = Annotated[Sequence[str], Option("Try these and no other.", "OFFRAMP[,...]", commas=True)]
Risk = Annotated[
    str | None, Option("Rank by this measure; war, or violent acts where war is rare, if left out.", "MEASURE")
]
Thorough = Annotated[bool, Option("Try all of them on more days, and all pairs.")]
Minutes = Annotated[float | None, Option("Begin nothing new after so many minutes; each is tried alone.", "M", low=0)]


@dataclass(frozen=True, kw_only=True)
class TryOfframps(Question["Offramps"]):
    """Try every off-ramp of a case, the best of them on other days and in pairs; see `docs/offramps.md`.

    >>> import offramp as off
    >>> off.offramps("baghdad-2020").table  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "offramps", ".study:offramps", ".result:Offramps"

    only: Only = ()
    risk: Risk = None
    thorough: Thorough = False
    minutes: Minutes = None
    structure: Structure = False
    measures: Measures = ()
    runs: Runs = 4_096
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None
    evidence: Weigh = None
