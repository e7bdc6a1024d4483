"""Put the standing between two principals on two days into rows of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.wording.names import name_of, with_article
from offramp.wording.numbers import figure

if TYPE_CHECKING:
    from offramp.engine.standing import Standing
    from offramp.scenario import Scenario

AS_BEFORE = "as before"
SAME = 0.02  # a change below this share of the larger value is none
NOTHING = 0.005
Pair = tuple[str, str]
Stands = Mapping[Pair, "Standing"]


@dataclass(frozen=True)
class Row:
    """One line: what it is, what it was, what it is now, and which way it went."""

    what: str
    before: str
    now: str
    way: str


def between(case: Scenario, then: Stands, now: Stands) -> Iterator[Row]:
    """Tell how the principals stand towards each other; what was and is nothing is left out.

    Parameters
    ----------
    case : Scenario
    then, now : mapping of (who, whom) to Standing
        On the first day and on the second, both ways; the first pair also speaks for what they have in common.
    """
    for who, whom in then:
        yield from _towards(case, (who, whom), then[who, whom], now[who, whom])
    first = next(iter(then))
    yield from _common(then[first], now[first])
    for pair in then:
        yield from _at_home(case, pair[0], then[pair], now[pair])
    for method, norm in then[first].norms.items():
        yield from _some(f"The world's norm against {_words(method)}, 1 intact", norm, now[first].norms[method], 1.0)


def _towards(case: Scenario, pair: Pair, old: Standing, new: Standing) -> Iterator[Row]:
    me, it = (with_article(case.actors[each].name) for each in pair)
    yield row(f"what {it} owes {me} for", old.debt, new.debt, _owed(old), _owed(new))
    yield row(f"{me}'s belief in the resolve of {it}, 0 to 1", old.belief, new.belief)
    yield row(f"good will that {me} has received from {it}", old.goodwill, new.goodwill)
    yield row(f"days for which {me} has prepared an answer", old.prepared, new.prepared)
    yield from _some(f"the least rung that {me}'s public wants as an answer to {it}", old.demand, new.demand)
    yield from _some(f"{me}'s stress under the pressure of {it}, 0 to 1", old.stress, new.stress)


def _common(old: Standing, new: Standing) -> Iterator[Row]:
    yield row("the rung that both treat as normal", old.ceiling, new.ceiling)
    yield row("doubt about each other's next limit", old.doubt, new.doubt)
    yield row("days since either used or showed force", old.quiet, new.quiet)
    yield from _some("how far a channel between them is open, 0 to 1", old.open, new.open)
    yield from _some("how ripe an exit is, 0 to 1", old.ripe, new.ripe)
    yield from _some("what is left of an agreement, 0 to 1", old.pact, new.pact)


def _at_home(case: Scenario, who: str, old: Standing, new: Standing) -> Iterator[Row]:
    me = with_article(case.actors[who].name)
    yield row(f"wrath of {me} at the loss of a leader", old.wrath, new.wrath)
    yield row(f"share of {me}'s coordination that works", old.coordination, new.coordination)
    if case.actors[who].factions:
        yield row(f"what {me}'s factions want, 0 calm to 1 to climb", old.wish, new.wish)
    for arena, tolerance in old.tolerance.items():
        host = with_article(name_of(case.actors, case.arenas[arena].host))
        yield from _some(f"{host}'s tolerance for the presence of {me}, 1 full", tolerance, new.tolerance[arena], 1.0)
        yield from _some(f"presence of {me} there, 1 full", old.presence[arena], new.presence[arena], 1.0)
    for part, words in (("level", "how far {} has come, 1 at the threshold"), ("gear", "gear of {}, 0 to 1")):
        if part in old.programme:
            yield from _some(words.format(f"{me}'s nuclear programme"), old.programme[part], new.programme[part])


def row(what: str, old: float, new: float, before: str = "", now: str = "") -> Row:
    """One line of two numbers, or of words for them.

    Parameters
    ----------
    what : str
        What the numbers are of.
    old : float
        On the start of the case.
    new : float
        On the day from which it is played.
    before : str
        Words instead of the old number.
    now : str
        Words instead of the new number.
    """
    what = what.replace("s's ", "s' ")  # the United States' belief
    return Row(what[:1].upper() + what[1:], before or amount(old), now or amount(new), way(old, new))


def _some(what: str, old: float, new: float, usual: float = 0.0) -> Iterator[Row]:
    """A line, unless it was and is as usual."""
    if abs(old - usual) >= NOTHING or abs(new - usual) >= NOTHING:
        yield row(what, old, new)


def way(old: float, new: float) -> str:
    """Which way a number went."""
    if abs(new - old) <= SAME * max(abs(old), abs(new), 0.05):
        return AS_BEFORE
    return "up" if new > old else "down"


def amount(value: float) -> str:
    """A number of a state in two digits."""
    return "0" if abs(value) < NOTHING else figure(value) if abs(value) >= 10 else f"{value:.2g}"


def _owed(stand: Standing) -> str:
    if stand.debt < 0.05:
        return "next to nothing"
    return f"{amount(stand.debt)}, which calls for rung {stand.owed_rung:.1f}"


def _words(key: str) -> str:
    return key.replace("-", " ")
