"""Crises from what was known at onset: openings, traits, futures and what ICB would code of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pandas as pd
import pytest
from jaxtyping import Array

from offramp.fit import forecast_crises as crises
from offramp.fit import simulated_likelihood as bank
from offramp.fit.crisis_outcomes import Ending, count, opened
from offramp.fit.crisis_rollouts import crisis_dials, play
from offramp.fit.laplace import numbers
from offramp.fit.model import acts_of
from offramp.fit.onset_covariates import FEATURES, MOVES, of_actors, of_crises
from offramp.fit.onset_model import SHIFTS, TRAITS, Link, directions
from offramp.fit.onset_model import numbers as of_link
from offramp.fit.simulated_likelihood import uniform
from offramp.fit.two_sided import frame
from offramp.history import Cases, outcomes, read_cases, read_truth
from offramp.world import Acts, start
from tests.fit.disputes import whitened
from tests.history.lookalike import asked_of, case, write

ACTORS = ("icb_sevvio", "icb_majres")
MANY = 4096  # futures of the tests that have no game; all alike, so that each step is compiled once


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
    assert told == [set(), {"violence"}, {"show of force"}, {"indirect violence"}, {"nobody's act"}]
    np.testing.assert_array_equal(of_actors(cases).known[:, -5:], first.known[:, -5:])


@pytest.mark.proof
def test_names_places_and_years_tell_nothing(cases: Cases, made: dict, link: Link) -> None:
    """Other ids in the same order, years shifted, places blank: the same forecasts."""
    hidden = {"geog": np.nan, "year": 1800}
    other = replace(
        cases,
        crises=cases.crises.assign(crisno=cases.crises.crisno + 900, **hidden),
        actors=cases.actors.assign(crisno=cases.actors.crisno + 900, cracno=cases.actors.cracno + 7000, **hidden),
    )
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
    bold[list(of_link()).index("link.show of force: answerer")] = 4.0
    changed = _forecast(cases, replace(link, peak=bold))
    before, after = made["icb_sevvio"][1], changed["icb_sevvio"][1]
    assert after[2, 0] < before[2, 0] - 0.03
    np.testing.assert_array_equal(after[:2], before[:2])  # of the others nothing else is known


def _ending(runs: int, **traits: float) -> Ending:
    z = {name: jnp.full(runs, traits.get(name, row[0])) for name, row in TRAITS.items()}
    return Ending(world(), z, jnp.asarray(uniform(runs, 1)[-2], jnp.float32))


def _share(of: object) -> float:
    return float(np.mean(np.asarray(of)))


def test_the_last_act_comes_by_the_law_of_the_disputes() -> None:
    at, n = world(), MANY
    often, first, fewer = (float(at[f"close.{name}"]) for name in ("often", "first", "lasting"))
    one, two = (1 / (1 + np.exp(-logit)) for logit in (often + first, often - fewer * np.log(2)))
    usual = _ending(n, lasting=0.0)
    begun = opened(usual, jnp.full(n, 3.0))
    assert _share(usual.closed(begun)) == pytest.approx(one, abs=0.01)
    assert not np.asarray(usual.closed(opened(usual, jnp.full(n, 2.0)))).any()  # no act of force has been seen
    after = count(begun, _acts(n, 3.0), jnp.zeros(()), usual, jnp.ones(n))
    assert _share(usual.closed(after)) == pytest.approx(1 - (1 - one) * (1 - two), abs=0.01)
    lasting = _ending(n, lasting=1.0)
    later = lasting.closed(opened(lasting, jnp.full(n, 3.0)))
    assert _share(later) == pytest.approx(1 / (1 + np.exp(1 - often - first)), abs=0.01)


def test_an_act_of_war_decides_and_battles_are_one_incident() -> None:
    n = MANY
    ending = _ending(n, decisive=2.0)
    small, war = (ending.last(jnp.full(n, 4.0), jnp.full(n, rung)) for rung in (5.0, 10.0))
    logit = np.log(war[0]) - np.log1p(-war[0]) - np.log(small[0]) + np.log1p(-small[0])
    assert float(logit) == pytest.approx(2.0, abs=1e-3)
    begun = opened(ending, jnp.full(n, 5.0))
    for rung, number in ((5.0, 2), (10.0, 1)):
        assert (np.asarray(count(begun, _acts(n, rung), jnp.zeros(()), ending, jnp.ones(n)).forceful) == number).all()


def test_a_crisis_ends_by_its_calm_or_by_its_aftermath() -> None:
    """Before the last act is over, or an answer has come, only a calm ends it; then its aftermath does."""
    ending = _ending(MANY, calm=np.log(90.0), aftermath=np.log(9.0))
    going = replace(opened(ending, jnp.full(MANY, 5.0)), open=jnp.ones(MANY))
    closed = replace(going, open=jnp.zeros(MANY))
    answered = replace(closed, answer=jnp.full(MANY, 3.0))
    for tally, days in ((going, 90.0), (closed, 90.0), (replace(going, answer=answered.answer), 90.0), (answered, 9.0)):
        np.testing.assert_allclose(np.asarray(ending.wait(tally)), days, rtol=1e-5)
    nobody = _acts(MANY, 0.0, taken=False)
    early, late = (count(answered, nobody, jnp.full((), day), ending, jnp.ones(MANY)) for day in (9.0, 9.5))
    assert not np.asarray(early.over).any() and np.asarray(late.over).all()
    np.testing.assert_allclose(np.asarray(late.end), 9.0, rtol=1e-5)


def test_slight_political_acts_are_no_principal_answer_and_arms_are() -> None:
    ending = _ending(MANY, principal=0.0)
    begun, heavy, light = opened(ending, jnp.zeros(MANY)), jnp.full(MANY, 0.4), jnp.full(MANY, 0.6)
    for rung, luck, answered in ((2.0, heavy, True), (2.0, light, False), (-2.0, light, False), (3.0, light, True)):
        tally = count(begun, _acts(MANY, rung), jnp.full((), 4.0), ending, luck)
        assert (np.asarray(tally.answer != outcomes.NO_ANSWER) == answered).all()
        assert (np.asarray(tally.lag) == (4.0 if answered else outcomes.HORIZON)).all()


def _acts(runs: int, rung: float, taken: bool = True) -> Acts:
    """The answering side does something at this rung, or nobody does anything."""
    template = frame().template
    board = template.board
    dials = crisis_dials(template, {}, jnp.zeros((len(TRAITS), runs)))
    move = int(np.flatnonzero(np.asarray(board.move_rung) == rung)[0]) if taken else -1
    moves = jnp.stack([jnp.full(runs, -1), jnp.full(runs, move)]).astype(jnp.int32)
    return acts_of(template, dials, start(board, dials), moves, jnp.zeros((2, 2, runs)))


def test_after_the_last_act_there_is_no_force() -> None:
    at, n = world(), 64
    traits = np.array([[row[0]] for row in TRAITS.values()]) + np.zeros(n)
    traits[0] = 10.0  # both are drawn up the ladder, so that somebody fights
    attack = np.full(n, MOVES.index("rocket-attack"))
    done = play(frame(), at, traits, attack, np.ones(n), np.arange(n), 1)  # the opening was the last
    assert (np.asarray(done.peak).max() < 3) and (np.asarray(done.forceful) == 1).all()
    again = play(frame(), at, traits, attack, np.zeros(n), np.arange(n), 1)  # no act ever is
    assert np.asarray(again.peak).max() >= 3 and np.asarray(again.forceful).mean() > 3


@pytest.mark.parametrize(("trait", "low", "high"), [("arms", 3, 5), ("force", 5, 11), ("war", 10, 11)])
def test_a_trait_of_a_level_draws_both_sides_to_its_rungs(trait: str, low: int, high: int) -> None:
    template = frame().template
    rung = np.asarray(template.board.move_rung)[np.asarray(template.board.option_move)]
    z = jnp.zeros((len(TRAITS), 1))
    plain, drawn = (crisis_dials(template, {}, each).climb for each in (z, z.at[list(TRAITS).index(trait)].set(1.5)))
    np.testing.assert_allclose(np.asarray(drawn - plain)[:, 0], 1.5 * ((rung >= low) & (rung < high)), atol=1e-5)


def test_a_shift_moves_the_middle_of_its_trait() -> None:
    z = np.zeros(len(of_link()))
    z[list(of_link()).index("link.at war: war")] = 2.0
    known = np.zeros((2, len(FEATURES)), np.float32)
    known[1, list(FEATURES).index("at war")] = 1
    middle, _ = Link(z, z, 0, 0, 0, 0).law(known)
    moved = middle[1] - middle[0]
    assert moved[list(TRAITS).index("war")] == pytest.approx(2.0) and np.count_nonzero(moved) == 1
    assert directions().shape == (len(SHIFTS), len(TRAITS))


@pytest.mark.proof
def test_a_fit_learns_and_forgets_what_is_skipped(cases: Cases, tmp_path: Path) -> None:
    """Where every actor fought at once the link says so; a crisis that is skipped is not learned from."""
    told = [("icb_viol", k, 4) for k in cases.crises.crisno] + [("icb_sevvio", k, 4) for k in cases.actors.cracno]
    truth = pd.DataFrame([(t, k, "e", v) for t, k, v in told], columns=["target", "id", "cluster", "truth"])
    known = crises.what_came(cases, truth)
    assert known.came.sum() == len(told)
    less = crises.what_came(cases, truth, np.array([2, 3]))
    assert len(less.onsets) == len(known.onsets) - 4 and less.came.sum() == len(told) - 4
    found = bank.fit(known, world(), 1, (bank.Round(512, 1.5, 5, 1.0),), curvature=False)
    assert found.free()[0] + found.free()[1] > 0.3
    assert (found.crises, found.actors, found.lags) == (5, 5, 0)


@pytest.mark.proof
def test_a_fit_learns_how_long_answers_take(cases: Cases) -> None:
    """Who answers is busier where every answer came at once than where all took months; what is skipped counts not."""
    rows = [("icb_majres", k, "e", 5) for k in cases.actors.cracno]
    truth = pd.DataFrame(rows, columns=["target", "id", "cluster", "truth"])
    tempo = []
    for days in (0.0, 120.0):
        lags = pd.Series(days, cases.actors.cracno)
        known = crises.what_came(cases, truth, lags=lags)
        assert known.came[:, -3 * bank.LATE :].sum() == 5
        assert crises.what_came(cases, truth, np.array([2]), lags).came[:, -3 * bank.LATE :].sum() == 4
        found = bank.fit(known, world(), 1, (bank.Round(1024, 1.3, 8, 1.0),), curvature=False)
        assert found.lags == 5
        tempo.append(sum(found.free()[list(of_link()).index(f"crisis.{each}")] for each in ("tempo", "tempo between")))
    assert tempo[0] > tempo[1] + 0.3


def test_lags_have_bins_within_their_kind_of_answer() -> None:
    kinds = np.array([0, 1, 2, 3, 3, 4, 4])
    bins = outcomes.lag(kinds, [5, 0, 1, 0, np.nan, 90, 91])
    assert bins.tolist() == [-1, 0, 1, bank.LATE, -1, 2 * bank.LATE + 6, 2 * bank.LATE + 7]


def test_a_bank_of_two_parts_weighs_as_one_law() -> None:
    """The weighted mean over parts that were drawn otherwise is that of the law that is asked for."""
    rng, size = np.random.default_rng(1), len(TRAITS)
    parts = []
    for middle, spread in ((-0.5, 1.2), (0.8, 1.5)):
        law = np.full(size, middle), np.full(size, spread)
        z = law[0][:, None] + law[1][:, None] * rng.normal(size=(size, 20_000))
        parts.append(bank.Part(z, np.zeros(20_000), np.zeros((20_000, 1), np.float32), *law))
    z, weight, _ = (np.asarray(part, np.float64) for part in bank._bank(parts))
    log = weight - 0.5 * (z**2).sum(axis=0)  # the standard law
    share = np.exp(log - log.max()) / np.exp(log - log.max()).sum()
    worth = 1 / (share**2).sum()
    assert worth > 500
    assert np.abs(z @ share).max() < 5 / np.sqrt(worth) and np.abs((z**2) @ share - 1).max() < 8 / np.sqrt(worth)


def test_likelier_points_are_taken_more_often() -> None:
    at = crises._likelier(np.log(np.array([1.0, 3.0])), 8)
    assert np.bincount(at).tolist() == [2, 6]


def test_truth_of_the_lookalike_is_read(tmp_path: Path) -> None:
    folder = asked_of(tmp_path)
    known = crises.what_came(read_cases(folder), read_truth(folder))
    assert known.came[:, :4].sum() == 3 and known.came[3:].sum() == 0  # three crises, of no actor anything
