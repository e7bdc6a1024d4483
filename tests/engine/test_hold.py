"""Who is held does not do what is held, and nothing else is touched; what ends a hold ends it. Who prefers what."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import Chunk
from offramp.engine.choice import Odds, prefers
from offramp.ensemble.design import draws
from offramp.errors import OfframpError
from offramp.game.xla.ragged import compile_groups
from offramp.scenario import load
from offramp.scenario.questions import Hold, Order, Where
from offramp.study.shared.padding import NEVER, padded
from tests.engine.test_orders import case, options, order, play
from tests.scenario.broken import GOOD

THREATS = Where(moves=("threat",))


def hold(first: int, days: int, **more: Any) -> Hold:
    return Hold(actors=("a",), where=THREATS, from_day=first, for_days=days, **more)


@cache
def played(*holds: Hold, orders: tuple[Any, ...] = ()) -> Chunk:
    return play(padded(case()).model_copy(update={"holds": holds, **({"orders": orders} if orders else {})}))


def threats(chunk: Chunk, actor: str = "a") -> np.ndarray:
    """In which rounds somebody threatens [round, run]."""
    return np.isin(chunk.option[:, "ab".index(actor)], threat(actor))


@cache
def threat(actor: str) -> list[int]:
    return [n for n, option in enumerate(options()) if option.startswith(f"{actor}/threat")]


@pytest.mark.proof
def test_a_hold_that_never_begins_changes_no_byte() -> None:
    plain, idle = played(), played(hold(NEVER, 1))
    assert np.array_equal(plain.option, idle.option) and np.array_equal(plain.deaths, idle.deaths)


def test_what_is_held_is_not_done_and_its_actor_waits() -> None:
    plain, still = played(), played(hold(4, 6))
    assert not threats(still)[3:9].any() and threats(plain)[3:9].any() and threats(still)[9:].any()
    assert np.array_equal(plain.option[:3], still.option[:3])
    held = threats(plain)[3]
    assert held.any() and (still.option[3, 0, held] == -1).all()
    assert np.array_equal(plain.option[3][:, ~held], still.option[3][:, ~held])
    assert np.array_equal(plain.option[3, 1], still.option[3, 1])


def test_what_ends_a_hold_ends_it() -> None:
    still = played(hold(1, 14, until=Where(actors=("b",), moves=("threat",))))
    ended = np.maximum.accumulate(threats(still, "b"), axis=0)
    before = np.concatenate([np.zeros_like(ended[:1]), ended[:-1]])  # by the mornings
    assert not threats(still)[~before].any()
    assert threats(still)[before].any() and before.any() and not ended.all()


def test_an_order_is_carried_out_all_the_same() -> None:
    still = played(hold(1, 14), orders=(order(5),))
    assert threats(still)[4].all() and not np.delete(threats(still), 4, axis=0).any()


def test_an_order_may_come_again_after_every_such_act() -> None:
    each = order(1, move="restoring-message", for_days=14, each=True, after=Where(actors=("b",), moves=("threat",)))
    found = played(orders=(each,))
    restores = np.isin(found.option[:, 0], [n for n, name in enumerate(options()) if "a/restoring" in name])
    caused = threats(found, "b")[:-1]
    assert restores[1:][caused].all() and (caused.sum(axis=0) > 1).any()


def test_too_many_holds_are_refused() -> None:
    with pytest.raises(OfframpError, match="33 holds"):
        play(case().model_copy(update={"holds": tuple(hold(n, 1) for n in range(1, 34))}))


def test_an_order_that_a_setting_makes_impossible_is_refused() -> None:
    there = Order(actor="aland", move="deployment", target="borduria", arena="coast")
    for reach, refused in (("0.5", False), ("0", True)):
        scenario = load(GOOD, {"arenas.coast.reach.aland": reach}).model_copy(update={"orders": (there,)})
        with pytest.raises(OfframpError, match="no option of the case as it is set") if refused else nullcontext():
            compile_game(scenario, draws(scenario, 1, 2))


def test_who_prefers_what_has_nothing_better() -> None:
    board = compile_game(case(), draws(case(), 1, 2)).board
    n = len(options())
    best_of_b = options().index("b/threat/a/-")
    utility = np.zeros((n, 3), np.float32)
    utility[best_of_b] = 1, -1, 0  # the best, not the best, as good as any
    some = jnp.zeros((2, 3), jnp.float32)
    chances = Odds(some, jnp.zeros((n, 3), jnp.float32), some, jnp.asarray(utility))
    assert np.array_equal(prefers(board, chances, jnp.asarray([best_of_b], jnp.uint32)), [1, 0, 1])


def test_the_best_of_each_owner() -> None:
    lanes = compile_groups([0, 2, 0, 0, 2, 0, 0], 3, 2)
    values = jnp.asarray([[1, -5, 7, 2, -3, 4, 0], [0, 0, 0, 0, 0, 0, 9]], jnp.float32).T
    assert np.array_equal(lanes.top(values)[jnp.asarray([0, 2])], [[7, 9], [-3, 0]])
    assert float(lanes.top(values)[1].max()) < -1e30  # nobody's
