"""Sensitivity: Ishigami's function planted in the dials of a case, a planted sign, and what nobody can share out."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.analysis.given import apart
from offramp.engine import Clock
from offramp.ensemble import Design
from offramp.ensemble.player import Player
from offramp.errors import CaseError
from offramp.game import Draws
from offramp.scenario import Scenario, load
from offramp.scenario.questions import Measure
from offramp.study.sensitivity.early_signs import still_open
from offramp.study.sensitivity.question import FindSensitivity
from offramp.study.sensitivity.resampled_dials import Resampler, plans
from offramp.study.sensitivity.result import Carried, Dial, Sensitivity
from offramp.study.shared.setup import Setup
from tests.analysis.test_sensitivity import FIRST, TOTAL, WHOLE, holds, ishigami
from tests.ensemble.fake import FakeChunk, FakeEngine, FakeGame
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
DIALS = ("actors.aland.resolve", "ties.borduria>mountain-league.control", "arenas.pass.assets.aland.exposure")
sensitivity = ask(FindSensitivity)
SIZE: dict[str, Any] = {"runs": 4_096, "draws": 1_024, "days": 20, "dials": 8}
MEASURE, SIGNED = "violent_acts", "conciliatory_acts"
SIGN = "borduria/threat/aland/-"
LUCK = 3.0


@dataclass(frozen=True)
class Planted(FakeGame):
    parts: np.ndarray = field(kw_only=True)


class Planter(FakeEngine):
    """Three dials make one measure by Ishigami's function, with luck; one act of the first day makes another."""

    def __init__(self) -> None:
        super().__init__(block=4_096)

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        plain = super().compile(scenario, draws, "quantal", clock)
        grid, ranges = np.linspace(0.0005, 0.9995, 2_000), scenario.dials()
        places = np.array([np.interp(draws.values[path], ranges[path].at(grid), grid) for path in DIALS])
        return Planted(
            **vars(plain), parts=ishigami(places) if rule == "quantal" else np.sin(np.pi * (places[0] - 0.5))
        )

    def rollout(self, game: Any, seed: int, draw: Any, run: Any, device: Any) -> FakeChunk:
        luck = np.array([np.random.default_rng([seed, d, r]).normal(size=2) for d, r in zip(draw, run, strict=True)])
        shown, n = luck[:, 1] > 1, len(draw)
        option = np.full((game.clock.rounds, len(game.names.actors), n), -1, np.int16)
        option[0, game.names.actors.index("borduria")] = np.where(shown, game.names.options.index(SIGN), -1)
        measures = {name: np.zeros(n, np.float32) for name in game.kinds}
        measures[MEASURE] = (game.parts[draw] + LUCK * luck[:, 0]).astype(np.float32)
        if game.clock.days > 5:
            measures[SIGNED] = (2.0 * shown + luck[:, 0]).astype(np.float32)
        measures["answered_in_kind_share"][0] = np.nan
        quiet = np.zeros((game.clock.rounds, len(game.names.actors), 2, n), np.int32)
        return FakeChunk(measures, np.zeros((game.clock.turns, n), np.int8), option, quiet, option > 99)


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    return sensitivity(CASE, measures=[MEASURE, SIGNED], engine=Planter(), **SIZE)


def of(made: Sensitivity, measure: str = MEASURE) -> Carried:
    return next(each for each in made.measures if each.measure == measure)


def dial(made: Sensitivity, path: str) -> Dial:
    return next(each for each in of(made).dials if each.path == path)


def test_planted_dials_have_the_shares_of_theory(found: Sensitivity) -> None:
    for path, first, whole in zip(DIALS, FIRST, TOTAL, strict=True):
        each = dial(found, path)
        assert each.total and holds(each.first, first) and holds(each.total, whole) and each.counts
        assert each.total.interval[1] - each.total.interval[0] < 0.35
    assert of(found).variance.assumptions == pytest.approx(WHOLE, rel=0.15)
    assert of(found).variance.luck == pytest.approx(LUCK**2, rel=0.1)
    assert [dial(found, path).beyond for path in DIALS] == [True, True, False]  # the third acts with the first alone


def test_dials_that_do_nothing_are_found_to_do_nothing(found: Sensitivity) -> None:
    each = of(found)
    idle = [every for every in each.dials if every.path not in DIALS]
    assert len(idle) == SIZE["dials"] - 3 and all(every.idle and not every.counts for every in idle)
    assert each.others is not None and each.others.share == 0 and each.others.interval == (0, 0)
    assert each.other_dials == found.dials - SIZE["dials"]


def test_what_it_is_worth_to_know(found: Sensitivity) -> None:
    """The second is a quarter of the way down and up again: both ends are alike, and knowing it narrows the bar."""
    each, second = of(found), dial(found, DIALS[1])
    assert each.bar is not None and second.bar is not None and second.bar < 0.85 * each.bar
    low, high = second.interval
    assert low < 0 < high and (second.low, second.high) == pytest.approx((2.0, 2.0), abs=0.7)
    subjects = {part.id: part for part in each.subjects}
    assert holds(subjects["ties.borduria>mountain-league"].share, FIRST[1])
    assert subjects["ties.borduria>mountain-league"].name == "the Mountain League, held by Borduria"
    assert {part.id for part in each.sources} >= {"gazette", "yearbook", "assumed"}


def test_a_planted_sign_is_found_and_no_other(found: Sensitivity) -> None:
    (sign,) = of(found, SIGNED).signs
    assert (sign.actor, sign.move, sign.at_least, sign.visibility) == ("borduria", "threat", 1, "overt")
    assert sign.found.with_it - sign.found.without == pytest.approx(2, abs=0.2) and sign.seen == pytest.approx(
        0.16, abs=0.02
    )
    assert sign.found.luck[0] < 2 < sign.found.luck[1] and sign.found.n_with + sign.found.n_without == 4_096
    assert of(found).signs == () and found.watched == 5


def test_where_the_assumptions_do_nothing_there_is_nothing_to_share_out(found: Sensitivity) -> None:
    each = of(found, SIGNED)
    assert not each.variance.known and each.dials == () == each.subjects and each.others is None


def test_structure_is_what_the_rules_make_of_it() -> None:
    made = sensitivity(CASE, measures=[MEASURE], structure=True, engine=Planter(), **{**SIZE, "dials": 1})
    low, high = dial(made, DIALS[0]).structure or (0, 0)
    assert made.rules == ("quantal", "lookahead") and low == pytest.approx(FIRST[0], abs=0.1) and high > 0.85
    assert of(made).found.structure is not None


def test_the_json_object_can_be_read_again(found: Sensitivity) -> None:
    body = found.summary()
    assert json.loads(json.dumps(body, allow_nan=False, default=list)) == json.loads(json.dumps(body))
    assert (body["runs"], body["draws"], body["dials"]) == (4_096, 1_024, found.dials)
    assert body["measures"][MEASURE]["dials"][0]["path"] in DIALS
    assert found.table.loc[(MEASURE, DIALS[1]), "counts"]


def test_a_rare_war_gives_way_to_violent_acts() -> None:
    made = sensitivity(CASE, engine=Planter(), runs=128, draws=64, days=20, dials=0)
    assert made.measures[0].measure == MEASURE and of(made).other_dials == made.dials


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"draws": 32}, "allowed: 64 draws or more"),
        ({"runs": 1_024}, "of 2 futures or more: --runs 2048, or --draws 512"),
        ({"measures": ["wars"]}, "--measure"),
        ({"measures": ["answered_in_kind_share"]}, "a measure that every future has"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(how: dict[str, Any], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        sensitivity(CASE, engine=Planter(), **{**SIZE, **how})


def test_what_is_still_open_is_what_had_not_come_by_then() -> None:
    early, late = np.array([[0.0, 1.0, 1.0]]), np.array([[1.0, 1.0, 3.0]])

    def rest(kind: str) -> list[float]:
        about = Measure.model_validate({"kind": kind, "says": "it", "unit": "acts"})
        return [float(each) for each in still_open(about, late, early)[0]]

    assert rest("count") == rest("deaths") == [1, 0, 2] and rest("highest") == [1, 1, 3]
    assert rest("war")[0] == rest("any")[0] == 1 and np.isnan([rest("war")[1:], rest("any")[1:]]).all()


def test_none_of_a_few_is_no_certainty() -> None:
    """A rare thing in none of sixty futures that show something: luck, and said to be."""
    values = np.zeros((100, 40))
    values[::4, ::10] = 1.0
    shown = np.zeros(values.shape, bool)
    shown[1:61, 1] = True
    found = apart(shown, values)
    assert found.with_it == 0 and found.without > 0.02 and found.luck[0] < 0 < found.luck[1] and found.score < 2


@pytest.mark.proof
def test_the_first_days_are_those_of_the_whole_future() -> None:
    """With the real engine, played for five days alone: what had come by then is taken from what comes at all."""
    resampler = Resampler(Setup.of(Design(CASE)).case, Player())
    plan, _ = plans(Design(CASE, runs=128, draws=64), resampler.case)
    base, early = resampler.play(plan, "quantal"), resampler.play(replace(plan, clock=Clock(5)), "quantal")
    for name, measure in resampler.case.measures.items():
        if measure.kind in ("any", "war", "count", "deaths"):
            assert (early[name] <= base[name]).all()
    assert 0 < early["militarised_acts"].sum() < base["militarised_acts"].sum()


def test_no_dial_of_a_price_is_looked_at(found: Sensitivity) -> None:
    assert found.dials == sum(not path.startswith("offramps.") for path in load(CASE).dials())
