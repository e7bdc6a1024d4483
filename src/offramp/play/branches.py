"""Lines of a game: go back, leave a branch behind, come back to it, or copy a line into a game of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from offramp.errors import RunError

from .entries import Entry, ends, path_to
from .game import Game
from .log import GameLog
from .status import Status, stand

OF_HEAD = {"n", "schema", "version"}  # what every log's head is given anew


def undo(game: Game) -> int:
    """Take back what was decided since the last day, or else the last day itself and what led to it.

    What was undone stays in the log as a branch.

    Returns
    -------
    int
        The day at which the game then stands.

    Raises
    ------
    RunError
        If nothing was decided.
    """
    line = path_to(game.log.entries, game.log.last)
    evenings = [n for n, each in enumerate(line) if each.do == "day" or not each.after]
    before = [n for n in evenings if n < len(line) - 1]
    if not before:
        raise RunError("there is nothing to undo")
    game.log.go(line[before[-1]].id, **_clock(game))
    return game.status.day


def go(game: Game, day: int) -> None:
    """Stand on the evening of an earlier day of this line; what follows it becomes a branch.

    Raises
    ------
    RunError
        If the day was not played.
    """
    game.log.go(_evenings(game, day)[day].id, **_clock(game))


def branches(game: Game) -> Iterator[tuple[str, Status]]:
    """Yield the end of every branch, the oldest first, with how the game stands there."""
    for end in ends(game.log.entries):
        yield end, stand(game.log.head, path_to(game.log.entries, end)[1:])


def switch(game: Game, number: int) -> int:
    """Stand at the end of another branch, counted from 1; return the day there.

    Raises
    ------
    RunError
        If there is no such branch.
    """
    every = list(ends(game.log.entries))
    if not 1 <= number <= len(every):
        raise RunError(f"branch {number}; allowed: 1 to {len(every)}")
    game.log.go(every[number - 1], **_clock(game))
    return game.status.day


def fork(game: Game, path: str | Path, day: int | None = None) -> Game:
    """Copy the line at which a game stands into a log of its own.

    Parameters
    ----------
    game : Game
    path : str or Path
    day : int, optional
        The evening up to which it is copied; all of it if left out.

    Raises
    ------
    RunError
        If there is such a file, or the day was not played.
    """
    line = game.log.line if day is None else path_to(game.log.entries, _evenings(game, day)[day].id)[1:]
    head = {key: value for key, value in game.log.head.items() if key not in OF_HEAD}
    game.log.refuse_to_go_on()
    other = GameLog.begin(Path(path), head)
    for entry in line:  # the copy has no timer: its clock would be that of the game it is copied from
        if entry.do != "timer":
            other.add(entry.do, **{key: value for key, value in entry.what.items() if key not in ("n", "at")})
    return Game(other, game.setup)


def _clock(game: Game) -> dict[str, float]:
    """The timer that is kept on another line; nothing in a game that never had one."""
    return {**at, "seconds": game.status.timer} if (at := game.at()) else {}


def _evenings(game: Game, day: int) -> list[Entry]:
    """Return the head and the days of the line, and refuse a day that was not played."""
    line = path_to(game.log.entries, game.log.last)
    found = [each for each in line if each.do == "day" or not each.after]
    if not 0 <= day < len(found):
        raise RunError(f"day {day}; allowed: 0 to {len(found) - 1}, an evening of this game")
    return found
