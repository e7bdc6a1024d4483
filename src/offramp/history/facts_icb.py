"""Stylised facts of crises and their actors: answers to a trigger, delay, severity and duration."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from .codes_icb import ACT, PROTRACTED, PROXIMITY, VIOLENCE
from .facts import Facts, gathered, lengths, share, shares
from .icb import Icb

VIOLENT = (8, 9)  # codes of triggers
RESPONSES = ("none", "verbal", "political", "economic", "non-violent military", "violent")
RANK_OF_CODE = {1: 0, 2: 1, 3: 2, 4: 3, 6: 4, 7: 4, 8: 5, 9: 5}  # "other non-violent" (5) has no severity
RANK_OF_TRIGGER = {1: 1, 2: 2, 3: 3, 7: 4, 8: 5, 9: 5}  # what nobody did, and other acts, have none
WEAPONS = 3
LAGS, DURATIONS = (0, 1, 3, 7, 14, 30, 90), (7, 30, 90, 180, 365)
AT_PEACE = " [first actor not in a running war]"


class Tables(NamedTuple):
    """Crises and actors, as the facts are computed of.

    Attributes
    ----------
    crises : DataFrame
        `year`, `trigger`, `protracted`, `proximity` (codes), `at_war`, `power_gap`; and what came: `violence` (0 to 3),
        `days`.
    actors : DataFrame
        `year`, `trigger`, `at_war`, `first` (triggered with the crisis), `armed` (with nuclear weapons); and
        what came: `response` (its rank in `RESPONSES`), `lag` in days, `violence`.
    """

    crises: pd.DataFrame
    actors: pd.DataFrame


def of_icb(icb: Icb) -> Tables:
    """Tables of the official files."""
    crises, actors = icb.crises, icb.actors
    middle = actors.start.dt.to_period("M").dt.start_time + pd.Timedelta(days=14)
    day = actors.start.where(actors.start_exact, middle)  # for the order alone
    return Tables(
        pd.DataFrame(
            {
                "year": crises.start.dt.year,
                "trigger": _code(crises.trigger),
                "protracted": _code(crises.protracted),
                "proximity": _code(crises.proximity),
                "at_war": crises.running_war,
                "power_gap": crises.power_gap,
                "violence": _code(crises.violence) - 1,
                "days": crises.days,
            }
        ),
        pd.DataFrame(
            {
                "year": actors.start.dt.year,
                "trigger": _code(actors.trigger),
                "at_war": _code(actors.running_war) > 1,
                "first": day == day.groupby(actors.crisis).transform("min"),
                "armed": _code(actors.nuclear) >= WEAPONS,
                "response": _code(actors.response).map(RANK_OF_CODE),
                "lag": actors.lag_coded,
                "violence": _code(actors.violence) - 1,
            }
        ),
    )


def facts(told: Tables) -> Facts:
    """Every fact of crises and actors."""
    crises, actors = told
    of_crises = [of(crises) for of in (_violence, _by_trigger, _by_setting, _durations)]
    of_actors = [of(actors) for of in (_responses, _against, _lags, _used)]
    return gathered(chain(*of_crises, *of_actors))


def _violence(crises: pd.DataFrame) -> Iterator[Facts]:
    peace, late = ~crises.at_war, crises.year >= 1990
    groups = {
        "all crises": peace | True,
        "first actor not in a running war": peace,
        "first actor in a running war": ~peace,
        "1946 on": crises.year >= 1946,
        "1990 on": late,
        "1990 on, first actor not in a running war": late & peace,
    }
    for group, some in groups.items():
        yield shares("violence over the crisis", group, _worded(crises.violence[some]), VIOLENCE.names.values())


def _by_trigger(crises: pd.DataFrame) -> Iterator[Facts]:
    for suffix, table in (("", crises), (AT_PEACE, crises[~crises.at_war])):
        violent = table.trigger.isin(VIOLENT)
        own = {word: table.trigger == code for code, word in ACT.names.items()}
        for group, some in (own | {"any violent (8, 9)": violent, "any other": ~violent}).items():
            yield share(f"P(full-scale war) | trigger{suffix}", group, table.violence[some] == 3)
            if group in own:
                yield share(f"P(serious clashes or war) | trigger{suffix}", group, table.violence[some] >= 2)
        yield share(f"P(any violence) | trigger{suffix}", "any other", table.violence[~violent] > 0)


def _by_setting(crises: pd.DataFrame) -> Iterator[Facts]:
    for suffix, table in (("", crises), (AT_PEACE, crises[~crises.at_war])):
        gap = table.power_gap
        groups = {
            "protracted conflict": {word: table.protracted == code for code, word in PROTRACTED.names.items()},
            "proximity": {word: table.proximity == code for code, word in PROXIMITY.names.items()},
            "power discrepancy": {
                "0-2": gap <= 2,
                "3-8": gap.between(3, 8),
                "9 and more": gap >= 9,
                "missing": gap.isna(),
            },
        }
        for what, parts in groups.items():
            for group, some in parts.items():
                yield share(f"P(full-scale war) | {what}{suffix}", group, table.violence[some] == 3)


def _durations(crises: pd.DataFrame) -> Iterator[Facts]:
    words = ("no violence", "minor clashes", "serious clashes", "war")
    groups = {"all": crises.violence >= 0, "1990 on": crises.year >= 1990}
    for group, some in (groups | {word: crises.violence == n for n, word in enumerate(words)}).items():
        yield lengths("crisis duration, days", group, crises.days[some], DURATIONS)


def _responses(actors: pd.DataFrame) -> Iterator[Facts]:
    ranked = actors[actors.response.notna()]
    word = ranked.response.map(dict(enumerate(RESPONSES)))
    for code, group in ACT.names.items():
        yield shares("response severity | trigger", group, word[ranked.trigger == code], RESPONSES)
    severity = ranked.trigger.map(RANK_OF_TRIGGER)
    for rank, group in enumerate(RESPONSES[1:], 1):
        yield shares("response severity | trigger severity (5 groups)", group, word[severity == rank], RESPONSES)
    violent = actors.trigger.isin(VIOLENT)
    groups = {
        "violent trigger (8, 9)": violent,
        "direct violent trigger (9)": actors.trigger == 9,
        "any other trigger": ~violent,
    }
    for group, some in groups.items():
        yield share("violent response", group, actors.response[some] == 5)


def _against(actors: pd.DataFrame) -> Iterator[Facts]:
    """Responses as severe as what triggered them, or less, or more."""
    severity = actors.trigger.map(RANK_OF_TRIGGER)
    on = actors[severity.notna() & actors.response.notna()]
    severity, trigger = severity[on.index], on.trigger
    groups = {
        "all actors": trigger > 0,
        "outside a running war (iwc=1)": ~on.at_war,
        "first actor only": on["first"],
        "1990 on": on.year >= 1990,
        "nuclear-armed or superpower actor": on.armed,
        "without indirect violence": trigger != 8,
        "trigger below violent": severity < 5,
        "trigger non-violent military": trigger == 7,
        "trigger political": trigger == 2,
        "trigger violent (direct)": trigger == 9,
        "trigger indirect violent": trigger == 8,
    }
    step = on.response - severity
    for group, some in groups.items():
        for stat, hits in {"below": step < 0, "equal": step == 0, "above": step > 0}.items():
            yield share("response vs trigger", group, hits[some], stat)
    apart = pd.Series(np.subtract.outer(on.response.to_numpy(), severity.to_numpy()).ravel())
    for stat, hits in {"below": apart < 0, "equal": apart == 0, "above": apart > 0}.items():
        yield share("response vs trigger", "expected if unrelated", hits, stat)


def _lags(actors: pd.DataFrame) -> Iterator[Facts]:
    violent, forceful = actors.trigger.isin(VIOLENT), actors.response == 5
    groups = {
        "all": violent | True,
        "violent response": forceful,
        "non-violent military response": actors.response == 4,
        "political response": actors.response == 2,
        "violent trigger": violent,
        "non-violent military trigger": actors.trigger == 7,
        "1990 on": actors.year >= 1990,
        "violent trigger and violent response": violent & forceful,
    }
    for group, some in groups.items():
        yield lengths("response lag, days", group, actors.lag[some], LAGS)


def _used(actors: pd.DataFrame) -> Iterator[Facts]:
    groups = {f"trigger {ACT.names[code]}": actors.trigger == code for code in (2, 7, 8, 9)}
    for group, some in ({"all actors": actors.trigger > 0} | groups).items():
        words = _worded(actors.violence[some])
        yield shares("severity of violence used by actor (sevvio)", group, words, VIOLENCE.names.values())


def _worded(violence: pd.Series) -> pd.Series:
    return violence.map(dict(enumerate(VIOLENCE.names.values())))


def _code(column: pd.Series) -> pd.Series:
    """The code of every row, from 1, or from where the codes begin; 0 where it is not known."""
    return column.cat.codes.astype(int) + 1
