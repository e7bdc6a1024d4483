"""Debriefs of a game on a server: made beside the pages, kept in the folder of the game, whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from offramp.play.debrief.result import Debrief
from offramp.play.debrief.study import debrief
from offramp.play.game import Game
from offramp.results.files import write_text

from .room import Room
from .work import SLOW, Job

DEBRIEF = TypeAdapter(Debrief)


def sat(game: Game) -> list[str]:
    """Return the seats that somebody outside the engine has, or had on this line."""
    given = [each.what for each in game.log.line if each.do == "seat"]
    had = {*game.log.head["seats"]} | {each["actor"] for each in given}
    first = {actor for actor, told in game.log.head["seats"].items() if not str(told).startswith("engine")}
    later = {each["actor"] for each in given if not str(each["to"]).startswith("engine")}
    return sorted(had & (first | later))


def begin(room: Room, seat: str) -> Job:
    """Begin the debrief of a seat as the game stands, or return the one that is under way or done."""
    at = room.read(lambda game: game.log.last)

    def run(job: Job) -> bool:
        def progress(done: int, whole: int) -> None:
            job.done, job.whole = done, whole
            room.touch()

        made = debrief(room.frozen(), seat, stop=job.stopped.is_set, progress=progress)
        if not room.is_gone:
            write_text(_place(room, seat), json.dumps({"at": at, **made.plain()}, ensure_ascii=False, indent=1) + "\n")
        return True

    return room.work.start(SLOW, seat, (at,), run)


@dataclass(frozen=True)
class Kept:
    """A debrief that was made whole.

    Attributes
    ----------
    made : Debrief
    is_old : bool
        Whether the game has gone on since.
    """

    made: Debrief
    is_old: bool

    def plain(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**self.made.plain(), "is_old": self.is_old}


def kept(room: Room, seat: str) -> Kept | None:
    """Return the last debrief of a seat that was made whole; None if none was."""
    try:
        told = json.loads(_place(room, seat).read_text(encoding="utf-8"))
    except OSError:
        return None
    at = told.pop("at")
    return Kept(DEBRIEF.validate_python(told), at != room.game.log.last)


def every(room: Room) -> list[Kept]:
    """Return every debrief that was made, one for each seat."""
    return [found for seat in room.read(sat) if (found := kept(room, seat)) is not None]


def _place(room: Room, seat: str) -> Path:
    return room.folder / f"debrief-{seat}.json"
