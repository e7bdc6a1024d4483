"""Describe a pair of futures that end far apart, and give the command that tells both."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from offramp.scenario import cases
from offramp.study.shared.effects import Effect
from offramp.study.shared.largest_differences import Turn
from offramp.wording.measures import spoken, title
from offramp.wording.names import date_words
from offramp.wording.shares import plain

if TYPE_CHECKING:
    from .result import Comparison


def turn_words(turn: Turn, effects: Mapping[str, Effect]) -> str:
    """`Worse with it: war yes, without no; how high it climbs 9, without 5.`

    Parameters
    ----------
    turn : Turn
    effects : mapping of str to Effect
        By measure: what each says, and its unit.
    """
    ways = [with_it - without for with_it, without in turn.measures.values() if with_it != without]
    # what goes the other way than the first that differs is not what the turn is about
    alike = {name: ends for name, ends in turn.measures.items() if ways and (ends[0] - ends[1]) * ways[0] > 0}
    told = [_one(name, ends, effects.get(name)) for name, ends in alike.items()]
    return f"{turn.way.title()} with it: {'; '.join(told)}."


def _one(name: str, ends: tuple[float, float], effect: Effect | None) -> str:
    words = spoken(title(name, effect.says if effect else ""))
    if effect and effect.unit == "probability":
        with_it, without = ("yes" if end else "no" for end in ends)
    else:
        with_it, without = (plain(end) for end in ends)
    return f"{words} {with_it}" if with_it == without else f"{words} {with_it}, without it {without}"


def beside_command(turn: Turn, event: str | None, sets: Mapping[str, str], case: str) -> str:
    """Return the command that tells both worlds of a pair together; `case` is a shipped one's id or a file.

    Parameters
    ----------
    turn : Turn
    event : str or None
        The event that is left out in the other world.
    sets : mapping of str to str
        What is set in one world, by path.
    case : str
        Id of a shipped case, or a file.
    """
    file = [] if case in cases() else ["--case", case]
    set_ = [word for path, value in sets.items() for word in ("--set", f"{path}={value}")]
    return shlex.join(["offramp", "replay", str(turn.without if event else turn.with_it), *file, *set_, "--beside"])


def past_words(made: Comparison, shown: Sequence[Effect]) -> list[str]:
    """Say what the world without it would have expected of its own past, by those of some measures of which it was off.

    Parameters
    ----------
    made : Comparison
    shown : sequence of Effect
        The measures that a reader sees.
    """
    known = {each.measure: each for each in made.past}
    if not known:
        return []
    both = [(effect, known[effect.measure]) for effect in shown if effect.measure in known]
    off = [f"{title(each.measure, each.says)}: {seen.words(each.unit)}" for each, seen in both if seen.is_off]
    start = date_words(dt.date.fromisoformat(next(iter(known.values())).start))
    head = (
        f"Back-test: played from {start}, as many days before, this world would have been off in {len(off)} of these "
    )
    head += f"{len(both)} measures" + (", on which their effects lean:" if off else ".")
    return [head, *off]
