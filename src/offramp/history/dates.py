"""Dates of which the day or the month is unknown, as the first and the last day possible."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .csv_reader import Column

# ICB's days for "early", "middle" and "late in the month": the first and the last day that is meant, and the day with
# which its coders count durations (recovered from their counts). 0 is the month's last day.
VAGUE = {66: (1, 10, 1), 77: (11, 20, 15), 88: (21, 0, 0)}

Floats = NDArray[np.float64]
Dates = NDArray[Any]
DAYS, SECONDS = "datetime64[D]", "datetime64[s]"


def columns(stem: str, source: tuple[str, str, str], about: str, vague: bool, known: bool = True) -> dict[str, Column]:
    """The three columns of a date in a file.

    Parameters
    ----------
    stem : str
        Our name of the date.
    source : tuple of str
        Year, month and day in the file.
    about : str
        What happened then.
    vague : bool
        Whether the day may be one of ICB's for early, middle and late in the month.
    known : bool
        Whether the year has to be known.
    """
    (year, month, day), unknown = source, ("-9", "-99", "99", "999")
    return {
        f"{stem}_year": Column(year, f"year of {about}", unknown=unknown, low=1800, high=2100, known=known),
        f"{stem}_month": Column(month, f"month of {about}", unknown=unknown, low=1, high=12),
        f"{stem}_day": Column(day, f"day of {about}", unknown=unknown, low=1, high=31, also=[*VAGUE] if vague else ()),
    }


def span(frame: pd.DataFrame, stem: str) -> pd.DataFrame:
    """Turn a date's three columns into the days between which it lies.

    Parameters
    ----------
    frame : DataFrame
        With columns `stem`_year, `stem`_month and `stem`_day, NaN where unknown.
    stem : str

    Returns
    -------
    DataFrame
        `stem`, the earliest day; `stem`_latest; `stem`_exact, whether the day is known. NaT where the year is not.
        A day that the month does not have (31 June) counts as unknown within the month.
    """
    year, month, day = _parts(frame, stem)
    first, last = _ends(year, month)
    exact = _date(year, month, day)
    early, late = ({code: days[end] for code, days in VAGUE.items()} for end in (0, 1))
    start = _first(exact, _date(year, month, _mapped(day, early)), first)
    stop = _first(exact, _date(year, month, _mapped(day, late)), last)
    known = ~np.isnat(exact)
    return pd.DataFrame(
        {stem: start.astype(SECONDS), f"{stem}_latest": stop.astype(SECONDS), f"{stem}_exact": known},
        index=frame.index,
    )


def coders_day(frame: pd.DataFrame, stem: str) -> pd.Series:
    """The one day with which ICB's coders count: of a vague one early 1, middle 15, late the last of the month.

    NaT where nothing is said of the day.
    """
    year, month, day = _parts(frame, stem)
    meant = np.where(day > 31, _mapped(day, {code: at for code, (_, _, at) in VAGUE.items()}), day)
    made = _date(year, month, meant)
    late = ~np.isnan(month) & (meant == 0)
    return pd.Series(np.where(late, _ends(year, month)[1], made).astype(SECONDS), index=frame.index)


def _parts(frame: pd.DataFrame, stem: str) -> list[Floats]:
    return [frame[f"{stem}_{part}"].to_numpy(float) for part in ("year", "month", "day")]


def _months(year: Floats, month: Floats) -> Dates:
    known = ~np.isnan(year) & ~np.isnan(month)
    since = np.where(known, (year - 1970) * 12 + month - 1, 0).astype(np.int64)
    return np.where(known, since.astype("datetime64[M]"), np.datetime64("NaT", "M"))


def _ends(year: Floats, month: Floats) -> tuple[Dates, Dates]:
    """The first and the last day of what is known: a month, or a year."""
    first = _months(year, np.nan_to_num(month, nan=1.0))
    last = _months(year, np.nan_to_num(month, nan=12.0))
    return first.astype(DAYS), (last + 1).astype(DAYS) - 1


def _date(year: Floats, month: Floats, day: Floats) -> Dates:
    """The day, where the month has it; 0 and what is not known is none."""
    month = np.where(np.isnan(day) | (day < 1), np.nan, month)
    at = _months(year, month)
    made = at.astype(DAYS) + (np.nan_to_num(day, nan=1.0).astype(np.int64) - 1)
    return np.where(made.astype("datetime64[M]") == at, made, np.datetime64("NaT", "D"))


def _mapped(day: Floats, to: dict[int, int]) -> Floats:
    return np.array([to.get(int(each), np.nan) if not np.isnan(each) else np.nan for each in day], float)


def _first(*choices: Dates) -> Dates:
    """Of each row the first that is a date."""
    made = choices[-1]
    for each in reversed(choices[:-1]):
        made = np.where(np.isnat(each), made, each)
    return made
