"""New case files: every template and the shipped teaching case can be checked, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_path, check, load
from offramp.scenario.reading.tree import read
from offramp.scenario.writing.new import copy, new, templates

TEACHING = "mountain-pass"


@pytest.mark.parametrize("like", templates())
def test_a_new_case_has_its_name_and_neither_fault_nor_remark(like: str, tmp_path: Path) -> None:
    path = new("my-crisis", like, tmp_path)
    assert path == tmp_path / "my-crisis.yaml"
    assert check(path).notes == ()
    made = load(path)
    assert made.case == "my-crisis" and made.record and made.measures.keys() & {*read(path).items()["measures"].items()}
    text = path.read_text(encoding="utf-8")
    assert "NAME" not in text and "offramp check my-crisis.yaml" in text and text.count("#") >= 10


def test_templates_are_of_different_shapes(tmp_path: Path) -> None:
    made = {like: load(new(f"my-{like}", like, tmp_path)) for like in templates()}
    assert len(made["dyad"].actors) == 2
    assert "proxy" in {actor.kind for actor in made["dyad-with-proxies"].actors.values()}
    assert sum(actor.kind == "state" for actor in made["three-sides"].actors.values()) == 3


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = new("my-crisis", folder=tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="a file of this name"):
        new("my-crisis", folder=tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "like", "field", "hint"),
    [
        ("My Crisis", "dyad", "NAME", "my-crisis"),
        ("kashmir_2019.yaml", "dyad", "NAME", "kashmir-2019"),
        ("../out", "dyad", "NAME", "out"),
        ("***", "dyad", "NAME", None),
        ("baghdad-2020", "dyad", "NAME", "my-baghdad-2020"),
        ("mine", "diad", "--like", "dyad"),
        ("mine", "../cases/baghdad-2020", "--like", None),
    ],
)
def test_a_bad_name_or_kind_is_refused(name: str, like: str, field: str, hint: str | None, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        new(name, like, tmp_path)
    (fault,) = error.value.faults
    assert (fault.file, fault.hint) == (field, hint)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_the_shipped_case(tmp_path: Path) -> None:
    assert load(copy(TEACHING, tmp_path)) == load(TEACHING)
    with pytest.raises(CaseError, match="a file of this name"):
        copy(TEACHING, tmp_path)
    with pytest.raises(CaseError, match="did you mean mountain-pass"):
        copy("mountain", tmp_path)


def test_the_teaching_case_uses_every_part_and_has_no_remark() -> None:
    written = read(case_path(TEACHING)).items()
    parts = set(Scenario.model_fields) - {"include", "note", "aftermath_until", "correlations"}  # spare
    assert set(written) == parts
    made = load(TEACHING)
    empty = [name for name in parts if name != "plugins" and not getattr(made, name)]
    assert empty == []
    assert any(policy.holds for policy in made.policies.values()) and made.orders and made.holds
    assert {tie.kind for tie in made.ties.values()} == {"rivalry", "patronage", "alliance", "access"}
    assert {actor.kind for actor in made.actors.values()} == {"state", "proxy", "host", "mediator"}
    assert check(TEACHING).notes == ()
