"""What stands in one cell: no formula, a day of the calendar, a flag."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from offramp.scenario.words import Refusal, show

# What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards.
_FORMULA = "=+-@\t\r\n＝＋－＠"
_GUARD = "'"  # a spreadsheet shows what follows as text
DayOrder = Literal["dmy", "mdy"]
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_NAMED = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]{3,9})\.?[ ,-]+(\d{4})")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def guarded(text: str) -> str:
    """Return a text as a cell may hold it: one that a spreadsheet would compute is led by an apostrophe."""
    return _GUARD + text if text[:1] and text[0] in _FORMULA + _GUARD else text


def bare(cell: str) -> str:
    """Return the text of a cell, without the apostrophe of `guarded`."""
    return cell[1:] if len(cell) > 1 and cell[0] == _GUARD and cell[1] in _FORMULA + _GUARD else cell


def day(text: str, order: DayOrder | None = None) -> str:
    """Read a day of the calendar; the hours beside it are left out.

    Parameters
    ----------
    text : str
    order : {"dmy", "mdy"}, optional
        What 3/4/2020 means; it is refused where nobody says.

    Raises
    ------
    Refusal
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, number = match.groups()
    elif match := _NAMED.fullmatch(text):
        number, month, year = match[1], _month(match[2], text), match[3]
    elif match := _AMERICAN.fullmatch(text):
        month, number, year = _month(match[1], text), match[2], match[3]
    elif match := _NUMBERS.fullmatch(text):
        number, month, year = _ordered(match, order)
    else:
        raise _no_day(text)
    try:
        return dt.date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        raise _no_day(text) from None


def _month(name: str, text: str) -> str:
    if name[:3].lower() not in MONTHS:
        raise _no_day(text)
    return str(MONTHS.index(name[:3].lower()) + 1)


def _ordered(match: re.Match[str], order: DayOrder | None) -> tuple[str, str, str]:
    first, second, year = match.groups()
    if order is None:
        told = "a day whose month can be told, such as 2020-01-03; or say --dates dmy or --dates mdy"
        raise Refusal(show(match[0]), told)
    return (first, second, year) if order == "dmy" else (second, first, year)


def _no_day(text: str) -> Refusal:
    return Refusal(show(text) if text else "nothing", "a day of the calendar, such as 2020-01-03")


def flag(text: str) -> bool:
    """Read yes or no.

    Raises
    ------
    Refusal
    """
    found = FLAGS.get(text.strip().lower())
    if found is None:
        raise Refusal(show(text), "true or false")
    return found
