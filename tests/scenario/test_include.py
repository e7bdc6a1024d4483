"""Shared files: what `include` takes, what it refuses, and where it says that an entry stands."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from offramp.errors import CaseError
from offramp.scenario import case_hash, check, load
from offramp.scenario.reading import text
from offramp.scenario.reading.merge import LIBRARY
from offramp.scenario.reading.tree import read
from tests.scenario.broken import GOOD

TANKERS = """
offramp: 1
case: tankers
title: Tankers
question: Does it come to war?
information_date: {eve}
start: {eve}
include: {include}
principals: [united-states, iran]
sources: {{notes: {{author: me, title: notes, date: {eve}}}}}
ties: [{{kind: rivalry, between: [united-states, iran]}}]
moves: [statement, threat, offer-of-talks, air-strike-on-forces]
options:
  - {{actors: [united-states, iran], moves: [statement, threat, offer-of-talks], targets: [united-states, iran]}}
  - {{actors: [united-states, iran], moves: [air-strike-on-forces], targets: [united-states, iran], arenas: [gulf]}}
{more}
"""


def shared(folder: Path, **includes: Any) -> Path:
    """The sound case in two files: `case.yaml`, and `neighbours.yaml` with its actors, arenas and sources."""
    whole = read(GOOD).plain()
    apart = {part: whole.pop(part) for part in ("sources", "actors", "arenas")}
    (folder / "neighbours.yaml").write_text(json.dumps({"title": "Two neighbours", **apart}, indent=1))
    place = folder / "case.yaml"
    place.write_text(json.dumps({**whole, "include": ["neighbours.yaml"], **includes}, indent=1))
    return place


def tankers(folder: Path, include: str = "[gulf]", more: str = "", eve: str = "2019-12-25") -> Path:
    place = folder / "tankers.yaml"
    place.write_text(TANKERS.format(include=include, more=more, eve=eve))
    return place


def faults(place: Path) -> str:
    with pytest.raises(CaseError) as caught:
        load(place)
    return str(caught.value)


def test_a_case_in_two_files_is_the_case_in_one(tmp_path: Path) -> None:
    apart, whole = load(shared(tmp_path)), load(GOOD)
    assert case_hash(apart) == case_hash(whole)
    assert apart.model_copy(update={"include": {}}) == whole
    assert apart.include["actors.aland"].startswith("neighbours.yaml:")
    assert check(tmp_path / "case.yaml").included == apart.include


def test_a_change_of_the_shared_file_changes_the_hash(tmp_path: Path) -> None:
    before = case_hash(load(shared(tmp_path)))
    file = tmp_path / "neighbours.yaml"
    file.write_text(file.read_text().replace("0.05..0.2", "0.05..0.3", 1))
    assert case_hash(load(tmp_path / "case.yaml")) != before


@pytest.mark.parametrize("place", sorted((LIBRARY / "include").glob("*.yaml")), ids=lambda place: place.stem)
def test_each_shared_file_of_the_library_can_be_read(place: Path, tmp_path: Path) -> None:
    root = read(place).plain()
    case = load(tankers(tmp_path, f"[{place.stem}]"))
    assert set(case.include) == {f"{part}.{id}" for part in ("sources", "actors", "arenas") for id in root[part]}
    assert case.include["actors.iran"] == f"library/include/{place.name}:{read(place).get('actors', 'iran').line}"  # type: ignore[union-attr]


def test_an_own_entry_counts_where_the_shared_one_is_left_out(tmp_path: Path) -> None:
    own = "actors: {iran: {name: Iran, kind: state, resolve: {value: 0.6..0.9, source: notes, because: so}}}"
    told = faults(tankers(tmp_path, more=own))
    assert f"{tmp_path / 'tankers.yaml'}:16: actors.iran: found 'actors.iran' a second time" in told
    assert "library/include/gulf.yaml:" in told and "without: [actors.iran]" in told
    case = load(tankers(tmp_path, "[{file: gulf, without: [actors.iran]}]", own))
    assert case.actors["iran"].resolve.low == 0.6
    assert "actors.iran" not in case.include and "actors.emirates" in case.include


def test_a_fault_in_a_shared_file_is_told_there(tmp_path: Path) -> None:
    place = shared(tmp_path)
    file = tmp_path / "neighbours.yaml"
    file.write_text(file.read_text().replace('"kind": "state"', '"kind": "country"', 1))
    line = next(n for n, row in enumerate(file.read_text().splitlines(), 1) if "country" in row)
    assert f"{file}:{line}: actors.aland.kind: found 'country'" in faults(place)
    file.write_text("title: x\n{")
    assert f"{file}:" in faults(place)


def test_a_shared_source_from_after_the_eve_is_refused(tmp_path: Path) -> None:
    told = faults(tankers(tmp_path, eve="2019-10-01"))
    assert "library/include/gulf.yaml" in told and "the source gulf-dia of 2019-11-19" in told


@pytest.mark.parametrize(
    ("include", "says"),
    [
        ("[../other.yaml]", "found '../other.yaml'"),
        ("[..]", "found '..'"),
        ("[/etc/passwd]", "found '/etc/passwd'"),
        ("['a\\b.yaml']", "found 'a\\\\b.yaml'"),
        ("[link.yaml]", "'link.yaml', which is no file there"),
        ("[gulff]", "did you mean gulf?"),
        ("gulf", "a list of shared files"),
        ("[{file: gulf, but: [actors.iran]}]", "found 'but'"),
        ("[{file: gulf, without: [actors.irn]}]", "did you mean actors.iran?"),
        ("[a.yaml]", "a circle"),
        ("[deep1.yaml]", "too deep"),
        (f"[{', '.join(['gulf'] * 21)}]", "one too many"),
        ("[strange.yaml]", "in a shared file: include, title, about, sources, actors, arenas"),
        ("[gulf, twice.yaml]", "'arenas.gulf' a second time"),
    ],
)
def test_what_is_refused(include: str, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (tmp_path / "other.yaml").write_text("sources: {a: {author: a, title: a}}")
    (folder / "link.yaml").symlink_to(tmp_path / "other.yaml")
    (folder / "a.yaml").write_text("include: [b.yaml]")
    (folder / "b.yaml").write_text("include: [a.yaml]")
    for n in range(1, 7):
        (folder / f"deep{n}.yaml").write_text(f"include: [deep{n + 1}.yaml]")
    (folder / "deep7.yaml").write_text("title: the end")
    (folder / "strange.yaml").write_text("moves: [threat]")
    (folder / "twice.yaml").write_text("arenas: {gulf: {name: another, reach: {}}}")
    assert says in faults(tankers(folder, include))


def test_a_shared_file_may_include_others_twice(tmp_path: Path) -> None:
    (tmp_path / "north.yaml").write_text("include: [gulf]")
    (tmp_path / "south.yaml").write_text("include: [gulf]")
    assert load(tankers(tmp_path, "[north.yaml, south.yaml]")).include == load(tankers(tmp_path)).include


def test_a_streamed_case_includes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text._piped.cache_clear()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(tankers(tmp_path).read_bytes())))
    with pytest.raises(CaseError) as caught:
        load("-")
    text._piped.cache_clear()
    (fault,) = caught.value.faults
    assert fault.field == "include" and "nothing in a case from standard input" in str(fault)
