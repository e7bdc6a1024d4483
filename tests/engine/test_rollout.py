"""A future is its address: the same whatever it is played with, where and how often; and one compilation for all."""

from functools import cache
from typing import Any

import jax
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, Stage, devices, rollout, stage
from offramp.engine.loops import whole
from offramp.ensemble.design import draws
from offramp.scenario import apply, load
from tests.cases.build import futures_of
from tests.world.laws import TWO_NEIGHBOURS
from tests.world.paired import same

DRAWS, RUNS = 8, 2 * BLOCK
DRAW, RUN = np.arange(RUNS) % DRAWS, np.arange(RUNS) // DRAWS


@cache
def staged(tempo: str = "") -> Stage:
    scenario = unset = load(TWO_NEIGHBOURS)
    if tempo:
        scenario = apply(unset, {"actors.aland.tempo": tempo})
    return stage(compile_game(scenario, draws(scenario, 1, DRAWS)))


@cache
def played(seed: int = 3) -> Chunk:
    return futures_of(staged(), DRAW, RUN, seed)


def picked(chunk: Chunk, at: Any) -> Chunk:
    """The futures at some places of a chunk."""
    parts = {part: getattr(chunk, part)[..., at] for part in ("peak", "option", "deaths", "ordered")}
    return Chunk(measures={m: x[at] for m, x in chunk.measures.items()}, **parts)


@pytest.mark.parametrize("size", [1, 37, BLOCK - 1])
def test_any_grouping_into_blocks(size: int) -> None:
    some = np.arange(0, RUNS, 53 if size == 1 else 1)
    parts = [some[at : at + size] for at in range(0, len(some), size)]
    for part in parts:
        assert same(rollout(staged(), 3, DRAW[part], RUN[part]), picked(played(), part))


def test_any_order() -> None:
    mixed = np.random.default_rng(0).permutation(RUNS)
    assert same(futures_of(staged(), DRAW[mixed], RUN[mixed]), picked(played(), mixed))


@pytest.mark.proof
def test_any_device() -> None:
    assert len(devices()) > 1 or len(jax.devices()) == 1
    for device in devices():
        chunk = rollout(staged(), 3, DRAW[:BLOCK], RUN[:BLOCK], device)
        assert same(chunk, picked(played(), slice(0, BLOCK)))


def test_a_draw_does_not_depend_on_the_others() -> None:
    """The first draws of a longer design are those of a shorter one, and so are their futures."""
    scenario = load(TWO_NEIGHBOURS)
    longer = stage(compile_game(scenario, draws(scenario, 1, 2 * DRAWS)))
    assert same(rollout(longer, 3, DRAW[:BLOCK], RUN[:BLOCK]), picked(played(), slice(0, BLOCK)))


def test_other_seeds_are_other_futures_that_agree_on_average() -> None:
    assert not same(played(3), played(4))
    for name, x in played(3).measures.items():
        y = played(4).measures[name]
        ok = np.isfinite(x).sum() > 30 and np.isfinite(y).sum() > 30
        x, y = x[np.isfinite(x)], y[np.isfinite(y)]
        error = np.sqrt(x.var() / max(len(x), 1) + y.var() / max(len(y), 1))
        assert not ok or error == 0 or abs(x.mean() - y.mean()) < 4 * error, name


def test_one_compilation_for_any_numbers() -> None:
    """Repeated calls, other seeds, other futures and other values of the dials compile nothing."""
    rollout(staged(), 3, DRAW[:5], RUN[:5])
    before = whole._cache_size()
    rollout(staged(), 4, DRAW[:7], RUN[:7])
    rollout(staged("0.03"), 2**40, DRAW[:BLOCK], RUN[:BLOCK])
    assert whole._cache_size() == before


def test_too_many_for_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="block"):
        rollout(staged(), 3, np.zeros(BLOCK + 1, int), np.zeros(BLOCK + 1, int))


def test_what_a_chunk_tells_agrees_with_its_measures() -> None:
    """Human cost is reported with every result, and every measure can be read off the acts."""
    chunk, names = played(), staged().game.names
    rung = np.where(chunk.option >= 0, names.rung[chunk.option], -9)
    np.testing.assert_array_equal(chunk.peak, rung.max(axis=1))
    np.testing.assert_array_equal(chunk.measures["violent_acts"], (rung >= 5).sum(axis=(0, 1)))
    for kind, name in enumerate(("deaths_military", "deaths_civilian")):
        np.testing.assert_array_equal(chunk.measures[name], chunk.deaths[:, :, kind].sum(axis=(0, 1)))
    assert (chunk.deaths[chunk.option[:, :, None].repeat(2, axis=2) < 0] == 0).all()
    top = chunk.peak.max(axis=0).astype(float)
    np.testing.assert_array_equal(chunk.measures["peak_rung"], np.where(top > -9, top, np.nan))
