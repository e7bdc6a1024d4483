"""The state at a start: known answers of the ledger, what each event did, words for every field, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine.readings import arrays_in, axis_ids, readings
from offramp.engine.record import opening
from offramp.engine.record_effects import around, before_record
from offramp.ensemble.design import draws
from offramp.errors import CaseError, RunError
from offramp.game import Game
from offramp.scenario import Scenario, load
from offramp.study.state.effects import event_effects, placed
from offramp.study.state.study import WorldState, state
from offramp.study.state.words import GROUPS, SAYS
from tests.cases.build import QUIET, skeleton

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
DRAWS = 64
STRIKE = {
    "name": "limited strike",
    "tells": "{actor} struck {target}",
    "rung": 6,
    "visibility": "overt",
    "domain": "air",
    "aim": "nobody",
    "cost": 0.2,
    "provokes": 1,
    "satisfies": 1,
}


def written(folder: Path, parts: dict[str, Any]) -> Path:
    path = folder / "case.yaml"
    path.write_text(json.dumps(parts), encoding="utf-8")
    return path


def quiet(**parts: Any) -> dict[str, Any]:
    """A world in which nothing pulls and nothing is let pass; `a` strikes `b` on the last day."""
    event = {"date": "2031-05-10", "actor": "a", "move": "strike", "target": "b", "what": "A struck.", "source": "note"}
    option = {"actors": ["a", "b"], "moves": ["statement", "strike"], "targets": ["a", "b"]}
    moves = {"statement": {}, "strike": STRIKE}
    return skeleton(
        world=QUIET, moves=moves, options=[option], record={"blow": event, **parts.pop("record", {})}, **parts
    )


@pytest.fixture(scope="module")
def shown() -> WorldState:
    return state(CASE)


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


@pytest.fixture(scope="module")
def game(case: Scenario) -> Game:
    return compile_game(case, draws(case, 1, DRAWS))


def row(made: WorldState, id: str) -> tuple[float, float, float]:
    (found,) = [each for each in made.rows if each.id == id]
    return found.median, found.low, found.high


# Known answers


def test_a_strike_is_owed_for_in_full_where_nothing_is_let_pass(tmp_path: Path) -> None:
    """An open act at rung 6 makes 2^(6 - 5) points, and nothing else touches the ledger."""
    made = state(written(tmp_path, quiet()))
    assert row(made, "reciprocity.debt.b.a") == pytest.approx((2, 2, 2))
    assert row(made, "reciprocity.debt.a.b") == (0, 0, 0)
    (effect,) = made.events
    (debt,) = [each for each in effect.changes if each.id == "reciprocity.debt.b.a"]
    assert (debt.by, debt.low, debt.high) == pytest.approx((2, 2, 2))
    assert debt.says == "What A owes B for, points"


def test_an_answer_in_kind_pays_a_fresh_debt(tmp_path: Path) -> None:
    """The answer of the next day finds two points, a day old; it pays them all and makes two of its own."""
    back = {"date": "2031-05-10", "actor": "b", "move": "strike", "target": "a", "what": "B too.", "source": "note"}
    parts = quiet(record={"answer": back})
    parts["record"]["blow"]["date"] = "2031-05-09"
    made = state(written(tmp_path, parts))
    answer = next(each for each in made.events if each.id == "answer")
    changes = {each.id: each for each in answer.changes}
    half_life = load(written(tmp_path, parts)).world["reciprocity"].dials["debt_half_life"]
    left = [2 * 2 ** (-1 / each) for each in (half_life.low, half_life.high)]
    assert -left[1] <= changes["reciprocity.debt.b.a"].by <= -left[0]
    assert changes["reciprocity.debt.a.b"].by == pytest.approx(2)
    assert row(made, "reciprocity.debt.b.a") == (0, 0, 0)


def test_the_evening_with_the_last_event_is_the_opening(case: Scenario, game: Game) -> None:
    acts = placed(case, game)
    assert [key for key, _ in acts] == list(case.record)
    *_, (without, with_it) = around(game, [act for _, act in acts])
    last = readings(game, with_it, DRAWS)
    for one, other in zip(last, readings(game, opening(game), DRAWS), strict=True):
        np.testing.assert_allclose(one.values, other.values, rtol=1e-5, atol=1e-6, err_msg=one.field)
    differ = {
        each.field
        for each, other in zip(last, readings(game, without, DRAWS), strict=True)
        if not np.allclose(each.values, other.values)
    }
    assert {"debt", "wrath", "coordination", "dead", "tolerance"} <= differ


def test_without_its_event_a_leader_is_not_lost(case: Scenario, game: Game) -> None:
    acts = dict(placed(case, game))
    assert acts["commander-killed"].bereft == (game.names.actors.index("borduria"),)
    assert acts["rockets"].bereft == ()
    ((without, with_it),) = around(game, [acts["commander-killed"]])
    wrath = [
        {each.field: each.values for each in readings(game, world, DRAWS)}["wrath"] for world in (without, with_it)
    ]
    assert wrath[0].max() == 0 and wrath[1].max() > 0.5


# What is shown


def test_the_killing_moved_most_and_events_come_in_that_order(shown: WorldState) -> None:
    assert [each.id for each in shown.events] == ["commander-killed", "rockets", "posts-moved"]
    assert shown.events[0].says == "Aland struck Borduria in the High Pass."
    assert shown.events[0].what == "Aland killed the border commander"
    assert all(a.moved >= b.moved for a, b in zip(shown.events, shown.events[1:], strict=False))
    assert shown.acts == 3


def test_rows_stand_in_groups_the_most_moved_first(shown: WorldState) -> None:
    groups = [each.group for each in shown.rows]
    assert groups == sorted(groups, key=GROUPS.index)
    debts = [each.moved for each in shown.rows if each.group == "Debts"]
    assert debts == sorted(debts, reverse=True) and debts[0] > 0
    assert {each.id for each in shown.telling()} < {each.id for each in shown.rows}


def test_an_earlier_day_knows_no_later_event(shown: WorldState) -> None:
    then = state(CASE, as_of="2031-04-19")
    assert [each.id for each in then.events] == ["posts-moved"]
    assert row(then, "reciprocity.debt.aland.mountain-league") == (0, 0, 0)
    assert row(shown, "reciprocity.debt.aland.mountain-league")[0] > 0.5


def test_one_actor_and_one_event(shown: WorldState) -> None:
    made = state(CASE, actor="dorland", event="commander-killed")
    assert made.rows and all("dorland" in each.actors for each in made.rows)
    assert made.acts == shown.acts and [each.id for each in made.events] in ([], ["commander-killed"])


def test_what_is_set_is_set(shown: WorldState) -> None:
    made = state(CASE, sets={"ties.aland~borduria.ceiling": "1"})
    assert row(made, "rules.ceiling.aland.borduria")[0] < row(shown, "rules.ceiling.aland.borduria")[0]


def test_the_object_holds_everything_and_is_json(shown: WorldState) -> None:
    body = json.loads(json.dumps(shown.summary()))
    jsonschema.validate(body, WorldState.schema())
    assert list(body) == "case title hash sets as_of draws seed acts principals rows events".split()
    assert len(body["rows"]) == len(shown.rows)
    assert set(body["events"][0]) == {"id", "date", "says", "what", "moved", "changes"}


# Words


def test_every_field_of_the_state_is_read_and_has_words(game: Game) -> None:
    world = before_record(game)
    fields = {f"{path[-2].replace('_', '-')}.{path[-1]}" for path, _, _ in arrays_in(world)}
    read = {f"{each.system}.{each.field}" for each in readings(game, world, DRAWS)}
    assert fields <= read
    assert read - SAYS.keys() == set(), "give it words in study/state/words.py"
    assert {axis for _, axis, _ in arrays_in(world)} <= axis_ids(game).keys()


def test_a_field_without_words_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SAYS, "mediation.pact")  # type: ignore[arg-type]
    told = {each.says for each in state(CASE).rows if each.id == "mediation.pact.aland.borduria"}
    assert told == {"Mediation, pact: Aland, Borduria"}


# Refusals


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(CaseError, match=r"--actor: found 'alnad'.*did you mean aland"):
        state(CASE, actor="alnad")
    with pytest.raises(CaseError, match="--event: found 'rockets'; allowed: an event of the record by 2031-04-19"):
        state(CASE, as_of="2031-04-19", event="rockets")
    with pytest.raises(CaseError, match="--as-of"):
        state(CASE, as_of="2029-01-01")
    with pytest.raises(RunError, match="allowed: 1 to"):
        state(CASE, draws=0)


def test_a_record_of_long_ago_is_not_replayed(tmp_path: Path) -> None:
    parts = quiet()
    parts["record"]["blow"]["date"] = "1990-05-10"
    old = load(written(tmp_path, parts))
    assert event_effects(old, compile_game(old, draws(old, 1, DRAWS)), DRAWS) == ()


def test_each_of_an_actor_s_acts_of_one_day_has_a_step_of_its_own(tmp_path: Path) -> None:
    word = {"date": "2031-05-10", "actor": "a", "move": "statement", "target": "b", "what": "Too.", "source": "note"}
    case = load(written(tmp_path, quiet(record={"a-word": word, "z-word": word})))
    game = compile_game(case, draws(case, 1, DRAWS))
    found = placed(case, game)
    assert [key for key, _ in found] == ["a-word", "blow", "z-word"] and len({act.steps for _, act in found}) == 3
    for key, act in found:
        assert game.names.moves[game.script.move[act.steps[0], act.actor]] == case.record[key].move
    assert {each.id: bool(each.changes) for each in event_effects(case, game, DRAWS)}["blow"]


def test_an_act_that_killed_on_two_sides_is_left_out_of_both_ledgers(tmp_path: Path) -> None:
    """What each side lost is told to it in a step of its own; the effect of the act is that of both."""
    parts = quiet()
    parts["actors"]["c"] = {"name": "C", "kind": "state"}
    parts["ties"].append({"kind": "rivalry", "between": ["a", "c"]})
    parts["options"].append({"actors": ["a", "c"], "moves": ["strike"], "targets": ["a", "c"]})
    parts["record"]["blow"]["deaths"] = {"military": 3, "by_side": {"b": {"military": 2}, "c": {"military": 1}}}
    made = state(written(tmp_path, parts))
    changes = {each.id: each.by for each in made.events[0].changes}
    assert len(made.events) == 1
    assert changes["reciprocity.debt.b.a"] == pytest.approx(2)
    assert (
        "reciprocity.debt.c.a" not in changes
    )  # a side hit by the way is owed for its dead, for which nobody grieves here
    assert changes["dominance.losses.b"] == pytest.approx(2) and changes["dominance.losses.c"] == pytest.approx(1)
    assert changes["human-cost.dead.military"] == pytest.approx(3)
