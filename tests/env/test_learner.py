"""The learner beats the random seat on games that it has not seen, and there is none for armed groups."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from offramp.env.episode import WAIT
from offramp.env.learner import LinearPolicy, Trials, at_random, learn
from offramp.errors import CaseError, OfframpError
from offramp.play.options import PURPOSES
from tests.play.games import DAYS
from tests.world.laws import TWO_NEIGHBOURS

HELD_OUT = range(1_000, 1_024)


@pytest.fixture(scope="module")
def trials() -> Trials:
    return Trials(TWO_NEIGHBOURS, "aland", DAYS)


@pytest.mark.proof
def test_it_beats_the_random_seat_on_games_it_has_not_seen(trials: Trials) -> None:
    pytest.importorskip("cmaes", reason="cmaes is not installed (the extra learn)")
    learnt = learn(trials, range(4), generations=2, each=6)
    gain = trials.rewards(learnt, HELD_OUT) - trials.rewards(at_random, HELD_OUT)
    assert gain.mean() > 2 * gain.std(ddof=1) / np.sqrt(len(gain))


def test_a_policy_takes_the_purpose_of_the_highest_score(trials: Trials) -> None:
    weights = np.full((len(PURPOSES), 3), -1.0)
    rules = trials._rules
    seen, luck = rules.observation(rules.begin(1), "aland"), np.random.default_rng(1)
    assert LinearPolicy(weights, trials.purpose)(seen, luck) == WAIT
    weights[PURPOSES.index("Strike")] = 1.0
    action = LinearPolicy(weights, trials.purpose)(seen, luck)
    assert trials.purpose[action] == PURPOSES.index("Strike") and seen["action_mask"][action]


def test_the_engine_in_the_seat_plays_the_same_games(trials: Trials) -> None:
    assert np.array_equal(trials.of_engine([1, 2]), trials.of_engine([1, 2]))


def test_nothing_is_learnt_for_an_armed_group() -> None:
    with pytest.raises(CaseError, match="no armed group"):
        Trials(TWO_NEIGHBOURS, "mountain-league", DAYS)


def test_without_the_library_it_says_what_to_install(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cmaes", None)
    with pytest.raises(OfframpError, match=r"pip install 'offramp\[learn\]'"):
        learn(trials, [1], 1)
