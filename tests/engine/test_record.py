"""How sure the record is counts: who ordered an act, whose it is, and who died in it."""

from __future__ import annotations

from functools import cache

import jax
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine.record import opening
from offramp.engine.rollout import rollout
from offramp.engine.stage import stage
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.game.record_options import record_options
from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of
from offramp.scenario.record.events import Event
from offramp.world import World
from tests.world.laws import TWO_NEIGHBOURS

DRAWS, ALAND, LEAGUE, BORDURIA, CORIA = 4, "aland", "mountain-league", "borduria", "coria"


def case(event: str = "rockets", **fields: object) -> Scenario:
    """The good case, on a day before the rockets were paid back, with one event of its record told otherwise."""
    good = load(TWO_NEIGHBOURS)
    good = as_of(good, "2031-05-01") if event == "rockets" else good
    told = good.record[event].model_dump() | fields
    if told["ordered_by"]:
        told["ordered_by"] = {key: value for key, value in told["ordered_by"].items() if value is not None}
    return good.model_copy(update={"record": {**good.record, event: Event.model_validate(told)}})


@cache
def base() -> World:
    return opening(game(case()))


def game(told: Scenario) -> Game:
    return compile_game(told, draws(told, 1, DRAWS))


def debt(world: World, of: Game, creditor: str, debtor: str) -> np.ndarray:
    """What the debtor owes for, in each draw."""
    return np.asarray(world["reciprocity"].debt)[of.axes.dyads.index((creditor, debtor)), :DRAWS]


def same(one: World, other: World) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"ordered_by": None}, id="nobody is named"),
        pytest.param({"ordered_by": {"actor": BORDURIA}}, id="a name and no more"),
        pytest.param({"ordered_by": {"actor": BORDURIA, "prob": 0}}, id="certainly not ordered"),
        pytest.param({"attribution": 1}, id="certainly the doer's"),
        pytest.param({"deaths": {"military": 2, "by_side": {ALAND: {"military": 2}}}}, id="all dead of the target"),
    ],
)
def test_what_says_nothing_new_changes_no_bit_of_the_state(fields: dict[str, object]) -> None:
    assert same(base(), opening(game(case(**fields))))


def test_an_order_is_the_patrons_act_as_far_as_it_is_probable() -> None:
    owed = []
    for prob in (0.0, 0.5, 1.0):
        told = game(case(ordered_by={"actor": BORDURIA, "prob": prob}))
        world = opening(told)
        owed.append(debt(world, told, ALAND, BORDURIA))
        assert np.array_equal(debt(world, told, ALAND, LEAGUE), debt(base(), told, ALAND, LEAGUE))
    assert (np.diff(owed, axis=0) > 0).all()
    np.testing.assert_allclose(owed[1], (owed[0] + owed[2]) / 2, rtol=1e-5)


def test_an_order_changes_futures_and_a_name_alone_none() -> None:
    def played(told: Scenario) -> np.ndarray:
        return rollout(
            stage(game(told), "quantal"), 5, np.arange(DRAWS).repeat(16), np.tile(np.arange(16), DRAWS)
        ).option

    none = played(case(ordered_by={"actor": BORDURIA, "prob": 0}))
    assert not np.array_equal(none, played(case(ordered_by={"actor": BORDURIA, "prob": 1})))
    assert np.array_equal(none, played(case()))


def test_an_act_of_nobody_in_particular_is_held_against_its_doer_in_part() -> None:
    owed = []
    for share in (0.0, 0.5, 1.0):
        told = game(case(attribution=share))
        owed.append(debt(opening(told), told, ALAND, LEAGUE))
    assert (np.diff(owed, axis=0) > 0).all()
    np.testing.assert_allclose(owed[0], 0, atol=1e-6)


def test_a_range_is_drawn_and_more_dead_make_more_debt() -> None:
    few, many = (game(case(deaths={"military": n})) for n in (2, 60))
    drawn_case = case(deaths={"military": {"value": "2..60"}})
    assert list(set(drawn_case.dials()) - set(case().dials())) == ["record.rockets.deaths.military"]
    drawn = game(drawn_case)
    toll = np.asarray(drawn.dials.record_toll)[0, 0, :DRAWS]
    assert len(set(toll.tolist())) == DRAWS
    low, high = (debt(opening(each), each, ALAND, LEAGUE) for each in (few, many))
    middle = debt(opening(drawn), drawn, ALAND, LEAGUE)
    assert ((toll > 2) == (middle > low)).all()
    assert (middle[toll < 60] < high[toll < 60]).all()


def test_each_side_keeps_its_own_dead() -> None:
    """Of nine dead two are the target's, which is owed for two; seven are the host's, which is owed for them."""
    own = game(case(deaths={"military": 9, "by_side": {ALAND: {"military": 2}}}))
    assert same(base(), opening(own))
    told = game(case(deaths={"military": 9, "by_side": {ALAND: {"military": 2}, CORIA: {"military": 7}}}))
    assert (debt(opening(told), told, CORIA, LEAGUE) > debt(base(), told, CORIA, LEAGUE)).all()


def test_who_is_hit_by_the_way_is_owed_for_its_dead_and_nothing_more() -> None:
    told = game(case(deaths={"military": 9, "by_side": {ALAND: {"military": 2}, CORIA: {"military": 7}}}))
    aimed = game(case(target=CORIA, deaths={"military": 7}))
    world, dyad = opening(told), told.axes.dyads.index((LEAGUE, CORIA))
    extra = debt(world, told, CORIA, LEAGUE) - debt(base(), told, CORIA, LEAGUE)
    assert (extra < debt(opening(aimed), aimed, CORIA, LEAGUE) / 2).all()
    for field in ("fast", "slow"):  # nobody set out against it
        assert not np.asarray(getattr(world["reciprocity"], field))[dyad].any()
    for field in ("ceiling", "doubt"):
        assert np.array_equal(getattr(world["rules"], field), getattr(base()["rules"], field))
    assert np.array_equal(world["fronts"].heat, base()["fronts"].heat)


def test_a_leader_is_lost_to_the_side_that_it_led() -> None:
    by_side = {BORDURIA: {"military": 1}, LEAGUE: {"military": 2}}
    told = game(case("commander-killed", deaths={"military": 3, "by_side": by_side}))
    lost, actors = told.script.lost, told.names.actors
    step = np.flatnonzero(told.script.move[:, actors.index(ALAND)] >= 0)[-2:]
    owner = actors.index(load(TWO_NEIGHBOURS).leaders["commander"].actor)
    targets = [actors[told.script.target[s, actors.index(ALAND)]] for s in step]
    assert sorted(targets) == sorted(by_side)
    assert [bool(lost[s, owner]) for s in step] == [target == actors[owner] for target in targets]


def test_an_act_told_to_a_further_side_is_nobodys_second_choice() -> None:
    told = case(deaths={"military": 9, "by_side": {ALAND: {"military": 2}, CORIA: {"military": 7}}})
    one, other = game(case()), game(told)
    acts = [record_options(c, g.names, g.script).acts for c, g in ((case(), one), (told, other))]
    assert acts[0] == acts[1]
    assert (other.script.move >= 0).sum() == (one.script.move >= 0).sum() + 1
