"""What a seat decides. Whoever sends the same twice, because a connection was lost, has decided it once."""

from __future__ import annotations

from offramp.errors import OfframpError, RunError

from .room import Room

MOST_LINES = 20_000  # of a log: more is no game but an attempt to fill the disk


def order(room: Room, seat: str, option: str, due: int | None = None) -> int:
    """Order an act.

    Parameters
    ----------
    room : Room
    seat, option : str
    due : int, optional
        The day on which it is to be carried out, as the option was shown; any if left out.

    Returns
    -------
    int
        That day.

    Raises
    ------
    OfframpError
        If the seat cannot do that, or not for that day.
    """
    with room.deciding() as game:
        _refuse_too_long(room)
        own = [each for each in game.status.orders if each.actor == seat and each.by == "seat"]
        if due is not None and (option, due) in [(each.option, each.due) for each in own]:
            return due
        now = game.able.now(seat, game.status, game.days).get(option)
        if due is not None and now is not None and now != due:
            raise RunError(
                f"this would now be carried out on day {now}, not on day {due}; look again, and order it anew"
            )
        return game.order(seat, option)


def withdraw(room: Room, seat: str, due: int) -> None:
    """Take back an order.

    Parameters
    ----------
    room : Room
    seat : str
    due : int
        Its day.

    Raises
    ------
    OfframpError
        If there is none.
    """
    with room.deciding() as game:
        _refuse_too_long(room)
        game.withdraw(seat, due)


def say(room: Room, seat: str, to: str, text: str) -> None:
    """Write to another seat.

    Parameters
    ----------
    room : Room
    seat : str
    to : str
        Everybody if empty.
    text : str

    Raises
    ------
    OfframpError
        If there is no such seat, or no text.
    """
    with room.deciding() as game:
        _refuse_too_long(room)
        status = game.status
        written = [(each.day, each.sender, each.to, each.text) for each in status.messages]
        if (status.day, seat, to, text.strip()) not in written:
            game.say(seat, to, text)


def end(room: Room, seat: str, day: int | None = None) -> bool:
    """End the turn of a seat.

    Parameters
    ----------
    room : Room
    seat : str
    day : int, optional
        How many days were played when the seat decided to: a turn that is over is not ended again.

    Returns
    -------
    bool
        Whether the day was played.

    Raises
    ------
    OfframpError
        If the seat cannot end it now.
    """
    warm = room.work.last("warm", "")
    if warm is not None:
        warm.ended.wait()
    with room.deciding() as game:
        _refuse_too_long(room)
        if day is not None and day < game.status.day:
            return True
        if day is not None and day > game.status.day:
            raise RunError(f"day {day} has not come yet: {game.status.day} were played")
        if seat in game.status.ended and game.status.waits_for:
            return False
        return game.end(seat)


def _refuse_too_long(room: Room) -> None:
    if len(room.game.log.entries) >= MOST_LINES:
        raise OfframpError(f"the log of this game has {MOST_LINES:,} lines, which is all that it may")
