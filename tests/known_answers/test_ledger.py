"""The ledger by hand: 2^(rung - 5) points, half-lives, answers that pay, on two actors and no luck."""

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import stage
from offramp.scenario import Scenario
from offramp.scenario.quantity import Quantity
from offramp.world.systems.reciprocity import SEEN
from tests.cases.build import QUIET, at_medians, made, skeleton

HALF_LIFE = 40.0
LEDGER = {**QUIET, "reciprocity": {"on": True}}
SHELF = {"assets": {who: {"what": "posts"} for who in "ab"}, "reach": {"a": 1, "b": 1}, "name": "the border"}


def case(
    *events: tuple[str, str, str, str], moves: tuple[str, ...] = ("rocket-attack", "air-strike-on-forces")
) -> Scenario:
    """Two states with a record of (date, actor, target, move)."""
    record = {
        f"event-{n}": {
            "date": date,
            "actor": actor,
            "target": target,
            "move": move,
            "arena": "border",
            "what": "It happened.",
            "source": "note",
        }
        for n, (date, actor, target, move) in enumerate(events)
    }
    actors = {who: {"name": who, "kind": "state"} for who in "ab"}
    options = [{"actors": ["a", "b"], "moves": list(moves), "targets": ["a", "b"], "arenas": ["border"]}]
    parts = {"moves": {move: {} for move in moves}, "arenas": {"border": SHELF}, "actors": actors, "record": record}
    return made(skeleton(world=LEDGER, options=options, **parts))


def ledger(scenario: Scenario, **world: float) -> dict[str, float]:
    """What is owed to each actor at the start."""
    values = {"world.reciprocity.debt_half_life": HALF_LIFE} | {f"world.reciprocity.{k}": v for k, v in world.items()}
    game = compile_game(scenario, at_medians(scenario, values=values))
    debt = np.asarray(stage(game).opening["reciprocity"].debt)[:, 0]
    return {creditor: float(debt[game.axes.dyads.index((creditor, debtor))]) for creditor, debtor in ("ab", "ba")}


def points(scenario: Scenario, move: str, of: str = "provokes") -> float:
    """2^(rung - 5), times what the move adds."""
    found = scenario.moves[move]
    extra: Quantity = getattr(found, of)
    return 2.0 ** (found.rung - 5) * (SEEN[found.visibility] if of == "provokes" else 1.0) * extra.middle()


@pytest.mark.parametrize("move", ["rocket-attack", "air-strike-on-forces", "deployment", "air-campaign"])
def test_an_act_is_owed_for_by_its_rung(move: str) -> None:
    scenario = case(
        ("2031-05-10", "a", "b", move), moves=("rocket-attack", move) if move != "rocket-attack" else (move,)
    )
    assert ledger(scenario) == pytest.approx({"a": 0, "b": points(scenario, move)})


def test_a_debt_fades_by_its_half_life() -> None:
    scenario = case(("2031-04-10", "a", "b", "rocket-attack"))
    assert ledger(scenario)["b"] == pytest.approx(points(scenario, "rocket-attack") * 2 ** (-30 / HALF_LIFE), rel=1e-4)


def test_debts_add_up() -> None:
    scenario = case(("2031-05-08", "a", "b", "rocket-attack"), ("2031-05-10", "a", "b", "air-strike-on-forces"))
    wanted = points(scenario, "rocket-attack") * 2 ** (-2 / HALF_LIFE) + points(scenario, "air-strike-on-forces")
    assert ledger(scenario)["b"] == pytest.approx(wanted, rel=1e-4)


def test_an_answer_pays_and_is_owed_for() -> None:
    """A small answer to a large act leaves the rest; an answer beyond the debt leaves nothing, not less."""
    small = case(("2031-05-09", "a", "b", "air-strike-on-forces"), ("2031-05-10", "b", "a", "rocket-attack"))
    left = points(small, "air-strike-on-forces") * 2 ** (-1 / HALF_LIFE) - points(small, "rocket-attack", "satisfies")
    assert left > 0
    assert ledger(small) == pytest.approx({"a": points(small, "rocket-attack"), "b": left}, rel=1e-4)
    large = case(("2031-05-09", "a", "b", "rocket-attack"), ("2031-05-10", "b", "a", "air-strike-on-forces"))
    assert ledger(large) == pytest.approx({"a": points(large, "air-strike-on-forces"), "b": 0}, abs=1e-6, rel=1e-4)


def test_an_answer_before_the_harm_pays_nothing() -> None:
    same_day = case(("2031-05-10", "a", "b", "rocket-attack"), ("2031-05-10", "b", "a", "rocket-attack"))
    assert ledger(same_day)["a"] == ledger(same_day)["b"] == pytest.approx(points(same_day, "rocket-attack"))
