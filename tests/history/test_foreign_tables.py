"""One reader for all foreign tables: what spreadsheets make of them is read, or refused with its name and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import DataError
from offramp.history import read_icb, read_mid
from offramp.history.cases import read_truth
from offramp.history.csv_reader import text
from offramp.history.forecast_file import read_forecasts
from tests.history.lookalike import ICB1, ICB2, MIDA, MIDI, history

HEAD = "target,id,key,value"
ROWS = ("icb_war,196,0,0.9", "icb_war,196,1,0.1")


def table(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\n".join([*rows, ""]).encode(encoding))
    return path


@pytest.mark.parametrize(
    ("rows", "encoding"),
    [
        ((HEAD, *(f"{row}," for row in ROWS)), "utf-8"),
        ((f"{HEAD},,", *(f"{row},," for row in ROWS)), "utf-8"),
        ((HEAD, *ROWS), "utf-8-sig"),
        ((f"{HEAD},note", *(f"{row},très sûr" for row in ROWS)), "cp1252"),
        ((f"{HEAD},note", *(f"{row},très sûr" for row in ROWS)), "utf-16"),
    ],
)
def test_what_spreadsheets_write_is_read(rows: tuple[str, ...], encoding: str, tmp_path: Path) -> None:
    made = read_forecasts(table(tmp_path / "mine.csv", *rows, encoding=encoding))
    assert made["icb_war"].values.round(6).tolist() == [[0.9, 0.1]]


def test_accents_are_read_right_and_not_garbled(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "name", "CÔTE D'IVOIRE", encoding="cp1252")
    assert text(path).name[0] == "CÔTE D'IVOIRE"
    path = history(tmp_path, icb1=[{**ICB1[0], "crisname": "AÇÃO"}, *ICB1[1:]]) / "icb1.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert read_icb(tmp_path).crises.name[0] == "AÇÃO"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("target;id;key;value", "icb_war;196;0;0,9"), ":1: found values separated by semicolons; allowed: by commas"),
        (("target\tid\tkey\tvalue", "icb_war\t196\t0\t0.9"), ":1: found values separated by tabs"),
        ((HEAD, ROWS[0], f"{ROWS[1]},more"), ":3: found 5 values; allowed: 4 values, as many as the header has"),
        ((f"{HEAD},ID", f"{ROWS[0]},7"), ":1: found the column 'id' twice; allowed: each column once"),
        ((HEAD, ROWS[0], "icb_war,196"), ":3: found 2 values: the file may be cut off"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name_and_line(rows: tuple[str, ...], found: str, tmp_path: Path) -> None:
    path = table(tmp_path / "mine.csv", *rows)
    with pytest.raises(DataError) as error:
        read_forecasts(path)
    assert f"{path}{found}" in str(error.value)
    (tmp_path / "icb1.csv").write_bytes(path.read_bytes())
    with pytest.raises(DataError) as error:
        read_icb(tmp_path)
    assert f"icb1.csv{found}" in str(error.value)


def test_bytes_of_no_encoding_have_their_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEAD}\n{ROWS[0]}\nicb_war,196,1,\x81".encode("latin-1"))
    with pytest.raises(DataError, match=r"mine\.csv:3: found byte 0x81; allowed: text in UTF-8"):
        read_forecasts(path)


@pytest.mark.parametrize("code", ["99", "999", "-99"])
def test_the_codes_for_an_unknown_date_are_unknown(code: str, tmp_path: Path) -> None:
    first = {**ICB1[0], "yrmedend": code, "momedend": "99", "damedend": "99"}
    crises = read_icb(history(tmp_path, icb1=[first, *ICB1[1:]])).crises
    assert str(crises.mediated[0]) == "NaT" and crises.days[0] == 10


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"icb1": [*ICB1, ICB1[1]]}, r"icb1.csv:7: crisno: found 2 a second time \(first in line 3\)"),
        ({"icb2": [*ICB2, ICB2[0]]}, r"icb2.csv:9: cracno: found 1 a second time \(first in line 2\)"),
        ({"mida": [*MIDA, MIDA[0]]}, r"mida.csv:4: dispnum: found 9001 a second time"),
        ({"midi": [*MIDI, MIDI[0]]}, r"midi.csv:10: incidnum: found 9001001 a second"),
    ],
)
def test_what_stands_twice_is_not_counted_twice(
    files: dict[str, list[dict[str, object]]], said: str, tmp_path: Path
) -> None:
    folder = history(tmp_path, **files)
    with pytest.raises(DataError, match=said):
        read_icb(folder)
        read_mid(folder)


def test_a_case_cannot_have_come_out_in_two_ways(tmp_path: Path) -> None:
    table(tmp_path / "truth.csv", "target,id,cluster,truth", "icb_war,1,a,0", "icb_war,1,a,0")
    assert len(read_truth(tmp_path)) == 2
    table(tmp_path / "truth.csv", "target,id,cluster,truth", "icb_war,1,a,0", "icb_war,1,a,1")
    with pytest.raises(DataError, match=r"truth\.csv:3: truth: found 1"):
        read_truth(tmp_path)
