"""Militarized Interstate Disputes, version 5.0: disputes, participants, dated incidents and who took part in them.

Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules (2022), The MID5 Dataset. The
project holds no row of it: whoever wants to fit or to score brings the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from . import codes_mid as codes
from .csv_reader import Column, described, once, read
from .dates import columns, span
from .folder import official
from .incidents import placed, unordered
from .irregularities import Found

LAST_DAY = pd.Timestamp("2014-12-31")  # of the coding
SILENCE = 180  # days without an incident after which the coding closes a dispute
SHORT = 3  # days that some durations lack
UNKNOWN = ("-9",)
_ID: dict[str, Any] = {"low": 1, "known": True}
_FLAG: dict[str, Any] = {"low": 0, "high": 1, "known": True}
_START, _END = ("styear", "stmon", "stday"), ("endyear", "endmon", "endday")
VERSION = Column("version", "version of the data", low=5, high=5, known=True)

DISPUTES = {
    "dispute": Column("dispnum", "number of the dispute", **_ID),
    **columns("start", _START, "its first incident", vague=False),
    **columns("end", _END, "its last incident", vague=False),
    "outcome": Column("outcome", "outcome", codes=codes.OUTCOME),
    "settlement": Column("settle", "settlement", codes=codes.SETTLEMENT),
    "deaths": Column("fatality", "class of deaths", codes=codes.DEATHS),
    "action": Column("hiact", "highest action", codes=codes.ACTION),
    "level": Column("hostlev", "highest level", codes=codes.LEVEL, known=True),
    "reciprocated_coded": Column("recip", "flag of reciprocity", **_FLAG),
    "states_a": Column("numa", "states on side A", low=1, unknown=UNKNOWN),
    "states_b": Column("numb", "states on side B", low=1, unknown=UNKNOWN),
    "ongoing": Column("ongo2014", "had not ended with 2014", **_FLAG),
    "version": VERSION,
}
PARTICIPANTS = {
    "dispute": Column("dispnum", "number of the dispute", **_ID),
    "actor": Column("stabb", "the state's abbreviation", "word", known=True),
    "state": Column("ccode", "the state's number", **_ID),
    **columns("start", _START, "its entry", vague=False),
    **columns("end", _END, "its exit", vague=False),
    "side": Column("sidea", "on side A, which acts first", **_FLAG),
    "revises": Column("revstate", "wants to revise the status quo", low=0, high=1, unknown=UNKNOWN),
    "revision": Column("revtype1", "what it wants to revise", codes=codes.REVISION),
    "deaths": Column("fatality", "class of its deaths", codes=codes.DEATHS),
    "action": Column("hiact", "its highest action", codes=codes.ACTION),
    "level": Column("hostlev", "its highest level", codes=codes.LEVEL, known=True),
    "originator": Column("orig", "was there from the first day", low=0, high=1, unknown=UNKNOWN),
    "version": VERSION,
}
INCIDENTS = {
    "dispute": Column("dispnum", "number of the dispute", **_ID),
    "incident": Column("incidnum", "number of the incident", **_ID),
    **columns("start", _START, "its first day", vague=False),
    **columns("end", _END, "its last day", vague=False),
    "days": Column("duration", "days from first to last, inclusive", low=1, unknown=UNKNOWN),
    "deaths": Column("fatality", "class of deaths", codes=codes.DEATHS),
    "deaths_precise": Column("fatalpre", "deaths", low=0, unknown=UNKNOWN),
    "action": Column("action", "action", codes=codes.ACTION),
    "level": Column("hostlev", "level", codes=codes.LEVEL, known=True),
    "version": VERSION,
}
INCIDENT_ACTORS = {
    "dispute": Column("dispnum", "number of the dispute", **_ID),
    "incident": Column("incidnum", "number of the incident", **_ID),
    "actor": Column("stabb", "the state's abbreviation", "word", known=True),
    "state": Column("ccode", "the state's number", **_ID),
    "initiates": Column("insidea", "is of the side that initiates the incident", **_FLAG),
    "side": Column("sidea", "on side A of the dispute", **_FLAG),
    "action": Column("action", "its action; none for a target that does nothing", codes=codes.ACTION),
    "level": Column("hostlev", "its level", codes=codes.LEVEL, known=True),
    "deaths": Column("fatality", "class of its deaths", codes=codes.DEATHS),
    "deaths_precise": Column("fatalpre", "its deaths", low=0, unknown=UNKNOWN),
    "revision": Column("revtype1", "what it wants to revise", codes=codes.REVISION),
    "version": VERSION,
}

DISPUTE_TABLE = described(DISPUTES, reciprocated="whether any state on side B has an act of its own")
PARTICIPANT_TABLE = described(PARTICIPANTS, side="A, which acts first, or B (`sidea`)")
INCIDENT_TABLE = described(
    INCIDENTS,
    days="days from first to last, inclusive, from the dates; empty where one is not known",
    date="the first day, or where it is placed if it is not known: for the order only",
    k="its place in its dispute, from 1",
    side="side of the dispute that initiates it, A or B",
    both="whether the other side acts in it, too, so that nobody is first",
    fatal="1 if anybody died, 0 if nobody, NaN if that is not known",
    order_known="whether no other incident of the dispute may have come on the same day or on either side of it",
)
INCIDENT_ACTOR_TABLE = described(INCIDENT_ACTORS, side="its side of the dispute, A or B (`sidea`)")


@dataclass(frozen=True)
class Mid:
    """Disputes and incidents.

    Attributes
    ----------
    disputes, participants, incidents, incident_actors : DataFrame
        Columns in docs/evidence.md; incidents are in the order of dispute and `k`.
    found : dict
        Where the rules for odd rows were needed (`offramp.evidence.QUIRKS`).
    """

    disputes: pd.DataFrame
    participants: pd.DataFrame
    incidents: pd.DataFrame
    incident_actors: pd.DataFrame
    found: Found = field(default_factory=Found)


def read_mid(data: str | Path | None = None) -> Mid:
    """Read the four files of MID from a folder; the one that OFFRAMP_DATA names if none is given.

    Raises
    ------
    DataError
        If a file is missing, of another version, or holds what it may not.
    """
    found = Found()
    participants = _dated(read(official(data, "midb"), PARTICIPANTS)).sort_values(
        ["dispute", "state"], ignore_index=True
    )
    disputes = _disputes(_keyed(official(data, "mida"), DISPUTES, "dispute"), participants, found)
    actors = read(official(data, "midip"), INCIDENT_ACTORS).drop(columns="version")
    actors = _sided(actors).sort_values(["dispute", "incident", "state"], ignore_index=True)
    incidents = _incidents(_keyed(official(data, "midi"), INCIDENTS, "incident"), actors, found)
    participants = _sided(participants)[list(PARTICIPANT_TABLE)]
    return Mid(disputes, participants, incidents, actors[list(INCIDENT_ACTOR_TABLE)], found)


def _keyed(path: Path, columns: Mapping[str, Column], key: str) -> pd.DataFrame:
    """Read a file of which each row has a number of its own."""
    raw = read(path, columns)
    once(path, columns[key], raw[key])
    return raw


def _disputes(raw: pd.DataFrame, participants: pd.DataFrame, found: Found) -> pd.DataFrame:
    made = _dated(raw).sort_values("dispute", ignore_index=True)
    acted = participants[(participants.side == 0) & (participants.level > "none")].dispute
    made["reciprocated"] = made.dispute.isin(acted)
    for flag in ("reciprocated_coded", "ongoing"):
        made[flag] = made[flag].astype(bool)
    found.note("mid-reciprocity", made.dispute[made.reciprocated != made.reciprocated_coded])
    found.note("mid-ongoing", made.dispute[made.ongoing])
    return made[list(DISPUTE_TABLE)]


def _incidents(raw: pd.DataFrame, actors: pd.DataFrame, found: Found) -> pd.DataFrame:
    alone = ~raw.incident.isin(actors.incident)
    found.note("mid-no-actors", raw.incident[alone])
    made = placed(_dated(raw[~alone].reset_index(drop=True)))
    found.note("mid-unknown-day", made.incident[~made.start_exact])
    dated = (made.end - made.start).dt.days.where(made.start_exact & made.end_exact) + 1
    found.note("mid-short-duration", made.incident[made.days == dated - SHORT])
    made["days"] = dated.astype(float)
    first = actors[actors.initiates].groupby("incident").side
    made["side"] = made.incident.map(first.first())
    acting = actors[~actors.initiates & (actors.level > "none")].incident
    made["both"] = made.incident.isin(acting)
    found.note("mid-clash", made.incident[made.both])
    targets = actors[~actors.initiates].merge(made[["incident", "side"]], on="incident", suffixes=("", "_first"))
    found.note("mid-fires-within", targets.incident[targets.side == targets.side_first])
    made["fatal"] = (made.deaths > "none").astype(float).where(made.deaths.notna())
    found.note("mid-deaths-unknown", made.incident[made.deaths.isna()])
    uncounted = (made.fatal == 1) & (made.deaths_precise == 0)
    found.note("mid-no-death-counted", made.incident[uncounted])
    made["deaths_precise"] = made.deaths_precise.mask(uncounted)
    made["order_known"] = ~unordered(made)
    found.note("mid-same-day", made.incident[~made.order_known])
    return made[list(INCIDENT_TABLE)]


def _sided(raw: pd.DataFrame) -> pd.DataFrame:
    """Sides by their letters, and flags that are."""
    made = raw.assign(side=pd.Categorical(raw.side.map({1: "A", 0: "B"}), ["A", "B"]))
    return made.assign(initiates=made.initiates.astype(bool)) if "initiates" in made else made


def _dated(raw: pd.DataFrame) -> pd.DataFrame:
    parts = [f"{stem}_{part}" for stem in ("start", "end") for part in ("year", "month", "day")]
    return pd.concat([raw.drop(columns=[*parts, "version"]), span(raw, "start"), span(raw, "end")], axis=1)
