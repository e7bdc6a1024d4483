"""A roadmap: the best first move and the reply that depends on the answer come out as they were planted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.ensemble import Design
from offramp.ensemble.player import Player
from offramp.errors import CaseError, OfframpError
from offramp.game.commands.course import NEVER, Course
from offramp.scenario import load
from offramp.scenario.options import feasible
from offramp.study.roadmap.candidates import WAITING, Candidate, asked_for, classes, screened
from offramp.study.roadmap.objective import Aim
from offramp.study.roadmap.planner import _made, follow, lines_to_play
from offramp.study.roadmap.question import PlanRoadmap
from offramp.study.roadmap.responses import branch_kind, cut, watch
from offramp.study.roadmap.result import Roadmap
from offramp.study.roadmap.simulator import Lines, Table, join
from offramp.study.roadmap.study import with_losses
from offramp.study.roadmap.tree import Branch, Step
from offramp.study.shared.setup import Setup
from tests.cases.build import QUIET, skeleton
from tests.ensemble.fake import FakeChunk, FakeEngine
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
AIM = "coast_attacks=1"
MOVES = ["threat", "limited-strike/borduria", "sanctions", "offer-of-talks"]
roadmap = ask(PlanRoadmap)
SIZE: dict[str, Any] = {"runs": 640, "draws": 16, "days": 50, "seat": "aland", "aim": [AIM], "moves": MOVES}
FIRST = {"threat": -2, "limited-strike": 2}
REPLIES = {
    "struck": {"sanctions": -1, "limited-strike": 3},
    "offered": {"offer-of-talks": -1},
    "other": {"offer-of-talks": 1},
}
STRIKE, TALKS = "borduria/limited-strike/aland/pass", "borduria/offer-of-talks/aland/-"


class Planted(FakeEngine):
    """Borduria strikes or offers talks two days after whatever Aland does; what helps against it is known.

    Of first moves a threat takes two attacks away, and a strike brings two. After a strike sanctions take one away,
    after an offer an offer does, under the first rule; under the other one it brings one.
    """

    slow = 0.0

    def compile(self, *asked: Any) -> Any:
        return super().compile(*asked[:4])

    def rollout(
        self, game: Any, seed: int, draw: Any, run: Any, device: Any, course: Course | None = None
    ) -> FakeChunk:
        assert course is not None and len(draw) <= self.block
        names, taken = game.names, course.day < NEVER
        struck = luck(draw, run, 1) < 0.5 + 0.02 * draw
        answer = np.where(struck, names.options.index(STRIKE), names.options.index(TALKS))
        option = np.full((game.clock.rounds, len(names.actors), len(draw)), -1, np.int16)
        option[2:20:6, names.actors.index("borduria")] = answer
        own = np.flatnonzero(names.actor == course.actor)
        option[: len(own), course.actor] = np.where(course.until > 0, -1, own[:, None])  # if it is free it does it all
        attacks = 5 + luck(draw, run, 2) + np.where(taken[0], worth(names, FIRST)[course.option[0]], 0)
        other = "other" if game.tempo.mean() < self.slow else "offered"
        for step in (1, 2):
            now = [worth(names, REPLIES[each])[course.option[step]] for each in ("struck", other)]
            attacks += np.where(taken[step], np.where(struck, *now), 0)
        measures = {name: np.zeros(len(draw), np.float32) for name in game.kinds}
        return FakeChunk({**measures, "coast_attacks": attacks}, None, option, None, None)  # type: ignore[arg-type]


def luck(draw: Any, run: Any, salt: int) -> Any:
    """Noise from 0 to 1 by address."""
    mixed = (draw.astype(np.uint64) * 7919 + run.astype(np.uint64) * 104729 + salt * 611953) * 2654435761 % 2**32
    return (mixed ^ mixed >> 15) * 2246822519 % 2**32 / 2**32


def worth(names: Any, moves: dict[str, int]) -> Any:
    """What each option does to the number of attacks."""
    parts = [each.split("/") for each in names.options]
    return np.array([moves.get(move, 0) * (target == "borduria") for _, move, target, _ in parts])


class TwoMinds(Planted):
    """The other rule is known by its tempo, which is half."""

    def compile(self, *asked: Any) -> Any:
        game = super().compile(*asked)
        self.slow = self.slow or float(game.tempo.mean()) * 0.9
        return game


@pytest.fixture(scope="module")
def found() -> Roadmap:
    return roadmap(CASE, engine=TwoMinds(block=64), **SIZE)


def reply_to(step: Step, words: str) -> Branch:
    (branch,) = (each for each in step.branches if words in each.words)
    return branch


def every(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        for branch in step.branches:
            yield from every(branch.replies)


def test_the_best_first_move_is_found_and_told_apart(found: Roadmap) -> None:
    assert found.best.move.id == "threat/borduria" and found.level == ()
    by_id = {each.move.id: each for each in found.first}
    worse = by_id["wait"].better
    assert (
        worse is not None and worse.sure and worse.by.estimate == pytest.approx(2) and worse.holds == pytest.approx(1)
    )
    strike = by_id["limited-strike/borduria"].better
    assert strike is not None and strike.by.estimate == pytest.approx(4, abs=0.1)
    assert found.usual["gain"].estimate is not None


def test_the_best_reply_depends_on_the_answer(found: Roadmap) -> None:
    struck, offered = reply_to(found.best, "limited violence"), reply_to(found.best, "conciliatory")
    assert struck.replies[0].move.id == "sanctions/borduria" and offered.replies[0].move.id == "offer-of-talks/borduria"
    assert struck.who == "borduria" and struck.open and struck.band == "limited violence"
    assert struck.better is not None and struck.better.sure and struck.better.by.estimate == pytest.approx(1)
    assert [(each.id, each.worse.estimate) for each in struck.never] == [("limited-strike/borduria", pytest.approx(3))]
    assert offered.never == ()
    low, high = struck.chance.assumptions or (0, 0)
    assert struck.chance.estimate == pytest.approx(0.65, abs=0.05) and low < 0.6 < 0.7 < high


def test_the_plan_is_thrown_away_where_the_other_rule_turns_it_round(found: Roadmap) -> None:
    offered = reply_to(found.best, "conciliatory")
    assert offered.better is not None and offered.better.turns and offered.better.other_rule == pytest.approx(-1)
    assert offered.marks == ("rule",) and reply_to(found.best, "limited violence").marks == ()
    assert [(each.path, each.marks) for each in found.thrown] == [((found.best.move.words,), ("rule",))]
    alone = roadmap(CASE, engine=TwoMinds(block=64), structure=False, **SIZE)
    assert alone.thrown == () and alone.other_rule == "" and alone.best.aim.structure is None


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_may_come_is_one_together_at_any_depth(depth: int) -> None:
    made = roadmap(CASE, engine=TwoMinds(block=64), depth=depth, **{**SIZE, "moves": ["threat", "sanctions"]})
    steps = list(every(made.first))
    assert all(sum(each.chance.estimate or 0 for each in step.branches) == pytest.approx(1) for step in steps)
    assert all(sum(each.futures for each in step.branches) == step.futures for step in steps)
    deepest = made.best
    for _ in range(depth - 1):
        deepest = deepest.branches[0].replies[0]
    assert deepest.branches and not deepest.branches[0].replies


def test_moves_that_do_the_same_differ_by_exactly_nothing() -> None:
    """A message and a deployment do nothing: all futures are the same, and the plan would as soon wait."""
    idle = {**SIZE, "moves": ["back-channel-message", "deployment"]}
    made = roadmap(CASE, engine=Planted(block=64), depth=1, **idle)
    assert made.best.move.id == "wait" and len(made.level) == len(made.first) - 1
    assert all(
        each.better and each.better.by.estimate == 0 and each.better.by.luck == (0, 0) for each in made.first[1:]
    )


def test_only_fresh_futures_are_told(found: Roadmap) -> None:
    engine = Planted(block=64)
    plan_runs = 640 // 16
    seen: list[int] = []
    rollout = engine.rollout
    engine.rollout = lambda *args: (seen.append(int(args[3].max())), rollout(*args))[1]  # type: ignore[method-assign]
    roadmap(CASE, engine=engine, structure=False, **SIZE)
    assert min(seen) < plan_runs <= max(seen) < 2 * plan_runs
    assert found.runs == 640 and found.best.futures == 640


def test_progress_ends_with_all_that_was_expected() -> None:
    told: list[tuple[int, int]] = []
    roadmap(CASE, engine=Planted(block=64), progress=lambda done, total: told.append((done, total)), **SIZE)
    assert told == sorted(told, key=lambda each: each[0]) and told[-1][0] == told[-1][1]
    assert lines_to_play(3, 10, 3, [10]) == 10 * (3 + 9 + 18) + 10 * 3 * 7


def test_a_seat_or_a_move_that_is_not_there_is_refused() -> None:
    size = {**SIZE, "engine": Planted(block=64)}
    with pytest.raises(CaseError, match="did you mean borduria"):
        roadmap(CASE, **{**size, "seat": "bordura"})
    with pytest.raises(CaseError, match=r"--moves: .*did you mean threat"):
        roadmap(CASE, **{**size, "moves": ["treat"]})
    with pytest.raises(CaseError, match=r"--aim: .*did you mean war_prob"):
        roadmap(CASE, **{**size, "aim": ["war_pro"]})
    with pytest.raises(CaseError, match="if more of it is worse"):
        roadmap(CASE, **{**size, "aim": ["ordered_acts"]})
    with pytest.raises(CaseError, match="a number other than zero"):
        roadmap(CASE, **{**size, "aim": ["war_prob=0"]})
    with pytest.raises(OfframpError, match="depth is 4; allowed: 1 to 3"):
        roadmap(CASE, **size, depth=4)


def test_an_aim_is_a_weighted_sum() -> None:
    case = load(CASE)
    aim = Aim.of(case, ["violent_acts", "conciliatory_acts", "deaths_civilian=0.1"])
    assert aim.words == "violent_acts − conciliatory_acts + 0.1 deaths_civilian" and aim.only is None
    counts = {
        "violent_acts": np.array([3.0]),
        "conciliatory_acts": np.array([2.0]),
        "deaths_civilian": np.array([10.0]),
    }
    assert aim.score(counts) == [2.0] and Aim.of(case, ["war_prob"]).only == "war_prob"


def test_rare_answers_of_one_tone_are_told_together() -> None:

    eyes = watch(load(CASE), "aland")
    names = [each.words for each in eyes.kinds]
    assert (
        "Borduria itself: limited violence, openly" in names
        and "Borduria's partners: limited violence, deniably" in names
    )
    assert names[-1] == "Nothing that tells" and not any("Coria itself" in each for each in names)
    violent = [n for n, each in enumerate(eyes.kinds) if each.band in ("limited violence", "a blow", "a campaign")]
    calm = len(names) - 1
    kinds = np.array([calm] * 90 + violent[:3] * 2 + [n for n in range(calm) if n not in violent][:1] * 4)
    branches = cut(eyes, kinds, np.ones(100), 0.05, 5)
    assert branches[0] == (calm,) and sorted(branches[1]) == sorted(violent[:3]) and len(branches) == 2
    assert branch_kind(eyes, branches[1]).words == "Other violence" and branch_kind(eyes, ()).words == "Anything else"


def test_the_first_act_that_tells_is_the_answer_and_of_one_day_the_highest() -> None:

    eyes, case = watch(load(CASE), "aland"), load(CASE)

    options = ["/".join(each[:3]) + f"/{each[3] or '-'}" for each in feasible(case)]
    acts = np.full((30, 5, 4), -1, np.int16)
    acts[1, 1] = options.index("borduria/threat/aland/-")  # words do not tell
    acts[4, 1, 1:3], acts[4, 4, 2] = options.index(TALKS), options.index("mountain-league/rocket-attack/aland/pass")
    acts[20, 1, 3] = options.index(STRIKE)
    kind, day = eyes.first(acts, np.array([0.0, 0.0, 2.0, 3.0]), 14, np.arange(1, 31, dtype=np.int16), 1.0)
    words = [eyes.kinds[each].words for each in kind]
    assert words == [
        "Nothing that tells",
        "Borduria itself: a conciliatory move, openly",
        "Borduria's partners: limited violence, deniably",
        "Nothing that tells",
    ]
    assert day.tolist() == [14, 5, 5, 17]


def test_the_likeliest_of_each_stretch_of_the_ladder_is_looked_at() -> None:

    case = load(CASE)
    names = [f"{m}/{t}" for _, m, t, _ in feasible(case)]
    usual = np.array([0.9 if n.startswith("threat") else 0.5 if "strike/borduria" in n else 0.1 for n in names])
    ready = dict.fromkeys(case.moves, True)
    few = screened(case, "aland", classes(case, "aland", usual), ready, 3)
    assert (
        few[0] is WAITING
        and {each.id for each in few} > {"threat/borduria", "limited-strike/borduria"}
        and len(few) == 4 + 1  # the deployment of its record, too
    )
    assert "statement/borduria" not in {e.id for e in screened(case, "aland", classes(case, "aland", usual), ready, 40)}
    slow = screened(case, "aland", classes(case, "aland", usual), {**ready, "threat": False}, 40)
    assert "threat/borduria" not in {each.id for each in slow}
    assert [each.id for each in asked_for(classes(case, "aland", usual), ["threat"])] == ["wait", "threat/borduria"]


def test_the_json_object_has_everything(found: Roadmap) -> None:
    body = json.loads(json.dumps(found.summary(), allow_nan=False))
    assert (body["case"], body["seat"], body["depth"], body["held"]) == ("two-neighbours", "aland", 2, 42)
    best = body["first"][0]
    assert best["move"]["id"] == "threat/borduria" and best["better"] is None and best["aim"]["structure"]
    assert body["thrown"][0]["marks"] == ["rule"] and body["aim"] == {"coast_attacks": 1.0}
    assert {"hash", "seed", "draws", "runs", "days", "rule", "other_rule", "evidence", "sets"} <= body.keys()


def border_case(folder: Path, tempo: float) -> Path:
    """Nothing pulls at anybody, but b strikes on the day after a has threatened, and a message changes nothing."""
    actors = {name: {"name": name.upper(), "kind": "state", "tempo": {"value": tempo, "per": "day"}} for name in "ab"}
    strike = {
        "actor": "b",
        "move": "rocket-attack",
        "target": "a",
        "arena": "border",
        "from_day": 1,
        "for_days": 30,
        "after": {"actors": ["a"], "moves": ["threat"]},
    }
    rules = [
        {"actors": ["a", "b"], "targets": ["a", "b"], "moves": ["threat", "back-channel-message"]},
        {"actors": ["b"], "targets": ["a"], "moves": ["rocket-attack"], "arenas": ["border"]},
    ]
    posts = {name: {"what": "posts", "exposure": 1, "civilians": 0} for name in "ab"}
    border = {"name": "the border", "open": 0.5, "reach": dict.fromkeys("ab", 1), "assets": posts}
    moves: dict[str, Any] = {"threat": {}, "back-channel-message": {}, "rocket-attack": {}}
    body = skeleton(actors=actors, arenas={"border": border}, moves=moves, options=rules, orders=[strike], world=QUIET)
    path = folder / f"border-{tempo}.yaml"
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def provoked(tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    """The real engine, where nobody does anything by itself."""
    path = border_case(tmp_path_factory.mktemp("border"), 1e-6)
    asked = ["threat", "back-channel-message"]
    return roadmap(path, seat="a", aim=["violent_acts"], moves=asked, runs=144, draws=4, structure=False)


@pytest.mark.proof
def test_the_real_engine_plays_plans(provoked: Roadmap) -> None:
    by_id = {each.move.id: each for each in provoked.first}
    assert provoked.best.move.id == "wait" and by_id["wait"].aim.estimate == pytest.approx(0, abs=0.02)
    threat = by_id["threat/b"].better
    assert threat is not None and threat.sure and threat.by.estimate == pytest.approx(1, abs=0.05)
    message = by_id["back-channel-message/b"].better
    assert message is not None and message.by.estimate == 0 and not message.sure
    (answer,) = (each for each in by_id["threat/b"].branches if (each.chance.estimate or 0) > 0.5)
    assert answer.band == "limited violence" and answer.chance.estimate == pytest.approx(1, abs=0.02)
    assert answer.replies[0].move.id == "wait"  # the order was carried out: nothing else comes


def test_to_wait_again_plays_the_same_futures_to_the_byte(tmp_path: Path) -> None:
    """With the real engine: a reply that is to wait is no other future than the first move alone."""
    setup = Setup.of(Design(border_case(tmp_path, 0.1), runs=144, draws=4))
    case = with_losses(setup.case, "a")
    aim = Aim.of(case, ["violent_acts"])
    table = Table(setup, case, Player(), "a", aim, watch(case, "a"), ["war_prob"], 14, 20.0)
    lines = Lines.fresh(np.repeat(np.arange(4, dtype=np.int32), 36), np.tile(np.arange(36, dtype=np.int32), 4))
    threat = next(each for each in classes(case, "a", table.usual(lines)[1]) if each.move == "threat")
    first, again = _made(table, threat, lines), _made(table, threat, lines)
    waited = _made(table, WAITING, first.lines)
    played = table.play("quantal", join([first.lines, again.lines, waited.lines]))
    one, two, three = np.split(played.score, 3)
    assert np.array_equal(one, two) and np.array_equal(one, three) and one.std() > 0
    (planned,) = follow(table, "quantal", lines, [first])
    assert isinstance(planned.candidate, Candidate) and np.array_equal(planned.value, one)
