"""Whether more of a measure is worse: violence and the dead are, conciliation is not, and much is neither."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.moves import Move
from offramp.scenario.questions import Measure, Where

MILITARISED = 3


def harm(measure: Measure, moves: Mapping[str, Move]) -> int:
    """Say whether more of a measure is worse (1), better (-1) or neither (0).

    What counts militarised acts and deadly mistakes alone is worse, what counts conciliatory acts alone is better. The
    later a bad thing comes first, the better.
    """
    if measure.kind in ("war", "deaths", "highest"):
        return 1
    counted = [move for name, move in moves.items() if _passes(measure.where, name, move)]
    if measure.kind == "special" or not counted:
        return 0
    bad = all(move.rung >= MILITARISED or "mishap" in move.does for move in counted)
    sign = 1 if bad else -1 if max(move.rung for move in counted) < 0 else 0
    return -sign if measure.kind == "first" else sign


def _passes(where: Where, name: str, move: Move) -> bool:
    """Whether a move can pass a filter, whoever does it to whom and wherever."""
    return (
        (not where.moves or name in where.moves)
        and (not where.does or bool({*where.does} & {*move.does}))
        and (not where.visibility or move.visibility in where.visibility)
        and (where.at_least is None or move.rung >= where.at_least)
        and (where.at_most is None or move.rung <= where.at_most)
    )
