"""Say of a measure whether more of it is worse, better or neither."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.moves import Move
from offramp.scenario.passing import move_passes
from offramp.scenario.questions import Measure

MILITARISED = 3


def harm(measure: Measure, moves: Mapping[str, Move]) -> int:
    """Say whether more of a measure is worse (1), better (-1) or neither (0).

    What counts militarised acts and deadly mistakes alone is worse, what counts conciliatory acts alone is better. The
    later a bad thing comes first, the better.
    """
    if measure.kind in ("war", "stumbled", "deaths", "highest"):
        return 1
    counted = [move for name, move in moves.items() if move_passes(measure.where, name, move)]
    if measure.kind in ("special", "spread", "yields", "state") or not counted:
        return 0
    bad = all(move.rung >= MILITARISED or "mishap" in move.does for move in counted)
    sign = 1 if bad else -1 if max(move.rung for move in counted) < 0 else 0
    return -sign if measure.kind == "first" else sign
