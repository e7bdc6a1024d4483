"""Answers in a run folder: whole or not there, read as they were written, stale where the case moved on."""

import dataclasses
import json
from pathlib import Path

import pytest

from offramp.errors import RunError
from offramp.results import Answer, begin
from offramp.results.answers import LONGEST, answer, kept, name_of, read
from tests.results.test_results import NOTE

BODY = {"case": "a-case", "measures": {"war_prob": {"difference": 0.1, "luck": [0.0, 0.2], "structure": None}}}


def made(asked: str = "without killing") -> Answer:
    return answer("compare", asked, NOTE, "0.1.0", BODY)


def test_an_answer_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = made()
    place = written.write(tmp_path / "answers")
    assert place.name == "compare-without-killing.json" and kept(tmp_path / "answers") == (written,)
    assert [each.name for each in (tmp_path / "answers").iterdir()] == [place.name]
    assert kept(tmp_path / "nowhere") == ()


def test_the_same_question_has_one_answer_and_others_their_own(tmp_path: Path) -> None:
    for asked in ("without killing", "with omani-channel", "without killing"):
        made(asked).write(tmp_path)
    assert [each.name for each in kept(tmp_path)] == ["compare-with-omani-channel", "compare-without-killing"]


@pytest.mark.parametrize("asked", ["", "set a.b=0.5..0.7", "../../etc", "ÄÖ x" * 40, "x" * 200])
def test_a_name_is_fit_for_any_file_system(asked: str) -> None:
    name = name_of("compare", asked)
    assert name.isascii() and name.replace("-", "").isalnum() and len(name) <= LONGEST
    assert name_of("compare", "x" * 200) != name_of("compare", "x" * 201)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "another"}, "not an answer of Offramp"),
        ({"schema": 3}, "schema 3; this version of Offramp reads 1 and 2"),
        ({"name": "another"}, "changed since it was written"),
        ({"colour": "red"}, "changed since it was written"),
        ({"body": 3}, "changed since it was written"),
        ({"schema": 1, "colour": "red"}, "damaged"),
        ({"schema": 1, "kind": 3}, "damaged"),
        ({"schema": 1, "body": 3}, "damaged"),
    ],
)
def test_what_is_no_answer_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    place = made().write(tmp_path)
    place.write_text(json.dumps({**json.loads(place.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    with pytest.raises(RunError, match=says):
        read(place)
    place.write_text("{", encoding="utf-8")
    with pytest.raises(RunError, match="not an answer of Offramp"):
        kept(tmp_path)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, []),
        ({"seed": 9, "days": 30, "rule": "lookahead"}, []),  # an answer may be asked with other futures
        ({"hash": "cd" * 32}, ["hash"]),
        ({"as_of": "2020-02-01"}, ["as_of"]),
        ({"versions": {"offramp": "0.2.0"}}, ["version of offramp"]),
    ],
)
def test_an_answer_of_another_state_of_the_case_is_stale(change: dict[str, object], names: list[str]) -> None:
    assert made().stale(dataclasses.replace(NOTE, **change)) == names  # type: ignore[arg-type]


def test_a_run_that_is_made_anew_leaves_answers_alone(tmp_path: Path) -> None:
    folder = begin(tmp_path / "run", NOTE)
    written = made()
    written.write(folder.answers)
    begin(folder.path, NOTE)
    begin(folder.path, dataclasses.replace(NOTE, seed=2), force=True)
    assert kept(folder.answers) == (written,)


def test_files_that_are_no_answers_are_left_alone(tmp_path: Path) -> None:
    written = made()
    written.write(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "compare.json.part").write_text("half")
    assert kept(tmp_path) == (written,)


def test_an_answer_of_the_schema_without_a_checksum_is_read(tmp_path: Path) -> None:
    written = made()
    place = written.write(tmp_path)
    body = json.loads(place.read_text(encoding="utf-8"))
    del body["checksum"]
    place.write_text(json.dumps({**body, "schema": 1}), encoding="utf-8")
    assert read(place) == dataclasses.replace(written, schema=1)
    place.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(RunError, match="changed since it was written"):
        read(place)


def test_an_answer_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    place = made().write(tmp_path)
    before = place.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        dataclasses.replace(made(), body={"x": float("nan")}).write(tmp_path)
    assert place.read_bytes() == before and list(tmp_path.iterdir()) == [place]
