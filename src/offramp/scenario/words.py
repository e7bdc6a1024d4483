"""Words for faults: what was found, what is allowed, and the nearest right word."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import Any

SPACES = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u3000": "an ideographic space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte-order mark within the text",
    "\u2003": "an em space",
    "\u2002": "an en space",
    "\u2009": "a thin space",
}
LONGEST = 60  # characters of a found value that are shown
# Words that people write for one of the language's, and which of these are meant; the first that is allowed counts.
MEANT = {
    word: right.split()
    for words, right in {
        "country nation government republic power": "state",
        "militia group insurgents rebels party": "proxy",
        "organisation organization union alliance coalition": "alliance bloc",
        "go-between broker": "mediator",
        "proxy sponsor sponsorship client patron": "patronage",
        "enemies enemy rivals rival enmity conflict": "rivalry",
        "ally allies friends": "alliance",
        "channel mediation mediator": "access",
        "min minimum lower from": "low",
        "max maximum upper to": "high",
        "mode mean median best": "likely value",
        "range number": "value",
        "reason why rationale note comment": "because about",
        "period unit": "per",
        "soldiers troops fighters": "military forces",
        "army": "ground forces",
        "airforce air-force aerial": "air",
        "navy naval maritime": "sea",
        "missiles rockets": "missile",
        "ships vessels": "shipping",
        "buildings infrastructure base": "installation",
        "civilians people": "civilian",
        "dead killed casualties fatalities": "deaths",
        "day when": "date",
        "who by doer subject": "actor actors who",
        "whom against object": "target targets whom",
        "place location": "arena arenas",
        "where": "arena where",
        "action act": "move moves",
        "description text": "what says about",
        "summary": "about what",
        "label": "name title says",
        "sources citation reference ref cite": "source",
        "events history": "record",
        "places locations regions": "arenas",
        "relations relationships": "ties",
        "rules": "options",
        "url link": "address",
        "year": "date",
        "public open": "overt",
        "secret hidden": "covert",
        "deniable": "attributable covert",
    }.items()
    for word in words.split()
}


class Refusal(ValueError):
    """A value that a type refuses, in the words of a fault.

    Parameters
    ----------
    found, allowed : str
        What stands there, and what may stand there.
    hint : str or None
        The nearest right word.
    at : str
        The field within the value that is wrong, where it has fields.
    """

    def __init__(self, found: str, allowed: str, hint: str | None = None, at: str = "") -> None:
        super().__init__(f"{found}; allowed: {allowed}")
        self.found, self.allowed, self.hint, self.at = found, allowed, hint, at


def show(value: Any) -> str:
    """Say what was found, briefly."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (bool, float, int)) else repr(str(value))
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{text} with {_blank(value)}" if isinstance(value, str) and _blank(value) else text


def _blank(text: str) -> str | None:
    """Name a blank of a text that looks like a space and is none."""
    return next((SPACES[letter] for letter in text if letter in SPACES), None)


def nearest(word: Any, right: Iterable[str]) -> str | None:
    """Return the right word that looks most like `word`, if any does."""
    if not isinstance(word, str):
        return None
    by_lower = {each.lower(): each for each in right}
    for each in MEANT.get(word.strip().lower(), ()):
        if each in by_lower:
            return by_lower[each]
    found = difflib.get_close_matches(word[:LONGEST].lower(), by_lower, n=1, cutoff=0.6)
    begins = [each for each in by_lower if len(word) > 2 and each.startswith(word.lower())] if not found else []
    return by_lower[found[0]] if found else by_lower[min(begins, key=len)] if begins else None


def one_of(right: Iterable[str], most: int = 12) -> str:
    """List the right words, not too many."""
    words = list(right)
    more = f", … ({len(words)} in all)" if len(words) > most else ""
    return ", ".join(words[:most]) + more if words else "nothing, since there is none"


def comma_trap(value: Any) -> str:
    """Add to what is allowed, where a field without a value shows that a comma cut a text or a number in two."""
    told = '; a comma within braces ends a value: put a text in "quotes", and write decimals with a point'
    return told if value is None else ""
