"""Names, counts and acts as prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.scenario import Scenario

NOWHERE = ("", "-", None)
_WITH_THE = re.compile(r"^United |(?:States|Emirates|Islands|Nations|Kingdom|Union|Guards?|Forces|Houthis)$")
_HOLE = re.compile(r"\{(actor|target|arena)\}")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def sentence(scenario: Scenario, actor: str, move: str, target: str, arena: str | None) -> str:
    """One act in the words of its move, with names for ids."""
    names = {
        "actor": with_article(name_of(scenario.actors, actor)),
        "target": with_article(name_of(scenario.actors, target)),
        "arena": "" if arena in NOWHERE else with_article(name_of(scenario.arenas, arena)),
    }
    kind = scenario.moves.get(move)
    template = kind.tells if kind else "{actor}: " + move.replace("-", " ") + ", {target}"
    # one pass, so that a name with braces in it stays a name
    words = _HOLE.sub(lambda hole: names[hole[1]], template).strip()
    if arena not in NOWHERE and "{arena}" not in template:
        words = f"{words.rstrip('.')} ({names['arena']})"
    words = re.sub(r" +(?:in|at|on|near) *(?=[.,;]|$)", "", words) if arena in NOWHERE else words
    words = words.replace("s's ", "s' ")  # the United States' bases
    return words[:1].upper() + words[1:].rstrip(".") + "."


def with_article(name: str) -> str:
    """A name as it stands within a sentence: `the United States`, `the Gulf`, `Iran`."""
    if name.startswith("The "):
        return "the " + name[4:]
    several = "," in name or " and " in name
    return f"the {name}" if _WITH_THE.search(name) and not several else name


def count(number: int, words: str = "") -> str:
    """A whole number as it is written in prose, with its noun."""
    text = _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"
    return f"{text} {words}".strip()


def deaths_words(military: int, civilian: int) -> str:
    """How many died, in words; empty if nobody did."""
    parts = []
    if military:
        parts.append(count(military, "soldier or fighter" if military == 1 else "soldiers and fighters"))
    if civilian:
        parts.append(count(civilian, "civilian" if civilian == 1 else "civilians"))
    if not parts:
        return ""
    words = " and ".join(parts) + " died."
    return words[:1].upper() + words[1:]


def name_of(named: Mapping[str, object], key: str | None) -> str:
    """The name behind an id, or the id itself."""
    part = named.get(key or "")
    return str(getattr(part, "name", "")) or (key or "").replace("-", " ")
