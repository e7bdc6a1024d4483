"""Files are whole or not there; manifests and tables of others are refused; the documentation is the schema."""

import dataclasses
import itertools
import json
from pathlib import Path

import pyarrow as pa
import pytest

from offramp.errors import RunError
from offramp.results import Manifest, MeasureNote, RunFolder, begin, parts, schemas, table_files
from offramp.results.files import whole_file, whole_folder
from offramp.results.manifest import read
from tests.guards.source import ROOT

NOTE = Manifest(
    case="a-case",
    title="A “case”",
    hash="ab" * 32,
    seed=1,
    draws=2,
    runs_per_draw=3,
    runs=6,
    days=9,
    start="2020-01-03",
    as_of="2020-01-03",
    sets={"a.b": "0.5"},
    keep=1,
    measures={"war_prob": MeasureNote("war", "War", "probability", "9 days")},
    versions={"offramp": "0.1.0", "jax": "1", "numpy": "2"},
    device="1 x nothing",
    workers=1,
    started="2020-01-03T00:00:00+00:00",
)


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read(NOTE.to_json(), "here") == NOTE


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "another"}, "not the manifest of an Offramp run"),
        ({"schema": 3}, "schema 3; this version of Offramp reads 1 and 2"),
        ({"colour": "red"}, "changed since it was written"),
        ({"measures": 3}, "changed since it was written"),
    ],
)
def test_a_foreign_or_newer_manifest_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(RunError, match=says):
        read(json.dumps({**json.loads(NOTE.to_json()), **change}), "here")


@pytest.mark.parametrize("text", ["", "null", "[]", "{", '{"case": "a"}'])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(RunError):
        read(text, "here")


def test_what_differs_is_named() -> None:
    other = dataclasses.replace(NOTE, seed=2, versions={**NOTE.versions, "jax": "0"}, seconds=3.0, done=6)
    assert NOTE.differs(other) == ["seed", "version of jax"]
    assert NOTE.differs(dataclasses.replace(NOTE, device="another", complete=True)) == []


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with whole_file(file) as beside:
        beside.write_text("old")
    with pytest.raises(OSError, match="disk full"), whole_file(file) as beside:
        beside.write_text("half")
        raise OSError("disk full")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk full"), whole_folder(tmp_path / "new") as beside:
        (beside / "file").write_text("half")
        raise OSError("disk full")
    assert list(tmp_path.iterdir()) == []


def test_missing_futures_are_what_no_part_has() -> None:
    have = [parts.Part(0, 5, Path()), parts.Part(5, 7, Path()), parts.Part(9, 12, Path())]
    assert parts.missing(have, 20) == [range(7, 9), range(12, 20)]
    assert parts.missing([], 3) == [range(3)]
    assert parts.missing(have, 12) == [range(7, 9)]


def test_joined_tables_do_not_show_their_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "GROUP_ROWS", 10)
    monkeypatch.setattr(table_files, "SORTED_ROWS", 12)
    schema = schemas.runs({"war_prob": "war"})

    def table(rows: list[tuple[int, int]]) -> pa.Table:
        columns = [list(each) for each in zip(*rows, strict=True)] if rows else [[], []]
        return pa.table([*columns, [float(10 * draw + run) for draw, run in rows]], schema=schema)

    played = [divmod(i, 3)[::-1] for i in range(33)]  # by run, then draw: three draws
    found = []
    for cuts in ([0, 33], [0, 1, 2, 20, 33], [0, 10, 33], [0, 0, 33]):
        folder = tmp_path / "-".join(map(str, cuts))
        for start, stop in itertools.pairwise(cuts):
            parts.write(folder / "parts", start, stop, {"runs": table(sorted(played[start:stop]))}, "mine")
        table_files.merge(parts.of_run(folder / "parts", "mine"), "runs", folder / "runs.parquet")
        body = (folder / "runs.parquet").read_bytes()
        assert table_files.read_table(body, "runs", "here").equals(table(sorted(played)))
        found.append(body)
    assert len(set(found)) == 1


def test_a_foreign_table_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "run", NOTE)
    table_files.write_table(pa.table({"draw": [1]}), folder.file("runs"))
    with pytest.raises(RunError, match="not the table 'runs'"):
        folder.table("runs")
    newer = schemas.EVENTS.with_metadata({"offramp_table": "events", "offramp_schema": "2"})
    table_files.write_table(newer.empty_table(), folder.file("events"))
    with pytest.raises(RunError, match="schema 2; this version of Offramp reads 1"):
        folder.table("events")
    folder.file("rungs").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(RunError, match="not readable"):
        folder.table("rungs")
    with pytest.raises(RunError, match="--resume"):
        folder.table("draws")


def test_a_folder_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no run folder"):
        RunFolder(tmp_path / "nowhere").manifest()


def test_the_documentation_is_the_schema() -> None:
    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    assert schemas.document() in page
    assert all(f"`{each.name}`" in page for each in dataclasses.fields(Manifest))


def test_every_view_is_documented() -> None:
    from offramp.results.views import VIEWS

    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    assert [f"| `{name}` | {about} |" in page for name, about in VIEWS.items()] == [True] * len(VIEWS)
