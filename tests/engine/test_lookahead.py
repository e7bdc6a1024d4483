"""Looking one exchange ahead: the same state and luck, and one more term that fears the answer."""

from functools import cache

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import Stage, explain, stage
from offramp.engine.choice import at_rest
from offramp.engine.loops import whole
from offramp.engine.turn import decide
from offramp.ensemble.design import draws
from offramp.errors import OfframpError
from offramp.game import Draws, Game
from offramp.scenario import apply, load
from offramp.world import RULES, spread
from offramp.world.foresight import foresee
from tests.cases.build import futures_of
from tests.world.laws import BENCHES, TWO_NEIGHBOURS
from tests.world.paired import same

DRAWS, FUTURES = 16, 288
DIAL = "world.choice.foresight"


@cache
def game(case: str = "two-neighbours", path: str = "", value: float = 0.0) -> Game:
    """A case with one quantity turned, its draws otherwise as they are."""
    scenario = BENCHES[case][0].scenario
    values = dict(draws(scenario, 1, DRAWS).values)
    if path:
        values[path] = np.full(DRAWS, value)
    return compile_game(scenario, Draws(values, 1))


def futures(staged: Stage):
    return futures_of(staged, np.arange(FUTURES) % DRAWS, np.arange(FUTURES))


def heights(case: str, rule: str, path: str = "", value: float = 0.0) -> np.ndarray:
    """Mean height of what the striker would do to the victim on the morning after the start, for each draw."""
    played, (_, roles) = game(case, path, value), BENCHES[case]
    opened = stage(played, rule)
    odds = decide(played.board, played.dials, opened.opening, at_rest(played.board, played.dials), rule)
    names = played.names
    mine = names.actor == names.actors.index(roles.striker)
    mine &= names.target == names.actors.index(roles.victim)
    mass = np.asarray(odds.mass)[mine, :DRAWS]
    return (mass * np.maximum(names.rung[mine, None], 0)).sum(axis=0) / mass.sum(axis=0)


@pytest.mark.parametrize(
    "case", [pytest.param(each, marks=() if each == "two-neighbours" else pytest.mark.proof) for each in BENCHES]
)
def test_without_foresight_both_rules_are_one(case: str) -> None:
    blind = {rule: futures(stage(game(case, DIAL, 0.0), rule)) for rule in RULES}
    seeing = futures(stage(game(case), "lookahead"))
    assert same(blind["quantal"], blind["lookahead"])
    assert not same(blind["quantal"], seeing)


@pytest.mark.parametrize("case", BENCHES)
def test_a_vengeful_target_is_hit_less_hard_by_who_looks_ahead(case: str) -> None:
    path = f"actors.{BENCHES[case][1].victim}.resolve"
    for rule in RULES:
        meek, vengeful = heights(case, rule, path, 0.2), heights(case, rule, path, 0.9)
        if rule == "quantal":
            assert np.array_equal(meek, vengeful)  # what the other would answer is no part of today's pulls
        else:
            lower = vengeful < meek  # in nearly every draw: mild force becomes less likely, too
            assert lower.mean() > 0.9 and vengeful.mean() < meek.mean()


def test_more_foresight_lowers_what_is_done() -> None:
    low, high = (heights("baghdad-2020", "lookahead", DIAL, value) for value in (1.0, 6.0))
    assert (high < low).all()


def test_what_provokes_more_costs_more_and_conciliation_gains() -> None:
    played = game("baghdad-2020")
    term = np.asarray(spread(played.board, foresee(played.board, played.dials, stage(played).opening)))[:, :DRAWS]
    names = played.names
    mine = names.actor == names.actors.index("united-states")
    by_rung = [term[mine & (names.rung == rung)].mean() for rung in (-1, 1, 3, 6, 8)]
    assert by_rung[0] > 0 == by_rung[1]
    assert by_rung[2] > by_rung[3] > by_rung[4]


def test_the_rules_share_their_luck() -> None:
    one, other = (futures(stage(game("baghdad-2020"), rule)).option[0] for rule in RULES)
    assert 0.95 < (one == other).mean() < 1  # on the first morning the state is the same


def test_a_rule_is_compiled_once() -> None:
    staged = [stage(game(), rule) for rule in RULES]
    futures(staged[0]), futures(staged[1])
    before = whole._cache_size()
    futures(stage(game("two-neighbours", DIAL, 3.0), "lookahead")), futures(staged[0])
    assert whole._cache_size() == before


@pytest.mark.proof
def test_the_reasons_name_what_was_foreseen() -> None:
    told = {rule: explain(stage(game("baghdad-2020"), rule), 1, 0, 0) for rule in RULES}
    assert all("foresight" not in reason.terms for reason in told["quantal"].values())
    assert any(reason.terms["foresight"] < -0.1 for reason in told["lookahead"].values())


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(OfframpError, match="minimax"):
        stage(game(), "minimax")


def test_with_the_ladder_off_nobody_foresees_a_resolve() -> None:
    scenario = apply(load(TWO_NEIGHBOURS), {"world.ladder.on": "false"})
    dials = compile_game(scenario, draws(scenario, 1, DRAWS)).dials
    assert not np.asarray(dials.boldness).any()
