"""The question of an ablation: what changes without each causal system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import AsOf, Days, Option, Question, Runs, Structure, Turn

if TYPE_CHECKING:
    from .result import Ablation  # noqa: F401 - ruff does not look into the brackets

Into = Annotated[
    str | Path | None,
    Option("Keep the table in this run folder, for its report; the command does so in out/CASE if left out.", "DIR"),
]


@dataclass(frozen=True, kw_only=True)
class Ablate(Question["Ablation"]):
    """Switch each causal system off in paired futures.

    A run folder without a run gets the futures with all systems as its run. See `docs/ablation.md`.
    """

    NAME, STUDY, RESULT = "ablate", ".study:ablate", ".result:Ablation"
    KEEPS = True

    structure: Structure = False
    runs: Runs = 4_096
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None
    out: Into = None
