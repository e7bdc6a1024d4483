"""Play on from a moment in many worlds with one luck for all, each time with another act of a seat first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from offramp.ensemble.devices import run_on_devices
from offramp.ensemble.engine import OfframpEngine

from .aims import WAR, SeatAim, whole
from .beliefs import COPIES, WORLDS, Beliefs, Knowledge
from .table import FEW, WAIT, Steering

Floats = NDArray[np.float64]
Stop = Callable[[], bool]
FREE = "engine"  # leave the seat to the engine
STILL = "wait"  # do nothing on the next day


class Cancelled(Exception):
    """Whoever asked does not want the answer any more."""


@dataclass(frozen=True)
class Ahead:
    """The outcomes of one choice.

    Attributes
    ----------
    war, dead, missed : float64[world, block]
        Whether there is a war, how many die, and how far the seat's aim is missed, on the last day.
    usual : float64[option]
        In which share of these futures the seat does each of its options within `SOON` days; by all options.
    """

    war: Floats
    dead: Floats
    missed: Floats
    usual: Floats


SOON = 14  # days


@dataclass(frozen=True)
class Choice:
    """One choice at a moment: an option's id and its day, or `engine` or `wait`."""

    id: str
    due: int = 0


def ahead(
    beliefs: Beliefs,
    known: Knowledge,
    choices: Sequence[Choice],
    aim: SeatAim,
    blocks: Sequence[int],
    stop: Stop | None = None,
    done: Callable[[int], None] | None = None,
) -> dict[str, Ahead]:
    """Play on after each of some choices, in the worlds that fit what the seat knows.

    All choices meet the same worlds and the same luck. After its choice the seat does as the engine has it, and its
    next two orders that are under way are carried out.

    Parameters
    ----------
    beliefs : Beliefs
    known : Knowledge
    choices : sequence of Choice
    aim : SeatAim
    blocks : sequence of int
        Which blocks of worlds: more of them for narrower bars.
    stop : callable, optional
        Asked before each block; if it says so, nothing more is played.
    done : callable, optional
        Told how many futures were played.

    Raises
    ------
    Cancelled
        If `stop` says so.
    """
    found: dict[str, list[Ahead]] = {choice.id: [] for choice in choices}
    tasks = list(_tasks(choices, blocks))

    def play(task: tuple[int, Sequence[Choice]], _device: object) -> list[Ahead]:
        if stop is not None and stop():
            raise Cancelled
        return _play(beliefs, known, task[1], aim, task[0])

    def finish(task: tuple[int, Sequence[Choice]], played: list[Ahead]) -> None:
        for choice, each in zip(task[1], played, strict=False):
            found[choice.id].append(each)
        if done is not None:
            done(WORLDS * COPIES)

    for block in blocks:
        if stop is not None and stop():
            raise Cancelled
        beliefs.worlds(known, block)  # each once, before they are played on side by side
    run_on_devices(OfframpEngine(), tasks, play, finish)
    return {name: _joined(each) for name, each in found.items()}


BLOCKS = 2  # of worlds, which take less than two seconds for the shipped case on two cores


def futures(choices: int, blocks: int = BLOCKS) -> int:
    """Return how many futures are played for so many choices."""
    return -(-choices // COPIES) * blocks * COPIES * WORLDS


def _tasks(choices: Sequence[Choice], blocks: Sequence[int]) -> Iterator[tuple[int, Sequence[Choice]]]:
    for block in blocks:
        for first in range(0, len(choices), COPIES):
            yield block, choices[first : first + COPIES]


def _play(beliefs: Beliefs, known: Knowledge, choices: Sequence[Choice], aim: SeatAim, block: int) -> list[Ahead]:
    table, position = beliefs.table, beliefs.worlds(known, block)
    steering = _steering(beliefs, known, [*choices, *[Choice(FREE)] * (COPIES - len(choices))])
    chunk = table.steer(position, steering).play().chunk()
    measures = whole(chunk.measures, beliefs.case, table.stage.clock.turns)
    missed, dead = aim.missed(measures), chunk.deaths.sum(axis=(0, 1, 2)).astype(np.float64)
    war = measures.get(WAR, np.zeros_like(missed))
    soon = chunk.option[known.day : known.day + SOON, table.actors.index(known.seat)]
    return [
        Ahead(war[at, None], dead[at, None], missed[at, None], _usual(soon[:, at], len(table.options)))
        for at in (slice(n * WORLDS, (n + 1) * WORLDS) for n in range(len(choices)))
    ]


def _steering(beliefs: Beliefs, known: Knowledge, choices: Sequence[Choice]) -> Steering:
    """Tell the seat what it does in each of the copies: a wait or an act first, and its orders under way."""
    table, tomorrow = beliefs.table, known.day + 1
    steering, me = Steering.nothing(FEW), table.actors.index(known.seat)
    rows = sorted(known.orders, key=lambda each: each[1])[: FEW - 2]  # the next two
    for row, (option, due) in enumerate(rows, 2):
        steering.tell(row, me, table.options[option], due)
    busy = any(due == tomorrow for _, due in rows)
    for row in (0, 1):
        steering.actor[row] = me
    for copy, choice in enumerate(choices):
        at = slice(copy * WORLDS, (copy + 1) * WORLDS)
        if choice.id == FREE:
            continue
        if choice.id != STILL:
            steering.option[0, at], steering.day[0, at] = table.options[choice.id], choice.due
        if choice.due != tomorrow and not busy:
            steering.option[1, at], steering.day[1, at] = WAIT, tomorrow
    return steering


def _usual(option: NDArray[np.int16], options: int) -> Floats:
    taken = [np.isin(np.arange(options), option[:, n]) for n in range(option.shape[1])]
    return np.asarray(np.mean(taken, axis=0), np.float64)


def _joined(parts: Sequence[Ahead]) -> Ahead:
    first = parts[0]
    wide = {name: np.concatenate([getattr(each, name) for each in parts], axis=1) for name in ("war", "dead", "missed")}
    return replace(first, **wide, usual=np.mean([each.usual for each in parts], axis=0))
