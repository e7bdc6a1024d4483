"""Counter-based random numbers: the published vectors, the same in both libraries, uniform and apart."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from offramp.engine.random import _unit, run_keys, seed_words, threefry, uniforms
from offramp.game.slots import SLOTS, word_codes

# Threefry-2x32 with 20 rounds: key, counter and result (Salmon et al. 2011, known-answer file of Random123).
VECTORS = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
]
ACTORS = ("aland", "borduria", "coria")
U32 = np.uint32


def words(*values: int) -> list[np.ndarray]:
    return [np.array([v], U32) for v in values]


@pytest.mark.parametrize(("key", "counter", "wanted"), VECTORS)
@pytest.mark.parametrize("wrap", [np.asarray, jnp.asarray], ids=["numpy", "jax"])
def test_known_answers(key, counter, wanted, wrap) -> None:
    out = threefry(tuple(map(wrap, words(*key))), tuple(map(wrap, words(*counter))))
    assert tuple(int(x[0]) for x in out) == wanted


def one_turn(seed: int = 5, runs: int = 40_000, turn: int = 3, first: int = 0) -> dict[str, np.ndarray]:
    keys = run_keys(seed_words(seed), np.zeros(runs, U32), np.arange(first, first + runs, dtype=U32))
    return uniforms(keys, U32(turn), word_codes(ACTORS))


def test_numpy_and_jax_draw_the_same_bits() -> None:
    draw, run = (np.arange(500, dtype=U32) for _ in range(2))

    @jax.jit
    def drawn(seed, draw, run):
        return uniforms(run_keys(seed, draw, run), jnp.uint32(9), jnp.asarray(word_codes(ACTORS)))

    plain = uniforms(run_keys(seed_words(2**40 + 3), draw, run), U32(9), word_codes(ACTORS))
    for slot, u in drawn(seed_words(2**40 + 3), draw, run).items():
        np.testing.assert_array_equal(np.asarray(u), plain[slot])


@pytest.mark.parametrize("slot", SLOTS)
def test_uniform_and_strictly_inside(slot: str) -> None:
    u = one_turn()[slot]
    assert u.dtype == np.float32 and u.min() > 0 and u.max() < 1
    assert stats.kstest(u.ravel(), "uniform").pvalue > 1e-4


def test_the_ends_of_the_interval_are_never_drawn() -> None:
    """The middles of equal cells, exact in float32: no end is reached and no half is favoured."""
    low, high = _unit(np.array([0, 2**32 - 1], U32))
    assert 0 < low == 1 - float(high) < 1e-6
    assert float(_unit(np.array([2**31], U32))[0]) == 0.5 + float(low)


def test_slots_actors_turns_seeds_and_runs_are_apart() -> None:
    here = one_turn()
    streams = [here[slot][i] for slot in SLOTS for i in range(len(ACTORS))]
    streams += [other["act"][0] for other in (one_turn(turn=4), one_turn(seed=6), one_turn(first=40_000))]
    streams += [one_turn(seed=5 + 2**32)["act"][0]]
    related = np.corrcoef(np.array(streams, np.float64)) - np.eye(len(streams))
    assert np.abs(related).max() < 5 / np.sqrt(40_000)


def test_a_number_depends_on_the_actors_id_alone() -> None:
    """Another cast, in another order, gives everybody the same luck."""
    keys = run_keys(seed_words(1), np.zeros(9, U32), np.arange(9, dtype=U32))
    few, many = (uniforms(keys, U32(1), word_codes(cast))["act"] for cast in (("borduria",), ("dorland", *ACTORS)))
    np.testing.assert_array_equal(few[0], many[2])
