"""One game on a server: who decides waits for others who do, who reads waits for nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from offramp import clock
from offramp.errors import OfframpError
from offramp.play.game import Game
from offramp.play.log import GameLog

from .work import Pools, Work

T = TypeVar("T")


class NoRoom(OfframpError):
    """There is no such game."""


class Room:
    """One game.

    Attributes
    ----------
    id : str
    folder : Path
        Of its files.
    game : Game
    work : Work
    version : int
        Counts whatever changes, so that a reader sees that something did.
    is_gone : bool
        Whether it was deleted.
    """

    def __init__(self, folder: Path, game: Game, pools: Pools) -> None:
        self.id, self.folder, self.game = folder.name, folder, game
        self.version, self.is_gone = 0, False
        self._given_up: float | None = None
        self._decides, self._counts = threading.RLock(), threading.Lock()
        self.work = Work(pools, self.touch)

    @property
    def is_preparing(self) -> bool:
        """Whether what a day needs is still compiled."""
        warm = self.work.last("warm", "")
        return warm is not None and warm.state == "working"

    def touch(self) -> None:
        """Count a change."""
        with self._counts:
            self.version += 1

    @contextmanager
    def deciding(self) -> Iterator[Game]:
        """Let one at a time decide something; what was decided is on the disk when the block ends.

        Raises
        ------
        NoRoom
            If the game was deleted.
        """
        with self._decides:
            if self.is_gone:
                raise NoRoom("this game was deleted")
            try:
                yield self.game
            finally:
                self.touch()

    def read(self, of: Callable[[Game], T]) -> T:
        """Read something off the game as it stands at one moment."""
        while True:
            before = self._mark()
            found = of(self.game)
            if before == self._mark():
                return found

    def run_out(self) -> None:
        """Play the day if the time of the turn has run out; what cannot be played is not tried again and again."""
        game, deadline = self.game, self.game.status.deadline
        if self.is_preparing or deadline in (None, self._given_up) or clock.now().timestamp() < deadline:
            return
        self._given_up = deadline
        with self.deciding():
            game.run_out()

    def frozen(self) -> Game:
        """Copy the game as it stands, for work that takes longer than the next decision."""
        with self._decides:
            log = GameLog(None, list(self.game.log.entries))
        log.barrier = self.game.log.barrier
        return Game(log, self.game.setup)

    def _mark(self) -> tuple[int, str]:
        log = self.game.log
        return len(log.entries), log.last


def play_if_all_are_done(game: Game) -> bool:
    """Play the day for which nobody is waited, and say whether there was one.

    That is so where the last seat that was waited for went to the engine, or the server ended between the end of the
    last turn and the day.
    """
    status = game.status
    ready = bool(status.ended) and not status.waits_for and not status.paused and not game.is_over
    if ready and not game.log.barrier:
        game.play_day()
    return ready and not game.log.barrier
