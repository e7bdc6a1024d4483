"""Read the cases of the forecast test: crises at onset, triggered actors, incidents so far.

The columns are as they are in the files, under the same names; ids may be any numbers. Names of places may be blank and
dates may be shifted: nothing here reads them but for the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from offramp.errors import DataError, Fault

from .csv_reader import FIRST_ROW, Column, read
from .targets import TARGETS

_KNOWN: dict[str, Any] = {"known": True}
_FLAG: dict[str, Any] = {"low": 0, "high": 1, "known": True}


def _plain(**about: str) -> dict[str, Column]:
    """Numbers that may be unknown."""
    return {name: Column(name, words, "number") for name, words in about.items()}


_GRAVITY = {
    "gravity_ex_post": Column(
        "gravity_ex_post", "value threatened, coded over the whole crisis: hindsight", "number", optional=True
    )
}
_WAS_IN = "the first actor's"
CRISIS_CASES = {
    "crisno": Column("crisno", "number of the crisis", **_KNOWN),
    "year": Column("year", "year of the trigger", **_KNOWN),
    "break": Column("break", "the act that triggered it, 1 to 9", low=1, high=9, **_KNOWN),
    **_plain(
        protrac="1 no protracted conflict, 2 protracted, 3 long-war protracted",
        geogrel="1 contiguous, 2 near neighbours, 3 distant",
        ethnic="1 secessionist, 2 irredentist, 3 no ethnic side",
        hetero="attributes in which the adversaries differ",
        issues="how many issues, and which",
        geog="region",
        log_powdis="log(1 + power discrepancy); 0 where missing",
    ),
    "powdis_missing": Column("powdis_missing", "power discrepancy is missing", **_FLAG),
    "trig_nonstate": Column("trig_nonstate", "no state triggered it", **_FLAG),
    "f_iwc": Column("f_iwc", f"{_WAS_IN} running war at the trigger", **_FLAG),
    **_plain(
        f_regime=f"{_WAS_IN} regime",
        f_nuclear=f"{_WAS_IN} nuclear capability",
        f_powsta=f"{_WAS_IN} power status",
        f_territ=f"{_WAS_IN} territory",
        f_southpow="power of the source of the first actor's threat",
        f_allycap=f"{_WAS_IN} alliances",
        f_massvl=f"mass violence within {_WAS_IN} state",
        f_gvinst=f"instability of {_WAS_IN} government",
        f_old=f"age of {_WAS_IN} state",
        n_day0="actors triggered on the first day",
    ),
    **_GRAVITY,
}
ACTOR_CASES = {
    "cracno": Column("cracno", "number of the crisis actor", **_KNOWN),
    "crisno": Column("crisno", "number of the crisis", **_KNOWN),
    "year": Column("year", "year of its trigger", **_KNOWN),
    "triggr": Column("triggr", "the act that triggered it, 1 to 9", low=1, high=9, **_KNOWN),
    **_plain(
        pc="1 no protracted conflict, 2 protracted, 3 long-war protracted",
        trigloc="where the trigger happened",
        southpow="power of the source of the threat",
        regime="its regime",
        durreg="how long the regime has lasted",
        nuclear="its nuclear capability",
        powsta="its power status",
        territ="its territory",
        allycap="its alliances",
        globmemb="its membership of the global organisation",
        age="its age as a state",
        issue="what is at issue",
        cractloc="distance of the crisis from it",
        econdt="its economic condition",
        socunr="social unrest",
        massvl="mass violence within it",
        gvinst="instability of its government",
    ),
    "iwc": Column("iwc", "it was in a running war", **_FLAG),
    **_plain(powdis_slog="its power less its adversary's, signed log; 0 where missing"),
    "powdis_missing": Column("powdis_missing", "power discrepancy is missing", **_FLAG),
    "trig_nonstate": Column("trig_nonstate", "no state triggered it", **_FLAG),
    "trig_is_threat": Column("trig_is_threat", "who triggered it is the source of the threat", **_FLAG),
    **_plain(
        **{"break": "the act that triggered the crisis"},
        geogrel="1 contiguous, 2 near neighbours, 3 distant",
        ethnic="1 secessionist, 2 irredentist, 3 no ethnic side",
        geog="region",
        rank_in="its place among the crisis's actors by trigger",
        log_days_in="log(1 + days since the crisis began)",
        earlier_resp_sev="severity of the responses before its trigger; 0 none",
    ),
    **_GRAVITY,
}
_SIDES = (("own", "the side that initiates this one"), ("opp", "the other side"))
_DECAYED = (
    ("n", "incidents so far, this one and clashes included"),
    ("f5", "the same, halved every 5 days"),
    ("f40", "the same, halved every 40 days"),
)
_LEVEL = ("threat", "display", "force or war")
INCIDENT_CASES = {
    "incidnum": Column("incidnum", "number of the incident", **_KNOWN),
    "dispnum": Column("dispnum", "number of the dispute", **_KNOWN),
    "date": Column("date", "day of the incident, or where it is placed", "word", **_KNOWN),
    "date_exact": Column("date_exact", "the day is known", **_FLAG),
    "year": Column("year", "year of the incident", **_KNOWN),
    "k": Column("k", "its place in the dispute, from 1", low=1, **_KNOWN),
    "days_since_first": Column("days_since_first", "days since the dispute's first", low=0, **_KNOWN),
    "level": Column("level", "2 threat, 3 display, 4 force, 5 war", low=2, high=5, **_KNOWN),
    "action": Column("action", "MID's action code", low=0, high=21, **_KNOWN),
    "both": Column("both", "both sides act in it", **_FLAG),
    "side": Column("side", "1 side A initiates it, 0 side B", **_FLAG),
    "fatal": Column("fatal", "1 somebody died, 0 nobody", "number", low=0, high=1),
    **_plain(
        n_act="states that initiate it",
        n_tgt="states that it is aimed at",
        duration="days from first to last; 1 where not known",
        major="a major power takes part",
    ),
    "region_act": Column("region_act", "region of who initiates; may be blank", "word"),
    "region_tgt": Column("region_tgt", "region of whom it is aimed at; may be blank", "word"),
    **_plain(revtype="what is to be revised"),
    **_plain(
        **{
            f"{what}_l{lag}": f"{words}, {lag} before this one"
            for lag in (1, 2)
            for what, words in (
                ("level", "level of the incident"),
                ("action", "action of the incident"),
                ("fatal", "whether somebody died"),
                ("same_actor", "whether this one's side initiates the incident"),
                ("gap", "days from the incident to the one after it"),
            )
        }
    ),
    **_plain(
        **{
            f"{what}_{who}_{i}": f"{words}, {_LEVEL[i - 1]}, of {side}"
            for what, words in _DECAYED
            for who, side in _SIDES
            for i in (1, 2, 3)
        },
        n_fatal="incidents so far in which somebody died",
        turns="how often the side changed so far",
    ),
}
TRUTH = {
    "target": Column("target", "name of the target", "word", **_KNOWN),
    "id": Column("id", "id of the case", **_KNOWN),
    "cluster": Column("cluster", "episode of the case", "word", **_KNOWN),
    "truth": Column("truth", "the class that came about, or the days", "number", **_KNOWN),
}
FILES = {"icb_crisis.csv": CRISIS_CASES, "icb_actor.csv": ACTOR_CASES, "mid_incident.csv": INCIDENT_CASES}


@dataclass(frozen=True)
class Cases:
    """What is to be forecast from.

    Attributes
    ----------
    crises, actors, incidents : DataFrame
        In the order of their ids; incidents in that of dispute and `k`.
    """

    crises: pd.DataFrame
    actors: pd.DataFrame
    incidents: pd.DataFrame


def read_cases(folder: str | Path) -> Cases:
    """Read the three files of cases.

    Raises
    ------
    DataError
        If one is missing, an id comes twice, a crisis of an actor is not there, or a dispute has a gap in its history.
    """
    crises, actors, incidents = (read(Path(folder, name), columns) for name, columns in FILES.items())
    for name, table, key in zip(FILES, (crises, actors, incidents), ("crisno", "cracno", "incidnum"), strict=True):
        _unless(Path(folder, name), key, table[key], table[key].duplicated(), "every id once")
    path = Path(folder, "icb_actor.csv")
    _unless(path, "crisno", actors.crisno, ~actors.crisno.isin(crises.crisno), "a crisis of icb_crisis.csv")
    incidents = _in_order(Path(folder, "mid_incident.csv"), incidents)
    return Cases(
        crises.sort_values("crisno", ignore_index=True), actors.sort_values("cracno", ignore_index=True), incidents
    )


def read_truth(folder: str | Path) -> pd.DataFrame:
    """Read what came about: `target`, `id`, `cluster` (the episode) and `truth`, in the order of the file."""
    path = Path(folder, "truth.csv")
    truth = read(path, TRUTH)
    _unless(path, "target", truth.target, ~truth.target.isin(list(TARGETS)), f"one of {', '.join(TARGETS)}")
    others = truth.groupby(["target", "id"]).truth.transform("nunique") > 1
    _unless(path, "truth", truth.truth, others & truth.duplicated(["target", "id"]), "what the same case had above")
    return truth


def _in_order(path: Path, raw: pd.DataFrame) -> pd.DataFrame:
    dates = pd.to_datetime(raw.date, format="%Y-%m-%d", errors="coerce")
    _unless(path, "date", raw.date, dates.isna(), "a date such as 1996-04-11")
    made = raw.assign(date=dates.astype("datetime64[s]")).sort_values(["dispnum", "k"])
    by = made.groupby("dispnum")
    _unless(path, "k", made.k, made.k != by.cumcount() + 1, "1, 2, 3 and so on within a dispute: its whole history")
    back = by.date.diff() < pd.Timedelta(0)
    _unless(path, "date", made.date.dt.date, back, "a day not before that of the incident before it")
    return made.reset_index(drop=True)


def _unless(path: Path, column: str, values: pd.Series, wrong: pd.Series, allowed: str) -> None:
    """Refuse a file for the first row that is wrong."""
    if wrong.any():
        at = wrong.idxmax()
        more = f" (and {wrong.sum() - 1} more like it)" if wrong.sum() > 1 else ""
        raise DataError(Fault(str(path), int(at) + FIRST_ROW, column, f"{values[at]}{more}", allowed))
