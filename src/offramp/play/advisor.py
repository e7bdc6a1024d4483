"""The advisor: what each option of a seat may lead to, from this moment on, as far as the seat can know.

It sees what the seat has seen and nothing else (`offramp.play.beliefs`), so that no advice gives a secret away. For
armed groups there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offramp.analysis import Estimate, estimate
from offramp.errors import OfframpError

from .aims import SeatAim
from .beliefs import Beliefs, Knowledge
from .continuations import BLOCKS, STILL, Ahead, Choice, Stop, ahead
from .game import Game
from .options import SeatOption
from .seats import is_armed_group

WAITING = "Wait"


@dataclass(frozen=True)
class Outlook:
    """What may come of one option.

    Attributes
    ----------
    id : str
        The option's id, or `wait`.
    words : str
    war : Estimate
        The chance of a war until the last day of the game.
    dead : Estimate
        How many die from the first day to the last, on average.
    missed : Estimate
        How far the seat's aim is missed.
    against_waiting : Estimate
        How much further than after a wait, future by future; below 0 is better.
    """

    id: str
    words: str
    war: Estimate
    dead: Estimate
    missed: Estimate
    against_waiting: Estimate

    @property
    def is_sure(self) -> bool:
        """Whether it is better or worse than waiting beyond luck."""
        sure = self.against_waiting.sure
        return sure is not None and (sure[0] > 0 or sure[1] < 0)

    def plain(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {key: vars(value) if isinstance(value, Estimate) else value for key, value in vars(self).items()}


@dataclass(frozen=True)
class Advice:
    """What may come of every option that was asked for.

    Attributes
    ----------
    seat : str
    day : int
    futures : int
        For each option.
    aim : mapping of str to float
        What one more of each measure costs.
    options : tuple of Outlook
        Waiting first; the others in the order in which they were asked for.
    """

    seat: str
    day: int
    futures: int
    aim: Mapping[str, float]
    options: tuple[Outlook, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**vars(self), "aim": dict(self.aim), "options": [each.plain() for each in self.options]}


def advise(
    game: Game,
    seat: str,
    options: Sequence[SeatOption] | None = None,
    *,
    blocks: int = BLOCKS,
    stop: Stop | None = None,
    done: Callable[[int], None] | None = None,
) -> Advice:
    """Say what each option of a seat may lead to.

    Parameters
    ----------
    game : Game
    seat : str
    options : sequence of SeatOption, optional
        All that the seat has now if left out.
    blocks : int
        How many blocks of worlds: more take longer and tell more.
    stop : callable, optional
        If it says so, nothing more is played.
    done : callable, optional
        Told how many futures were played.

    Raises
    ------
    OfframpError
        If the seat is an armed group, the facilitator has switched the advisor off, or the game is over.
    Cancelled
        If `stop` says so.
    """
    refuse_advice(game, seat)
    asked = game.options(seat) if options is None else options
    return advice_on(game.beliefs, game.knowledge(seat), SeatAim.of(game.setup.case, seat), asked, blocks, stop, done)


def refuse_advice(game: Game, seat: str) -> None:
    """Refuse advice where there is none to give.

    Raises
    ------
    OfframpError
    """
    if is_armed_group(game.setup.case, seat):
        raise OfframpError(f"{seat} is an armed group: it can be played, and nothing is advised or ranked for it")
    if not game.status.advisor:
        raise OfframpError("the facilitator has switched the advisor off")
    if game.is_over:
        raise OfframpError("the game is over: there is nothing left to decide")


def advice_on(
    beliefs: Beliefs,
    known: Knowledge,
    aim: SeatAim,
    options: Sequence[SeatOption],
    blocks: int,
    stop: Stop | None = None,
    done: Callable[[int], None] | None = None,
) -> Advice:
    """Say what `options` may lead to, by what a seat knows alone; `blocks`, `stop` and `done` are those of `advise`."""
    choices = [Choice(STILL), *(Choice(each.id, each.due) for each in options)]
    played = ahead(beliefs, known, choices, aim, range(blocks), stop, done)
    words = {STILL: WAITING, **{each.id: each.words for each in options}}
    still = played[STILL]
    told = tuple(_outlook(name, words[name], each, still) for name, each in played.items())
    return Advice(known.seat, known.day, still.war.size, aim.weights, told)


def _outlook(id: str, words: str, played: Ahead, still: Ahead) -> Outlook:
    return Outlook(
        id=id,
        words=words,
        war=estimate(played.war, "probability"),
        dead=estimate(played.dead),
        missed=estimate(played.missed),
        against_waiting=estimate(played.missed - still.missed),
    )
