"""Join names and counts into prose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

NOWHERE = ("", "-", None)
_WITH_THE = re.compile(r"^United |(?:States|Emirates|Islands|Nations|Kingdom|Union|Guards?|Forces|Houthis)$")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def with_article(name: str) -> str:
    """A name as it stands within a sentence: `the United States`, `the Gulf`, `Iran`."""
    if name.startswith("The "):
        return "the " + name[4:]
    several = "," in name or " and " in name
    return f"the {name}" if _WITH_THE.search(name) and not several else name


def date_words(date: dt.date) -> str:
    """`8 January 2020`."""
    return f"{date.day} {date:%B %Y}"


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
