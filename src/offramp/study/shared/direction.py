"""Say of a measure whether more of it is worse, better or neither."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.ladder import FORCE
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.moves import Move
from offramp.scenario.passing import move_passes
from offramp.scenario.questions import Measure


def harm(measure: Measure, moves: Mapping[str, Move]) -> int:
    """Say whether more of a measure is worse (1), better (-1) or neither (0).

    What counts militarised acts and deadly mistakes alone is worse, what counts conciliatory acts alone is better. The
    later a bad thing comes first, the better.
    """
    kind = KINDS[measure.kind]
    if kind.direction is not None:
        return kind.direction
    counted = [move for name, move in moves.items() if move_passes(measure.where, name, move)]
    if not counted:
        return 0
    bad = all(move.rung >= FORCE or "mishap" in move.does for move in counted)
    sign = 1 if bad else -1 if max(move.rung for move in counted) < 0 else 0
    return -sign if kind.late else sign
