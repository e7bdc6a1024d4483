"""Crises from what was known at onset: openings, traits, futures and what ICB would code of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from jaxtyping import Array

from offramp.evidence import Cases, bank, crises, outcomes, read_cases, read_truth
from offramp.evidence.bank import uniform
from offramp.evidence.fit import numbers
from offramp.evidence.futures import last_act, play
from offramp.evidence.link import SHIFTS, TRAITS, Link, directions
from offramp.evidence.link import numbers as of_link
from offramp.evidence.onset import FEATURES, MOVES, of_actors, of_crises
from offramp.evidence.two_sided import frame
from tests.evidence.lookalike import asked_of, case, write
from tests.evidence.quarrels import whitened

ACTORS = ("icb_sevvio", "icb_majres")


@cache
def world() -> dict[str, Array]:
    """The priors' middles."""
    return numbers(whitened())


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    folder = asked_of(tmp_path_factory.mktemp("cases"))
    triggers = {2: 2, 3: 9, 7: 7, 8: 8, 9: 4}
    write(folder / "icb_crisis.csv", [case("icb_crisis.csv", crisno=k, **{"break": b}) for k, b in triggers.items()])
    write(
        folder / "icb_actor.csv",
        [case("icb_actor.csv", cracno=10 * k, crisno=k, triggr=b) for k, b in triggers.items()],
    )
    return read_cases(folder)


@pytest.fixture(scope="module")
def link() -> Link:
    peak = np.zeros(len(of_link()))
    peak[1] = 0.3  # who answers has nerve
    return Link(peak, np.ones(len(peak)), 0, 0, 64, seed=1)


@pytest.fixture(scope="module")
def made(cases: Cases, link: Link) -> dict[str, tuple[list[int], np.ndarray]]:
    return _forecast(cases, link)


def _forecast(cases: Cases, link: Link) -> dict[str, tuple[list[int], np.ndarray]]:
    told = crises.forecast(cases, world(), link, seed=1, futures=64)
    return {each.target: (each.ids.tolist(), each.values) for each in told}


def test_the_peak_says_how_violent_a_crisis_was() -> None:
    assert outcomes.violence([-9, 3, 4.9, 5, 6, 7, 9, 10]).tolist() == [0, 0, 0, 1, 1, 2, 2, 3]


def test_the_first_principal_act_is_the_response() -> None:
    kinds = outcomes.answer([outcomes.NO_ANSWER, -3, -2, 2, 3, 4, 5, 10])
    assert kinds.tolist() == [0, 1, 1, 2, 3, 3, 4, 4]
    assert outcomes.response(kinds, np.full(8, 0.9), 0.5).tolist() == [1, 2, 2, 2, 4, 4, 5, 5]
    assert outcomes.response(kinds, np.full(8, 0.1), 0.5).tolist() == [1, 2, 2, 3, 4, 4, 5, 5]


def test_every_trigger_opens_and_is_known(cases: Cases) -> None:
    first = of_crises(cases)
    assert [MOVES[o] for o in first.opening] == ["sanctions", "rocket-attack", "deployment", "militia-air-strike", ""]
    told = [{name for name, known in zip(FEATURES, row, strict=True) if known} for row in first.known]
    assert told == [
        {"all parties", *more} for more in ((), (), ("show of force",), ("indirect violence",), ("nobody's act",))
    ]
    assert (of_actors(cases).known[:, list(FEATURES).index("all parties")] == 0).all()


def test_names_places_and_years_tell_nothing(cases: Cases, made: dict, link: Link) -> None:
    """Other ids in the same order, years shifted, places blank: the same forecasts."""
    hidden = {"geog": np.nan, "year": 1800}
    other = replace(
        cases, crises=cases.crises.assign(crisno=cases.crises.crisno + 900, **hidden),
        actors=cases.actors.assign(crisno=cases.actors.crisno + 900, cracno=cases.actors.cracno + 7000, **hidden),
    )  # fmt: skip
    for target, (ids, values) in _forecast(other, link).items():
        more = 7000 if target in ACTORS else 900
        assert ids == [k + more for k in made[target][0]]
        np.testing.assert_array_equal(values, made[target][1])


def test_forecasts_are_whole(cases: Cases, made: dict) -> None:
    for target, (_, values) in made.items():
        if target == "icb_duration":
            assert (np.diff(values, axis=1) >= 0).all() and values.min() >= 0 and values.max() <= outcomes.HORIZON
        else:
            np.testing.assert_allclose(values.sum(axis=1), 1)
    ids, violence = made["icb_viol"]
    none = dict(zip(ids, violence[:, 0], strict=True))
    assert none[3] < 0.02 and none[8] < 0.02  # who was attacked has seen violence
    assert made["icb_escal"][0] == [2, 7, 9]  # triggers without violence
    np.testing.assert_allclose(made["icb_war"][1][:, 1], violence[:, 3], atol=0.01)


def test_resolve_that_is_known_makes_violence_likelier(cases: Cases, made: dict, link: Link) -> None:
    bold = link.peak.copy()
    bold[list(of_link()).index("link.show of force: answerer")] = 1.0
    changed = _forecast(cases, replace(link, peak=bold))
    before, after = made["icb_sevvio"][1], changed["icb_sevvio"][1]
    assert after[2, 0] < before[2, 0] - 0.03
    np.testing.assert_array_equal(after[:2], before[:2])  # of the others nothing else is known


def test_the_last_act_comes_by_the_law_of_the_disputes() -> None:
    at = world()
    often, first, fewer = (float(at[f"close.{name}"]) for name in ("often", "first", "lasting"))
    one, two = (1 / (1 + np.exp(-logit)) for logit in (often + first, often - fewer * np.log(2)))
    luck, traits = uniform(4096, 1)[-2], np.zeros((len(TRAITS), 4096))
    last = last_act(luck, at, traits)
    assert np.mean(last == 1) == pytest.approx(one, abs=0.01)
    assert np.mean(last == 2) == pytest.approx((1 - one) * two, abs=0.01)
    traits[list(TRAITS).index("lasting")] = 1.0
    later = last_act(luck, at, traits)
    assert (later >= last).all() and np.mean(later == 1) == pytest.approx(1 / (1 + np.exp(1 - often - first)), abs=0.01)


def test_after_the_last_act_there_is_no_force() -> None:
    at, n = world(), 64
    traits = np.array([[row[0]] for row in TRAITS.values()]) + np.zeros(n)
    traits[0] = 10.0  # both are drawn up the ladder, so that somebody fights
    attack = np.full(n, MOVES.index("rocket-attack"))
    done = play(frame(), at, traits, attack, np.ones(n), np.arange(n), 1)
    assert (np.asarray(done.peak).max() < 3) and (np.asarray(done.forceful) == 1).all()
    again = play(frame(), at, traits, attack, np.full(n, 9.0), np.arange(n), 1)
    assert np.asarray(again.peak).max() >= 3 and np.asarray(again.forceful).max() <= 10


def test_a_shift_moves_the_middle_of_its_trait() -> None:
    z = np.zeros(len(of_link()))
    z[list(of_link()).index("link.at war: tempo")] = 2.0
    known = np.zeros((2, len(FEATURES)), np.float32)
    known[1, list(FEATURES).index("at war")] = 1
    middle, _ = Link(z, z, 0, 0, 0, 0).law(known)
    moved = middle[1] - middle[0]
    assert moved[list(TRAITS).index("tempo")] == pytest.approx(1.0) and np.count_nonzero(moved) == 1
    assert directions().shape == (len(SHIFTS), len(TRAITS))


def test_a_fit_learns_and_forgets_what_is_skipped(cases: Cases, tmp_path: Path) -> None:
    """Where every actor fought at once the link says so; a crisis that is skipped is not learned from."""
    told = [("icb_viol", k, 4) for k in cases.crises.crisno] + [("icb_sevvio", k, 4) for k in cases.actors.cracno]
    truth = pd.DataFrame([(t, k, "e", v) for t, k, v in told], columns=["target", "id", "cluster", "truth"])
    known = crises.what_came(cases, truth)
    assert known.came.sum() == len(told)
    less = crises.what_came(cases, truth, np.array([2, 3]))
    assert len(less.onsets) == len(known.onsets) - 4 and less.came.sum() == len(told) - 4
    found = bank.fit(known, world(), 1, ((512, 1.5),), steps=5, curvature=False)
    assert found.free()[0] + found.free()[1] > 0.3
    assert (found.crises, found.actors) == (5, 5)


def test_likelier_points_are_taken_more_often() -> None:
    at = crises._likelier(np.log(np.array([1.0, 3.0])), 8)
    assert np.bincount(at).tolist() == [2, 6]


def test_truth_of_the_lookalike_is_read(tmp_path: Path) -> None:
    folder = asked_of(tmp_path)
    known = crises.what_came(read_cases(folder), read_truth(folder))
    assert known.came[:, :4].sum() == 3 and known.came[3:].sum() == 0  # three crises, of no actor anything
