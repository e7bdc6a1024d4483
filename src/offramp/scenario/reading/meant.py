"""What an author meant who wrote a range or a share in another way than `0.5..0.75`."""

from __future__ import annotations

import re
from typing import Any

from offramp.scenario.quantity import Kind

_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_PERCENT = r"(?:%|per ?cent|p\.c\.)"
_BETWEEN = r"(?:\.{2,3}|…|[-–—−~]|to|and|bis|à)"
_ENDS = re.compile(rf"(?:between )?({_NUMBER}) ?({_PERCENT})? ?{_BETWEEN} ?({_NUMBER}) ?({_PERCENT})?", re.I)
_ONE = re.compile(rf"({_NUMBER}) ?({_PERCENT})?", re.I)
_THREE = re.compile(rf"({_NUMBER}) ?\.\. ?({_NUMBER}) ?\.\. ?({_NUMBER})")
LONGEST = 60  # characters of what is still taken for a range


def meant(raw: Any, kind: Kind) -> str | None:
    """Return how a range or a number is written that was meant by other words, or None where nobody can tell."""
    text = " ".join(raw.replace("\u00a0", " ").split()) if isinstance(raw, str) else ""
    if not text or len(text) > LONGEST:
        return None
    if found := _THREE.fullmatch(text):
        low, likely, high = (_decimal(each) for each in found.groups())
        return f"{{low: {low:g}, likely: {likely:g}, high: {high:g}}}"
    numbers: tuple[str, ...]
    if found := _ENDS.fullmatch(text):
        numbers, percent = (found[1], found[3]), found[2] or found[4]
    elif found := _ONE.fullmatch(text):
        numbers, percent = (found[1],), found[2]
    else:
        return None
    if percent and kind not in ("share", "probability"):
        return None
    return "..".join(f"{_decimal(each) / (100 if percent else 1):.10g}" for each in numbers)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
