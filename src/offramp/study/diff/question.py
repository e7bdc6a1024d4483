"""The question of two files of one crisis: what differs, and which difference moves the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import AsOf, Days, Measures, Option, Question, Runs, Structure, Turn

if TYPE_CHECKING:
    from .result import Diff  # noqa: F401 - ruff does not look into the brackets

Other = Annotated[str | Path, Option("Another file of the same crisis.", "OTHER", flag="")]


@dataclass(frozen=True, kw_only=True)
class CompareFiles(Question["Diff"]):
    """Say what differs between two analysts' files of one crisis, and which difference moves the answer.

    What is set is set in both; the run folder is one of the first. See `docs/diff.md`.

    >>> import offramp as off
    >>> off.diff("baghdad-2020", "my-case.yaml").table  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "diff", ".study:diff", ".result:Diff"

    other: Other = field(kw_only=False)
    measures: Measures = ()
    structure: Structure = False
    runs: Runs = 4_096
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None

    @property
    def words(self) -> str:
        """The other file, by its name."""
        return Path(self.other).stem
