"""The decision rule is part of what a run is, and the other rules' futures lie beside it on request."""

import dataclasses
from pathlib import Path

import pytest

from offramp.ensemble import Ensemble, run
from offramp.ensemble.address import parse
from offramp.ensemble.design import RULES, draws
from offramp.errors import OfframpError, RunError
from offramp.scenario import load
from offramp.scenario.reading.joint import group
from offramp.scenario.scenario import PEAKS
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


def play(out: Path, **more: object) -> Ensemble:
    asked = {"runs": 40, "draws": 4, "days": 20, "seed": 3, "engine": FakeEngine(), **more}
    return run(CASE, out=out, **asked)  # type: ignore[arg-type]


def test_the_address_and_the_manifest_name_the_rule(tmp_path: Path) -> None:
    found = play(tmp_path / "run", rule="lookahead")
    assert found.manifest.rule == "lookahead"
    place = found.address(2, 3)
    assert "/lookahead/" in str(place) and parse(str(place)) == place


def test_a_run_under_one_rule_is_not_finished_under_another(tmp_path: Path) -> None:
    play(tmp_path / "run")
    with pytest.raises(RunError, match="differs in rule"):
        play(tmp_path / "run", rule="lookahead", resume=True)
    with pytest.raises(OfframpError, match="minimax"):
        play(tmp_path / "other", rule="minimax")


def test_structure_plays_the_same_futures_under_the_other_rule(tmp_path: Path) -> None:
    found = play(tmp_path / "run", structure=True)
    (rival,) = found.rivals
    assert rival.manifest.complete and rival.manifest.rule == "lookahead"
    assert rival.draws.equals(found.draws) and not rival.runs.equals(found.runs)
    assert dataclasses.replace(rival.address(2, 3), rule="quantal") == found.address(2, 3)
    alone = play(tmp_path / "alone", rule="lookahead")
    assert alone.runs.equals(rival.runs) and alone.rivals == ()
    assert Ensemble.open(tmp_path / "run" / "rules" / "lookahead").runs.equals(alone.runs)


def test_resume_adds_the_other_rule_and_a_new_run_forgets_it(tmp_path: Path) -> None:
    assert play(tmp_path / "run").rivals == ()
    engine = FakeEngine()
    assert play(tmp_path / "run", structure=True, resume=True, engine=engine).rivals
    assert sum(len(draw) for draw, _ in engine.rollouts) == 40  # the first rule's futures are not played again
    assert play(tmp_path / "run", seed=4, force=True).rivals == ()
    assert not (tmp_path / "run" / "rules").exists()


def test_of_a_posterior_drawn_as_a_whole_its_lower_peaks_are_played_too(tmp_path: Path) -> None:
    """All that is played beside the run has its number of futures, and only what was fitted stands elsewhere."""
    joint = {"prior": "joint"}
    found = play(tmp_path / "run", runs=60, sets=joint, structure=True)
    assert [each.manifest.rule for each in found.rivals] == ["lookahead", "quantal", "quantal"]
    assert [each.scenario.prior for each in found.rivals] == ["joint", *PEAKS[1:]]
    assert found.rules == ("quantal", "lookahead") and sum(each.manifest.runs for each in found.rivals) == 60
    fast, debt = "world.reciprocity.own_fast", "world.reciprocity.debt_half_life"
    lower = found.rivals[2]
    assert lower.scenario.dials()[fast] != found.scenario.dials()[fast]
    moved = {path for path in found.draws.columns if not found.draws[path].equals(lower.draws[path])}
    assert moved == set(group(found.scenario).free) and debt not in moved  # which the case sets itself
    play(found.rivals[2].folder.path, runs=20, sets={**joint, fast: "0.7"}, force=True)
    assert len(Ensemble.open(tmp_path / "run").rivals) == 2


def test_an_unfinished_rival_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="on fire"):
        play(tmp_path / "run", structure=True, engine=FakeEngine(fail_at=7))
    assert Ensemble.open(tmp_path / "run").rivals == ()
    assert play(tmp_path / "run", structure=True, resume=True).rivals


def test_the_dials_of_a_rule_move_no_draw_of_the_others() -> None:
    """Without the rule's own dials the case has the same draws of all others."""
    with_rule = load(CASE)
    choice = with_rule.world["choice"]
    less = choice.model_copy(update={"dials": {k: v for k, v in choice.dials.items() if k != "foresight"}})
    without = with_rule.model_copy(update={"world": {**with_rule.world, "choice": less}})
    one, other = (draws(case, 1, 32).values for case in (with_rule, without))
    assert set(one) - set(other) == RULES
    assert all((one[path] == other[path]).all() for path in other)
