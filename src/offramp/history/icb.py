"""International Crisis Behavior, version 14: crises and their actors, with the codes' meaning.

Brecher, Wilkenfeld, Beardsley, James and Quinn, International Crisis Behavior Data, version 14. The project holds no
row of it: whoever wants to fit or to score brings the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from offramp.errors import DataError, Fault

from . import codes_icb as codes
from .csv_reader import FIRST_ROW, Column, described, once, read
from .dates import coders_day, columns, span
from .folder import official
from .irregularities import Found

LAST_CRISIS = 487  # of version 14
END_UNKNOWN = 999
DISAGREES = 3  # days between a lag as counted and as dated that are no longer a matter of counting
UNKNOWN = ("-99", "-9", "99")
_ID: dict[str, Any] = {"low": 1, "high": LAST_CRISIS}

CRISES = {
    "crisis": Column("crisno", "number of the crisis", **_ID),
    "name": Column("crisname", "name of the crisis", "word"),
    "trigger": Column("break", "the act that triggered it", codes=codes.ACT),
    "trigger_entity": Column("trigent", "state that did so; 995 to 997 are no states", low=1, high=999),
    **columns("start", ("yrtrig", "motrig", "datrig"), "the trigger", vague=True, known=False),
    **columns("end", ("yrterm", "moterm", "daterm"), "the end", vague=True, known=False),
    **columns("mediation", ("yrmedst", "momedst", "damedst"), "the first mediation", vague=True, known=False),
    **columns("mediated", ("yrmedend", "momedend", "damedend"), "the last mediation", vague=True, known=False),
    "days": Column("brexit", "days from trigger to end, inclusive; 999 unknown", low=1),
    "violence": Column("viol", "violence over the crisis", codes=codes.VIOLENCE),
    "technique": Column("sevviosy", "violence as a means of managing the crisis", codes=codes.VIOLENCE),
    "management": Column("crismg", "main means of managing it", codes=codes.MANAGEMENT),
    "gravity_ex_post": Column("gravcr", "value threatened, coded over the whole crisis", codes=codes.GRAVITY),
    "war_ex_post": Column("iwcmb", "running war, coded over the whole crisis", codes=codes.WAR),
    "protracted": Column("protrac", "whether a protracted conflict goes on", codes=codes.PROTRACTED),
    "proximity": Column("geogrel", "how near the adversaries are", codes=codes.PROXIMITY),
    "power_gap": Column("powdissy", "power discrepancy of the adversaries", low=0, unknown=("-99",)),
    "ended_by": Column("forout", "form of the outcome", codes=codes.CRISIS_FORM),
    "clear": Column("subout", "content of the outcome", codes=codes.CLEAR),
    "tension": Column("outesr", "tension within five years", codes=codes.TENSION),
    "mediation_code": Column("mediate", "mediation; 4 where there were mediators", low=1, high=9, unknown=UNKNOWN),
    "ethnic": Column("ethnic", "ethnicity: 1 secessionist, 2 irredentist, 3 none", low=1, high=3, unknown=UNKNOWN),
    "heterogeneity": Column("hetero", "attributes in which the adversaries differ", low=1, high=5, unknown=UNKNOWN),
    "issues": Column("issues", "how many issues, and which", low=1, high=5, unknown=UNKNOWN),
    "region": Column("geog", "region of the crisis", low=1, high=98, unknown=UNKNOWN),
    "actors": Column("noactr", "actors that ICB counts in it", low=1),
}
ACTORS = {
    "crisis": Column("crisno", "number of the crisis", **_ID),
    "case": Column("cracno", "number of the crisis actor", low=1),
    "actor": Column("actor", "the state's abbreviation", "word"),
    "state": Column("cracid", "the state's number", low=1, high=999),
    "trigger": Column("triggr", "the act that triggered its crisis", codes=codes.ACT),
    "trigger_entity": Column("trigent", "state that did so; 995 to 997 are no states", low=1, high=999),
    **columns("start", ("yrtrig", "motrig", "datrig"), "its trigger", vague=True, known=False),
    **columns("answer", ("yerres", "monres", "dayres"), "its major response", vague=True, known=False),
    **columns("end", ("yrterm", "moterm", "daterm"), "the end for it", vague=True, known=False),
    "response": Column("majres", "its major response: its first principal answer", codes=codes.RESPONSE),
    "lag_coded": Column("trgresra", "days from trigger to response, the same day counted as 1", low=1),
    "violence": Column("sevvio", "severity of the violence that it used", codes=codes.VIOLENCE),
    "management": Column("crismg", "its main means", codes=codes.MANAGEMENT),
    "running_war": Column("iwc", "running war when it was triggered", codes=codes.WAR),
    "outcome": Column("outcom", "outcome for it", codes=codes.OUTCOME, unknown=("9",)),
    "ended_by": Column("outfor", "form of the outcome for it", codes=codes.ACTOR_FORM),
    "tension": Column("outesr", "tension within five years", codes=codes.TENSION),
    "gravity_ex_post": Column("gravty", "value threatened, coded over the whole crisis", codes=codes.GRAVITY),
    "protracted": Column("pc", "whether a protracted conflict goes on", codes=codes.PROTRACTED),
    "power_gap": Column("powdis", "its power less its adversary's", unknown=("-199", "-999")),
    "regime": Column("regime", "its regime", codes=codes.REGIME),
    "power": Column("powsta", "its power status", codes=codes.POWER),
    "nuclear": Column("nuclear", "its nuclear capability", codes=codes.NUCLEAR),
    "threat_power": Column("southpow", "power of the source of the threat", codes=codes.POWER),
    "distance": Column(
        "cractloc", "distance of the crisis from it, 1 home to 4 elsewhere", low=1, high=4, unknown=UNKNOWN
    ),
}

CRISIS_TABLE = described(
    CRISES,
    days="days from trigger to end, elapsed, as counted (`brexit` less 1); empty where the end is not known",
    days_dated="the same from the dates, where both are exact",
    running_war="whether the actor that was triggered first was in a running war",
    used="the most violence that any of its actors used",
    has_mediator="1 where there were mediators, 0 where not (inferred from `mediate`)",
)
ACTOR_TABLE = described(
    ACTORS,
    lag_coded="days from trigger to response, elapsed, as counted (`trgresra` less 1)",
    lag="the same from the dates, where both are exact",
    day="day of its trigger with which ICB's coders count, for the order within a crisis",
)


@dataclass(frozen=True)
class Icb:
    """Crises and their actors.

    Attributes
    ----------
    crises : DataFrame
        One row for each crisis, in the order of their numbers; columns in docs/evidence.md.
    actors : DataFrame
        One row for each crisis actor, in the order of crisis and case.
    found : dict
        Where the rules for odd rows were needed (`offramp.evidence.QUIRKS`).
    """

    crises: pd.DataFrame
    actors: pd.DataFrame
    found: Found = field(default_factory=Found)


def read_icb(data: str | Path | None = None) -> Icb:
    """Read both files of ICB from a folder; the one that OFFRAMP_DATA names if none is given.

    Raises
    ------
    DataError
        If a file is missing, of another version, or holds what it may not.
    """
    found = Found()
    crises = _filled(official(data, "icb1"), CRISES, ("crisis",), "crisis", found)
    actors = _filled(official(data, "icb2"), ACTORS, ("crisis", "case", "state"), "case", found)
    actors = _actors(actors, found)
    return Icb(_crises(crises, actors, found), actors, found)


def _filled(
    path: Path, columns: Mapping[str, Column], numbers: tuple[str, ...], key: str, found: Found
) -> pd.DataFrame:
    """A file without its empty rows, in the order of its numbers, which every other row must have, its key once."""
    raw = read(path, columns)
    empty = raw.start_year.isna()
    found.note("icb-empty", raw.crisis[empty].dropna())
    raw = raw[~empty]
    for name in numbers:
        lost = raw[name].isna()
        if lost.any():
            line = int(lost.idxmax()) + FIRST_ROW
            raise DataError(Fault(str(path), line, columns[name].source, "nothing", columns[name].about))
    once(path, columns[key], raw[key])
    made = raw.sort_values(list(numbers), ignore_index=True)
    return made.astype(dict.fromkeys(numbers, "int64"))


def _crises(raw: pd.DataFrame, actors: pd.DataFrame, found: Found) -> pd.DataFrame:
    made = _dated(raw, ("start", "end", "mediation", "mediated"))
    found.note("icb-vague-day", made.crisis[(raw[["start_day", "end_day"]] > 31).any(axis=1)])
    lost = (raw.mediated_day <= 31) & raw.mediated_month.notna() & ~made.mediated_exact
    found.note("icb-no-such-day", made.crisis[lost])
    made["days"] = (raw.days - 1).where(raw.days != END_UNKNOWN)
    found.note("icb-end-unknown", made.crisis[made.days.isna()])
    made["days_dated"] = (made.end - made.start).dt.days.where(made.start_exact & made.end_exact).astype(float)
    found.note("icb-duration-differs", made.crisis[(made.days_dated - made.days).abs() > DISAGREES])
    found.note("icb-power-unknown", made.crisis[made.power_gap.isna()])
    first = actors.sort_values(["day", "case"]).drop_duplicates("crisis").set_index("crisis")
    made["running_war"] = made.crisis.isin(first.index[first.running_war.cat.codes > 0])
    found.note("icb-war-flag", made.crisis[made.running_war != (made.war_ex_post.cat.codes > 0)])
    most = actors.groupby("crisis").violence.max()
    made["used"] = made.crisis.map(most).astype(most.dtype)
    found.note("icb-war-of-others", made.crisis[(made.violence == "full-scale war") & (made.used <= "minor clashes")])
    found.note("icb-violence-differs", made.crisis[made.technique.cat.codes != made.used.cat.codes])
    made["has_mediator"] = (made.mediation_code == 4).astype(float).where(made.mediation_code.notna())
    return made[list(CRISIS_TABLE)]


def _actors(raw: pd.DataFrame, found: Found) -> pd.DataFrame:
    made = _dated(raw, ("start", "answer", "end"))
    made["day"] = coders_day(raw, "start")
    made["lag_coded"] = raw.lag_coded - 1
    dated = (made.answer - made.start).dt.days.where(made.start_exact & made.answer_exact).astype(float)
    found.note("icb-answers-early", made.case[dated < 0])
    made["lag"] = dated.where(dated >= 0, np.nan)
    found.note("icb-lag-differs", made.case[(dated - made.lag_coded).abs() > DISAGREES])
    answered = made.response.isin([codes.RESPONSE.names[8], codes.RESPONSE.names[9]])
    found.note("icb-peak-is-not-response", made.case[(made.violence >= "serious clashes") & ~answered])
    return made[list(ACTOR_TABLE)]


def _dated(raw: pd.DataFrame, stems: tuple[str, ...]) -> pd.DataFrame:
    parts = [f"{stem}_{part}" for stem in stems for part in ("year", "month", "day")]
    return pd.concat([raw.drop(columns=parts), *(span(raw, stem) for stem in stems)], axis=1)
