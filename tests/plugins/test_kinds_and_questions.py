"""A package of others adds a measure kind to the cases that name it, and a question."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from offramp.cli.app import app
from offramp.ensemble import Ensemble, run
from offramp.errors import CaseError, OfframpError
from offramp.results import RunFolder
from offramp.scenario import case_hash, load
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.measure_kinds.future_acts import FutureAct, FutureActs
from offramp.study.questions import questions
from tests.cases.build import skeleton
from tests.ensemble.fake import FakeEngine
from tests.plugins.example import NAME, VERSION, case, install

KIND = "busy-days"


def test_a_case_that_names_the_package_may_ask_for_its_kind(installed: list[str], tmp_path: Path) -> None:
    asked = load(case(tmp_path, asks=True))
    assert asked.measures["raid_days"].kind == KIND and asked.plugins == {NAME: VERSION}
    acts = [FutureAct(day, "borduria", "rocket-attack", "aland") for day in (2, 2, 5)] + [
        FutureAct(7, "borduria", "threat", "aland")
    ]
    read = KINDS[KIND].events
    assert callable(read) and read("raid_days", asked.measures["raid_days"], FutureActs.of(asked, acts, range(9))) == 2
    made = run(case(tmp_path, asks=True), runs=8, draws=2, days=5, engine=FakeEngine(), out=tmp_path / "run")
    assert made.manifest.versions[NAME] == VERSION and made.manifest.hash == case_hash(asked)
    KINDS.pop(KIND)  # as in a process in which nobody asked for it yet
    assert RunFolder(tmp_path / "run").scenario(made.manifest).measures["raid_days"].kind == KIND


def test_a_case_that_does_not_name_the_package_is_refused_in_a_sentence(installed: list[str], tmp_path: Path) -> None:
    path = case(tmp_path, asks=True, names=False)
    line = next(n for n, each in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if KIND in each)
    with pytest.raises(CaseError) as error:
        load(path)
    assert str(error.value) == (
        f"{path}:{line}: measures.raid_days.kind: found the measure kind {KIND}; "
        f"allowed: it where the case names the package that adds it: plugins: [{NAME}]"
    )


def test_without_the_package_the_case_is_refused_for_that_alone(none: None, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=f"plugins: found '{NAME}', which is not installed") as error:
        load(case(tmp_path, asks=True))
    assert len(error.value.faults) == 1


def test_a_kind_with_an_id_of_the_house_is_refused(none: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in install(tmp_path / "site", **{KIND: "war"}):
        monkeypatch.syspath_prepend(path)
    with pytest.raises(CaseError, match=f"the measure kind 'war' of {NAME}; allowed: measure kinds with ids of their"):
        load(case(tmp_path))


def test_what_is_no_record_of_the_kind_is_refused(none: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in install(tmp_path / "site", **{KIND: "busy-nights"}):
        monkeypatch.syspath_prepend(path)
    path = case(tmp_path, asks=True)
    path.write_text(path.read_text(encoding="utf-8").replace(KIND, "busy-nights"), encoding="utf-8")
    with pytest.raises(OfframpError, match=r"found offramp_fatigue.busy_days:KIND; allowed: one Kind of this id with"):
        load(path)


def test_its_question_is_asked_like_ours(installed: list[str], tmp_path: Path) -> None:
    """From Python and from the command line, with options and a schema that follow from its fields."""
    question, path = questions()["exertion"], case(tmp_path)
    made = question(path, runs=16, draws=4, days=5, structure=True).run(engine=FakeEngine())
    body = made.summary()
    assert body["rules"] == ["quantal", "lookahead"] and set(body["actors"]) == set(load(path).actors)
    assert all(each["luck"] and each["structure"] for each in body["actors"].values())
    assert question.result().read(body) == made and [*question.result().schema()["properties"]] == [*body]
    told = CliRunner().invoke(app, ["exertion", "--help"]).stdout
    assert "Count the days on which each actor uses force." in told and "--structure" in told
    refused = CliRunner().invoke(app, ["exertion", str(case(tmp_path, names=False)), "--runs", "4"])
    assert refused.exit_code == 2 and f"allowed: a case that names {NAME}" in refused.stderr
    schema = CliRunner().invoke(app, ["schema", "--answer", "exertion"]).stdout
    assert json.loads(schema) == question.result().schema()


def test_an_unknown_command_is_refused_as_before(installed: list[str]) -> None:
    done = CliRunner().invoke(app, ["exertions"])
    assert done.exit_code == 2 and "No such command" in done.stderr


@pytest.mark.proof
def test_its_kind_counts_in_a_simulation_what_its_acts_tell(installed: list[str], tmp_path: Path) -> None:
    """Even after a game of the same shape was played without it."""
    moves = ["statement", "threat", "sanctions"]
    options = [{"actors": ["a"], "moves": moves, "targets": ["b"]}]
    parts = skeleton(moves={move: {} for move in moves}, options=options, plugins=[NAME])
    measure = {"kind": "spread", "unit": "days", "says": "Days with acts"}
    played(tmp_path, parts, measure)
    made = played(tmp_path, parts, {**measure, "kind": KIND})
    acts = made.events.groupby(["draw", "run"])["day"].nunique()
    found = [acts.get(at, 0) for at in zip(made.runs["draw"], made.runs["run"], strict=True)]
    np.testing.assert_array_equal(found, made.runs["acts"])
    assert len(np.unique(found)) > 2


def played(folder: Path, parts: Mapping[str, object], measure: Mapping[str, object]) -> Ensemble:
    path = folder / "case.yaml"
    path.write_text(json.dumps({**parts, "measures": {"acts": measure}}), encoding="utf-8")
    return run(path, out=folder / "run", runs=64, draws=8, days=40, keep="all", seed=5, force=True)
