"""What was changed since it was written is refused, by one sentence: tables, the case, the manifest."""

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import RunError
from offramp.results import RunFolder
from offramp.results.manifest import FORMAT, read
from offramp.results.views import connect
from tests.ensemble.fake import FakeEngine
from tests.results.test_results import NOTE

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
TABLES = ("runs", "events", "rungs", "draws", "options")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("played") / "run"
    run(CASE, runs=24, draws=3, days=20, out=path, engine=FakeEngine())
    return path


@pytest.fixture
def changed(played: Path) -> Any:
    """Write other bytes into a file of a run for the length of a test."""
    kept: dict[Path, bytes] = {}

    def change(name: str, body: bytes) -> None:
        place = played / name
        kept.setdefault(place, place.read_bytes())
        place.write_bytes(body)

    yield change
    for place, body in kept.items():
        place.write_bytes(body)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.999])
def test_a_flipped_bit_of_a_table_is_refused(played: Path, changed: Any, name: str, at: float) -> None:
    body = bytearray((played / f"{name}.parquet").read_bytes())
    body[int(at * len(body))] ^= 1 << 4
    changed(f"{name}.parquet", bytes(body))
    with pytest.raises(RunError, match=rf"{name}\.parquet: changed since it was written; .*--force"):
        getattr(Ensemble.open(played), name)
    with pytest.raises(RunError, match="changed since it was written"):
        connect(played)


def test_a_table_that_was_taken_away_is_told(played: Path, tmp_path: Path) -> None:
    (played / "events.parquet").rename(tmp_path / "events.parquet")
    with pytest.raises(RunError, match=r"no events\.parquet, which the run had written; .*--force"):
        _ = Ensemble.open(played).events
    (tmp_path / "events.parquet").rename(played / "events.parquet")
    assert len(Ensemble.open(played).events)


def test_a_table_of_another_run_is_refused(played: Path, tmp_path: Path) -> None:
    """An ensemble that was opened before its folder was written over has no numbers of the new run."""
    run(CASE, runs=24, draws=3, days=20, out=tmp_path / "run", engine=FakeEngine())
    opened = Ensemble.open(tmp_path / "run")
    run(CASE, runs=24, draws=3, days=20, seed=2, force=True, out=tmp_path / "run", engine=FakeEngine())
    with pytest.raises(RunError, match="changed since it was written"):
        _ = opened.runs
    assert len(Ensemble.open(tmp_path / "run").runs) == 24


@pytest.mark.parametrize("old", [False, True], ids=["with checksums", "without"])
@pytest.mark.parametrize(
    ("path", "value"), [(("actors", "aland", "might", "low"), 0.1), (("days",), 21), (("principals",), ["aland"] * 2)]
)
def test_another_case_in_the_folder_is_refused(
    played: Path, changed: Any, path: tuple[str, ...], value: Any, old: bool
) -> None:
    body = json.loads((played / "case.json").read_text(encoding="utf-8"))
    node = body
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    changed("case.json", json.dumps(body).encode())
    if old:
        changed("manifest.json", without_checksums(played))
    with pytest.raises(RunError, match=r"case\.json"):
        _ = Ensemble.open(played).scenario


def without_checksums(folder: Path) -> bytes:
    """The manifest of a run as it was written before files had checksums."""
    body = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("files", "checksum"):
        del body[name]
    return json.dumps({**body, "schema": 1}).encode()


def test_a_run_folder_without_checksums_is_opened(played: Path, changed: Any) -> None:
    new = Ensemble.open(played)
    changed("manifest.json", without_checksums(played))
    old = Ensemble.open(played)
    assert old.manifest == dataclasses.replace(new.manifest, files={}, schema=1)
    assert old.runs.equals(new.runs) and old.scenario == new.scenario
    assert connect(played).sql("from kept").fetchall()
    body = json.loads((played / "manifest.json").read_text(encoding="utf-8"))
    changed("manifest.json", json.dumps({**body, "schema": 2, "files": {}}).encode())
    with pytest.raises(RunError, match="changed since it was written"):
        Ensemble.open(played)


def test_a_table_that_is_added_has_its_checksum(played: Path, changed: Any) -> None:
    changed("manifest.json", (played / "manifest.json").read_bytes())
    folder = RunFolder(played)
    folder.add_table("ablation", folder.table("options"))
    assert folder.checked("ablation.parquet", folder.manifest())
    (played / "ablation.parquet").write_bytes(b"PAR1")
    with pytest.raises(RunError, match="changed since it was written"):
        folder.checked("ablation.parquet", folder.manifest())
    (played / "ablation.parquet").unlink()


VALUES: list[Any] = [None, True, -1, 0, 2.5, 1e300, "x", "", [], {}, [1], {"a": 1}, "2031-13-45", 10**30]


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(NOTE) if each.name != "files"])
def test_a_field_of_a_manifest_that_no_run_has_is_refused(name: str) -> None:
    """Of a manifest without a checksum, what is of another type; of one with a checksum, everything."""
    body = json.loads(NOTE.to_json())
    kind = type(body[name])
    for value in VALUES:
        if value == body[name] and type(value) is kind:
            continue
        with pytest.raises(RunError):
            read(json.dumps({**body, name: value}), "here")
        old = {key: each for key, each in body.items() if key not in ("files", "checksum")}
        if type(value) is not kind and not (kind is float and type(value) is int):
            with pytest.raises(RunError):
                read(json.dumps({**old, "schema": 1, name: value}), "here")


@pytest.mark.parametrize(
    "change",
    [
        {"draws": 0},
        {"draws": 3},
        {"runs_per_draw": 4},
        {"runs": 7},
        {"done": 7},
        {"done": -1},
        {"complete": True},
        {"seed": -1},
        {"days": 0},
        {"turn": 0},
        {"turn": 7},
        {"start": "soon"},
        {"as_of": "2031-02-30"},
        {"versions": {}},
    ],
    ids=str,
)
def test_numbers_that_contradict_each_other_are_refused(change: dict[str, Any]) -> None:
    body = {key: each for key, each in json.loads(NOTE.to_json()).items() if key not in ("files", "checksum")}
    assert read(json.dumps({**body, "schema": 1}), "here").seed == NOTE.seed
    with pytest.raises(RunError, match="damaged manifest"):
        read(json.dumps({**body, "schema": 1, **change}), "here")


def test_any_changed_letter_of_a_manifest_is_noticed() -> None:
    text, luck = NOTE.to_json(), random.Random(1)
    for _ in range(300):
        at = luck.randrange(len(text))
        other = text[:at] + luck.choice('x7"{}[]:, \n-') + text[at + 1 :]
        try:
            assert read(other, "here") == NOTE  # a blank for a blank
        except RunError as error:
            assert "\n" not in str(error)
    assert FORMAT in text
