"""What stands for a seat and what is advised to it: worked out beside the pages, kept while the seat knows the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from offramp.errors import OfframpError
from offramp.play.advisor import Advice, Outlook, advise, refuse_advice
from offramp.play.continuations import futures
from offramp.play.game import Game
from offramp.play.view import view

from .room import Room
from .work import Job, wait_a_little

STANDS, ADVICE = "stands", "advice"
PATIENCE = 0.4  # seconds that a page waits for what stands


def stands(room: Room, seat: str) -> list[dict[str, Any]] | None:
    """Return what stands for a seat, as far as it can tell; None while that is worked out."""
    known, barrier = room.read(lambda game: (game.knowledge(seat), game.log.barrier))
    if barrier:
        return []

    def run(_: Job) -> list[dict[str, Any]]:
        return [asdict(each) for each in view(room.game, seat).stands]

    found: list[dict[str, Any]] | None = wait_a_little(room.work.start(STANDS, seat, (known,), run), PATIENCE)
    return found


def ask(room: Room, seat: str, word: str = "") -> Job:
    """Begin to advise a `seat` on the options that have a `word` in them, on all if it is empty.

    Raises
    ------
    OfframpError
        If there is no advice for the seat now, or no such option.
    """
    refuse_advice(room.game, seat)
    if not room.game.status.seats[seat].is_played:
        raise OfframpError(f"{seat} is the engine's; nothing is advised to it")
    known = room.read(lambda game: game.knowledge(seat))
    options = [each for each in room.game.options(seat) if word.lower() in f"{each.purpose} {each.words}".lower()]
    if not options:
        raise OfframpError(f"nothing that you can order has {word!r} in it")

    def run(job: Job) -> Advice:
        def done(more: int) -> None:
            job.done += more
            room.touch()

        job.whole = futures(len(options) + 1)
        return advise(room.game, seat, options, stop=job.stopped.is_set, done=done)

    return room.work.start(ADVICE, seat, (known, word), run)


def advice(room: Room, seat: str) -> dict[str, Any]:
    """Return what was advised to a seat last, how far it is, and whether the seat has learnt or ordered more since."""
    job = room.work.last(ADVICE, seat)
    if job is None or not room.game.status.advisor:
        return {"state": "none"}
    known, word = job.of
    is_old = room.read(lambda game: game.knowledge(seat)) != known
    told = {**job.plain(), "word": word, "is_old": is_old, "day": known.day}
    return {**told, **(_told(room.game, seat, job.result) if job.state == "done" else {})}


def _told(game: Game, seat: str, made: Advice) -> dict[str, Any]:
    due = {each.id: each.due for each in game.options(seat)}
    ranked = sorted(made.options, key=lambda each: each.against_waiting.estimate or 0.0)
    return {
        "futures": made.futures,
        "aim": dict(made.aim),
        "options": [{**_outlook(each), "due": due.get(each.id)} for each in ranked],
    }


def _outlook(each: Outlook) -> dict[str, Any]:
    return {**each.plain(), "is_sure": each.is_sure}
