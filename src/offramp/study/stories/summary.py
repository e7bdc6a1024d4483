"""Sum up a future in three sentences: the answer, how far it went and at what cost, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.scenario.ladder import FORCE, VIOLENT, ladder
from offramp.scenario.passing import sides
from offramp.wording.names import count, date_words, deaths_words
from offramp.wording.sentences import named

from .chronicle import Act, Day, Line
from .telling import side_names

if TYPE_CHECKING:
    from offramp.scenario import Scenario

    from .endings import Ending


def summary(scenario: Scenario, acts: Sequence[Act], days: Sequence[Day], end: Ending, length: int) -> tuple[str, ...]:
    """Sum a future up in at most three sentences.

    Parameters
    ----------
    scenario : Scenario
    acts, days
        Of the future, in their order.
    end : Ending
    length : int
        How many days the future lasted.
    """
    if not acts:
        return (end.words,)
    if all(day.rung < VIOLENT for day in days):
        return (_course(acts, days), end.words)
    return (first_answer(scenario, days, length), _course(acts, days), end.words)


def answer_of(scenario: Scenario, days: Sequence[Day]) -> tuple[Day, Line] | None:
    """The first violent act of the side whose answer is awaited, and its day; None if there is none."""
    side, second = sides(scenario), scenario.principals[1]
    for day in days:
        for line in day.lines:
            if line.act and line.rung >= VIOLENT and side.get(line.act.actor) == second:
                return day, line
    return None


def first_answer(scenario: Scenario, days: Sequence[Day], length: int) -> str:
    """Tell the first violence of the side whose answer is awaited.

    Parameters
    ----------
    scenario : Scenario
    days : sequence of Day
        As they are told.
    length : int
        Days of the future.
    """
    found, who = answer_of(scenario, days), side_names(scenario, scenario.principals[1])
    if found is None:
        return f"No violence came from {who} in {length:,} days."
    day, line = found
    name = named(scenario, line.act.actor) if line.act else ""
    words = f"{name}{line.words[len(name) :]}"  # after a colon, so without its capital
    if line.cause:
        words = words.replace(f", {line.cause}", "")
        return f"The first violent answer came on day {day.day}, {date_words(day.date)}: {words}"
    return f"The first violence from {who} came on day {day.day}, {date_words(day.date)}: {words}"


def _course(acts: Sequence[Act], days: Sequence[Day]) -> str:
    """How far it went, and how many died."""
    top = max(days, key=lambda day: day.rung)
    far = f"It went as far as {_a_rung(top.rung)} on day {top.day}"
    if top.rung < FORCE:
        far = "It stayed at words and pressure"
    military, civilian = (sum(getattr(act, f"deaths_{who}") for act in acts) for who in ("military", "civilian"))
    dead = deaths_words(military, civilian).removesuffix(".")
    if not dead:
        return f"{far}, and nobody was killed."
    worst = max(acts, key=lambda act: act.dead)
    most = worst.dead > (military + civilian) / 2 and worst.dead < military + civilian
    one = f", {count(worst.dead)} of them by one act on day {worst.day}" if most else ""
    return f"{far}; in all {dead[:1].lower()}{dead[1:]}{one}."


def _a_rung(rung: int) -> str:
    """A rung in a sentence: `a limited strike`."""
    name = ladder()[rung].name
    if rung in (4, 5):  # harassment and violence are no countable things
        return name
    return f"an {name}" if name[0] in "aeio" else f"a {name}"
