"""Event data of each layout as a record: codes, names, places, twins, the dead, the licence; no coordinates."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import DataError
from offramp.interchange.codebook import class_of, classes, data, whole_code
from offramp.interchange.importing import Imported, Wishes, import_table
from offramp.interchange.layout import layouts
from offramp.scenario import load
from offramp.scenario.reading.merge import library
from tests.interchange.tables import Rows, a_case, listed, text

CODEBOOKS = ("cameo", "plover", "acled", "ucdp")
ACLED = (
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "civilian_targeting",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "notes",
    "fatalities",
)
FORCES, OTHERS = "Military Forces of Aland (2029-)", "Military Forces of Borduria (2020-)"
STRIKE = ("Explosions/Remote violence", "Air/drone strike")
NAMES = "name,actor,arena\nMountain Boys,mountain-league,\nPass Province,,pass\n"
CODES = (
    "code,move\nair/drone strike,limited-strike\n195,limited-strike\n1,rocket-attack\nAssault-aerial,limited-strike\n"
)


def acled(*rows: tuple[object, ...]) -> str:
    return text(ACLED, rows)


def a_strike(number: int, day: str, place: str = "Upper Hut", dead: object = 3) -> tuple[object, ...]:
    who = (FORCES, OTHERS, "", "Coria", "Pass Province", place)
    return (f"INV{number}", day, 1, *STRIKE, *who, 12.3456, 65.4321, "A private matter", dead)


def asked(folder: Path, words: str, into: bool = True, **wishes: object) -> Imported:
    for name, told in (("names.csv", NAMES), ("codes.csv", CODES)):
        (folder / name).write_text(told)
    table = folder / "events.csv"
    table.write_text(words, encoding="utf-8")
    own = {"names": folder / "names.csv", "codes": folder / "codes.csv", **wishes}
    return import_table(table, Wishes("record", **own), a_case(folder), into)  # type: ignore[arg-type]


def test_acled_becomes_a_record_with_its_source(tmp_path: Path) -> None:
    civilians = ("INV3", "2031-03-06", 1, "Violence against civilians", "Attack", "Mountain Boys", "Coria")
    rows: Rows = [
        a_strike(1, "04 March 2031"),
        a_strike(2, "05 March 2031", "Lower Hut", 0),
        (*civilians, "", "Coria", "Pass Province", "A village", 1.5, 2.5, "names", 4),
    ]
    asked(tmp_path, acled(*rows))
    case = load(tmp_path / "case.yaml")
    assert case.record["acled-inv1"].move == "limited-strike"
    assert (case.record["acled-inv1"].date, case.record["acled-inv1"].arena) == ("2031-03-04", "pass")
    assert case.record["acled-inv1"].deaths.total == 3 and case.record["acled-inv2"].deaths.total == 0
    assert case.sources["acled"].date == "2031-03-05" and "redistribution" in case.sources["acled"].licence
    assert "ACLED" in case.sources["acled"].credit and case.record["acled-inv1"].source == ("acled",)
    told = listed(tmp_path / "events.dropped.csv")
    assert told.keys() == {4} and "attack (attack on civilians)" in told[4].lower()


def test_neither_coordinates_nor_notes_come_in(tmp_path: Path) -> None:
    asked(tmp_path, acled(a_strike(1, "2031-03-04"), a_strike(2, "2031-03-04")))
    for name in ("case.yaml", "events.dropped.csv"):
        told = (tmp_path / name).read_text()
        assert "12.3456" not in told and "65.4321" not in told
    assert "private matter" not in (tmp_path / "case.yaml").read_text()


def test_twins_are_of_one_day_pair_class_and_place(tmp_path: Path) -> None:
    rows = [a_strike(1, "2031-03-04"), a_strike(2, "4 March 2031"), a_strike(3, "2031-03-04", "Lower Hut")]
    made = asked(tmp_path, acled(*rows, a_strike(4, "2031-03-05")))
    assert sorted(made.found.kept) == ["acled-inv1", "acled-inv3", "acled-inv4"]
    assert listed(tmp_path / "events.dropped.csv") == {3: "a twin of line 2: the same day, pair, class and place"}
    again = import_table(
        tmp_path / "events.csv", Wishes("record", names=tmp_path / "names.csv"), tmp_path / "case.yaml"
    )
    assert again.found.kept == {}
    (tmp_path / "twice").mkdir()
    assert len(asked(tmp_path / "twice", acled(*rows), keep_twins=True).found.kept) == 3


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"event_date": "31 June 2031"}, "date: found '31 June 2031'"),
        ({"event_date": "3/4/2031"}, "date: found '3/4/2031'"),
        ({"event_date": "2031-05-11"}, "date: found 2031-05-11"),
        ({"time_precision": 3}, "date: found a day that is not known"),
        ({"actor1": "Unknown Gunmen"}, "doer: found 'Unknown Gunmen'"),
        ({"actor2": ""}, "target: found nothing"),
        ({"actor2": FORCES}, "actors: found aland as doer and target"),
        ({"sub_event_type": "Peaceful protest"}, "code: found Peaceful protest (protest)"),
        ({"sub_event_type": "Dance", "event_type": "Dance"}, "code: found 'Dance'"),
        ({"sub_event_type": "Grenade"}, "code: found Grenade (grenade); allowed: a code for which the case has a move"),
        ({"admin1": "Elsewhere", "location": "Nowhere"}, "place: found 'Nowhere, Elsewhere'"),
        ({"fatalities": "some"}, "fatalities: found 'some'"),
        ({"fatalities": "-3"}, "fatalities: found '-3'"),
    ],
)
def test_each_unusable_row_has_its_reason(tmp_path: Path, spoilt: dict[str, object], reason: str) -> None:
    row = dict(zip(ACLED, a_strike(1, "2031-03-04"), strict=True)) | {"country": "Farland"} | spoilt
    made = asked(tmp_path, acled(tuple(row.values()), a_strike(2, "2031-03-01")))
    assert list(made.found.kept) == ["acled-inv2"]
    assert listed(tmp_path / "events.dropped.csv")[2].startswith(reason)


def test_ucdp_counts_the_dead_by_side(tmp_path: Path) -> None:
    head = "id,type_of_violence,side_a,side_b,date_prec,date_start,deaths_a,deaths_b,deaths_civilians,deaths_unknown"
    words = f"{head},adm_1,country\n"
    words += "11,1,Mountain Boys,Government of Aland,1,2031-02-01 00:00:00,2,3,1,4,Pass Province,Coria\n"
    words += "12,1,Mountain Boys,Government of Aland,4,2031-02-02,0,1,0,0,Pass Province,Coria\n"
    made = asked(tmp_path, words)
    event = load(tmp_path / "case.yaml").record["ucdp-ged-11"]
    assert (event.actor, event.move, event.target) == ("mountain-league", "rocket-attack", "aland")
    assert (event.deaths.military, event.deaths.civilian) == (9, 1)
    assert {side: each.military for side, each in event.deaths.by_side.items()} == {"mountain-league": 2, "aland": 3}
    assert "4 of the dead of unknown status" in event.what and "a day that is not known" in made.found.dropped[0].reason
    assert load(tmp_path / "case.yaml").sources["ucdp-ged"].licence == "CC BY 4.0"


def test_icews_reads_codes_that_a_spreadsheet_shortened(tmp_path: Path) -> None:
    head = ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code"]
    head += ["Target Name", "Target Sectors", "Target Country", "Province", "Country", "Latitude"]
    state = ("Foreign Ministry of Aland", "Government,Foreign Ministry", "Aland")
    other = ("An Official", "Government", "Borduria")
    rows: Rows = [
        (1, "2031-01-05", *state, "36", *other, "Pass Province", "Coria", 3.25),
        (2, "2031-01-06", *state, "138", *other, "", "", 3.25),
        (3, "2031-01-07", *state, "195", *other, "Pass Province", "Coria", 3.25),
        (4, "2031-01-08", "A Trader", "Business", "Aland", "138", *other, "", "", 3.25),
    ]
    asked(tmp_path, text(head, rows, "\t"))
    record = load(tmp_path / "case.yaml").record
    found = {name: each.move for name, each in record.items() if name.startswith("icews")}
    assert found == {"icews-1": "offer-of-talks", "icews-2": "threat", "icews-3": "limited-strike"}
    assert "A Trader" in listed(tmp_path / "events.dropped.csv")[5]


def test_plover_reads_type_and_mode(tmp_path: Path) -> None:
    head = ("Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Recipient Name", "Placename")
    rows: Rows = [
        ("e1", "2031-01-05", "ASSAULT", "aerial", "Aland", "Borduria", "the High Pass"),
        ("e2", "2031-01-06", "RETREAT", "ease", "Aland", "Borduria", ""),
        ("e3", "2031-01-07", "PROTEST", "demo", "Aland", "Borduria", ""),
        ("e4", "2031-01-08", "THREATEN", "odd", "Aland", "Borduria", ""),
    ]
    asked(tmp_path, text(head, rows))
    record = load(tmp_path / "case.yaml").record
    found = {name: each.move for name, each in record.items() if name.startswith("polecat")}
    assert found == {"polecat-e1": "limited-strike", "polecat-e2": "sanctions-relief", "polecat-e4": "threat"}


def test_what_came_later_becomes_an_aftermath(tmp_path: Path) -> None:
    rows = [a_strike(1, "2031-05-20"), a_strike(2, "2031-05-01")]
    (tmp_path / "codes.csv").write_text(CODES)
    (tmp_path / "names.csv").write_text(NAMES)
    (tmp_path / "events.csv").write_text(acled(*rows))
    own = {"names": tmp_path / "names.csv", "codes": tmp_path / "codes.csv"}
    case = a_case(tmp_path)
    import_table(tmp_path / "events.csv", Wishes("aftermath", **own, source="later"), case, into=True)  # type: ignore[arg-type]
    later = load(case)
    assert list(later.aftermath) == ["later-inv1", "talks-offered"] and later.aftermath["later-inv1"].source == (
        "later",
    )
    assert "acled" not in later.sources
    assert listed(tmp_path / "events.dropped.csv")[3].startswith("date: found 2031-05-01")


def test_event_data_needs_a_case(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text(acled(a_strike(1, "2031-03-04")))
    with pytest.raises(DataError, match=r"event data \(acled\) and no case; allowed: --into CASE\.yaml"):
        import_table(table, Wishes("record"))


@pytest.mark.parametrize(
    ("table", "words", "told"),
    [
        ("names", "name,actor\nX,alandd\n", "actor: found 'alandd'"),
        ("names", "who,actor\nX,aland\n", "the columns who, actor"),
        ("codes", "code,move\n1,marching\n", "move: found 'marching'"),
        ("codes", "code\n1\n", "found one column"),
    ],
)
def test_faults_of_own_tables_have_file_and_line(tmp_path: Path, table: str, words: str, told: str) -> None:
    (tmp_path / "own.csv").write_text(words)
    with pytest.raises(DataError, match=r"own\.csv") as error:
        asked(tmp_path, acled(a_strike(1, "2031-03-04")), **{table: tmp_path / "own.csv"})
    assert told in str(error.value)


@pytest.mark.parametrize("codebook", CODEBOOKS)
def test_every_move_of_a_codebook_is_in_the_catalogue(codebook: str) -> None:
    known = library("moves").items().keys()
    named = {move for each in classes(codebook).values() for move in each.moves}
    assert named and named - known == set()
    assert data(f"codes/{codebook}")["source"]["title"]


def test_codes_agree_with_those_of_the_catalogue() -> None:
    """A move that the catalogue gives a CAMEO code is within its class, or on a rung next to one of it."""
    moves = library("moves").plain()
    for name, move in moves.items():
        found = class_of("cameo", [move["cameo"]]) if "cameo" in move else None
        if found and found.moves:
            rungs = [moves[each]["rung"] for each in found.moves]
            assert min(abs(move["rung"] - rung) for rung in rungs) <= 3, (name, found)


@pytest.mark.parametrize(
    ("code", "whole"), [("36", "036"), ("841", "0841"), ("138", "138"), ("1384", "1384"), ("010", "010"), ("x", "x")]
)
def test_shortened_codes_are_made_whole(code: str, whole: str) -> None:
    assert whole_code(code) == whole


def test_layouts_have_all_that_a_source_needs() -> None:
    for name, layout in layouts().items():
        assert {"author", "title", "kind"} <= layout.source.keys(), name
        assert layout.codebook in CODEBOOKS
        if name != "cameo":
            assert layout.source["licence"] and layout.source["credit"]
