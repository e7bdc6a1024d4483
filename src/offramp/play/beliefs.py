"""What a seat can know of the world: the worlds that fit what it has seen, with everything else drawn anew.

The settings of the dials, the luck, covert acts and the doers behind rumours are not those of the game: they are drawn
from a seed of their own. What the seat has seen happens in each of these worlds. So whatever is computed from them
tells nothing of what is hidden: two games in which a seat has seen the same have the same beliefs, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.engine import BLOCK, Forced, Position
from offramp.game.xla.jit import put
from offramp.scenario import Scenario
from offramp.scenario.options import option_id
from offramp.scenario.passing import sides

from .acts import GameAct
from .fog import Fog, Sight
from .table import Table

SEED = 2**40  # no game has it: seeds of games are below 2**32
WORLDS, COPIES = 36, 4  # different worlds in a block, and how often each stands in it
assert WORLDS * COPIES == BLOCK


@dataclass(frozen=True)
class Knowledge:
    """What a seat knows: all that its advice may depend on.

    Attributes
    ----------
    seat : str
    seen : tuple of tuple of Sight
        What it has seen of each day that was played, its own acts among it.
    orders : tuple of (str, int)
        Its own orders that are not carried out yet: the option and the day.
    """

    seat: str
    seen: tuple[tuple[Sight, ...], ...]
    orders: tuple[tuple[str, int], ...] = ()

    @property
    def day(self) -> int:
        """How many days were played."""
        return len(self.seen)


class Beliefs:
    """The worlds that fit what a seat has seen.

    Parameters
    ----------
    case : Scenario
    digest : str
        Its hash.
    days : int
    rule : str
    """

    def __init__(self, case: Scenario, digest: str, days: int, rule: str) -> None:
        self.table = Table.of(case, digest, SEED, days, rule)
        self.case, self.fog, self._side = case, Fog(case), sides(case)
        self._kept: dict[tuple[str, int], list[tuple[tuple[Sight, ...], Position]]] = {}
        self._hidden: dict[str, NDArray[np.bool_]] = {}

    def worlds(self, known: Knowledge, turn: int = 0) -> Position:
        """Return a block of worlds that fit what is known; of each there are `COPIES`, one after the other.

        Parameters
        ----------
        known : Knowledge
        turn : int
            Which block: each has other luck.
        """
        kept = self._kept.setdefault((known.seat, turn), [])
        same = next((n for n, (seen, _) in enumerate(kept) if n >= known.day or seen != known.seen[n]), len(kept))
        del kept[same:]
        position = kept[-1][1] if kept else self.table.morning(*self._address(turn))
        for seen in known.seen[len(kept) :]:
            position = self._follow(known.seat, position, seen)
            kept.append((seen, position))
        return position

    def _address(self, turn: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return np.tile(np.arange(WORLDS), COPIES), np.full(BLOCK, turn)

    def _follow(self, seat: str, position: Position, seen: Sequence[Sight]) -> Position:
        """Play a day on which the seat has seen this and nothing else."""
        free = position.force(self.table.nobody)
        assert free.rounds is not None
        option = np.asarray(free.rounds.option[position.turn]).astype(np.int64)
        dead = np.asarray(free.rounds.deaths[position.turn]).sum(axis=1)
        taken = (option >= 0) & self._unseen(seat)[option] & (dead == 0)
        deaths, known, every = np.zeros((2, *option.shape)), np.zeros(option.shape, bool), np.arange(BLOCK)
        for number, sight in enumerate(sorted(seen, key=_doubt)):
            doer = self._doers(seat, sight, known, (position.turn, number))
            option[doer, every] = self._option_of(sight)[doer]
            taken[doer, every] = known[doer, every] = True
            deaths[0, doer, every], deaths[1, doer, every] = sight.military, sight.civilian
        whole = put(np.ones(option.shape), bool), put(taken, bool), put(np.maximum(option, 0), np.uint32)
        return position.force(Forced(*whole, put(deaths, np.float32)))

    def _unseen(self, seat: str) -> NDArray[np.bool_]:
        """Which options the seat does not see anybody take, if they kill nobody: bool[option]."""
        if seat not in self._hidden:
            found = [self.fog.sees(seat, GameAct.of(0, option)) is None for option in self.table.options]
            self._hidden[seat] = np.array(found)
        return self._hidden[seat]

    def _doers(self, seat: str, sight: Sight, known: NDArray[np.bool_], place: tuple[int, int]) -> NDArray[np.int64]:
        """Who did it in each world: the doer if it is known, else any of those who may have done it, by lot."""
        could = self._candidates(seat, sight)
        lot = np.random.default_rng([SEED, *place, len(could)]).random(WORLDS)
        first = np.tile((lot * len(could)).astype(np.int64), COPIES)
        found = np.array(could)[first]
        for step in range(1, len(could)):  # an actor does one thing a day
            busy = known[found, np.arange(BLOCK)]
            found = np.where(busy, np.array(could)[(first + step) % len(could)], found)
        return found

    def _candidates(self, seat: str, sight: Sight) -> list[int]:
        """Who may have done what was seen, as far as the seat can tell: the places of actors."""
        if sight.doer and not sight.is_rumour:
            return [self.table.actors.index(sight.doer)]
        return [n for n, option in enumerate(self._option_of(sight)) if option >= 0 and self._fits(seat, sight, n)]

    def _fits(self, seat: str, sight: Sight, actor: int) -> bool:
        """Whether the seat would have seen just this, had an actor of the side that is said to have done it."""
        name = self.table.actors[actor]
        act = GameAct(sight.day, name, sight.move, sight.target, sight.arena, sight.military, sight.civilian)
        seen = self.fog.sees(seat, act)
        if sight.doer is None:
            return seen is not None and seen.doer is None
        return seen is not None and seen.is_rumour and self._side[name] == self._side[sight.doer]

    def _option_of(self, sight: Sight) -> NDArray[np.int64]:
        """Each actor's option to do what was seen; -1 where it has none: int[actor]."""
        ids = (option_id(actor, sight.move, sight.target, sight.arena) for actor in self.table.actors)
        return np.array([self.table.options.get(id, -1) for id in ids])


def _doubt(sight: Sight) -> bool:
    """What is certain goes first."""
    return sight.is_rumour or sight.doer is None
