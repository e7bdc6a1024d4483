"""Commands for those who write cases: what they print and leave behind, and what they leave with."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from offramp.scenario import cases, ladder
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.reading.catalogue import catalogue
from offramp.scenario.reading.merge import library
from offramp.scenario.writing.new import DEFAULT, templates
from offramp.study.first_look.study import first_look
from tests.cli.window import Offramp, shown
from tests.ensemble.fake import FakeEngine
from tests.scenario.test_include import tankers
from tests.study.test_first_look import ANSWERED, LOOK


def test_cases_begin_each_line_with_the_id(offramp: Offramp) -> None:
    done = offramp("cases")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(cases())
    assert json.loads(offramp("cases", "--json").stdout) == cases()


def test_a_shipped_case_is_copied(offramp: Offramp) -> None:
    done = offramp("cases", "--copy", "mountain-pass")
    assert done.exit_code == 0 and Path("mountain-pass.yaml").is_file()
    again = offramp("cases", "--copy", "mountain-pass")
    assert again.exit_code == 2 and "a file of this name" in again.stderr
    assert offramp("cases", "--copy", "nowhere").exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["mountain-pass.yaml"]


def test_a_new_case_is_written_and_checks(offramp: Offramp) -> None:
    done = offramp("new", "my-crisis", "--like", "three-sides")
    assert done.exit_code == 0 and "offramp check my-crisis.yaml" in done.stdout
    checked = offramp("check", "my-crisis.yaml")
    assert checked.exit_code == 0 and "remark" not in checked.stdout
    assert json.loads(offramp("new", "other", "--json").stdout) == {"file": "other.yaml", "like": "dyad"}
    assert offramp("new", "My Crisis").exit_code == 2


def test_the_help_names_every_template(offramp: Offramp) -> None:
    told = " ".join(offramp("new", "--help").stdout.split())
    assert ", ".join(templates()) in told and f"[default: {DEFAULT}]" in told


LISTS = ("fields", "fields record", "moves", "moves ambush", "measures", "rungs", "explain actors.name")


@pytest.mark.parametrize("told", LISTS)
def test_a_list_fits_the_window_and_breaks_no_word(told: str) -> None:
    words = told.split()
    whole = shown(2_000, *words).split()
    assert len(whole) > 10
    for columns in (80, 120):
        text = shown(columns, *words)
        assert max(len(line.rstrip()) for line in text.splitlines()) <= columns
        assert text.split() == whole


def test_every_move_is_listed_with_its_rung(offramp: Offramp) -> None:
    told = offramp("moves").stdout
    assert [line.split()[0] for line in told.splitlines() if re.match(r"  [a-z]", line)] == list(catalogue())
    some = offramp("moves", "--rung", "5..7").stdout
    assert "5: deniable violence" in some and "7: strike on forces" in some and "8: " not in some
    assert set(json.loads(offramp("moves", "--rung", "-3", "--json").stdout)) == {
        name for name, move in catalogue().items() if move.rung == -3
    }
    for wrong in ("7..5", "11", "five"):
        assert offramp("moves", "--rung", wrong).exit_code == 2


def test_one_move_says_everything_or_has_the_nearest(offramp: Offramp) -> None:
    told = offramp("moves", "targeted-killing").stdout
    for words in ("Rung 8, overt", "Tells: {actor} killed", "chance 0.9..0.99 per act", "Does: kill-leader", "MID 16"):
        assert words in told
    wrong = offramp("moves", "targeted-kiling")
    assert wrong.exit_code == 2 and "did you mean targeted-killing" in wrong.stderr


def test_measures_kinds_and_rungs_are_all_there(offramp: Offramp) -> None:
    told = json.loads(offramp("measures", "--json").stdout)
    assert set(told["measures"]) == set(library("measures").items()) and set(told["kinds"]) == set(KINDS)
    assert all(each["says"] and each["unit"] for each in told["measures"].values())
    words = offramp("measures").stdout
    assert all(name in words for name in (*told["measures"], *told["kinds"]))
    rungs = json.loads(offramp("rungs", "--json").stdout)
    assert {int(rung) for rung in rungs} == set(ladder()) and all(rungs[rung]["moves"] for rung in rungs)


def test_fields_are_told_by_part_and_one_by_one(offramp: Offramp) -> None:
    told = offramp("fields", "record").stdout
    assert "ordered_by (may be left out): A patron of the doer" in " ".join(told.split()) and "Example: date:" in told
    assert {"date", "what"} <= {
        each["name"] for each in json.loads(offramp("fields", "record", "--json").stdout)["Event"]
    }
    wrong = offramp("fields", "recrod")
    assert wrong.exit_code == 2 and "did you mean record" in wrong.stderr
    one = offramp("explain", "record.rockets.loses", "--case", "mountain-pass").stdout
    assert "Leaders whom the target loses" in one and "may be left out" in one
    assert json.loads(offramp("explain", "actors.kind", "--json").stdout)["needed"] is True
    dial = offramp("explain", "actors.aland.resolve", "--case", "mountain-pass").stdout
    assert "Field: Readiness to pay for climbing; 0.5 is neutral. Unit: share, 0 to 1." in " ".join(dial.split())
    assert offramp("explain", "actors.aland.nothing", "--case", "mountain-pass").exit_code == 2


def test_a_case_is_played_by_its_check_and_leaves_with_what_is_not_explained(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    offramp("new", "mine")
    monkeypatch.setattr("offramp.study.first_look.study.first_look", lambda *_, **__: LOOK)
    done = offramp("check", "mine.yaml", "--play")
    told = " ".join(done.stdout.split())
    assert done.exit_code == 1 and "Your trigger at rung 6 (strike) is answered with violence in 12 in 100" in told
    assert "recorded crises: 61 (40 to 79" in told and "Not explained: the answer to strike" in told
    assert json.loads(offramp("check", "mine.yaml", "--play", "--json").stdout)["play"]["unexplained"]
    explained = replace(LOOK, answered=replace(ANSWERED, explained="a hotline"))
    monkeypatch.setattr("offramp.study.first_look.study.first_look", lambda *_, **__: explained)
    done = offramp("check", "mine.yaml", "--play")
    assert done.exit_code == 0 and "Explained by the author: a hotline" in done.stdout


def test_a_save_is_told_beside_the_one_before(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    offramp("new", "mine")
    file, texts = Path("mine.yaml"), iter(("days: 60x", "days: 40"))

    def save(_: float) -> None:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("days: .*", next(texts), text, count=1), encoding="utf-8")

    monkeypatch.setattr("offramp.cli.commands.watch.time.sleep", save)
    looks = partial(first_look, engine=FakeEngine(block=32))
    monkeypatch.setattr("offramp.study.first_look.study.first_look", looks)
    done = offramp("watch", "mine.yaml", "--times", "3", "--runs", "64")
    assert done.exit_code == 0, done.output
    first, faulty, last = (
        done.stdout.split("Two states and a border")[1],
        done.stdout,
        done.stdout.rpartition("no fault")[2],
    )
    assert "Violent acts at the border" in first and "found '60x'" in faulty
    assert faulty.count("no fault") == 2 and "the answer before still stands" in faulty
    assert "before" in last.lower() and last.count("in 100") > first.count("in 100")


def test_measures_of_ones_own_come_first_and_one_can_ask_for_some(offramp: Offramp) -> None:
    offramp("new", "mine")
    few = ("--runs", "64", "--draws", "4", "--force")
    told = offramp("run", "mine.yaml", *few).stdout
    assert 0 < told.index("Violent acts at the border") < told.index("When the first violent answer")
    some = offramp("run", "mine.yaml", *few, "--measure", "deaths_civilian", "--measure", "border_attacks").stdout
    table = some[some.index("Estimate") if "Estimate" in some else some.index("estimate") :]
    assert 0 < table.index("Civilians killed") < table.index("Violent acts at the border") and "War  " not in table
    wrong = offramp("run", "mine.yaml", "--measure", "border_atacks")
    assert wrong.exit_code == 2 and "did you mean border_attacks?" in wrong.stderr


def test_an_included_entry_is_told_with_its_file(offramp: Offramp) -> None:
    tankers(Path(), "[{file: gulf, without: [sources.gulf-eia]}, own.yaml]")
    Path("own.yaml").write_text("sources:\n  gulf-eia: {author: x, title: y, date: 2019-01-01}\n")
    told = " ".join(offramp("check", "tankers.yaml").stdout.split())
    assert "Included from library/include/gulf.yaml: actors.emirates (line " in told
    assert "Included from own.yaml: sources.gulf-eia (line 2)." in told
    one = " ".join(offramp("explain", "arenas.gulf.open", "--case", "tankers.yaml").stdout.split())
    assert "Included: its entry is from library/include/gulf.yaml:" in one
    several = offramp("explain", "actors.iran", "--case", "tankers.yaml", "--json").stdout
    places = {each["path"]: each["included"] for each in json.loads(several)["quantities"]}
    assert places["actors.iran.might"].startswith("library/include/gulf.yaml:")


def test_a_note_is_told_with_what_it_is_on(offramp: Offramp) -> None:
    more = "questions:\n  q: {says: a war, measure: war_prob, within: 30, note: asked by the desk}"
    tankers(Path(), more=more)
    told = offramp("explain", "questions.q", "--case", "tankers.yaml").stdout
    assert told.splitlines() == ["a war", "questions.q · tankers", "Note on questions.q: asked by the desk"]
    as_json = json.loads(offramp("explain", "questions.q", "--case", "tankers.yaml", "--json").stdout)
    assert as_json["notes"] == {"questions.q": "asked by the desk"}
    assert "noted nothing on it" in offramp("explain", "questions.q", "--case", _bare(more)).stdout


def _bare(more: str) -> str:
    return str(tankers(Path(), more=more.replace(", note: asked by the desk", "")))
