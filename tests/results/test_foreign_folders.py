"""A folder that Offramp did not make is refused and left as it is; of its own, only what a run writes is removed."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offramp.errors import RunError
from offramp.results import begin, parts
from tests.results.test_results import NOTE

Fill = Callable[[Path], object]


def file(name: str, text: str = "precious") -> Fill:
    def fill(folder: Path) -> None:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    return fill


def contents(folder: Path) -> dict[str, bytes | str | None]:
    """Everything in a folder: the bytes of its files, where its links lead."""
    found: dict[str, bytes | str | None] = {}
    for each in sorted(folder.rglob("*")):
        name = each.relative_to(folder).as_posix()
        link = str(each.readlink()) if each.is_symlink() else None
        found[name] = link or (each.read_bytes() if each.is_file() else None)
    return found


STRANGERS: dict[str, Fill] = {
    "rules of a house": file("rules/house-rules.txt"),
    "a parts list": file("parts/list.txt"),
    "parts named as ours": file("parts/000000000000-000000000016/runs.parquet"),
    "a case": file("case.json", "{}"),
    "a report": file("report.html"),
    "a table": file("runs.parquet"),
    "half a report": file("report.html.part"),
    "answers": file("answers/answers.txt"),
    "a manifest of a web page": file("manifest.json", '{"name": "app", "icons": []}'),
    "a manifest that is no JSON": file("manifest.json", "a list of passengers"),
    "a manifest that is a folder": file("manifest.json/list.txt"),
    "a manifest that leads nowhere": lambda folder: (folder / "manifest.json").symlink_to("nowhere"),
    "a hidden folder": file(".git/config"),
    "a run in a folder below": file("out/manifest.json", NOTE.to_json()),
}


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("how", [{}, {"force": True}, {"resume": True}, {"resume": True, "force": True}], ids=str)
def test_a_folder_without_a_manifest_of_ours_is_left_as_it_is(tmp_path: Path, name: str, how: dict[str, bool]) -> None:
    STRANGERS[name](tmp_path)
    before = contents(tmp_path)
    with pytest.raises(RunError) as caught:
        begin(tmp_path, NOTE, **how)
    assert contents(tmp_path) == before
    assert str(tmp_path) in str(caught.value) and "\n" not in str(caught.value)


def folder_at(link: str, target: str) -> Fill:
    def fill(folder: Path) -> None:
        (folder.parent / target).mkdir()
        (folder.parent / target / "thesis.tex").write_text("years of work")
        (folder / link).symlink_to(folder.parent / target)

    return fill


BESIDE: dict[str, tuple[Fill, str]] = {
    "parts that are a link": (folder_at("parts", "disk"), "no folder that Offramp made"),
    "rules that are a link": (folder_at("rules", "disk"), "no folder that Offramp made"),
    "a table that is a link": (folder_at("runs.parquet", "disk"), "no file that Offramp wrote"),
    "a report that is a folder": (file("report.html/notes.txt"), "no file that Offramp wrote"),
    "parts that are a file": (file("parts"), "no folder that Offramp made"),
    "a file within a part": (file("parts/000000000000-000000000003/notes.txt"), "cannot be removed"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_in_the_place_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    folder = begin(tmp_path / "run", NOTE)
    fill, says = BESIDE[name]
    fill(folder.path)
    before = contents(tmp_path)
    with pytest.raises(RunError, match=says):
        begin(folder.path, replace(NOTE, seed=2), force=True)
    assert contents(tmp_path) == before


KEPT = {
    "a note": file("notes.txt"),
    "an answer": file("answers/mine.txt"),
    "a list among the parts": file("parts/list.txt"),
    "a folder among the parts": file("parts/1-2/list.txt"),
    "rules of a house": file("rules/house-rules.txt"),
    "a folder of rules": file("rules/mine/manifest.txt"),
    "a figure": file("figure.html"),
    "a ledger": file("ledger.jsonl"),
}


@pytest.mark.parametrize("name", KEPT)
def test_force_leaves_what_lies_beside_a_run(tmp_path: Path, name: str) -> None:
    folder = begin(tmp_path, NOTE)
    KEPT[name](tmp_path)
    mine = {name: body for name, body in contents(tmp_path).items() if name != "manifest.json"}
    parts.write(folder.parts, 0, 3, {}, NOTE.identity)
    rival = begin(folder.rival("lookahead"), replace(NOTE, rule="lookahead"))
    for place in (folder, rival):
        file("report.html")(place.path)
        file("runs.parquet.part")(place.path)
    begin(tmp_path, replace(NOTE, seed=2), force=True)
    found = contents(tmp_path)
    assert folder.manifest().seed == 2 and found.pop("manifest.json")
    assert found == mine


def test_a_damaged_manifest_of_ours_can_be_written_over_with_force(tmp_path: Path) -> None:
    folder = begin(tmp_path, NOTE)
    body = json.loads(NOTE.to_json())
    (tmp_path / "manifest.json").write_text(json.dumps({**body, "seed": 9}), encoding="utf-8")
    with pytest.raises(RunError, match="changed since it was written"):
        begin(tmp_path, NOTE)
    assert begin(tmp_path, NOTE, force=True).manifest() == NOTE == folder.manifest()


def test_a_link_to_a_folder_can_hold_a_run(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "disk")
    assert begin(tmp_path / "run", NOTE).manifest() == NOTE
    assert begin(tmp_path / "run", replace(NOTE, seed=2), force=True).manifest().seed == 2
    shutil.rmtree(tmp_path / "disk")
