"""A table of 2,000 events with twins, bad dates, strangers and several encodings becomes a record; every row counts."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from offramp.errors import DataError
from offramp.interchange.importing import Imported, Wishes, import_table
from offramp.scenario import load
from tests.interchange.tables import HEAD, Rows, a_case, listed, text

ROWS = 2_000
WORDS = ("Zoë fired at the café", "Übung am Pass", "señal de alto", "the garrison’s guns")  # the last is no Latin-1
TWINS, BAD_DATES, STRANGE_ACTORS, STRANGE_MOVES, TOO_LATE = 120, 90, 70, 60, 50
PAIRS = [("aland", "borduria"), ("borduria", "aland"), ("aland", "mountain-league"), ("borduria", "mountain-league")]


def rows(words: tuple[str, ...] = WORDS) -> tuple[Rows, dict[int, str]]:
    """2,000 rows, and what is planted in which line."""
    made: Rows = []
    planted: dict[int, str] = {}
    first = dt.date(2025, 1, 1)  # no day of the record that is there
    for number in range(ROWS):
        line, day = number + 2, (first + dt.timedelta(days=number % 1_900)).isoformat()
        actor, target = PAIRS[number // 1_900]
        row = [day, actor, "deployment", target, "pass", 0, f"{words[number % len(words)]} {number}", "yearbook"]
        what = spoil(row, number, made)
        if what:
            planted[line] = what
        made.append(tuple(row))
    return made, planted


def spoil(row: list[object], number: int, before: Rows) -> str:
    """Spoil a row by its number; say what is wrong with it."""
    at = number % 20
    if at == 3 and number // 20 < BAD_DATES:
        row[0] = ("2030-02-30", "30/13/2030", "soon", "", "3/4/2030")[number % 5]
        return "date"
    if at == 7 and number // 20 < STRANGE_ACTORS:
        row[1] = "alandd"
        return "actor"
    if at == 11 and number // 20 < STRANGE_MOVES:
        row[2] = "marching"
        return "move"
    if at == 15 and number // 20 < TOO_LATE:
        row[0] = (dt.date(2031, 5, 11) + dt.timedelta(days=number)).isoformat()
        return "date"
    if at in (5, 17) and number // 20 < TWINS // 2:
        row[:6] = before[number - 1][:6]
        return "a twin of line"
    return ""


def in_three(words: str) -> bytes:
    """A table that was put together from files in UTF-8, Windows-1252 and Latin-1."""
    lines = words.splitlines(keepends=True)
    parts = [lines[:700], lines[700:1400], lines[1400:]]
    assert "’" not in "".join(parts[2])
    made = zip(parts, ("utf-8", "cp1252", "latin-1"), strict=True)
    return b"".join("".join(part).encode(encoding) for part, encoding in made)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path, dict[int, str], Rows]:
    folder = tmp_path_factory.mktemp("import")
    case, table = a_case(folder), folder / "events.csv"
    made, planted = rows()
    made[1399:] = [(*row[:6], str(row[6]).replace("’", "'"), row[7]) for row in made[1399:]]
    table.write_bytes(in_three(text(HEAD, made)))
    return import_table(table, Wishes("record"), case, into=True), case, planted, made


def test_each_row_is_kept_or_accounted_for(imported: tuple[Imported, Path, dict[int, str], Rows]) -> None:
    made, case, planted, _ = imported
    assert len(planted) == TWINS + BAD_DATES + STRANGE_ACTORS + STRANGE_MOVES + TOO_LATE
    assert {each.row.line for each in made.found.kept.values()} == set(range(2, ROWS + 2)) - planted.keys()
    told = listed(case.with_name("events.dropped.csv"))
    assert told.keys() == planted.keys()
    assert {line: told[line] for line, what in planted.items() if not told[line].startswith(what)} == {}
    assert made.listed == case.with_name("events.dropped.csv")


def test_the_case_has_the_rest_word_by_word(imported: tuple[Imported, Path, dict[int, str], Rows]) -> None:
    made, case, _, written = imported
    record = load(case).record
    assert len(record) == 3 + len(made.found.kept)
    for name, each in made.found.kept.items():
        row = written[each.row.line - 2]
        assert (record[name].date, record[name].actor, record[name].what) == (row[0], row[1], row[6])


def test_the_summary_adds_up(imported: tuple[Imported, Path, dict[int, str], Rows]) -> None:
    made, case, planted, _ = imported
    told = "\n".join(made.says(case))
    assert f"2,000 rows: {ROWS - len(planted):,} kept, {len(planted):,} left out" in told
    assert "UTF-8 (" in told and "Windows-1252 (" in told
    assert f"{TWINS}: a twin of another" in told
    assert f"{STRANGE_ACTORS}: actor: found 'alandd'" in told


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ";"), ("utf-8-sig", "\t"), ("utf-16", ","), ("utf-16-le", ";"), ("cp1252", "\t")],
)
def test_whole_files_in_one_encoding_say_the_same(tmp_path: Path, encoding: str, separator: str) -> None:
    made, planted = rows()
    table = tmp_path / "events.csv"
    table.write_bytes(text(HEAD, made, separator).encode(encoding))
    found = import_table(table, Wishes("record")).found
    unseen = {line for line, what in planted.items() if what in ("actor", "move")}  # told by a case alone
    late = {line for line in planted if str(made[line - 2][0]) > "2031-05-10"}
    dropped = {each.line for each in found.dropped}
    assert planted.keys() - unseen - late <= dropped
    kept = {each.fields["what"] for each in found.kept.values()}
    assert kept == {row[6] for line, row in enumerate(made, 2) if line not in dropped}


def test_nothing_left_leaves_the_case_alone(tmp_path: Path) -> None:
    case, table = a_case(tmp_path), tmp_path / "events.csv"
    before = case.read_bytes()
    table.write_text(text(HEAD, [("soon", "aland", "deployment", "borduria", "pass", 0, "x", "yearbook")]))
    assert import_table(table, Wishes("record"), case, into=True).found.kept == {}
    assert case.read_bytes() == before


@pytest.mark.parametrize("other", ["events.csv", "case.yaml", "letter.txt"])
def test_the_list_is_written_over_nothing_else(tmp_path: Path, other: str) -> None:
    case, table = a_case(tmp_path), tmp_path / "events.csv"
    good = ("2031-01-02", "aland", "deployment", "borduria", "pass", 0, "x", "yearbook")
    table.write_text(text(HEAD, [good, ("soon", *good[1:])]))
    (tmp_path / "letter.txt").write_text("Dear friend")
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(DataError, match="something else than a list"):
        import_table(table, Wishes("record"), case, into=True, dropped=tmp_path / other)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_table_is_imported_once(tmp_path: Path) -> None:
    case, table = a_case(tmp_path), tmp_path / "events.csv"
    shutil.copy(case, tmp_path / "before.yaml")
    table.write_text(text(HEAD, [("2031-01-02", "aland", "deployment", "borduria", "pass", 0, "x", "yearbook")]))
    assert len(import_table(table, Wishes("record"), case, into=True).found.kept) == 1
    again = import_table(table, Wishes("record"), case, into=True).found
    assert again.kept == {} and "in the case already" in again.dropped[0].reason
