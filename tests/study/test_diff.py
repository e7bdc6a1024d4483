"""Two files of one crisis: identical ones differ by exactly nothing, planted differences get their shares."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from offramp.engine import Clock
from offramp.ensemble import run
from offramp.errors import CaseError
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.study.diff.question import CompareFiles
from offramp.study.diff.result import Diff
from tests.ensemble.fake import FakeEngine, FakeGame
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
diff = ask(CompareFiles)
SIZE: dict[str, Any] = {"runs": 64, "draws": 16, "days": 20}
MEASURE = "violent_acts"
CONTROL, RESOLVE = "ties.borduria>mountain-league", "actors.aland"
Change = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Planted(FakeGame):
    parts: np.ndarray = field(kw_only=True)


class Planter(FakeEngine):
    """Resolve and control add to one measure, and more where they meet; a system that is off takes one away."""

    def __init__(self) -> None:
        super().__init__(block=64)
        self.played = 0

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        self.played += 1
        plain = super().compile(scenario, draws, rule, clock)
        one, two = (draws.values[path] for path in (f"{RESOLVE}.resolve", f"{CONTROL}.control"))
        parts = one + 2 * two + 3 * one * two - (not scenario.world["fronts"].on)
        return Planted(**vars(plain), parts=parts * (1 + (rule == "lookahead")))

    def rollout(self, game: Any, seed: int, draw: Any, run: Any, device: Any) -> Any:
        chunk = super().rollout(game, seed, draw, run, device)
        return replace(chunk, measures={**chunk.measures, MEASURE: chunk.measures[MEASURE] + game.parts[draw]})


def known(value: float) -> dict[str, Any]:
    return {"value": value, "source": "yearbook", "because": "they say so"}


def file(folder: Path, name: str, *changes: Change) -> Path:
    body = YAML(typ="safe").load(CASE)
    for change in changes:
        change(body)
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(body, default=str), encoding="utf-8")
    return path


def plant(resolve: float, control: float, fronts: bool = True) -> Change:
    def change(body: dict[str, Any]) -> None:
        body["actors"]["aland"]["resolve"], body["ties"][0]["control"] = known(resolve), known(control)
        body["world"]["fronts"] = {"on": fronts}

    return change


def compared(folder: Path, one: Change, other: Change, **how: Any) -> Diff:
    return diff(file(folder, "one", one), file(folder, "other", other), engine=Planter(), **{**SIZE, **how})


def told(made: Diff, measure: str = MEASURE) -> Any:
    return next(each for each in made.measures if each.measure == measure)


def test_identical_files_differ_by_exactly_nothing(tmp_path: Path) -> None:
    engine = Planter()
    made = diff(CASE, file(tmp_path, "same"), engine=engine, **SIZE)
    assert made.differences == () == made.groups and made.quantities == made.same and engine.played == 1
    assert len(made.measures) > 10 and made.hash == made.other_hash
    for each in made.measures:
        assert each.one == each.other and each.agree and each.shares == ()
        assert (each.difference.estimate, each.difference.luck, each.difference.assumptions) == (0, (0, 0), (0, 0))


def test_planted_differences_get_the_shares_that_they_make(tmp_path: Path) -> None:
    """Resolve 0.2 to 0.6 and control 0.1 to 0.5: 0.4 and 0.8 alone, and 3 (0.30 - 0.02) where they meet."""
    made = compared(tmp_path, plant(0.2, 0.1), plant(0.6, 0.5, fronts=False))
    found = told(made)
    meet = 3 * (0.3 - 0.02)
    apart = {"one": 0.4, "two": 0.8, "off": -1.0}
    resolve_first, control_first = 3 * 0.4 * 0.1, 3 * 0.4 * 0.2  # what each adds of it if it comes first
    expected = {
        RESOLVE: apart["one"] + (resolve_first + meet - control_first) / 2,
        CONTROL: apart["two"] + (control_first + meet - resolve_first) / 2,
        "world.fronts": apart["off"],
    }
    assert {each.group: each.size for each in found.shares} == pytest.approx(expected, abs=1e-6)
    assert found.difference.estimate == pytest.approx(sum(expected.values())) and not found.agree
    assert made.exact and made.worlds == 8 and {each.by_chance for each in found.shares} == {0}
    others = [each for each in made.measures if each.measure != MEASURE]
    assert all(each.difference.estimate == 0 and share.size == 0 for each in others for share in each.shares)


def test_shares_add_up_to_the_whole_difference(tmp_path: Path) -> None:
    """Also over sampled orders, with every bar its own."""

    def many(body: dict[str, Any]) -> None:
        plant(0.6, 0.5, fronts=False)(body)
        for system in ("rules", "pressure", "mediation", "nuclear", "deterrence"):
            body["world"][system] = {"on": False}

    made = compared(tmp_path, plant(0.2, 0.1), many, structure=True, runs=16, draws=8)
    found = told(made)
    assert not made.exact and len(made.groups) == 8 and made.worlds < 2**8
    shares = [each.size for each in found.shares]
    assert sum(shares) == pytest.approx(found.difference.estimate, abs=1e-9)
    by_group = {each.group: each for each in found.shares}
    assert by_group["world.nuclear"].size == 0 == by_group["world.nuclear"].by_chance
    assert found.difference.structure == pytest.approx((found.difference.estimate, 2 * found.difference.estimate))
    assert by_group[RESOLVE].share.structure[1] == pytest.approx(2 * by_group[RESOLVE].size, rel=0.2)


def test_dials_stand_at_the_same_place_in_every_world(tmp_path: Path) -> None:
    """A range that is shifted moves every draw alike: the difference has no spread over the draws."""

    def at(low: float) -> Change:
        def change(body: dict[str, Any]) -> None:
            range_ = {"low": low, "likely": low + 0.1, "high": low + 0.2}
            body["actors"]["aland"]["resolve"] = {**range_, "source": "yearbook", "because": "they say so"}
            body["ties"][0]["control"] = known(0.5)

        return change

    found = told(compared(tmp_path, at(0.1), at(0.6)))
    assert found.difference.estimate == pytest.approx(0.5 * 2.5, abs=1e-6)
    assert found.difference.assumptions == pytest.approx((1.25, 1.25), abs=1e-5)


def test_both_ends_are_the_runs_of_the_two_files(tmp_path: Path) -> None:
    other = file(tmp_path, "other", plant(0.6, 0.5))
    found = told(diff(CASE, other, engine=Planter(), **SIZE))
    for path, mean in ((CASE, found.one), (other, found.other)):
        alone = run(path, engine=Planter(), evidence=False, keep=0, **SIZE).measures()[MEASURE]
        assert mean == pytest.approx(alone.mean(), abs=1e-6)  # tables have 32 bits


@pytest.mark.proof
def test_with_the_real_engine_too(tmp_path: Path) -> None:
    """Both ends are the files' own runs to the last digit, and the shares add up to the difference between them."""
    other, size = file(tmp_path, "other", plant(0.6, 0.5, fronts=False)), {"runs": 144, "draws": 8}
    made = diff(CASE, other, **size)
    alone = [run(path, evidence=False, keep=0, **size).measures() for path in (CASE, other)]
    assert made.worlds == 8 and len(made.measures) > 10
    for each in made.measures:
        if not any(np.isnan(found[each.measure]).any() for found in alone):
            assert [each.one, each.other] == [found[each.measure].mean() for found in alone]
        shares = sum(share.size for share in each.shares)
        assert shares == pytest.approx(each.difference.estimate, abs=1e-9)


def test_the_json_object_has_both_files(tmp_path: Path) -> None:
    body = compared(tmp_path, plant(0.2, 0.1), plant(0.6, 0.5)).summary()
    assert json.loads(json.dumps(body, allow_nan=False)) == body
    assert (body["case"], body["other"], body["runs"], body["exact"]) == ("two-neighbours", "other", 64, True)
    assert [each["path"] for each in body["differences"] if each["moves"]] == [
        f"{RESOLVE}.resolve",
        f"{CONTROL}.control",
    ]
    assert set(body["groups"]) == {RESOLVE, CONTROL} == set(body["measures"][MEASURE]["shares"])


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    def other_start(body: dict[str, Any]) -> None:
        body["start"] = body["information_date"] = "2031-05-11"

    with pytest.raises(CaseError, match="start: found 2031-05-11; allowed: 2031-05-10, as in the first file"):
        diff(CASE, file(tmp_path, "later", other_start), engine=Planter(), **SIZE)
    with pytest.raises(CaseError, match="--measure"):
        diff(CASE, CASE, measures=["wars"], engine=Planter(), **SIZE)
