"""The acts of simulated futures as PLOVER events, in the columns of POLECAT, so that tools for event data read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.errors import AddressError
from offramp.results import RunFolder
from offramp.scenario import Scenario
from offramp.scenario.moves import Move

from .codebook import PLOVER, classes

if TYPE_CHECKING:
    from offramp.results import Manifest

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Actor Name",
    "Recipient Name",
    "Placename",
    "CAMEO Code",
    "Move",
    "Rung",
    "Military Dead",
    "Civilian Dead",
)
# What the type YIELD of earlier drafts became; a mode below says which of the two.
_YIELDED = {"YIELD": ("RETREAT", "CONCEDE")}
_FUTURE = re.compile(r"(?:.*[/-])?d(\d{1,9})[/-]r(\d{1,9})")


def plover_events(path: Path, future: str | None = None) -> tuple[list[list[object]], int]:
    """Read the acts of a run as events.

    Parameters
    ----------
    path : Path
        Of the run folder.
    future : str, optional
        Its address, or the end of one, such as d3/r5; all futures whose acts were kept if left out.

    Returns
    -------
    rows : list of list
        In the order of `COLUMNS`.
    without : int
        How many acts are left out, since PLOVER has no type for them.

    Raises
    ------
    RunError
    AddressError
        If the address is none of this run, or the acts of that future were not kept.
    """
    folder = RunFolder(path)
    made = folder.manifest()
    case, acts = folder.scenario(made), folder.frame("events", made)
    if future is not None:
        draw, run = _future(future, made)
        acts = acts[(acts["draw"] == draw) & (acts["run"] == run)]
    types = {name: plover_type(name, move) for name, move in case.moves.items()}
    rows = list(_rows(acts, case, types, made))
    return rows, len(acts) - len(rows)


def _future(text: str, made: Manifest) -> tuple[int, int]:
    match = _FUTURE.fullmatch(text.strip())
    if not match:
        raise AddressError(f"{text!r}: no address of a future; allowed: one as the report has it, or its end, d3/r5")
    if "@" in text and not text.startswith(f"{made.case}@{made.hash[:12]}/"):
        raise AddressError(f"{text!r}: a future of another case; this run is of {made.case}@{made.hash[:12]}")
    draw, run = int(match[1]), int(match[2])
    if draw >= made.draws or run >= made.runs_per_draw:
        raise AddressError(f"d{draw}/r{run}: no future of this run; it has d0 to d{made.draws - 1}")
    if run >= made.keep:
        raise AddressError(
            f"d{draw}/r{run}: its acts were not kept; those of the first {made.keep} runs of a draw were"
        )
    return draw, run


def _rows(
    acts: Any, case: Scenario, types: dict[str, tuple[str, str] | None], made: Manifest
) -> Iterator[list[object]]:
    named = ["draw", "run", "date", "actor", "move", "target", "arena", "deaths_military", "deaths_civilian"]
    for number, row in enumerate(acts[named].itertuples(index=False), 1):
        kind, move = types[row.move], case.moves[row.move]
        if kind is None:
            continue
        arena = case.arenas[row.arena].name if isinstance(row.arena, str) and row.arena in case.arenas else ""
        yield [
            f"{made.case}-d{row.draw}-r{row.run}-{number}",
            str(row.date)[:10],
            *kind,
            case.actors[row.actor].name,
            case.actors[row.target].name,
            arena,
            move.cameo or "",
            row.move,
            move.rung,
            int(row.deaths_military),
            int(row.deaths_civilian),
        ]


def plover_type(name: str, move: Move) -> tuple[str, str] | None:
    """The type and the mode of a move's events.

    Parameters
    ----------
    name : str
        Of the move.
    move : Move

    Returns
    -------
    (str, str) or None
        None where PLOVER has no type for it, as for a mere statement.
    """
    if not move.plover:
        return None
    kinds: Sequence[str] = _YIELDED.get(move.plover, (move.plover,))
    for code, each in classes(PLOVER).items():
        kind, _, mode = code.partition("-")
        if kind in kinds and each.moves[:1] == (name,):
            return kind, mode
    return kinds[-1], ""
