"""Hostile and broken tables: one clear error, never a traceback; and no cell that goes out is a formula."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from offramp.errors import DataError, OfframpError
from offramp.interchange import sheet as sheets
from offramp.interchange.cells import bare, day, guarded
from offramp.interchange.codebook import own_codes
from offramp.interchange.columns import PARTS
from offramp.interchange.csv_table import csv_text, read_csv
from offramp.interchange.encoding import decoded
from offramp.interchange.entries import read_entries
from offramp.interchange.event_data import Reader
from offramp.interchange.excel import excel_bytes, read_excel
from offramp.interchange.importing import Wishes, import_table
from offramp.interchange.layout import layout_of, layouts
from offramp.interchange.matching import Matching
from offramp.interchange.sheet import read_sheet
from offramp.scenario import load
from offramp.scenario.reading.entry import names_of
from offramp.scenario.words import Refusal
from tests.interchange.tables import CASE, HEAD, text

LOADED = load(CASE)
DANGEROUS = "=+-@\t\r\n＝＋－＠'"
anything = st.text(max_size=200)
pieces = st.sampled_from(
    [",", ";", "\t", '"', "\n", "\r\n", "date", "actor", "2031-01-01", "aland", "sep=;", "{", "\x00", "é"]
)
broken = st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=60).map("".join)
raw = st.one_of(st.binary(max_size=400), broken.map(lambda each: each.encode("utf-8", "surrogatepass")))
cell = st.one_of(
    st.text(max_size=12), st.sampled_from(["aland", "pass", "2031-01-01", "195", "{a: [", "{value: 3..8}", "=1", "-1"])
)


def book(tables: dict[str, list[list[object]]]) -> bytes:
    return excel_bytes({name: (rows[0], rows[1:]) for name, rows in tables.items()})


@given(data=raw, encoding=st.sampled_from([None, "utf-8", "utf-16", "windows-1252", "latin-1", "ebcdic"]))
@example(b"\xff\xfea", None)
@example(b"\x81", None)
def test_any_bytes_are_a_table_or_a_fault(data: bytes, encoding: str | None) -> None:
    for read in (lambda: decoded(data, "x.csv", encoding), lambda: read_csv(data, "x.csv", encoding)):
        with_fault(read)


def with_fault(read: object) -> object:
    """What a reader returns; None where it raises a fault of the right kind, with file and found and allowed."""
    try:
        return read()  # type: ignore[operator]
    except DataError as error:
        assert all(fault.file and fault.found and fault.allowed for fault in error.faults)
        return None


WHOLE = book({"record": [list(HEAD), ["2031-01-01", "aland", "deployment", "borduria", "pass", 1, "x", "yearbook"]]})


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_excel_file_is_a_table_or_a_fault(at: int, byte: int, cut: bool) -> None:
    data = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    with_fault(lambda: read_excel(data, "x.xlsx"))


@settings(max_examples=25)
@given(
    part=st.sampled_from(zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()),
    body=st.one_of(st.binary(max_size=80), anything),
)
@example("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>')
def test_an_excel_file_with_a_strange_part_is_a_table_or_a_fault(part: str, body: bytes | str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            words = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
            new.writestr(name, words if name == part else old.read(name))
    with_fault(lambda: read_excel(out.getvalue(), "x.xlsx"))


@given(anything)
def test_any_day_is_read_or_refused(words: str) -> None:
    for order in (None, "dmy", "mdy"):
        try:
            found = day(words, order)  # type: ignore[arg-type]
        except Refusal:
            continue
        assert len(found) == 10 and found[4] == found[7] == "-"


@settings(max_examples=40)
@given(data=st.data(), part=st.sampled_from(sorted(PARTS)))
def test_any_cells_are_entries_or_dropped(data: st.DataObject, part: str) -> None:
    case = LOADED
    head = [*HEAD, "id", "deaths.by_side", "ordered_by", "attribution", "loses", "author", "title", "kind", "verified"]
    rows = data.draw(st.lists(st.lists(cell, min_size=len(head), max_size=len(head)), max_size=6))
    made = read_csv(text(head, rows).encode("utf-8", "replace"), "x.csv")
    found = read_entries(made, part, names_of(case))
    assert len(found.kept) + len(found.dropped) == made.size


@settings(max_examples=40)
@given(data=st.data(), name=st.sampled_from(sorted(layouts())))
def test_any_event_data_is_entries_or_dropped(data: st.DataObject, name: str) -> None:
    case, about = LOADED, layouts()[name].about
    told = [each for key, each in about.items() if isinstance(each, str) and key not in ("codes",)]
    head = list(dict.fromkeys([*told, *about["code"], *about["places"]]))
    rows = data.draw(st.lists(st.lists(cell, min_size=len(head), max_size=len(head)), min_size=1, max_size=6))
    made = read_csv(text(head, rows).encode("utf-8", "replace"), "x.csv")
    layout = layout_of(made, name)
    assert layout is not None
    names = {**names_of(case), "sources": (name,)}
    found = Reader(case, "record", layout, name, Matching.of(case)).read(made, names)
    assert len(found.kept) + len(found.dropped) == made.size


@settings(max_examples=30)
@given(raw)
def test_a_user_s_own_tables_are_read_or_refused(data: bytes) -> None:
    made = with_fault(lambda: read_csv(b"name,actor,code,move\n" + data, "x.csv"))
    if made is not None:
        with_fault(lambda: own_codes(made, ("threat",)))  # type: ignore[arg-type]
        with_fault(lambda: Matching.of(LOADED, made))  # type: ignore[arg-type]


@settings(max_examples=30)
@given(data=raw, ending=st.sampled_from([".csv", ".xlsx", ".tsv", ".xls", ""]))
def test_any_file_is_imported_or_refused_and_the_case_stays_sound(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case, table = folder / "case.yaml", folder / f"table{ending}"
        case.write_bytes(CASE.read_bytes())
        table.write_bytes(b"date,actor,move,target,what,source\n" + data if ending == ".csv" else data)
        try:
            import_table(table, Wishes("record"), case, into=True)
        except OfframpError:
            assert case.read_bytes() == CASE.read_bytes()
        load(case)
        assert {each.name for each in folder.iterdir()} <= {"case.yaml", table.name, "table.dropped.csv"}


@given(st.one_of(anything, st.text(DANGEROUS + "a", max_size=5)))
def test_no_cell_that_goes_out_is_a_formula_and_each_comes_back(words: str) -> None:
    told = guarded(words)
    assert told[:1] not in tuple(DANGEROUS[:-1]) and bare(told) == words


def test_formulas_are_texts_in_csv_and_in_excel() -> None:
    import openpyxl

    words = ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1", "#N/A", "007"]
    csv = csv_text(["what"], [[each] for each in words])
    rows = csv.split("\n", 1)[1]
    assert not any(line.lstrip('"')[:1] in tuple("=+-@") for line in rows.splitlines())
    sheet = openpyxl.load_workbook(io.BytesIO(book({"x": [["what"], *[[each] for each in words]]})))["x"]
    assert [cell.data_type for (cell,) in sheet.iter_rows(min_row=2)] == ["s"] * len(words)
    assert csv_text(["n"], [[-3]]) == "n\n-3\n"  # a number stays one


def test_formulas_that_come_in_are_values() -> None:
    import openpyxl

    made = openpyxl.Workbook()
    made.active.append(["what"])
    made.active.append(["=1+1"])
    out = io.BytesIO()
    made.save(out)
    assert read_excel(out.getvalue(), "x.xlsx").size == 0  # never computed, so nothing stands there


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "nothing"),
        (b"date\n2031-01-01\n", "one column"),
        (b"a,a\n1,2\n", "the column 'a' twice"),
        (b"a,,b\n1,2,3\n", "a column without a name"),
        (b"a,b\n\x81\x8d,1\n", "byte 0x81"),
        ("имя,дата\nмост,2\n".encode("cp1251"), "letters that make no word in Windows-1252"),
        (b"a,b\n" + bytes(range(200)) * 3, "byte 0x81"),
        (b'"' + b"x," * 100_000, "an endless header"),
        (",".join(f"c{number}" for number in range(400)).encode(), "400 columns"),
    ],
)
def test_what_is_no_table_is_told_in_one_fault(data: bytes, found: str) -> None:
    with pytest.raises(DataError) as error:
        read_csv(data, "x.csv")
    assert len(error.value.faults) == 1 and found in error.value.faults[0].found


def test_an_encoding_that_cannot_be_told_may_be_said() -> None:
    data = "date,what\n2031-01-01,naïve\x81\n".encode("latin-1")
    with pytest.raises(DataError, match="say which with --encoding"):
        read_csv(data, "x.csv")
    dropped = read_csv(data, "x.csv", "latin-1").dropped
    assert [each.line for each in dropped] == [2] and "control character" in dropped[0].reason


def test_size_and_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 100)
    place = tmp_path / "x.csv"
    place.write_text("a,b\n" + "1,2\n" * 50)
    with pytest.raises(DataError, match="204 bytes; allowed: 100 at most"):
        read_sheet(place)
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    with pytest.raises(DataError, match="more than 10 rows"):
        read_csv(place.read_bytes(), "x.csv")


def test_an_archive_that_would_swell_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}.xml", b"\x00" * 90_000_000)
    with pytest.raises(DataError, match="450,000,000 bytes in 5 parts when it is unpacked"):
        read_excel(out.getvalue(), "bomb.xlsx")


@pytest.mark.parametrize("name", ["x.xls", "x.ods", "nowhere.csv", "."])
def test_other_files_are_refused_in_words(tmp_path: Path, name: str) -> None:
    if name.startswith("x."):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(DataError, match="allowed: a CSV or an Excel file"):
        read_sheet(tmp_path / name)


def test_long_cells_and_torn_rows_are_dropped_with_their_lines() -> None:
    data = text(("a", "b"), [("x", "y" * 20_000), ("p", "q")]) + 'lonely\nm,"open\nn,"two\nlines"\n"torn,1\nr,s\n'
    made = read_csv(data.encode(), "x.csv")
    assert [(row.line, row.cells["b"]) for row in made.rows] == [
        (3, "q"),
        (5, '"open'),
        (6, "two\nlines"),
        (8, "1"),
        (9, "s"),
    ]
    assert [(each.line, each.reason.split(";")[0]) for each in made.dropped] == [
        (2, "a cell of 20,000 letters"),
        (4, "1 values"),
    ]


def test_a_quotation_mark_that_is_not_closed_costs_no_other_row() -> None:
    """Archives write tabs without quoting; one mark at the beginning of a cell would swallow all rows to the next."""
    rows = [(f"{number}", "plain", "words") for number in range(3_000)]
    rows[10], rows[2_000] = ("10", '"We shall see', "words"), ("2000", '"again', "words")
    data = "\n".join("\t".join(row) for row in [("a", "b", "c"), *rows])
    made = read_csv(data.encode(), "x.tab")
    assert [tuple(row.cells.values()) for row in made.rows] == rows and made.dropped == ()


def test_more_open_marks_than_anybody_leaves_are_one_fault() -> None:
    with pytest.raises(DataError, match="more than 50 quotation marks that are not closed"):
        read_csv(b"a,b\n" + b'x,"y\n' * 2_001, "x.csv")


def test_more_events_than_a_case_holds_are_one_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.interchange.entries.MOST_ENTRIES", 3)
    rows = [(f"2031-01-{day:02}", "aland", "deployment", "borduria", "pass", 0, "x", "yearbook") for day in range(1, 6)]
    with pytest.raises(DataError, match="more than 3 entries"):
        read_entries(read_csv(text(HEAD, rows).encode(), "x.csv"), "record")
