"""What stands for a seat: what it is owed, its channels and agreements, its hosts, its own house, words once given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Position
from offramp.engine.readings import shown_of
from offramp.game.board import Axes
from offramp.scenario import Scenario
from offramp.wording.sentences import named, place, sentence

from .fog import Sight

GIVEN = {"terms", "settle"}  # effects of the moves by which somebody gives a word that stands
Levels = Sequence[tuple[float, str]]
DEBT: Levels = ((0.3, "a little"), (1.0, "something"), (2.5, "much"), (5.0, "very much"))
SHARE: Levels = ((0.15, "hardly"), (0.35, "partly"), (0.6, "largely"), (0.85, "fully"))


@dataclass(frozen=True)
class Standing:
    """One line of what stands.

    Attributes
    ----------
    about : str
        The id of the other actor or of the arena; empty for the seat itself.
    words : str
    value : float
        The number behind it, on the scale of the state.
    """

    about: str
    words: str
    value: float


def standing(case: Scenario, axes: Axes, actors: Sequence[str], seat: str, position: Position) -> tuple[Standing, ...]:
    """Read off how a seat stands, as far as it can tell.

    Parameters
    ----------
    case, axes, actors
    seat : str
    position : Position
        The worlds that fit what the seat has seen (`offramp.play.beliefs`); their middle is told. So nothing is in it
        that the seat could not know.
    """
    found = {
        name: np.median(np.asarray(values, np.float64), axis=-1) for name, (_, values) in shown_of(position).items()
    }
    return tuple(sorted(_lines(case, axes, actors, seat, found), key=lambda each: (each.about != "", each.about)))


def given_words(case: Scenario, seen: Iterable[Sight]) -> tuple[str, ...]:
    """Return the red lines, terms and agreements that a seat has seen, the last first."""
    told = []
    for sight in seen:
        if GIVEN & {*case.moves[sight.move].does} and sight.doer:
            words = sentence(case, sight.doer, sight.move, sight.target, sight.arena)
            told.append(f"Day {sight.day}: {words}")
    return tuple(reversed(told))


Found = Mapping[str, NDArray[np.float64]]


def _lines(case: Scenario, axes: Axes, actors: Sequence[str], seat: str, found: Found) -> Iterator[Standing]:
    def value(name: str, row: int) -> float:
        return float(found[name][row]) if name in found else 0.0

    me = actors.index(seat)
    for name, words in _OWN.items():
        if (level := value(name, me)) and (text := words(level)):
            yield Standing("", text, level)
    for row, (one, other) in enumerate(axes.dyads):
        if one == seat:
            debt = value("debt", row)
            if how := _level(debt, DEBT):
                yield Standing(other, f"{_capital(named(case, other))} owes you for {how}", debt)
    for row, pair in enumerate(axes.pairs):
        if seat in pair:
            other = next(each for each in pair if each != seat)
            yield from _between(case, other, value("open", row), value("pact", row))
    for row, (guest, arena) in enumerate(axes.polity.guests):
        if guest == seat:
            host, where = _capital(named(case, case.arenas[arena].host or "")), place(case, arena)
            tolerance, presence = value("tolerance", row), value("presence", row)
            yield Standing(arena, f"{host} tolerates your presence {where}: {_full(tolerance)}", tolerance)
            yield Standing(arena, f"Your forces {where}: {_full(presence)} of what they were", presence)
    for row, owner in enumerate(axes.polity.programmes):
        if owner == seat:
            level = value("programme.level", row)
            yield Standing("", f"Your nuclear programme: {_full(level)} of the way to the threshold", level)


def _between(case: Scenario, other: str, open_: float, pact: float) -> Iterator[Standing]:
    if how := _level(open_, SHARE):
        yield Standing(other, f"A channel to {named(case, other)} is {how} open", open_)
    if how := _level(pact, SHARE):
        yield Standing(other, f"An agreement with {named(case, other)} {how} holds", pact)


def _level(value: float, levels: Levels) -> str:
    """The word for a number; empty below the first level."""
    return next((word for least, word in reversed(levels) if value >= least), "")


def _full(share: float) -> str:
    return f"{100 * share:.0f} in 100"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_OWN: Mapping[str, Callable[[float], str]] = {
    "coordination": lambda x: f"Your command works: {_full(x)}" if x < 0.95 else "",
    "wrath": lambda x: f"Your wrath at the loss of a leader: {_full(x)}" if x > 0.05 else "",
}
