"""Orders are carried out by their actor on their day in every future, and nothing else is touched."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, Clock, rollout, stage
from offramp.ensemble.design import draws
from offramp.scenario import Scenario
from offramp.scenario.questions import Order
from offramp.study.shared.padding import NEVER, padded
from tests.cases.build import made, skeleton
from tests.world.paired import same

DAYS, DRAWS = 14, 4
DRAW, RUN = np.arange(BLOCK) % DRAWS, np.arange(BLOCK) // DRAWS


@cache
def case() -> Scenario:
    """Both speak now and then; whatever they do can be forced on them."""
    rules = [
        {"actors": [one], "targets": [other], "moves": ["statement", "threat", "restoring-message"]}
        for one, other in (("a", "b"), ("b", "a"))
    ]
    actors = {name: {"name": name.upper(), "kind": "state"} for name in "ab"}
    moves: dict[str, Any] = {"statement": {}, "threat": {}, "restoring-message": {}}
    return made(skeleton(actors=actors, moves=moves, options=rules, days=DAYS))


def order(day: int, actor: str = "a", move: str = "threat", for_days: int = 1, **more: Any) -> Order:
    target = "b" if actor == "a" else "a"
    return Order(actor=actor, move=move, target=target, from_day=day, for_days=for_days, **more)


def with_orders(*orders: Order) -> Scenario:
    return padded(case()).model_copy(update={"orders": orders})


def play(scenario: Scenario, clock: Clock | None = None) -> Chunk:
    game = compile_game(scenario, draws(scenario, 1, DRAWS))
    return rollout(stage(game, clock=clock), 3, DRAW, RUN)


@cache
def plain() -> Chunk:
    return play(case())


@cache
def options() -> Sequence[str]:
    return compile_game(case(), draws(case(), 1, DRAWS)).names.options


def at(one: Order) -> tuple[int, int]:
    """Which option an order forces, and the place of its actor."""
    return options().index(f"{one.actor}/{one.move}/{one.target}/-"), "ab".index(one.actor)


def done_on(chunk: Chunk, one: Order) -> np.ndarray:
    """In which rounds it was done [round, run]."""
    option, actor = at(one)
    return chunk.option[:, actor] == option


def test_an_order_that_never_falls_due_changes_no_byte() -> None:
    """The world without orders is another program; the futures are the same."""
    idle = padded(case())
    assert len(idle.orders) == 8 and {each.from_day for each in idle.orders} == {NEVER}
    assert same(play(idle), plain())
    assert not same(play(with_orders(order(1))), plain())


def test_an_order_is_carried_out_on_its_day_in_every_future_by_its_actor() -> None:
    one = order(5)
    chunk = play(with_orders(one))
    assert done_on(chunk, one)[4].all() and not done_on(plain(), one)[4].all()
    early = np.s_[:4]
    assert np.array_equal(chunk.option[early], plain().option[early])  # until then nothing is touched
    assert np.array_equal(chunk.option[4, 1], plain().option[4, 1])  # nor the other on that day: it decided before


def test_an_order_is_given_once() -> None:
    """Within its window it is done on the first day; what is done later is everybody's own choice."""
    one, same_day = order(3, for_days=9), order(3)
    chunk = play(with_orders(one))
    assert done_on(chunk, one)[2].all() and not done_on(chunk, one)[3].all()
    assert same(chunk, play(with_orders(same_day)))


def test_two_orders_of_one_actor_go_on_consecutive_rounds() -> None:
    one, two, other = order(4, for_days=3), order(4, move="statement", for_days=3), order(4, actor="b")
    chunk = play(with_orders(two, one, other))
    assert done_on(chunk, two)[3].all() and done_on(chunk, one)[4].all()  # in the order of their ids
    assert done_on(chunk, other)[3].all()  # the other actor does not wait for it
    missed = order(4, for_days=1)
    chunk = play(with_orders(two, missed))
    assert done_on(chunk, two)[3].all() and not done_on(chunk, missed)[4].all()  # its window is over


def test_an_order_waits_for_what_comes_after() -> None:
    trigger = order(6, actor="b", move="restoring-message")
    waits = order(1, for_days=DAYS, after={"actors": ["b"], "moves": ["restoring-message"]})
    chunk = play(with_orders(waits, trigger))
    seen, done = done_on(chunk, trigger), done_on(chunk, waits)
    first = np.where(seen.any(0), seen.argmax(0), DAYS)
    assert (first <= 5).all() and len(set(first)) > 1  # some said it by themselves before the sixth day
    assert done[first + 1, np.arange(BLOCK)].all()  # on the day after it was seen
    itself = order(1, for_days=DAYS, after={"moves": ["threat"], "actors": ["a"]})
    unseen = ~done_on(plain(), itself).any(axis=0)  # where it never comes to it nothing is touched
    assert unseen.any()
    assert np.array_equal(play(with_orders(itself)).option[..., unseen], plain().option[..., unseen])


@pytest.mark.proof
def test_nine_orders_are_padded_to_sixteen_and_all_carried_out() -> None:
    nine = [order(day) for day in range(1, 10)]
    chunk = play(with_orders(*nine))
    assert done_on(chunk, nine[0])[:9].all()
    assert same(play(padded(case(), orders=9)), plain())


@pytest.mark.parametrize("day", range(1, 15))
def test_in_weeks_no_window_falls_between_two_rounds(day: int) -> None:
    one = order(day)
    clock = Clock(2, 7)
    rounds = np.flatnonzero(done_on(play(with_orders(one), clock), one).all(axis=1))
    assert len(rounds) == 1 and abs(int(clock.day()[rounds[0]]) - day) <= 1
