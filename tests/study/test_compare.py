"""Comparison: pairs with the same luck, planted effects that come out as they were planted, three bars, both worlds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.engine import Clock
from offramp.ensemble import run
from offramp.errors import CaseError, OfframpError
from offramp.game import Draws
from offramp.scenario import Scenario, load
from offramp.study.compare.question import Compare
from offramp.study.compare.result import Comparison
from offramp.study.shared.effects import Effect
from offramp.study.stories.replay import beside, replay
from tests.ensemble.fake import FakeEngine, FakeGame
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
EVENT = "commander-killed"
compare = ask(Compare)
WIDE = "actors.borduria.resolve"  # a dial that the quick engine does not read
SIZE: dict[str, Any] = {"runs": 240, "draws": 8, "days": 20}
HERE, THERE = "2031-05-10", "2031-05-09"


@dataclass(frozen=True)
class Planted(FakeGame):
    scenario: Scenario = field(kw_only=True)
    draws: Draws = field(kw_only=True)
    rule: str = field(kw_only=True)


class Planter(FakeEngine):
    """The event adds something to one measure: by the draw, by the rule, or by luck."""

    def __init__(self, measure: str = "violent_acts", **kinds: bool) -> None:
        super().__init__(block=64)
        self.measure, self.kinds = measure, kinds
        self.games: list[Planted] = []

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        plain = super().compile(scenario, draws, "quantal", clock)
        self.games.append(Planted(**vars(plain), scenario=scenario, draws=draws, rule=rule))
        return self.games[-1]

    def rollout(self, game: Any, seed: int, draw: Any, run: Any, device: Any) -> Any:
        chunk = super().rollout(game, seed, draw, run, device)
        if EVENT not in game.scenario.record:
            return chunk
        effect = np.ones(len(draw))
        if "draw" in self.kinds:
            effect = game.draws.values[WIDE][draw]
        if "luck" in self.kinds:
            effect = np.array([np.random.default_rng([d, r]).normal() for d, r in zip(draw, run, strict=True)])
        if "rule" in self.kinds:
            effect *= 1 + 4 * (game.rule == "lookahead")
        changed = {**chunk.measures, self.measure: chunk.measures[self.measure] + effect}
        return replace(chunk, measures=changed)

    def record_likelihood(self, game: Any) -> tuple[np.ndarray, int]:
        """The world without the event makes the slow likely, the other one the quick."""
        return (20.0 if EVENT in game.scenario.record else -20.0) * game.tempo, 3


def one(made: Comparison, measure: str) -> Effect:
    (found,) = (each for each in made.effects if each.measure == measure)
    return found


def planted(measure: str = "violent_acts", structure: bool = False, **kinds: bool) -> Effect:
    made = compare(CASE, without=EVENT, structure=structure, engine=Planter(measure, **kinds), **SIZE)
    others = [each for each in made.effects if each.measure != measure]
    assert others and all(each.difference.estimate == 0 and not each.beyond_luck for each in others)
    return one(made, measure)


@pytest.mark.parametrize("asked", [{"sets": {WIDE: "0.9"}}, {"without": EVENT}, {"without": EVENT, "turn": "week"}])
def test_what_does_nothing_has_no_effect_at_all(asked: Mapping[str, Any]) -> None:
    """The quick engine knows neither events nor that dial: pairs share their luck, so nothing is left."""
    made = compare(CASE, engine=FakeEngine(block=64), **SIZE, **asked)
    assert {each.measure for each in made.effects} == set(load(CASE).measures)
    for each in made.effects:
        assert each.with_it == each.without and each.difference.estimate == 0 == each.more == each.less
        assert each.difference.luck == (0, 0) == each.difference.assumptions and not each.beyond_luck


@pytest.mark.proof
@pytest.mark.parametrize("turn", ["day", "week"])
def test_an_identical_policy_has_exactly_no_effect(turn: Any) -> None:
    """The real engine; dials are set to the ranges that they have."""
    case = load(CASE)
    ranges = {path: each for path, each in case.dials().items() if each.shape == "interval"}
    same = {path: f"{each.low!r}..{each.high!r}" for path, each in ranges.items() if path.endswith("resolve")}
    made = compare(CASE, sets=same, turn=turn, runs=288, draws=8, days=28)
    assert len(same) > 2 and len(made.effects) == len(case.measures)
    for each in made.effects:
        assert each.difference.estimate == 0 and each.difference.luck == (0, 0) and each.more == each.less == 0


def test_a_planted_effect_comes_out_as_it_was_planted() -> None:
    found = planted()
    assert found.difference.estimate == pytest.approx(1) and found.difference.luck == pytest.approx((1, 1))
    assert found.difference.assumptions == pytest.approx((1, 1)) and found.difference.structure is None
    assert found.with_it - found.without == pytest.approx(1) and found.beyond_luck
    assert (found.more, found.less, found.better, found.worse) == (1, 0, 0, 1)


def test_an_effect_that_hangs_on_a_dial_is_in_the_assumptions() -> None:
    values = load(CASE).dials()[WIDE].at(np.linspace(0.001, 0.999, 999))
    made = compare(CASE, without=EVENT, engine=Planter(draw=True), runs=960, draws=64, days=20)
    found = one(made, "violent_acts")
    assert found.difference.estimate == pytest.approx(values.mean(), rel=0.05)
    assert found.difference.assumptions == pytest.approx(tuple(np.quantile(values, (0.05, 0.95))), rel=0.1)
    assert found.difference.luck == pytest.approx((found.difference.estimate,) * 2, rel=1e-2)


def test_an_effect_that_is_luck_is_in_the_luck() -> None:
    found = planted(luck=True)
    assert found.difference.luck is not None and found.difference.assumptions is not None
    low, high = found.difference.luck
    assert high - low == pytest.approx(2 * 1.645 / np.sqrt(240), rel=0.15) and low < 0.1 and high > -0.1
    wide = found.difference.assumptions[1] - found.difference.assumptions[0]
    assert wide < 0.5 < 2 * 1.6 / np.sqrt(30)  # what the draws' own means spread by luck
    assert found.more + found.less == pytest.approx(1) and 0.4 < found.more < 0.6


def test_rules_that_disagree_are_in_the_structure() -> None:
    found = planted(structure=True, rule=True)
    assert found.difference.structure == pytest.approx((1, 5)) and found.difference.disputed
    assert planted(structure=True).difference.structure == pytest.approx((1, 1))


def test_a_first_day_that_never_comes_is_the_day_after_the_last() -> None:
    made = compare(CASE, without=EVENT, engine=FakeEngine(block=64), **SIZE)
    alone = run(CASE, engine=FakeEngine(block=64), keep=0, **SIZE).measures()["first_violent_answer_day"]
    assert np.isnan(alone).any()
    assert one(made, "first_violent_answer_day").with_it == pytest.approx(np.where(np.isnan(alone), 21, alone).mean())


def test_the_world_with_it_is_that_of_a_run() -> None:
    made = compare(CASE, without=EVENT, engine=Planter(), evidence=False, **SIZE)
    alone = run(CASE, engine=Planter(), evidence=False, keep=0, **SIZE)
    for name, values in alone.measures().items():
        if not np.isnan(values).any():
            assert one(made, name).with_it == pytest.approx(values.mean())
    assert made.hash == alone.manifest.hash


def test_the_worlds_part_on_the_eve_and_end_on_the_same_day() -> None:
    engine = Planter()
    made = compare(CASE, without="rockets", engine=engine, **SIZE)
    with_it, without, before = engine.games
    assert (made.as_of, made.eve) == (HERE, "2031-04-19") == (with_it.scenario.start, without.scenario.start)
    assert with_it.clock == Clock(20) and without.clock == Clock(20, lead=21)
    assert list(without.scenario.record) == ["posts-moved"]
    assert (before.scenario.start, before.clock) == ("2031-03-30", Clock(20))  # what it would have expected of its past
    weekly = Planter()
    assert compare(CASE, without=EVENT, turn="week", engine=weekly, **SIZE).days == 21
    assert [game.clock for game in weekly.games[:2]] == [Clock(3, 7), Clock(3, 7, lead=1)]


def test_as_of_another_day_an_event_that_came_later_can_be_left_out() -> None:
    engine = Planter()
    made = compare(CASE, without="talks-offered", as_of="2031-06-02", engine=engine, **SIZE)
    assert (made.as_of, made.eve) == ("2031-06-02", "2031-05-31") and engine.games[1].clock.lead == 2
    with pytest.raises(CaseError, match="--without"):
        compare(CASE, without="talks-offered", engine=engine, **SIZE)


def test_both_worlds_weigh_the_draws_by_the_record_that_both_have() -> None:
    """By the record with the event the quick draws would count, by the one before it the slow ones do."""
    engine, many = Planter(), {**SIZE, "runs": 640, "draws": 64}
    made = compare(CASE, without=EVENT, evidence=True, engine=engine, **many)
    log = -20 * engine.games[1].tempo * made.evidence.power
    weights = np.exp(log - log.max())
    assert made.evidence.used and 0 < made.evidence.power <= 1 and made.evidence.effective < 60
    alone = run(CASE, engine=Planter(), keep=0, **many).measures()["conciliatory_acts"].mean(axis=1)
    found = one(made, "conciliatory_acts")
    assert found.with_it == pytest.approx(np.average(alone, weights=weights), rel=1e-6)
    assert found.without == pytest.approx(found.with_it)


def test_with_an_event_what_is_set_is_set_in_both_worlds() -> None:
    engine = Planter()
    made = compare(CASE, without=EVENT, sets={"actors.aland.tempo": "0.3"}, engine=engine, **SIZE)
    assert all((game.tempo == 0.3).all() for game in engine.games)
    assert one(made, "violent_acts").difference.estimate == pytest.approx(1) and dict(made.sets)
    engine = Planter()
    compare(CASE, sets={"actors.aland.tempo": "0.3"}, engine=engine, **SIZE)
    assert [(game.tempo == 0.3).all() for game in engine.games[:2]] == [True, False]


def test_the_json_object_has_every_measure_with_its_bars() -> None:
    made = compare(CASE, without=EVENT, structure=True, engine=Planter(), **SIZE)
    body = made.summary()
    assert body["event"] == EVENT and (body["runs"], body["draws"], body["days"], body["turn"]) == (240, 8, 20, 1)
    assert (body["as_of"], body["eve"], body["rules"]) == (HERE, THERE, ["quantal", "lookahead"])
    keys = (
        "with without difference luck assumptions structure more less better worse beyond_luck says unit period".split()
    )
    assert all(list(each) == keys for each in body["measures"].values())
    assert body["measures"]["violent_answer_30d_prob"]["period"] == "20 days"
    assert made.table.loc["violent_acts", "difference"] == pytest.approx(1)


def test_only_the_measures_that_are_asked_for() -> None:
    ask = partial(compare, CASE, without=EVENT, engine=Planter(), **SIZE)
    assert [each.measure for each in ask(measures=["war_prob", "arenas_hit"]).effects] == ["war_prob", "arenas_hit"]
    with pytest.raises(CaseError, match=r"--measure: found 'war_probe'; .*did you mean war_prob"):
        ask(measures=["war_probe"])


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(OfframpError, match="nothing to compare"):
        compare(CASE, engine=FakeEngine())
    with pytest.raises(CaseError, match="did you mean commander-killed"):
        compare(CASE, without="commander-kiled", engine=FakeEngine())


@pytest.fixture(scope="module")
def killing() -> Comparison:
    """The real engine, with 64 draws as a replay has, so that one compiled program serves both."""
    return compare(CASE, without=EVENT, runs=1_152, draws=64, days=30)


@pytest.mark.proof
def test_without_the_killing_there_is_less_to_answer(killing: Comparison) -> None:
    found = one(killing, "violent_answer_30d_prob")
    assert found.difference.luck is not None and found.difference.luck[0] > 0 and found.worse == found.more


@pytest.mark.proof
def test_a_future_that_turns_is_opened_by_its_address_in_both_worlds(killing: Comparison) -> None:
    turn = killing.turns[0]
    both = beside(str(turn.without), CASE)
    assert (both.with_it.address, both.without.address) == (str(turn.with_it), str(turn.without))
    for story, n in ((both.with_it, 0), (both.without, 1)):
        ends = {name: each[n] for name, each in turn.measures.items()}
        assert story.dead == ends["deaths_civilian"] + ends["deaths_military"]
        assert max(story.rung, 0) == max(ends["peak_rung"], 0)
        assert story.days[0].date > dt.date.fromisoformat(killing.as_of)
    assert both.parted and replay(turn.without, CASE) == both.without
