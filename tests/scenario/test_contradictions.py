"""What contradicts itself inside a case is seen by `check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.game.names import name as named
from offramp.game.record import compile_record
from offramp.scenario import load
from offramp.scenario.options import feasible
from tests.scenario.edited import Edit, edited, remarks

ROCKETS = """    deaths: {military: 2}
    ordered_by: borduria
    what: Rockets fell on the garrison
    source: [gazette, yearbook]
"""
AGAIN = """  rockets-again:
    date: 2031-04-20
    actor: mountain-league
    move: rocket-attack
    target: aland
    arena: pass
"""
OFFER = "actor: borduria, move: offer-of-talks, target: aland, what: Borduria offered talks, source: later}"
EARLY = "talks-offered: {date: 2031-06-01"
LOSS = OFFER.replace("target: aland", "target: mountain-league").replace("source", "loses: [commander], source")
POSTS = "what: Aland moved posts"


@pytest.mark.parametrize(
    ("edits", "field", "says"),
    [
        ([("date: 2030-11-02", "date: 0030-11-02")], "record.posts-moved.date", "2,000 years before the start, and"),
        (
            [(EARLY, EARLY.replace("2031", "2131")), ("date: 2031-08-01", "date: 2131-08-01")],
            "aftermath.talks-offered.date",
            "100 years after the start; is the year right?",
        ),
        ([("{date: 2031-06-21", "{date: 1931-06-21")], "actors.aland.election.date", "100 years before the start; is"),
        (
            [("start: 2031-05-10", "start: 2031-06-20"), (EARLY, EARLY.replace("06", "07"))],
            "information_date",
            "2031-05-10 is 41 days before the start, 2031-06-20",
        ),
        ([(ROCKETS, ROCKETS + AGAIN + ROCKETS)], "record.rockets-again", "target and place as rockets"),
        (
            [(f"{EARLY}, {OFFER}", f"{EARLY}, {OFFER}\n  again: {{date: 2031-06-01, {OFFER}")],
            "aftermath.again",
            "as talks-offered",
        ),
        ([(OFFER, LOSS)], "aftermath.talks-offered.loses", "commander was lost in commander-killed already"),
        ([("[aland, borduria]\n\nsources", "[borduria, aland]\n\nsources")], "principals", "aland acted last (comm"),
        ([(POSTS, f"deaths: {{military: 9}}, {POSTS}")], "record.posts-moved.deaths", "9 dead of deployment"),
        (
            [("{actor: borduria, name: the border", "{actor: dorland, name: the border")],
            "record.commander-killed.loses",
            "commander leads dorland",
        ),
        (
            [("source: [gazette, yearbook]\n  commander", "source: [yearbook]\n  commander")],
            "record.rockets.source",
            "of 2031-04-20 or later",
        ),
        (
            [("alliance, between: [aland, coria]", "alliance, between: [aland, borduria]")],
            "ties.aland+borduria",
            "rivals, too: aland~borduria",
        ),
        (
            [("rivalry, between: [aland, mountain-league]", "rivalry, between: [borduria, mountain-league]")],
            "ties.borduria>mountain-league",
            "rivals, too",
        ),
    ],
)
def test_a_case_that_contradicts_itself_gets_one_remark(
    edits: list[Edit], field: str, says: str, tmp_path: Path
) -> None:
    (note,) = remarks(tmp_path, *edits)
    assert note.field == field and says in note.says


def test_who_acted_last_is_not_told_by_words_nor_by_one_day(tmp_path: Path) -> None:
    turned = ("[aland, borduria]\n\nsources", "[borduria, aland]\n\nsources")
    same_day = ("date: 2031-04-20", "date: 2031-05-10")  # an exchange of one day: nobody can tell
    assert remarks(tmp_path, turned, same_day) == []
    threat = "note: {date: 2031-05-10, actor: borduria, move: threat, target: aland, what: A note, source: gazette}"
    assert remarks(tmp_path, ("\ncomplete:", f"  {threat}\n\ncomplete:")) == []


def test_an_information_date_after_the_start_is_a_fault(tmp_path: Path) -> None:
    path = edited(tmp_path, ("information_date: 2031-05-10", "information_date: 2035-05-10"))
    with pytest.raises(CaseError, match=r"found 2035-05-10; allowed: a day up to the start, 2031-05-10"):
        load(path)


@pytest.mark.parametrize("day", ["0031-05-10", "9999-12-31"])
def test_a_start_outside_history_is_a_fault(day: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"start: found .*; allowed: a day from 1500-01-01"):
        load(edited(tmp_path, ("\nstart: 2031-05-10", f"\nstart: {day}")))


@pytest.mark.parametrize(("year", "days"), [("0030", 21), ("2011", 7130), ("2010", 21)])
def test_the_record_is_replayed_for_twenty_years(year: str, days: int, tmp_path: Path) -> None:
    scenario = load(edited(tmp_path, ("date: 2030-11-02", f"date: {year}-11-02")))
    script = compile_record(scenario, named(scenario, feasible(scenario)), dt.date(2031, 5, 10))
    assert script.days.sum() == days
