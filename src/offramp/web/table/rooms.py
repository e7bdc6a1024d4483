"""All games of a server: begun, opened when somebody comes, copied, exported, deleted."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import shutil
import threading
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from offramp.errors import OfframpError
from offramp.play import branches
from offramp.play.game import Game
from offramp.play.log import GameLog
from offramp.play.setup import Setup
from offramp.results.files import UNFINISHED, whole_folder

from .register import Register
from .room import NoRoom, Room, play_if_all_are_done
from .work import Job, Pools

ID, LOG, CASE = re.compile(r"[0-9a-f]{8}"), "log.game", "case.yaml"
MOST_GAMES = 1_000
log = logging.getLogger(__name__)


class Rooms:
    """The games of a server.

    Parameters
    ----------
    folder : Path
        Where their files are.
    register : Register
    """

    def __init__(self, folder: Path, register: Register) -> None:
        self.folder, self.register, self._pools = folder, register, Pools()
        self.is_closed = False
        self._open: dict[str, Room] = {}
        self._lock = threading.RLock()

    def begin(self, key: str, case: str | Path, seats: Mapping[str, str], **settings: Any) -> tuple[Room, bool]:
        """Begin a game; return it, and whether it is new.

        Parameters
        ----------
        key : str
            Made anew for each game: who asks twice with the same has one game, not two.
        case : str or Path
            The id of a shipped case, or a case file, which is copied.
        seats : mapping of str to str
        settings
            As in `offramp.play.setup.Setup.new`.

        Raises
        ------
        OfframpError
            If the case or a setting is faulty, or the server holds too many games.
        """

        def write(folder: Path, place: Path) -> None:
            own = isinstance(case, Path)
            source = shutil.copy(case, folder / CASE) if own else case  # the copy must say all by itself
            setup = Setup.new(source, seats, **settings)
            GameLog.begin(folder / LOG, {**setup.head, "file": str(place / CASE if own else case)})

        return self._made(key, write)

    def fork(self, room: Room, key: str, day: int | None = None) -> tuple[Room, bool]:
        """Copy the line at which the game of a `room` stands into a game of its own.

        Parameters
        ----------
        room : Room
        key : str
            As in `begin`.
        day : int, optional
            The evening up to which it is copied; all of it if left out.

        Raises
        ------
        OfframpError
        """
        with room.deciding() as game:

            def write(folder: Path, _: Path) -> None:
                if (room.folder / CASE).exists():
                    shutil.copy(room.folder / CASE, folder / CASE)
                branches.fork(game, folder / LOG, day)

            return self._made(key, write)

    def room(self, id: str) -> Room:
        """Return a game, opened where it stood.

        Raises
        ------
        NoRoom
            If there is none.
        """
        with self._lock:
            if id not in self._open:
                folder = self.folder / id
                if not ID.fullmatch(id) or self.register.get(id) is None or not (folder / LOG).is_file():
                    raise NoRoom("there is no such game; it may have been deleted")
                room = self._open[id] = Room(folder, opened(folder), self._pools)
                warm_up(room)
            return self._open[id]

    def delete(self, room: Room) -> None:
        """Delete all that is kept of a game."""
        with room.deciding(), self._lock:
            room.work.cancel_all()
            room.is_gone = True
            self._open.pop(room.id, None)
            self.register.delete(room.id)
            shutil.rmtree(room.folder)

    def run_out(self) -> None:
        """Play the day of every open game whose turn has run out of time."""
        for room in list(self._open.values()):
            try:
                room.run_out()
            except OfframpError as error:  # of one game, and the others go on
                log.warning("%s: %s", room.id, error)

    def close(self) -> None:
        """Cancel what is under way; the server ends."""
        self.is_closed = True
        for room in list(self._open.values()):
            room.work.cancel_all()
        self._pools.close()

    def exported(self, room: Room) -> bytes:
        """Return all data of a game as one ZIP file: its log, its debriefs, its links without tokens, its notes."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(room.folder.iterdir()):
                if not path.name.endswith(UNFINISHED):
                    file.writestr(path.name, path.read_bytes())
            file.writestr("register.json", json.dumps(self.register.exported(room.id), indent=1) + "\n")
        return made.getvalue()

    def _made(self, key: str, write: Callable[[Path, Path], None]) -> tuple[Room, bool]:
        """Make the folder of a game, whole or not at all, unless it is there; give its room."""
        folder = self.folder / hashlib.sha256(key.encode()).hexdigest()[:8]
        with self._lock:
            is_new = not folder.exists()
            if is_new:
                self._refuse_too_many()
                with whole_folder(folder) as beside:
                    write(beside, folder)
            if self.register.get(folder.name) is None:
                self.register.add(folder.name, opened(folder).setup.case.title)
            return self.room(folder.name), is_new

    def _refuse_too_many(self) -> None:
        if self.folder.exists() and len(list(self.folder.iterdir())) >= MOST_GAMES:
            raise OfframpError(f"this server holds {MOST_GAMES:,} games, which is all that it may; delete some first")


def opened(folder: Path) -> Game:
    """Open the game of a folder, with the case file that is kept beside it, if it is no shipped case."""
    own = folder / CASE
    return Game.open(folder / LOG, own if own.exists() else None)


def warm_up(room: Room) -> Job:
    """Compile what a day needs before the first turn ends, and play a day that was cut short."""

    def run(_: Job) -> bool:
        game = room.frozen()
        if game.log.barrier or game.is_over:
            return False
        while room.game.status.is_led and not room.game.status.paused:
            with room.deciding() as own:
                own.play_day()
        status = (game := room.frozen()).status
        if not game.is_over:
            game.table.play_day(game.position(), status.plan(), status.other_rules())
        with room.deciding() as own:
            return play_if_all_are_done(own)

    return room.work.start("warm", "", (), run)
