"""Put acts into sentences, from a move's template and the names, adjectives and places of its case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .names import NOWHERE, with_article

if TYPE_CHECKING:
    from offramp.scenario import Scenario
    from offramp.scenario.parts import Actor, Arena

_HOLE = re.compile(
    r"\b(?P<article>an?|the) (?P<thing>(?:[\w-]+ )?[\w-]+) of \{(?P<owner>actor|target)\}(?!')"  # a ship of {target}
    r"|\{(?P<whose>actor|target)\}'s"
    r"|(?P<where> *\b(?:in|on|at|near|over|to) \{arena\})"
    r"|\{(?P<who>actor|target)\}"
    r"|(?P<arena>\{arena\})"
)
_BARE = (" in ", " on ", " at ")  # prepositions in whose place an arena's locative stands


def sentence(
    scenario: Scenario, actor: str, move: str, target: str, arena: str | None = None, alone: bool = False
) -> str:
    """Write one act as a sentence.

    Parameters
    ----------
    scenario : Scenario
    actor, move, target : str
        Ids.
    arena : str, optional
        The arena's id; None, "" and "-" are nowhere in particular.
    alone : bool
        Whether the act that it would undo has not happened; some moves have another sentence then.
    """
    kind = scenario.moves.get(move)
    template = "{actor}: " + move.replace("-", " ") + ", {target}"
    if kind:
        template = (kind.tells_alone if alone else "") or kind.tells
    words = filled(scenario, template, actor, target, arena)
    if arena not in NOWHERE and "{arena}" not in template:
        words = f"{words.rstrip('.')} {place(scenario, arena)}"
    return words[:1].upper() + words[1:].rstrip(".") + "."


def predicate(scenario: Scenario, actor: str, move: str, target: str, arena: str | None = None) -> str:
    """Write one act without its actor, in the past tense: `threatened Iran with force`.

    Parameters
    ----------
    scenario : Scenario
    actor : str
        Id of who did it.
    move : str
        Id of what was done.
    target : str
        Id of whom it was done to.
    arena : str, optional
        Id of where; None for nowhere.
    """
    words = sentence(scenario, actor, move, target, arena).rstrip(".")
    name = named(scenario, actor)
    return words[len(name) :].strip() if words.lower().startswith(f"{name.lower()} ") else f"chose “{words}”"


def filled(scenario: Scenario, template: str, actor: str, target: str, arena: str | None = None) -> str:
    """Fill the holes of a template in one pass, so that a name with braces in it stays a name.

    Parameters
    ----------
    scenario : Scenario
    template : str
        With holes in braces, such as {target}.
    actor : str
        Id of who did it.
    target : str
        Id of whom it was done to.
    arena : str, optional
        Id of where; None for nowhere.
    """
    ids = {"actor": actor, "target": target}

    def fill(hole: re.Match[str]) -> str:
        if key := hole["who"]:
            return named(scenario, ids[key])
        if key := hole["whose"]:
            return whose(scenario, ids[key])
        if key := hole["owner"]:
            return _owned(scenario, hole["article"], hole["thing"], ids[key])
        return _placed(scenario, hole["where"] or "", arena)

    return re.sub(r" +(?=[.,;]|$)", "", _HOLE.sub(fill, template)).strip()


def named(scenario: Scenario, actor: str) -> str:
    """Return an actor's name as it stands within a sentence."""
    part = scenario.actors.get(actor)
    return _within(part) if part else with_article(actor.replace("-", " "))


def whose(scenario: Scenario, actor: str) -> str:
    """Return an actor's adjective, or its possessive where it has none: `American`, `Kata'ib Hezbollah's`."""
    part = scenario.actors.get(actor)
    if part and (part.adjective or part.possessive):
        return part.adjective or part.possessive
    name = named(scenario, actor)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def place(scenario: Scenario, arena: str | None) -> str:
    """Return where an arena is: `on Iranian soil`, `in the Gulf`; empty for nowhere in particular."""
    return _placed(scenario, " in {arena}", arena).strip()


def _owned(scenario: Scenario, article: str, thing: str, owner: str) -> str:
    """Write `an American ship`, or `a ship of Southland` where there is no adjective."""
    part = scenario.actors.get(owner)
    if not (part and part.adjective):
        return f"{article} {thing} of {named(scenario, owner)}"
    *before, noun = thing.split()
    if article != "the" and not before:
        article = _article(part.adjective)
    return " ".join([article, *before, part.adjective, noun])


def _placed(scenario: Scenario, where: str, arena: str | None) -> str:
    """Write a preposition with its arena, or nothing for nowhere in particular."""
    if arena in NOWHERE:
        return ""
    part = scenario.arenas.get(arena or "")
    name = _within(part) if part else with_article((arena or "").replace("-", " "))
    before = where.removesuffix("{arena}")
    if part and part.locative and f" {before.strip()} " in _BARE:
        return f"{before[: len(before) - len(before.lstrip())]}{part.locative}"
    return before + name


def _within(part: Actor | Arena) -> str:
    return _short(part.short or part.name)


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    return with_article(name)


def _article(word: str) -> str:
    """Return `an` before a vowel's sound; `European` and `Ukrainian` begin with none."""
    return "an" if re.match(r"[aio]|e(?!u)|u(?!ni|k|s)", word.lower()) else "a"
