"""Ablation: the same futures with and without each causal system, and every system has something to explain."""

from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import RunError
from offramp.results.folder import ABLATION
from offramp.scenario import load
from offramp.scenario.moves import Effect
from offramp.scenario.questions import Measure
from offramp.study.ablation import study
from offramp.study.ablation.purpose import explains
from offramp.study.ablation.question import Ablate
from offramp.study.ablation.result import Ablation
from offramp.study.shared.paired import filled
from offramp.world import METHOD, SYSTEMS
from tests.ensemble.fake import FakeEngine
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
EXPLAINS = {system.id: set(system.explains.split()) for system in SYSTEMS}
ON = [system for system in EXPLAINS if load(CASE).world[system].on]
ablate = ask(Ablate)
SURE = 3.0 / 1.645  # three standard errors, in half-widths of a 90 % interval


@pytest.fixture(scope="module")
def found() -> Ablation:
    return ablate("baghdad-2020")  # as `offramp ablate baghdad-2020` does


@pytest.fixture
def quick() -> partial[Ablation]:
    return partial(ablate, CASE, runs=24, draws=4, days=20, engine=FakeEngine(block=64))


def test_every_system_has_something_to_explain() -> None:
    assert all(EXPLAINS.values())
    assert {effect for system in SYSTEMS for effect in system.deals.split()} <= {METHOD, *get_args(Effect)}


def test_what_a_system_explains_every_case_measures() -> None:
    """No name of any one case is needed."""
    assert {measure for each in EXPLAINS.values() for measure in each} <= set(load(CASE).measures)


@pytest.mark.parametrize(
    ("where", "systems"),
    [
        ({"does": ["expel"]}, {"host-politics"}),
        ({"actors": ["coria"], "moves": ["vote-to-expel"]}, {"host-politics"}),
        ({"moves": ["programme-step"]}, {"nuclear"}),
        ({"does": ["mishap"]}, {"misperception"}),
        ({"moves": ["settlement"]}, {"mediation"}),
        ({"moves": ["settlement", "threat"]}, set()),  # threats are no business of mediation
        ({"moves": ["targeted-killing"], "actors": ["coria"]}, {"world-order"}),
        ({"moves": ["targeted-killing", "limited-strike"]}, set()),
        ({"at_least": 5}, set()),
    ],
)
def test_a_measure_of_the_case_is_the_business_of_who_deals_in_what_it_counts(
    where: dict[str, object], systems: set[str]
) -> None:
    measure = Measure.model_validate({"kind": "count", "where": where, "says": "so many", "unit": "acts"})
    moves = load(CASE).moves
    assert {system.id for system in SYSTEMS if explains(system, "of-the-case", measure, moves)} == systems


@pytest.mark.proof
@pytest.mark.parametrize("system", ON)
def test_a_system_changes_what_it_is_there_to_explain(found: Ablation, system: str) -> None:
    mine = [each for each in found.systems[system] if each.explains]
    for each in mine:
        print(f"{system:12} {each.measure:26} {each.with_it:8.3f} -> {each.without:8.3f}  {each.luck}")
    assert {each.measure for each in mine} >= EXPLAINS[system]
    assert any(abs(each.difference) > SURE * (each.luck[1] - each.luck[0]) / 2 > 0 for each in mine)


@pytest.mark.proof
def test_the_luck_is_that_of_pairs(found: Ablation) -> None:
    """A pair's difference is surer than that of two ensembles with luck of their own."""
    base = run("baghdad-2020", runs=4_096, keep=0).runs["conciliatory_acts"]
    alone = 2 * 1.645 * np.sqrt(2 * base.var() / len(base))
    (paired,) = (each for each in found.systems["deterrence"] if each.measure == "conciliatory_acts")
    assert paired.luck[1] - paired.luck[0] < alone


def test_what_does_nothing_changes_nothing(quick: partial[Ablation]) -> None:
    """The fake world has no systems: pairs share their luck, so no difference is left at all."""
    made = quick()
    assert set(made.systems) == set(ON)
    every = [each for changes in made.systems.values() for each in changes]
    assert every and all(each.difference == 0 and not each.beyond_luck for each in every)


def test_both_arms_weigh_the_draws_as_the_record_does() -> None:
    """A system that the record would judge otherwise changes futures, not the weights of the pairs."""
    asked = {"runs": 400, "draws": 4, "days": 20, "evidence": True, "keep": 0}
    base, off = (run(CASE, engine=FakeEngine(64), seed=seed, **asked) for seed in (1, 2))  # type: ignore[arg-type]
    weights = base.weights()
    assert weights is not None and np.ptp(weights) > 0
    (found,) = (each for each in study._compare(SYSTEMS[0], base, off.measures()) if each.measure == "war_prob")
    means = [each.measures()["war_prob"].mean(axis=1) for each in (base, off)]
    assert found.with_it == pytest.approx(np.average(means[0], weights=weights))
    assert found.without == pytest.approx(np.average(means[1], weights=weights))
    assert found.difference == pytest.approx(found.without - found.with_it)


def test_a_first_day_that_never_comes_is_the_day_after_the_last(tmp_path: Path) -> None:
    made = run(CASE, runs=24, draws=4, days=20, engine=FakeEngine(block=64), out=tmp_path)
    values, raw = filled(made.measures(), made.scenario.measures, 20), made.measures()["first_violent_answer_day"]
    day = values["first_violent_answer_day"]
    assert np.isnan(raw).any() and (day[np.isnan(raw)] == 21).all() and np.nanmax(raw) <= 20


def test_a_system_that_is_off_is_not_switched_off_again(quick: partial[Ablation]) -> None:
    made = quick(sets={"world.fronts.on": "false"})
    assert "fronts" not in made.systems


def test_the_run_folder_keeps_the_table(quick: partial[Ablation], tmp_path: Path) -> None:
    made = quick(out=tmp_path / "run")
    kept = Ensemble.open(tmp_path / "run")
    assert kept.ablation is not None and kept.ablation.equals(made.table)
    assert kept.manifest.complete and len(kept.kept)  # the arm with all systems became the run
    again = quick(out=tmp_path / "run", seed=9)
    assert Ensemble.open(tmp_path / "run").manifest.seed == 1 and again.seed == 9
    with pytest.raises(RunError, match="differs in days"):
        quick(out=tmp_path / "run", days=21)
    run(CASE, runs=24, draws=4, days=21, engine=FakeEngine(block=64), out=tmp_path / "run", force=True)
    assert not (tmp_path / "run" / f"{ABLATION}.parquet").exists()  # another run forgets it


def test_an_interrupt_stops_it(quick: partial[Ablation]) -> None:
    class Stopped(FakeEngine):
        """Somebody presses Ctrl-C once, after the first block."""

        def rollout(self, *args: object) -> object:
            chunk = super().rollout(*args)  # type: ignore[arg-type]
            if len(self.rollouts) == 2:
                raise KeyboardInterrupt
            return chunk

    with pytest.raises(KeyboardInterrupt):
        quick(engine=Stopped(block=4))


def test_the_json_object_has_every_system_and_measure(quick: partial[Ablation]) -> None:
    body = quick().summary()
    assert list(body["systems"]) == [system for system in EXPLAINS if system in ON]
    one = body["systems"]["fronts"]["arenas_hit"]
    assert set(one) == {"unit", "with_it", "without", "difference", "luck", "explains", "beyond_luck"}
    assert one["explains"] and not body["systems"]["ladder"]["arenas_hit"]["explains"]
    assert set(body["systems"]["fronts"]) == set(load(CASE).measures)  # those of the case, too
