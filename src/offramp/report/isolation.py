"""Isolate names written from right to left, so that numbers beside them stay in their places."""

from __future__ import annotations

import re

# Hebrew, Arabic, Syriac, Thaana, NKo and their like, with the forms for printing and the planes above.
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_WORDS = re.compile(f"[{_LETTERS}](?:[{_LETTERS}\\s'’.-]*[{_LETTERS}])?")
BEGIN, END = "\u2068", "\u2069"  # Unicode's isolates do in text and in attributes what <bdi> does in elements


def isolated(text: str) -> str:
    """Set every run of words that runs from right to left apart from its neighbours."""
    return _WORDS.sub(lambda found: f"{BEGIN}{found[0]}{END}", text)
