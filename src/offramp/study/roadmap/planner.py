"""Plan by rollouts: try every candidate reply to every kind of response and keep the best.

Rollouts of a plan (Tesauro and Galperin 1997), backed up from the last exchange to the first. A plan is chosen on some
futures and told of others: the best of many on the futures that chose it is flattered by their luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate
from offramp.analysis.estimates import Z90
from offramp.study.shared.effects import sure

from .candidates import Candidate
from .estimator import Scale
from .responses import cut
from .simulator import Lines, Played, Table, join, split

LEAST, MOST = 0.05, 5  # share of a branch of its own, and how many of them
KEPT = 2  # replies that are looked at further: the best and the second


@dataclass
class Move:
    """The seat's move in some futures, and its outcomes.

    Attributes
    ----------
    candidate : Candidate
    lines : Lines
    played : Played
        Empty until it is played.
    answers : list of Answer
        What may come, the commonest first and anything else last; none after the last exchange.
    """

    candidate: Candidate
    lines: Lines
    played: Played = field(init=False)
    answers: list[Answer] = field(default_factory=list)

    @property
    def value(self) -> NDArray[np.float64]:
        """The score of each future if the best replies are given."""
        found = self.played.score.copy()
        for each in self.answers:
            if each.replies:
                found[each.at] = each.replies[0].value
        return found

    def measure(self, name: str) -> NDArray[np.float64]:
        """A measure of each future if the best replies are given."""
        found = self.played.measures[name].copy()
        for each in self.answers:
            if each.replies:
                found[each.at] = each.replies[0].measure(name)
        return found


@dataclass
class Answer:
    """What came after a move in some of its futures, and how the seat may reply.

    Attributes
    ----------
    kinds : tuple of int
        Which kinds; none for all that have no branch of their own.
    at : int[future]
        Which of the move's futures.
    replies : list of Move
        The best first; none after the last exchange.
    never : list of (Candidate, Estimate)
        Replies that are worse than waiting beyond the luck of as many as were tried, and by how much.
    """

    kinds: tuple[int, ...]
    at: NDArray[np.intp]
    replies: list[Move] = field(default_factory=list)
    never: list[tuple[Candidate, Estimate]] = field(default_factory=list)


def choose(table: Table, rule: str, futures: Lines, tried: Sequence[Candidate], depth: int, scale: Scale) -> list[Move]:
    """Choose a plan.

    Parameters
    ----------
    table : Table
    rule : str
        How everybody decides.
    futures : Lines
        On which it is chosen.
    tried : sequence of Candidate
        The moves and replies that are tried.
    depth : int
        How many exchanges.
    scale : Scale
        Of these futures.

    Returns
    -------
    list of Move
        What the seat may do first, the choice first.
    """
    first = [_made(table, each, futures) for each in tried]
    _play(table, rule, first)
    level = first
    for _ in range(depth - 1):
        answers = [answer for move in level for answer in _branched(table, move, scale)]
        for move in level:
            for each in move.answers:
                each.replies = [_made(table, reply, _after(move, each)) for reply in tried]
        _play(table, rule, [reply for each in answers for reply in each.replies])
        for each in answers:
            each.never = _worse_than_waiting(each.replies, scale)
            each.replies = _ranked(each.replies, scale)[:KEPT]
        level = [reply for each in answers for reply in each.replies]
    for move in level:
        _branched(table, move, scale)
    return _backed_up(first, scale)


def follow(table: Table, rule: str, futures: Lines, plan: Sequence[Move]) -> list[Move]:
    """Play a plan that was chosen in other futures, or under another rule, and the second best of every reply.

    Parameters
    ----------
    table : Table
    rule : str
        How the other actors decide.
    futures : Lines
    plan : sequence of Move
        Whose moves are played again.
    """
    first = [_made(table, each.candidate, futures) for each in plan]
    level = list(zip(first, plan, strict=True))
    while level:
        _play(table, rule, [move for move, _ in level])
        below = []
        for move, guide in level:
            for each, planned in _sorted_by(move, guide):
                each.never = planned.never
                each.replies = [_made(table, reply.candidate, _after(move, each)) for reply in planned.replies]
                below += list(zip(each.replies, planned.replies, strict=True))
        level = below
    return first


def lines_to_play(tried: int, futures: int, depth: int, followed: Sequence[int]) -> int:
    """How many lines it takes to choose a plan, and to follow it in so many futures each time.

    Parameters
    ----------
    tried : int
        Moves that stand against each other at each fork.
    futures : int
        Of each first move.
    depth : int
        Moves of a plan, one after another.
    followed : sequence of int
        Futures in which a plan that was chosen is followed, for each time.
    """
    chosen = tried + sum(tried * tried * int(KEPT ** (level - 1)) for level in range(1, depth))
    return chosen * futures + sum(tried * sum(int(KEPT**level) for level in range(depth)) * each for each in followed)


def _made(table: Table, candidate: Candidate, lines: Lines) -> Move:
    return Move(candidate, lines.then(candidate.option, table.days(candidate)))


def _after(move: Move, answer: Answer) -> Lines:
    """The futures of an answer, on the evening on which the reply to it is decided."""
    lines = move.lines.some(answer.at)
    return Lines(lines.draw, lines.run, lines.option, lines.day, lines.steps, move.played.answered[answer.at])


def _play(table: Table, rule: str, moves: Sequence[Move]) -> None:
    """Play moves side by side."""
    some = [each for each in moves if len(each.lines.draw)]
    for each in moves:
        none = np.zeros(0)
        each.played = Played(dict.fromkeys(table.names, none), none, none.astype(np.int16), none)
    if some:
        played = table.play(rule, join([each.lines for each in some]))
        for each, found in zip(some, split(played, [len(move.lines.draw) for move in some]), strict=True):
            each.played = found


def _branched(table: Table, move: Move, scale: Scale) -> list[Answer]:
    """Sort a move's futures by what came."""
    if not len(move.lines.draw):
        return []
    move.answers = _sorted(move, cut(table.watch, move.played.kind, scale.counts(move.lines), LEAST, MOST))
    return move.answers


def _sorted(move: Move, branches: Sequence[tuple[int, ...]]) -> list[Answer]:
    """The futures of each branch, and of none of them."""
    found = [Answer(kinds, np.flatnonzero(np.isin(move.played.kind, kinds))) for kinds in branches]
    known = [kind for kinds in branches for kind in kinds]
    return [*found, Answer((), np.flatnonzero(~np.isin(move.played.kind, known)))]


def _sorted_by(move: Move, guide: Move) -> list[tuple[Answer, Answer]]:
    """Sort a move's futures by the branches of the plan."""
    move.answers = _sorted(move, [each.kinds for each in guide.answers if each.kinds]) if guide.answers else []
    return list(zip(move.answers, guide.answers, strict=True))


def _ranked(moves: Sequence[Move], scale: Scale) -> list[Move]:
    """The choice first, then the others by what comes of them.

    Of moves within one standard error of the best, the choice is the most restrained (the rule of Breiman et al. 1984):
    whoever takes the best of many by its estimate takes luck for advice.
    """
    if not moves or not len(moves[0].lines.draw):
        return list(moves)
    ranked = sorted(moves, key=lambda each: scale.mean(each.lines, each.value).estimate or 0.0)
    level = [each for each in ranked if not _worse(scale, each, ranked[0])]
    choice = min(level, key=lambda each: -1 if each.candidate.option < 0 else abs(each.candidate.rung))
    return [choice, *(each for each in ranked if each is not choice)]


def _worse_than_waiting(replies: Sequence[Move], scale: Scale) -> list[tuple[Candidate, Estimate]]:
    """Replies that had better not be given, the worst first: waiting was not chosen by its luck."""
    wait = next((each for each in replies if each.candidate.option < 0), None)
    if wait is None or not len(wait.lines.draw):
        return []
    found = [(each.candidate, scale.mean(each.lines, each.value - wait.value)) for each in replies if each is not wait]
    bad = [each for each in found if (each[1].estimate or 0.0) > 0 and sure(each[1], len(found))]
    return sorted(bad, key=lambda each: -(each[1].estimate or 0.0))


def _worse(scale: Scale, move: Move, best: Move) -> bool:
    """Whether it is worse than another by more than a standard error over the same futures."""
    found = scale.mean(move.lines, move.value - best.value)
    low, high = found.luck or (0.0, 0.0)
    return (found.estimate or 0.0) > (high - low) / 2 / Z90


def _backed_up(moves: Sequence[Move], scale: Scale) -> list[Move]:
    """Rank moves by what comes of them if the best is replied ever after."""
    for move in moves:
        for each in move.answers:
            each.replies = _backed_up(each.replies, scale)
    return _ranked(moves, scale)
