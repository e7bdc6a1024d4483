"""What an author meant who wrote a range, a share, a number or a day in another way than the language has it."""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import Any

from offramp.scenario.quantity import Kind

_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_PERCENT = r"(?:%|per ?cent|p\.c\.)"
_BETWEEN = r"(?:\.{2,3}|…|[-–—−~]|to|and|bis|à)"
_ENDS = re.compile(rf"(?:between )?({_NUMBER}) ?({_PERCENT})? ?{_BETWEEN} ?({_NUMBER}) ?({_PERCENT})?", re.I)
_ONE = re.compile(rf"({_NUMBER}) ?({_PERCENT})?", re.I)
_THREE = re.compile(rf"({_NUMBER}) ?\.\. ?({_NUMBER}) ?\.\. ?({_NUMBER})")
_ABOUT = re.compile(r"^(?:about|around|approx(?:imately|\.)?|roughly|some|circa|ca?\.|[~≈<>≤≥]) *|\+$", re.I)
_FRACTION = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})")
_COUNT = re.compile(r"(\w+) *(days?|weeks?|months?|years?|dead|killed|people|acts?)?", re.I)
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\.? +([a-z]{3,9})\.?,? +(\d{4})|([a-z]{3,9})\.? +(\d{1,2}),? +(\d{4})", re.I)
_DAY = re.compile(r"(\d{1,4})[./\-](\d{1,2})[./\-](\d{1,4})")
_OFTEN = re.compile(
    rf"(once|twice|(\w+|{_NUMBER}(?: ?\.\. ?{_NUMBER})?) times|{_NUMBER}(?: ?\.\. ?{_NUMBER})?(?: acts?)?) "
    r"(?:an?|per|every|each) (day|week|month|year)",
    re.I,
)
LONGEST = 60  # characters of what is still taken for a range
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
# Letters of other scripts that look like Latin ones, and Latin ones that are no letter with an accent.
ALIKE = str.maketrans("аеіорсухјѕνοαıøłđ", "aeiopcyxjsvoaiold")
MOST_ID = 80  # characters of an id
SIGNS = {
    ">=": ("at least", "≥", "=>", ">=", "from"),
    "<=": ("at most", "≤", "=<", "<=", "up to"),
    ">": ("more than", "above", "over", "greater than", ">"),
    "<": ("less than", "below", "under", "fewer than", "<"),
}
_COMPARED = re.compile(
    rf"({'|'.join(word for words in SIGNS.values() for word in words)}) *({_NUMBER}) ?({_PERCENT})?", re.I
)
SPANS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}  # days in a unit, by its first letter


def meant(raw: Any, kind: Kind) -> str | None:
    """Return how a range or a number is written that was meant by other words, or None where nobody can tell."""
    shared = kind in ("share", "probability")
    if isinstance(raw, list) and len(raw) == 2 and all(_is_number(each) for each in raw):
        return f"{raw[0]:g}..{raw[1]:g}"
    if _is_number(raw):
        return f"{raw / 100:.10g}" if shared and 2 <= raw <= 100 else None
    text = " ".join(raw.replace("\u00a0", " ").split()) if isinstance(raw, str) else ""
    text = _ABOUT.sub("", text if shared else text.replace("−", "-"))
    if not text or len(text) > LONGEST:
        return None
    if found := _THREE.fullmatch(text):
        low, likely, high = (_decimal(each) for each in found.groups())
        return f"{{low: {low:g}, likely: {likely:g}, high: {high:g}}}"
    if (found := _FRACTION.fullmatch(text)) and int(found[2]):
        return f"{int(found[1]) / int(found[2]):.2g}"
    numbers: tuple[str, ...]
    if found := _ENDS.fullmatch(text):
        numbers, percent = (found[1], found[3]), found[2] or found[4]
    elif found := _ONE.fullmatch(text):
        numbers, percent = (found[1],), found[2]
    else:
        return whole(text) if kind in ("positive", "days", "number") else None
    if percent and not shared:
        return None
    return "..".join(f"{_decimal(each) / (100 if percent else 1):.10g}" for each in numbers)


def often(raw: Any) -> tuple[str, str] | None:
    """Read `five times a week` or `2..5 times a month` as a number or a range and a period; None for other words."""
    found = _OFTEN.fullmatch(" ".join(raw.split())) if isinstance(raw, str) and len(raw) < LONGEST else None
    if not found:
        return None
    count = {"once": "1", "twice": "2"}.get(found[1].lower()) or re.sub(r" (times|acts?)$", "", found[1].lower())
    number = str(NUMBERS.index(count)) if count in NUMBERS else count
    return (number, found[3].lower()) if number[:1].isdecimal() else None


def whole(raw: Any) -> str | None:
    """Return the whole number that was meant by words such as `six`, `60 days` or `two months`; None for others."""
    found = _COUNT.fullmatch(raw.strip()) if isinstance(raw, str) and len(raw) < LONGEST else None
    if isinstance(raw, float) and raw.is_integer():
        return f"{raw:.0f}"
    if not found:
        return None
    word, unit = found[1].lower(), (found[2] or "").lower()
    number = int(word) if word.isdecimal() else NUMBERS.index(word) if word in NUMBERS else None
    return None if number is None else str(number * SPANS.get(unit[:1], 1))


def day(raw: Any) -> str | None:
    """Return the day that was meant by `20 April 2031`, `20.4.2031`, `2031/4/20` or a day that no month has."""
    if isinstance(raw, int) and re.fullmatch(r"[12]\d{7}", str(raw)):
        raw = f"{str(raw)[:4]}-{str(raw)[4:6]}-{str(raw)[6:]}"
    text = raw.strip().partition("T")[0] if isinstance(raw, str) and len(raw) < LONGEST else ""
    months = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
    if found := _DAY_IN_WORDS.fullmatch(text):
        number, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _day(int(year), months.get(name.lower()[:3], 0), int(number))
    if not (found := _DAY.fullmatch(text)):
        return None
    first, second, third = map(int, found.groups())
    if len(found[1]) == 4:
        return _day(first, second, third)
    if len(found[3]) == 4:
        return _day(third, second, first) if second <= 12 else _day(third, first, second)
    return None


def _day(year: int, month: int, number: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= number <= 31 and year > 0):
        return None
    return f"{year:04}-{month:02}-{min(number, calendar.monthrange(year, month)[1]):02}"


def as_id(raw: Any, joint: str = "-") -> str | None:
    """Return the id that is most like a name, its words joined by `joint`: `Kashmir 2019` becomes `kashmir-2019`."""
    plain = unicodedata.normalize("NFKD", str(raw).lower().translate(ALIKE))  # an accent stands apart, and is dropped
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    made = re.sub(r"[^a-z0-9]+", joint, re.sub(r"\.ya?ml$", "", plain)).strip(joint)
    return made[:MOST_ID].strip(joint) or None


def comparison(raw: Any) -> str | None:
    """Return the comparison that was meant by `more than 0.5`, `≥ 3` or `above 50 %`; None for others."""
    found = _COMPARED.fullmatch(raw.strip()) if isinstance(raw, str) and len(raw) < LONGEST else None
    if not found:
        return None
    sign = next(sign for sign, words in SIGNS.items() if found[1].lower() in words)
    return f"{sign} {_decimal(found[2]) / (100 if found[3] else 1):g}"


def listed(raw: Any) -> str | None:
    """Return the list that was meant by a text such as `aland and borduria` or `-first`; None for others."""
    text = raw.strip() if isinstance(raw, str) and len(raw) < 10 * LONGEST else ""
    if text.startswith("-"):
        return f"- {text[1:].strip()}"
    parts = [part.strip() for part in re.split(r",| and | & |;| vs\.? | - ", text) if part.strip()]
    return f"[{', '.join(parts)}]" if parts else None


def _is_number(raw: Any) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
