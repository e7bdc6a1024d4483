"""Off-ramps: what was planted comes out as it was planted, alone, on other days, in pairs and on the front."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from offramp.analysis.pareto import front
from offramp.engine import Clock
from offramp.errors import CaseError
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.study.offramps.question import TryOfframps
from offramp.study.offramps.result import Offramps
from offramp.study.shared.padding import NEVER
from tests.cases.build import skeleton
from tests.ensemble.fake import FakeEngine, FakeGame
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
SIZE: dict[str, Any] = {"runs": 512, "draws": 8, "days": 40, "risk": "conciliatory_acts"}
offramps = ask(TryOfframps)
MOVES = {
    "useless": "statement",
    "harmful": "threat",
    "good": "settlement",
    "late": "offer-of-talks",
    "idle": "sanctions",
}
DAY = {"late": 10}
PRICES = {"useless": 0.01, "harmful": 0.05, "good": 0.5, "late": 0.2, "idle": 0.02}


@dataclass(frozen=True)
class Planted(FakeGame):
    orders: Mapping[str, int] = field(kw_only=True)


class Planter(FakeEngine):
    """Some orders change the number of conciliatory acts, of which more is better; some deal luck anew."""

    def __init__(self) -> None:
        super().__init__(block=64)
        self.scenarios: list[Scenario] = []

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        self.scenarios.append(scenario)
        plain = super().compile(scenario, draws, rule, clock)
        due = {each.move: each.from_day for each in scenario.orders if each.from_day < NEVER}
        return Planted(**vars(plain), orders=due)

    def rollout(self, game: Any, seed: int, draw: Any, run: Any, device: Any) -> Any:
        chunk = super().rollout(game, seed, draw, run, device)
        luck = np.array([np.random.default_rng([7, d, r]).normal() for d, r in zip(draw, run, strict=True)])
        effect = sum(self.planted(move, day, luck) for move, day in game.orders.items())
        changed = {**chunk.measures, "conciliatory_acts": chunk.measures["conciliatory_acts"] + effect}
        return replace(chunk, measures=changed)

    def planted(self, move: str, day: int, luck: np.ndarray) -> Any:
        return {
            "statement": luck,
            "threat": -1 + luck,
            "settlement": 2 + luck,
            "offer-of-talks": 1.0 * (8 <= day <= 15) + 0.5 * (day == 8),
            "sanctions": 0 * luck,
        }[move]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two neighbours with exits of which it is known what they do."""
    body = YAML(typ="safe").load(CASE)
    body["offramps"] = {
        name: {
            "name": name.title(),
            "says": name,
            "who": ["aland"],
            "source": "gazette",
            "orders": [{"actor": "aland", "move": move, "target": "borduria", "from_day": DAY.get(name, 1)}],
            "price": {"value": PRICES[name], "source": "gazette"},
        }
        for name, move in MOVES.items()
    }
    path = tmp_path_factory.mktemp("planted") / "planted.yaml"
    path.write_text(json.dumps(body, default=str), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(planted: Path) -> Offramps:
    return offramps(planted, thorough=True, engine=Planter(), **SIZE)


def test_what_was_planted_is_ranked_as_it_was_planted(found: Offramps) -> None:
    verdicts = {each.id: each.tried.verdict for each in found.exits}
    none = "no effect found"
    assert verdicts == {"good": "helps", "late": "helps", "useless": none, "idle": none, "harmful": "harms"}
    assert [each.id for each in found.exits][:2] == ["good", "late"] and found.exits[-1].id == "harmful"
    by_id = {each.id: each.tried for each in found.exits}
    more = {id: found.effect(tried).difference.estimate for id, tried in by_id.items()}
    assert more["late"] == pytest.approx(1) and more["good"] == pytest.approx(2, abs=0.2)
    assert more["idle"] == 0 == by_id["idle"].robust and by_id["idle"].narrower is None


def test_backfire_is_the_share_of_pairs_that_are_made_worse(found: Offramps) -> None:
    worse = {each.id: each.tried.backfire for each in found.exits}
    assert worse["late"] == worse["idle"] == 0
    assert worse["useless"] == pytest.approx(0.5, abs=0.07) and worse["harmful"] == pytest.approx(0.84, abs=0.05)
    robust = {each.id: each.tried.robust for each in found.exits}
    assert robust["good"] == pytest.approx(1) and robust["harmful"] == pytest.approx(0, abs=1e-3)
    assert robust["useless"] is not None and 0.02 < robust["useless"] < 0.98


def test_a_late_one_has_its_window_found(found: Offramps) -> None:
    windows = {each.id: each.window for each in found.exits}
    late = windows["late"]
    assert late is not None and list(late.days) == [1, 2, 3, 5, 8, 10, 11, 15, 22, 29]
    assert (late.best, late.useful, late.last, late.closes) == (8, (8, 10, 11, 15), 15, True)
    good = windows["good"]
    assert good is not None and good.last == 29 and not good.closes
    assert windows["harmful"] is None  # what harms is not tried again
    idle = windows["idle"]
    assert idle is not None and (idle.best, idle.last, idle.closes) == (None, None, False)


def test_pairs_say_whether_two_are_better_than_one(found: Offramps) -> None:
    pairs = {each.offramps: each for each in found.pairs}
    assert len(pairs) == 6 == found.tried["pairs"][0] and found.tried["pairs"][1] == 10  # none with what harms
    best = found.pairs[0]
    assert best.offramps == ("good", "late") and best.adds.difference == pytest.approx(1) and best.more
    assert best.price == pytest.approx((0.7, 0.7, 0.7))
    assert not pairs["good", "idle"].more and pairs["good", "idle"].adds.difference == 0


def test_the_front_holds_what_nothing_beats_in_both(found: Offramps) -> None:
    ahead = {(each.id,) for each in found.exits if each.front} | {each.offramps for each in found.pairs if each.front}
    assert {("good",), ("late",), ("good", "late")} <= ahead
    assert not ahead & {("useless",), ("idle",), ("harmful",), ("good", "idle")}
    assert front([(1, 3), (2, 2), (3, 3), (1, 3), (3, 1)]) == [True, True, False, True, True]


def test_every_world_has_one_shape_and_the_first_is_that_without(planted: Path) -> None:
    engine = Planter()
    offramps(planted, engine=engine, **SIZE)
    assert {len(each.orders) for each in engine.scenarios} == {8}
    assert all(each.from_day == NEVER for each in engine.scenarios[0].orders)
    assert len(engine.scenarios) == 1 + 5 + 13 + 3  # none, each alone, three on other days of forty, and three pairs


def test_the_search_says_how_far_it_got(planted: Path) -> None:
    made = offramps(planted, minutes=0, engine=Planter(), **SIZE)
    assert made.tried == {"alone": [5, 5], "pairs": [0, 10], "on_other_days": [0, 4]} and not made.pairs
    some = offramps(planted, only=["late", "idle"], engine=Planter(), **SIZE)
    assert some.tried == {"alone": [2, 2], "pairs": [1, 1], "on_other_days": [2, 2]}


def test_off_ramps_that_disagree_on_a_dial_are_no_pair(planted: Path, tmp_path: Path) -> None:
    body = json.loads(planted.read_text(encoding="utf-8"))
    for name, value in (("good", 0.6), ("late", 0.7), ("idle", 0.6)):
        body["offramps"][name]["sets"] = {"actors.borduria.resolve": value}
    path = tmp_path / "disagreeing.yaml"
    path.write_text(json.dumps(body), encoding="utf-8")
    made = offramps(path, only=["good", "late", "idle"], thorough=True, engine=Planter(), **SIZE)
    assert [set(each.offramps) for each in made.pairs] == [{"good", "idle"}] and made.tried["pairs"] == [1, 1]


class Doubling(Planter):
    """Who looks ahead makes twice as much of every exit."""

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        plain = super().compile(scenario, draws, "quantal", clock)
        return replace(
            plain, orders={f"{move}*" if rule == "lookahead" else move: n for move, n in plain.orders.items()}
        )

    def planted(self, move: str, day: int, luck: np.ndarray) -> Any:
        return (1 + move.endswith("*")) * super().planted(move.rstrip("*"), day, luck)


def test_the_rules_make_the_structure_bar(planted: Path) -> None:
    told: list[tuple[int, int]] = []
    ask = partial(offramps, planted, only=["late", "idle"], engine=Doubling(), **SIZE)
    made = ask(structure=True, progress=lambda done, total: told.append((done, total)))
    late, idle = (next(made.effect(each.tried) for each in made.exits if each.id == id) for id in ("late", "idle"))
    assert late.difference.structure == pytest.approx((1, 2)) and idle.difference.structure == (0, 0)
    assert made.summary()["rules"] == ["quantal", "lookahead"] and told[-1][0] <= told[-1][1]
    alone = ask()
    first = alone.effect(alone.exits[0].tried)
    assert alone.rules == ("quantal",) and first.difference.structure is None
    assert first.difference.estimate == late.difference.estimate


def test_progress_ends_within_what_it_expects(planted: Path) -> None:
    told: list[tuple[int, int]] = []
    offramps(planted, progress=lambda done, total: told.append((done, total)), engine=Planter(), **SIZE)
    assert all(done <= total for done, total in told) and told == sorted(told)


def test_war_is_the_risk_unless_it_is_rare(planted: Path) -> None:
    size = {**SIZE, "risk": None}
    assert offramps(planted, only=["idle"], engine=Planter(), **size).risk == "war_prob"
    with pytest.raises(CaseError, match="did you mean war_prob"):
        offramps(planted, engine=Planter(), **{**SIZE, "risk": "war_probe"})
    with pytest.raises(CaseError, match=r"--risk: .*allowed: a measure of which more is worse"):
        offramps(planted, engine=Planter(), **{**SIZE, "risk": "answered_in_kind_share"})


def test_a_wrong_name_and_a_case_without_off_ramps_are_refused(planted: Path, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="did you mean late"):
        offramps(planted, only=["lte"], engine=Planter(), **SIZE)
    bare = tmp_path / "bare.yaml"
    bare.write_text(json.dumps(skeleton()), encoding="utf-8")
    with pytest.raises(CaseError, match="offramps: found none; allowed: at least one"):
        offramps(bare, engine=Planter())


def test_the_json_object_has_everything(found: Offramps) -> None:
    body = found.summary()
    assert list(body["offramps"]) == [each.id for each in found.exits] and body["risk"] == "conciliatory_acts"
    late = body["offramps"]["late"]
    assert late["window"]["best_day"] == 8 and late["price"] == [0.2, 0.2, 0.2] and late["verdict"] == "helps"
    assert late["measures"]["conciliatory_acts"]["difference"] == pytest.approx(1) and late["backfire"] == 0
    assert found.table.loc[("late", "conciliatory_acts"), "verdict"] == "helps"


def exit_of(actor: str, move: str, target: str, day: int, arena: str | None = None) -> dict[str, Any]:
    order = {"actor": actor, "move": move, "target": target, "from_day": day, **({"arena": arena} if arena else {})}
    price = {"value": 0.1, "source": "note"}
    return {"name": move, "says": move, "who": [actor], "orders": [order], "price": price, "source": "note"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Offramps:
    """The real engine. On day 15 b strikes a, unless it does something else that day."""
    actors = {name: {"name": name.upper(), "kind": "state"} for name in "abc"}
    strike = {"actor": "b", "move": "rocket-attack", "target": "a", "arena": "border", "from_day": 15}
    moves = {"statement": {}, "back-channel-message": {}, "rocket-attack": {}}
    rules = [
        {"actors": ["a", "b", "c"], "targets": ["a", "b", "c"], "moves": ["statement", "back-channel-message"]},
        {"actors": ["a", "b"], "targets": ["a", "b"], "moves": ["rocket-attack"], "arenas": ["border"]},
    ]
    exits = {
        "useless": exit_of("c", "statement", "b", 5),
        "harmful": exit_of("a", "rocket-attack", "b", 3, "border"),
        "late": exit_of("b", "back-channel-message", "a", 15),
    }
    posts = {name: {"what": "posts", "exposure": 1, "civilians": 0} for name in "ab"}
    border = {"name": "the border", "open": 0.5, "reach": dict.fromkeys("ab", 1), "assets": posts}
    body = skeleton(
        actors=actors,
        arenas={"border": border},
        moves=moves,
        options=rules,
        orders=[strike],
        offramps=exits,
    )
    path = tmp_path_factory.mktemp("played") / "played.yaml"
    path.write_text(json.dumps(body), encoding="utf-8")
    return offramps(path, risk="violent_acts", runs=1_152, draws=16)


@pytest.mark.proof
def test_the_real_engine_finds_what_was_planted(played: Offramps) -> None:
    by_id = {each.id: each for each in played.exits}
    verdicts = {name: each.tried.verdict for name, each in by_id.items()}
    assert verdicts == {"late": "helps", "useless": "no effect found", "harmful": "harms"}
    window = by_id["late"].window
    assert window is not None and (window.best, window.useful, window.closes) == (15, (15,), True)
    assert list(window.days) == [1, 4, 8, 15, 29]  # its own days, not that of the strike
    effects = {name: played.effect(each.tried) for name, each in by_id.items()}
    assert effects["useless"].difference.estimate == 0 and effects["late"].better == 1
