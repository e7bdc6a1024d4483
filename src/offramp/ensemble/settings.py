"""Settings of everything that plays futures: which case, how many futures, how far, under which decision rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from offramp.engine import RULES
from offramp.errors import OfframpError

TURNS = {"day": 1, "week": 7}


class Settings(TypedDict, total=False):
    """The settings of a `Design`, by keyword."""

    runs: int
    draws: int
    days: int | None
    turn: Literal["day", "week"]
    seed: int
    sets: Mapping[str, str] | None
    as_of: str | dt.date | None
    evidence: bool | None
    rule: str


@dataclass(frozen=True)
class Design:
    """Which futures of which case.

    Attributes
    ----------
    case : str or Path
        Id of a shipped case, or a case file.
    runs : int
        Futures in all, rounded up to a multiple of `draws`.
    draws : int
        Settings of the dials within their ranges.
    days : int, optional
        How far, rounded up to whole turns; the case says how far if left out.
    turn : {"day", "week"}
        Weeks are coarser than days and quicker: for years.
    seed : int
        The luck of all futures.
    sets : mapping, optional
        Quantities and switches by path.
    as_of : str or date, optional
        The day before the first turn, if not the case's own start: what had happened by then is replayed.
    evidence : bool, optional
        Whether estimates weigh the draws by how well they foretold the record; if left out, where enough of them do.
    rule : {"quantal", "lookahead"}
        How actors decide.
    """

    case: str | Path
    runs: int = 20_000
    draws: int = 64
    days: int | None = None
    turn: Literal["day", "week"] = "day"
    seed: int = 1
    sets: Mapping[str, str] | None = None
    as_of: str | dt.date | None = None
    evidence: bool | None = None
    rule: str = RULES[0]

    def rules(self, structure: bool) -> tuple[str, ...]:
        """Return the decision rules that are played: its own first, then all others for the structure bar if asked."""
        return (self.rule, *(rule for rule in RULES if structure and rule != self.rule))

    def __post_init__(self) -> None:
        for name, value, allowed in (("rule", self.rule, RULES), ("turn", self.turn, tuple(TURNS))):
            if value not in allowed:
                raise OfframpError(f"the {name} is {value!r}; allowed: {', '.join(allowed)}")
