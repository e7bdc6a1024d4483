"""Stylised facts of disputes: levels, who acts next and when, endings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from .codes_mid import LEVEL
from .disputes import LAST_DAY, SILENCE
from .facts import Facts, alike, gathered, lengths, quantiles, share, shares
from .mid import Mid

LEVELS = tuple(LEVEL.names.values())[1:]  # of incidents: threat to war
WITHIN = (1, 7, 30, 90)
FORCE = 2  # the level
NEVER = np.inf
CLASH = 17  # the action's code
FEW = 20  # incidents of a dispute that is not among the longest


def of_mid(mid: Mid) -> pd.DataFrame:
    """Incidents of the official files, as the facts are computed of.

    Returns
    -------
    DataFrame
        In the order of dispute and `k`: `dispute`, `k`, `day` (empty where it is not known), `level` (0 threat to 3
        war), `side`, `both`, `clash`, `fatal` (1, 0, or NaN for unknown), `ended` (whether it is known that the
        dispute did).
    """
    told = mid.incidents
    ended = told.dispute.isin(mid.disputes.dispute[~mid.disputes.ongoing])
    return pd.DataFrame(
        {
            "dispute": told.dispute,
            "k": told.k,
            "day": told.start.where(told.start_exact),
            "level": told.level.map({word: n for n, word in enumerate(LEVELS)}).astype(int),
            "side": (told.side == "B").astype(int),
            "both": told.both,
            "clash": told.action == "clash",
            "fatal": told.fatal,
            "ended": ended,
        }
    )


def of_cases(incidents: pd.DataFrame) -> pd.DataFrame:
    """The same of a table of cases, and of what `fit.simulate_disputes.worlds` made."""
    date = pd.to_datetime(incidents.date)
    last = date.groupby(incidents.dispnum).transform("max")
    return pd.DataFrame(
        {
            "dispute": incidents.dispnum,
            "k": incidents.k,
            "day": date.where(incidents.date_exact.astype(bool)),
            "level": incidents.level.clip(2, 5) - 2,
            "side": 1 - incidents.side,
            "both": incidents.both.astype(bool),
            "clash": incidents.action == CLASH,
            "fatal": incidents.fatal,
            "ended": (LAST_DAY - last).dt.days >= SILENCE,
        }
    )


def facts(told: pd.DataFrame) -> Facts:
    """Every fact of a table of incidents, see `of_mid`."""
    rows = _with_next(told.reset_index(drop=True))
    return gathered(
        [*_disputes(rows), *_transitions(rows), *_endings(rows), *_waits(rows), *_within(rows), *_deaths(rows)]
    )


def _with_next(told: pd.DataFrame) -> pd.DataFrame:
    """Incidents with what came next in their dispute."""
    by = told.groupby("dispute")
    after = by[["side", "level", "day", "fatal"]].shift(-1).add_prefix("next_")
    size = by.k.transform("size")
    return told.assign(**after, last=told.k == size, size=size, other=after.next_side != told.side)


def _disputes(rows: pd.DataFrame) -> Iterator[Facts]:
    yield shares("level of incidents", "all", rows.level.map(dict(enumerate(LEVELS))), LEVELS)
    by = rows.groupby("dispute")
    size, top, first = by.size(), by["level"].max(), by["level"].first()
    yield quantiles("incidents per dispute", "all", size)
    began = by.side.nunique() > 1
    acted = began | by.both.any()
    yield share("disputes", "all", size == 1, "P(single incident)")
    yield share("disputes", "all", began, "P(both sides initiate an incident)")
    for group, some in (("all", size > 0), ("more than one incident", size > 1)):
        yield share("disputes", group, acted[some], "P(both sides ever act, incl. clashes)")
    yield share("disputes", "all", top == 3, "P(war)")
    for n, word in enumerate(LEVELS[:3]):
        yield share("disputes", f"first incident {word}", top[first == n] >= FORCE, "P(top level is force or war)")
        yield share("disputes", f"first incident {word}", top[first == n] == 3, "P(war)")


def _transitions(rows: pd.DataFrame) -> Iterator[Facts]:
    pairs = rows[~rows["last"]]
    for kind, some in (
        ("all", pairs),
        ("reply by other side", pairs[pairs.other]),
        ("same side again", pairs[~pairs.other]),
    ):
        for group, here in (("all", some), *((word, some[some.level == n]) for n, word in enumerate(LEVELS[:3]))):
            step = here.next_level - here.level
            names = {"higher": step > 0, "same": step == 0, "lower": step < 0, "one level up": step == 1}
            for name, hits in names.items():
                yield share(f"next vs last level: {kind}", group, hits, name)
            yield share(f"P(next incident is the other side's): {kind}", group, here.other)
            if group != "all":
                words = here.next_level.map(dict(enumerate(LEVELS)))
                yield shares(f"next level | last level: {kind}", group, words, LEVELS)
    yield from _without_order(rows, pairs)


def _without_order(rows: pd.DataFrame, pairs: pd.DataFrame) -> Iterator[Facts]:
    """Transitions with disputes weighted alike, and what they would be if order meant nothing."""
    fact, who = "next vs last level: all", "P(next incident is the other side's): all"
    step = pairs.next_level - pairs.level
    for name, hits in {"higher": step > 0, "same": step == 0, "lower": step < 0}.items():
        yield {(fact, "all, disputes weighted equally", name): alike(hits, pairs.dispute)}
    yield {(who, "all, disputes weighted equally", "P"): alike(pairs.other, pairs.dispute)}
    before, after = (pairs[c].value_counts(normalize=True) for c in ("level", "next_level"))
    yield {(fact, "expected if unrelated", "same"): float((before * after).sum())}
    mixed, real = "expected if order shuffled within each dispute", "observed minus shuffled"
    same = _by_chance(rows, "level")
    yield {(fact, mixed, "same"): same, (fact, real, "same"): float((step == 0).mean()) - same}
    other = 1 - _by_chance(rows, "side")
    yield {(who, mixed, "P"): other, (who, real, "P"): float(pairs.other.mean()) - other}


def _by_chance(rows: pd.DataFrame, column: str) -> float:
    """How often two neighbours would be alike, were each dispute's incidents shuffled."""
    many = rows.groupby(["dispute", column]).size()
    size = rows.groupby("dispute").size()
    alike = (many * (many - 1)).groupby("dispute").sum()
    pairs = size[size > 1] - 1
    return float((alike[pairs.index] / size[pairs.index]).sum() / pairs.sum()) if len(pairs) else np.nan


def _endings(rows: pd.DataFrame) -> Iterator[Facts]:
    known = rows[~rows["last"] | rows.ended]
    k, fatal = known.k, known.fatal
    groups = {word: known.level == n for n, word in enumerate(LEVELS)} | {
        "all": k > 0,
        "first incident": k == 1,
        "second incident": k == 2,
        "3rd-5th incident": k.between(3, 5),
        "6th-20th incident": k.between(6, 20),
        "21st and later": k > 20,
        "fatal": fatal == 1,
        "force, not fatal": (known.level >= FORCE) & (fatal == 0),
        "fatality unknown": fatal.isna(),
    }
    for group, some in groups.items():
        yield share("P(dispute ends after this incident)", group, known["last"][some])


def _waits(rows: pd.DataFrame) -> Iterator[Facts]:
    gap = (rows.next_day - rows.day).dt.days
    fact = "days to the next incident of the dispute (given one)"
    groups = {
        "all": ~rows["last"],
        "next by same side": ~rows.other,
        "next by other side": rows.other,
        **{f"after {word}": rows.level == n for n, word in enumerate(LEVELS[:2])},
        "after force": rows.level == 2,
        "after fatal incident": rows.fatal == 1,
        f"disputes with <= {FEW} incidents": rows["size"] <= FEW,
    }
    for group, some in groups.items():
        yield lengths(fact, group, gap[some], (0, 1, 7, 30, 90, 180, 184))


def _within(rows: pd.DataFrame) -> Iterator[Facts]:
    """What comes within so many days of an incident, where the data go on for so long."""
    further, clashes = _wait(rows, rows.k > 0, rows.k > 0), _other(rows, clashes=True)
    facts = {
        "any further incident in the dispute within t days": further,
        "other side acts within t days (strict)": _other(rows, clashes=False),
        "other side acts within t days (incl. clashes)": clashes,
        "the very next incident is the other side's, within t days": further.where(rows.other | further.isna(), NEVER),
    }
    force = rows.level == FORCE
    groups = {
        "all": rows.k > 0,
        **{f"after {word}": rows.level == n for n, word in enumerate(LEVELS[:3])},
        "after non-fatal force": force & (rows.fatal == 0),
        "after fatal incident": rows.fatal == 1,
        "after one-sided force (no clash)": force & ~rows.both,
        "after clash": rows.clash,
        "first incident of the dispute": rows.k == 1,
        f"disputes with <= {FEW} incidents": rows["size"] <= FEW,
    }
    for (fact, wait), days in product(facts.items(), WITHIN):
        hit = _hit(rows, wait, days)
        for group, some in groups.items():
            yield share(fact, group, hit[some].dropna(), f"P(<={days})")
    for days in WITHIN[1:]:
        hit, fact = _hit(rows, clashes, days).dropna(), "other side acts within t days (incl. clashes)"
        weight = 1 / rows["size"][hit.index]
        mean = (hit * weight).sum() / weight.sum() if len(hit) else np.nan
        yield {(fact, "all, disputes weighted equally", f"P(<={days})"): float(mean)}


def _other(rows: pd.DataFrame, clashes: bool) -> pd.Series:
    """Days until the other side acts."""
    waits = [_wait(rows, rows.side == side, (rows.side != side) | (rows.both & clashes)) for side in (0, 1)]
    return waits[0].where(rows.side == 0, waits[1])


def _wait(rows: pd.DataFrame, mine: pd.Series, counts: pd.Series) -> pd.Series:
    """Days from each incident that is `mine` to the next of those that count; empty where they are not known."""
    place = pd.Series(np.arange(len(rows)), rows.index)
    ahead = place.where(counts).groupby(rows.dispute).shift(-1).groupby(rows.dispute).bfill()
    at = ahead.fillna(0).astype(int).to_numpy()
    days = pd.Series((rows.day.to_numpy()[at] - rows.day.to_numpy()) / np.timedelta64(1, "D"), rows.index)
    return days.mask(ahead.isna(), NEVER).where(mine & rows.day.notna())


def _hit(rows: pd.DataFrame, wait: pd.Series, days: int) -> pd.Series:
    """Whether it came within so many days; empty where that is not known."""
    seen = wait.notna() & ((LAST_DAY - rows.day).dt.days >= days)
    return (wait <= days).astype(float).where(seen)


def _deaths(rows: pd.DataFrame) -> Iterator[Facts]:
    """What follows force by whether it killed, and by how often the dispute had killed before."""
    fatal = rows.fatal == 1
    before = fatal.groupby(rows.dispute).cumsum() - fatal
    groups = {
        "last incident fatal": fatal,
        "last incident not fatal": rows.fatal == 0,
        "fatality unknown": rows.fatal.isna(),
        "no earlier death in the dispute": before == 0,
        "1-2 earlier fatal incidents": before.between(1, 2),
        "3+ earlier fatal incidents": before >= 3,
    }
    gap, other = (rows.next_day - rows.day).dt.days, _other(rows, clashes=True)
    for words, some in groups.items():
        here = rows[some & (rows.level >= FORCE)]
        pairs, group, fact = here[~here["last"]], f"force, {words}", "after previous deaths"
        yield share(fact, group, pairs.next_level >= FORCE, "P(next incident is force or war | next)")
        yield share(fact, group, pairs.other, "P(next is the other side's | next)")
        yield share(fact, group, pairs.next_fatal.dropna(), "P(next fatal | next, known)")
        yield share(fact, group, here["last"][~here["last"] | here.ended], "P(dispute ends after it)")
        for days in (7, 30):
            hit = _hit(rows, other, days)[here.index].dropna()
            yield share(fact, group, hit, f"P(other side acts within {days} days, incl. clashes)")
        yield quantiles(f"{fact}: days to the next incident", group, gap[pairs.index], (25, 50, 75))
