"""A package of others adds a causal system to the cases that name it, and to no other."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.ensemble import run
from offramp.ensemble.design import draws
from offramp.errors import CaseError, OfframpError
from offramp.results import RunFolder
from offramp.scenario import Scenario, load
from offramp.scenario.hashing import case_hash
from offramp.scenario.reading import plugins
from offramp.world import SYSTEMS, registered, systems_of
from tests.ensemble.fake import FakeEngine
from tests.guards.source import ROOT
from tests.plugins.example import NAME, PLUGIN, VERSION, case, install
from tests.world.roles import TWO_NEIGHBOURS


def test_a_case_that_names_it_has_its_system_dials_and_sources(installed: list[str], tmp_path: Path) -> None:
    made, plain = load(case(tmp_path)), load(TWO_NEIGHBOURS)
    assert made.plugins == {NAME: VERSION} and plain.plugins == {}
    assert made.world.keys() - plain.world.keys() == {"fatigue"}
    assert made.dials().keys() - plain.dials().keys() == {f"world.fatigue.{d}" for d in ("strain", "drag", "rest")}
    assert "holsti-1972" in made.sources and "holsti-1972" not in plain.sources
    assert [each.id for each in systems_of(plain.world)] == [each.id for each in SYSTEMS]
    assert {each.id for each in systems_of(made.world)} == {each.id for each in SYSTEMS} | {"fatigue"}
    assert load(case(tmp_path), {"world.fatigue.drag": "1.5"}).world["fatigue"].dials["drag"].text() == "1.5"


def test_name_and_version_are_in_hash_and_manifest(
    installed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, plain = load(case(tmp_path)), load(TWO_NEIGHBOURS)
    made = run(case(tmp_path), runs=8, draws=2, days=5, engine=FakeEngine(), out=tmp_path / "run")
    assert made.manifest.versions[NAME] == VERSION and made.manifest.hash == case_hash(first) != case_hash(plain)
    assert RunFolder(tmp_path / "run").scenario(made.manifest).plugins == {NAME: VERSION}
    monkeypatch.syspath_prepend(install(tmp_path / "newer", "1.1.0")[0])
    second = load(case(tmp_path))
    assert second.plugins == {NAME: "1.1.0"} and case_hash(second) != case_hash(first)
    with pytest.raises(OfframpError, match=f"the case uses {NAME} in version 1.0.0, but version 1.1.0 is installed"):
        compile_game(first, draws(first, 1, 2))


def test_without_the_package_the_case_is_refused_in_a_sentence(none: None, tmp_path: Path) -> None:
    path = case(tmp_path)
    line = path.read_text(encoding="utf-8").splitlines().index(f"plugins: [{NAME}]") + 1
    with pytest.raises(CaseError) as error:
        load(path)
    assert str(error.value) == (
        f"{path}:{line}: plugins: found '{NAME}', which is not installed, or adds nothing to cases; "
        "allowed: a package with an entry point in offramp.systems or offramp.measure_kinds"
    )


@pytest.mark.parametrize(
    ("written", "found"), [("3", "found 3"), ("[3]", "found 3, which"), ("[numpy]", "found 'numpy', which is not")]
)
def test_what_is_no_plugin_is_refused(none: None, tmp_path: Path, written: str, found: str) -> None:
    path = case(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(f"[{NAME}]", written), encoding="utf-8")
    with pytest.raises(CaseError, match=f"plugins: {found}".replace("[", r"\[")):
        load(path)


def test_a_system_with_an_id_of_the_library_is_refused(
    none: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in install(tmp_path / "site", fatigue="ladder"):
        monkeypatch.syspath_prepend(path)
    with pytest.raises(
        CaseError, match=f"the causal system 'ladder' of {NAME}; allowed: systems with ids of their own"
    ):
        load(case(tmp_path))


@pytest.mark.parametrize(
    ("written", "says"),
    [("title: Awe\n", "fatigue.yaml:1: dials: found no kind"), ("dials: {awe: 3}\n", ":1: dials.awe: found")],
)
def test_dials_that_are_none_are_refused(
    installed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, says: str
) -> None:
    broken = tmp_path / "fatigue.yaml"
    broken.write_text(written, encoding="utf-8")
    monkeypatch.setattr(plugins, "_beside", lambda point: broken)
    with pytest.raises(CaseError, match=says):
        load(case(tmp_path))


def test_a_module_that_registers_nothing_is_refused(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "offramp_fatigue.fatigue", ModuleType("offramp_fatigue.fatigue"))
    with pytest.raises(OfframpError, match="the module of the causal system 'fatigue' registers none of this id"):
        systems_of({"ladder", "fatigue"})


def test_the_command_line_plays_it(installed: list[str], tmp_path: Path) -> None:
    """In a process of its own, where nothing was imported before."""
    paths = os.pathsep.join([*installed, str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", "from offramp.cli import main; main()", "check", str(case(tmp_path)), "--json"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)


@pytest.fixture
def law(installed: list[str]) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("test_fatigue", PLUGIN / "tests" / "test_fatigue.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.mark.proof
def test_its_law_holds_and_it_is_deaf_when_off(law: ModuleType, tmp_path: Path) -> None:
    law.test_who_uses_force_tires_and_uses_less_of_it(tmp_path)
    law.test_switched_off_its_dials_move_nothing(tmp_path)
    assert "fatigue" in {each.id for each in registered()}


def test_a_law_that_does_not_hold_is_seen(law: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = law.case
    monkeypatch.setattr(law, "case", lambda folder, **sets: real(folder, **{"drag": "0.000001", **sets}))
    with pytest.raises(AssertionError):
        law.test_who_uses_force_tires_and_uses_less_of_it(tmp_path)


@pytest.mark.proof
def test_a_case_that_does_not_name_it_plays_as_before_and_so_does_one_that_switches_it_off(
    law: ModuleType, tmp_path: Path
) -> None:
    plain: Scenario = load("baghdad-2020").model_copy(update={"days": law.DAYS})
    before = law.futures(plain)[0]
    with_it, off = (law.futures(law.case(tmp_path, **sets))[0] for sets in ({}, {"on": "false"}))
    again = law.futures(plain)[0]
    assert not np.array_equal(with_it.option, before.option)
    for other in (off, again):
        for part in ("option", "deaths", "ordered"):
            assert np.array_equal(getattr(other, part), getattr(before, part)), part
        assert all(np.array_equal(x, other.measures[name], equal_nan=True) for name, x in before.measures.items())
