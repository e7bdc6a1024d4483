"""The dead of coded events: by side where the data set says so, the civilians apart."""

from __future__ import annotations

from typing import Any

from offramp.scenario.record.events import MOST_DEAD
from offramp.scenario.words import Refusal, show

from .layout import Layout
from .sheet import Row


def deaths(layout: Layout, row: Row, doer: str, target: str) -> tuple[dict[str, Any], str]:
    """Read the dead of a row.

    Parameters
    ----------
    layout : Layout
    row : Row
    doer, target : str
        Whose they are, where the data set counts by side.

    Returns
    -------
    deaths : dict
        As a case has them; empty where nobody died.
    note : str
        What has to be said beside them.

    Raises
    ------
    Refusal
        If a number is none.
    """
    all_of_them = _number(layout, row, "dead")
    if all_of_them:
        return {"civilian" if layout.is_civilian(row) else "military": all_of_them}, ""
    of_doer, of_target = _number(layout, row, "dead_of_doer"), _number(layout, row, "dead_of_target")
    civilian, unknown = _number(layout, row, "dead_civilians"), _number(layout, row, "dead_unknown")
    military = of_doer + of_target + unknown
    made: dict[str, Any] = {"military": military} if military else {}
    made |= {"civilian": civilian} if civilian else {}
    sides = {name: {"military": number} for name, number in ((doer, of_doer), (target, of_target)) if number}
    made |= {"by_side": sides} if of_doer else {}
    return made, f"; {unknown} of the dead of unknown status, counted as military" if unknown else ""


def _number(layout: Layout, row: Row, what: str) -> int:
    cell = layout.cell(row, what).removesuffix(".0")
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdecimal()) or len(cell) > 9 or int(cell) > MOST_DEAD:
        raise Refusal(show(cell), "a whole number", at=str(layout.about[what]))
    return int(cell)
