"""Tolls by class: every deadly move of the catalogue has a spread and a limit of its own, and futures keep to them."""

from __future__ import annotations

import numpy as np
import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.moves import Casualties, Harm
from offramp.scenario.quantity import ASSUMED
from offramp.scenario.reading.merge import library
from offramp.study.stories.tolls import chance_of
from offramp.world.systems.human_cost import CUT

from .roles import BENCHES, CASES

SELDOM = 0.999  # how much of its class a toll may exceed
MAY_EXCEED = 0.01  # share of futures with a toll beyond that
KINDS = ("military", "civilian")
CATALOGUE = library("moves").plain()
DEADLY = [(move, who) for move, body in CATALOGUE.items() for who in body.get("harm", {})]


@pytest.mark.parametrize(("move", "who"), DEADLY)
def test_every_deadly_move_of_the_catalogue_says_how_deadly_its_class_can_be(move: str, who: str) -> None:
    harm = CATALOGUE[move]["harm"][who]
    for part in ("tail", "most"):
        assert harm[part]["because"] and harm[part]["source"]
    sources = {harm[part]["source"] for part in ("tail", "most")} - {ASSUMED}
    dates = {library("sources").plain()[source]["date"] for source in sources}
    assert all(str(date) < "2020-01-03" for date in dates)  # nothing is known by hindsight


def test_a_warned_or_face_saving_strike_is_not_in_the_tail_of_an_air_campaign() -> None:
    most = {move: CATALOGUE[move]["harm"]["military"]["most"]["value"] for move, who in DEADLY if who == KINDS[0]}
    assert max(most["announced-strike"], most["face-saving-strike"]) < min(most["air-strike-on-forces"], most["war"])
    assert most["air-strike-on-forces"] < most["air-campaign"] < most["war"]


@pytest.mark.parametrize(("move", "who"), DEADLY)
def test_a_story_knows_the_limit_of_the_class(move: str, who: str) -> None:
    """A toll is rare as the model has it: beyond the limit it cannot be, and few reach it."""
    harm = Casualties.model_validate(CATALOGUE[move]["harm"])
    mine: Harm = getattr(harm, who)
    assert mine.most is not None
    most = int(mine.most.middle())
    assert chance_of(mine, most + 1, 1.0) == 0 < chance_of(mine, most, 1.0) < mine.chance.middle()


def beyond(scenario: Scenario, harm: Harm) -> tuple[float, float]:
    """The 99.9th percentile of a class as its source tells it, and its limit in any draw."""
    tail = harm.tail or scenario.world["human-cost"].dials["heavy_tail"]
    lethal = max(scenario.world["human-cost"].dials[who].high for who in KINDS)
    most = harm.most.middle() if harm.most else CUT * harm.deaths.middle()
    limit = harm.most.high if harm.most else CUT * harm.deaths.high * lethal * 2
    seldom = harm.deaths.middle() * (SELDOM / (1 - SELDOM)) ** tail.middle()
    return min(most, seldom), limit


@pytest.mark.parametrize("case", CASES)
def test_futures_keep_to_what_their_sources_know(case: str) -> None:
    lab, _ = BENCHES[case]
    scenario, futures = load(str(lab.case)), lab.arm("base", part=0.4)
    none = np.full((len(futures.names.moves), 2), np.inf)
    seldom, limit = none.copy(), none.copy()
    for m, move in enumerate(futures.names.moves):
        for n, who in enumerate(KINDS):
            if harm := getattr(scenario.moves[move].harm, who):
                seldom[m, n], limit[m, n] = beyond(scenario, harm)
    move = futures.names.move[np.maximum(futures.option, 0)]
    dead = futures.deaths.swapaxes(2, 3)  # day, actor, future, kind
    assert (dead <= limit[move]).all()
    assert dead.max() > 0.5 * seldom[move][dead > 0].min()  # somebody died
    above = (dead > seldom[move]).any(axis=(0, 1, 3))
    print(f"{case}: {above.mean():.2%} of {len(above)} futures have a toll above the 99.9th percentile of its class")
    assert above.mean() < MAY_EXCEED
