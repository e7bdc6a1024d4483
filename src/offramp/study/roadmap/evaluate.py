"""Evaluate played plans: probabilities and risks of every branch, and whether these differ beyond luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, structured
from offramp.analysis.robust import share_above
from offramp.study.shared.effects import sure

from .estimator import Scale
from .planner import Answer, Move
from .responses import Watch, branch_kind
from .tree import Better, Branch, Never, Step

HOLDS = 0.8  # share of the settings of the assumptions in which a reply has to be better
UNFORESEEN = 0.1  # chance of an answer without a branch of its own, beyond luck

Pairs = tuple[Move, Move | None]  # the same move under one rule, and under the other


def steps(scale: Scale, watch: Watch, first: Sequence[Move], rival: Sequence[Move] | None) -> tuple[Step, ...]:
    """Weigh every first move against the best one, and whatever follows.

    Parameters
    ----------
    scale : Scale
    watch : Watch
    first : sequence of Move
        In the order in which they were chosen.
    rival : sequence of Move or None
        The same plan under the other rule.
    """
    others: Sequence[Move | None] = rival or [None] * len(first)
    top = _aim(scale, first[0], others[0])
    limit = max((top.assumptions or top.sure or (0, np.inf))[1], (top.sure or (0, np.inf))[1])
    made = []
    for n, pair in enumerate(zip(first, others, strict=True)):
        step = _step(scale, watch, pair, limit)
        better = None if n == 0 else _better(scale, (first[0], others[0]), pair)
        made.append(replace(step, better=better))
    return (made[0], *sorted(made[1:], key=lambda each: each.aim.estimate or 0.0))


def _step(scale: Scale, watch: Watch, pair: Pairs, limit: float) -> Step:
    """Weigh a move and whatever follows."""
    move, other = pair
    measures = {name: _measure(scale, name, move, other) for name in move.played.measures}
    branches = tuple(_branches(scale, watch, pair, limit))
    return Step(move.candidate.told, _aim(scale, move, other), measures, branches, len(move.lines.draw))


def _branches(scale: Scale, watch: Watch, pair: Pairs, limit: float) -> Iterator[Branch]:
    move, rival = pair
    others: Sequence[Answer | None] = rival.answers if rival else [None] * len(move.answers)
    for each, other in zip(move.answers, others, strict=True):
        if len(each.at) or (other and len(other.at)):
            yield _branch(scale, watch, (move, each), (rival, other), limit)


def _branch(
    scale: Scale, watch: Watch, one: tuple[Move, Answer], other: tuple[Move | None, Answer | None], limit: float
) -> Branch:
    (_, answer), (_, its) = one, other
    chance = _chance(scale, one, other)
    theirs: Sequence[Move | None] = its.replies if its else [None] * len(answer.replies)
    pairs = list(zip(answer.replies, theirs, strict=True)) if len(answer.at) else []
    replies = tuple(_step(scale, watch, each, limit) for each in pairs)
    better = _better(scale, *pairs) if len(pairs) > 1 else None
    kind = branch_kind(watch, answer.kinds)
    marks = tuple(_marks(replies, better, None if answer.kinds else chance, limit))
    never = tuple(Never(each.id, each.words, by) for each, by in answer.never)
    return Branch(kind.words, kind.who, kind.band, kind.open, chance, len(answer.at), replies, better, marks, never)


def _marks(replies: Sequence[Step], better: Better | None, unforeseen: Estimate | None, limit: float) -> Iterator[str]:
    if better and not better.sure:
        yield "either"
    if better and better.sure and (better.by.estimate or 0.0) < 0:
        yield "fresh"
    if better and better.sure and better.holds is not None and better.holds < HOLDS:
        yield "assumptions"
    if better and better.turns:
        yield "rule"
    if unforeseen and unforeseen.sure and unforeseen.sure[0] > UNFORESEEN:
        yield "unforeseen"
    if replies and replies[0].aim.sure and replies[0].aim.sure[0] > limit:
        yield "risk"


def _better(scale: Scale, one: Pairs, other: Pairs) -> Better:
    """By how much the first is better than the second: futures in which both were played, with the same luck."""
    (best, best_there), (worse, worse_there) = one, other
    less = worse.value - best.value
    by, there = scale.mean(best.lines, less), None
    if best_there is not None and worse_there is not None and len(best_there.lines.draw):
        there = scale.mean(best_there.lines, worse_there.value - best_there.value)
    return Better(
        worse.candidate.id,
        structured(by, [there] if there else []),
        sure(by, max(1, scale.tried - 1)),
        share_above(scale.grid(best.lines, less), scale.weights),
        there.estimate if there else None,
        turns=bool(there and sure(there) and (there.estimate or 0.0) < 0 <= (by.estimate or 0.0)),
    )


def _aim(scale: Scale, move: Move, rival: Move | None) -> Estimate:
    found = scale.mean(move.lines, move.value, scale.share)
    return found if rival is None else scale.bars(found, rival.lines, rival.value, scale.share)


def _measure(scale: Scale, name: str, move: Move, rival: Move | None) -> Estimate:
    share = name in scale.shares
    found = scale.mean(move.lines, move.measure(name), share)
    return found if rival is None else scale.bars(found, rival.lines, rival.measure(name), share)


def _chance(scale: Scale, one: tuple[Move, Answer], other: tuple[Move | None, Answer | None]) -> Estimate:
    found = scale.mean(one[0].lines, _came(*one), True)
    rival, its = other
    return found if rival is None or its is None else scale.bars(found, rival.lines, _came(rival, its), True)


def _came(move: Move, answer: Answer) -> NDArray[np.float64]:
    found = np.zeros(len(move.lines.draw))
    found[answer.at] = 1.0
    return found
