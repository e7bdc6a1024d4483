"""Options: what is feasible, once each, in the order that all tables keep."""

from __future__ import annotations

from offramp.scenario import feasible, load
from offramp.scenario.options import is_feasible
from tests.scenario.broken import GOOD

CASE = load(GOOD)
OPTIONS = feasible(CASE)


def test_the_order_is_actor_rung_move_target_arena() -> None:
    keys = [(a, CASE.moves[m].rung, m, t, p or "") for a, m, t, p in OPTIONS]
    assert keys == sorted(keys)
    assert len(set(OPTIONS)) == len(OPTIONS)


def test_no_option_against_oneself() -> None:
    assert all(actor != target for actor, _, target, _ in OPTIONS)


def test_an_act_needs_reach_and_something_to_hit() -> None:
    assert ("aland", "limited-strike", "borduria", "coast") in OPTIONS
    assert ("aland", "limited-strike", "mountain-league", "coast") not in OPTIONS  # it has nothing there
    assert ("aland", "deployment", "mountain-league", "coast") in OPTIONS  # which aims at nobody
    assert not is_feasible(CASE, ("coria", "limited-strike", "aland", "coast"))  # it cannot reach the coast
    assert is_feasible(CASE, ("coria", "statement", "aland", None))


def test_no_reach_is_none_even_where_it_is_written() -> None:
    coast = CASE.arenas["coast"]
    none = coast.reach["aland"].model_copy(update={"low": 0.0, "high": 0.0})
    closed = coast.model_copy(update={"reach": {**coast.reach, "aland": none}})
    case = CASE.model_copy(update={"arenas": {**CASE.arenas, "coast": closed}})
    assert {option[3] for option in feasible(case) if option[0] == "aland"} == {None, "pass"}


def test_a_rule_said_twice_gives_no_option_twice() -> None:
    twice = CASE.model_copy(update={"options": CASE.options * 2})
    assert feasible(twice) == OPTIONS
