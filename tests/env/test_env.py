"""The environments keep the contracts of PettingZoo and Gymnasium, and hold no more than a seat sees."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp import env
from offramp.errors import CaseError, OfframpError
from offramp.play.aims import SeatAim, whole
from tests.play.games import DAYS
from tests.world.laws import TWO_NEIGHBOURS

pytest.importorskip("pettingzoo", reason="PettingZoo is not installed (the extra env)")
pytest.importorskip("gymnasium", reason="Gymnasium is not installed (the extra env)")

# What the checks of the libraries remark on, beside what they test.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
CASES = [
    pytest.param(TWO_NEIGHBOURS, "aland", id="two-neighbours"),
    pytest.param("baghdad-2020", "united-states", id="baghdad-2020", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("case", "seat"), CASES)
def test_pettingzoos_own_checks_pass(case: str, seat: str) -> None:
    from pettingzoo.test import api_test, parallel_api_test, parallel_seed_test

    parallel_api_test(env.parallel_env(case, days=DAYS), num_cycles=2 * DAYS)
    parallel_seed_test(lambda: env.parallel_env(case, days=DAYS), num_cycles=DAYS + 2)
    api_test(env.aec_env(case, days=DAYS), num_cycles=60)


@pytest.mark.parametrize(("case", "seat"), CASES)
def test_gymnasiums_own_check_passes(case: str, seat: str) -> None:
    from gymnasium.utils.env_checker import check_env

    check_env(env.gym_env(case, seat, days=DAYS), skip_render_check=True)


def by_lot(made: Any, seed: int) -> list[tuple[bytes, bytes, float]]:
    """A whole episode under a random policy that keeps to the mask."""
    luck = np.random.default_rng(seed)
    seen, _ = made.reset(seed=seed)
    found, over = [(seen["observation"].tobytes(), seen["action_mask"].tobytes(), 0.0)], False
    while not over:
        seen, reward, over, cut, info = made.step(int(luck.choice(np.flatnonzero(seen["action_mask"]))))
        assert not cut and not info["refused"]
        found.append((seen["observation"].tobytes(), seen["action_mask"].tobytes(), reward))
    return found


def test_the_same_seed_is_the_same_episode_and_another_is_not() -> None:
    made = env.gym_env(TWO_NEIGHBOURS, "aland", days=DAYS)
    first = by_lot(made, 1)
    assert first == by_lot(made, 1) != by_lot(made, 2)
    assert len(first) == DAYS + 1


def test_a_copy_goes_its_own_way_from_the_same_place() -> None:
    made = env.gym_env(TWO_NEIGHBOURS, "aland", days=DAYS)
    made.reset(seed=5)
    for _ in range(4):
        made.step(0)
    other = copy.deepcopy(made)
    here = [made.step(0)[0]["observation"].tobytes() for _ in range(6)]
    there = [other.step(0)[0]["observation"].tobytes() for _ in range(6)]
    assert here == there and made.game is not other.game


def test_the_reward_is_minus_what_the_aim_misses_on_the_last_day() -> None:
    made = env.gym_env(TWO_NEIGHBOURS, "aland", days=DAYS)
    rewards = [reward for *_, reward in by_lot(made, 3)]
    assert made.game is not None and set(rewards[:-1]) == {0.0}
    found = {name: values[:1] for name, values in made.game.chunk().measures.items()}
    aim = SeatAim.of(made.rules.case, "aland")
    assert rewards[-1] == -aim.missed(whole(found, made.rules.case, DAYS))[0]


def test_an_action_that_is_not_allowed_counts_as_a_wait() -> None:
    made, other = (env.gym_env(TWO_NEIGHBOURS, "aland", days=DAYS) for _ in range(2))
    for each in (made, other):
        seen, _ = each.reset(seed=2)
    late = int(np.flatnonzero(seen["action_mask"] == 0)[0])
    one, two = made.step(late), other.step(0)
    assert one[4]["refused"] and not two[4]["refused"]
    assert one[0]["observation"].tobytes() == two[0]["observation"].tobytes()


def test_what_is_hidden_does_not_show() -> None:
    """An observation is made of what the seat knows alone: a covert act between others leaves it as it was."""
    made = env.parallel_env(TWO_NEIGHBOURS, days=DAYS)
    words = made.rules.options["coria"].index("coria/back-channel-message/borduria/-") + 1
    observed = []
    for action in (0, words):
        made.reset(seed=4)
        seen = made.step({"aland": 0, "borduria": 0, "coria": action, "dorland": 0})[0]
        observed.append({seat: each["observation"].tobytes() for seat, each in seen.items()})
    changed = {seat for seat in observed[0] if observed[0][seat] != observed[1][seat]}
    assert changed == {"coria", "borduria"}


def test_armed_groups_are_the_engines() -> None:
    assert "mountain-league" not in env.parallel_env(TWO_NEIGHBOURS, days=DAYS).possible_agents
    with pytest.raises(CaseError, match="no armed group"):
        env.gym_env(TWO_NEIGHBOURS, "mountain-league")
    with pytest.raises(CaseError, match="atlantis"):
        env.gym_env(TWO_NEIGHBOURS, "atlantis")


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    with pytest.raises(OfframpError, match=r"pip install 'offramp\[env\]'"):
        env.parallel_env(TWO_NEIGHBOURS)


def test_importing_it_costs_nothing() -> None:
    code = "import sys, offramp.env; print({'pettingzoo', 'gymnasium', 'jax', 'numpy'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout == "set()\n", done.stderr
