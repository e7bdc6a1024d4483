"""Engine and referee earn the same state from any record, and on that evening everybody weighs the options alike.

No luck and no close calls here, so every dial of every rule can be put off a little, and that is seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from offramp.engine import choice, turn
from offramp.engine import record as replay
from offramp.game.board import EFFECTS
from offramp.game.record import RecordedActs

from .future import LEARNS, odds, opening, weigh
from .page_world import PageWorld
from .test_referee import BAGHDAD, DRAWS, SYSTEMS, TWO, Setup, alike, scenario_of, side_by_side, staged, world_of

OWN, STEPS = 0, 60  # the case's own record, and the length of one that is made up
NEAR = {"rtol": 2e-4, "atol": 2e-5}  # float32, and points of a ledger that cancel
SUMS = {"rtol": 2e-4, "atol": 2e-4}  # of many terms of either sign
ODDS = {"rtol": 2e-4, "atol": 0}  # what is unlikely counts as much as the rest
# Dials that no record shows: those of luck and of foresight.
ELSEWHERE = {
    "choice": "foresight",
    "opportunity": "plot_pull",
    "human-cost": "military civilian heavy_tail",
    "misperception": "noise mishap blame",
    "red-lines": "insist deter loss regain",  # off in these moods: futures with them on are the referee's, too
}


@lru_cache
def record(setup: Setup, seed: int) -> RecordedActs | None:
    """Make up a record: anybody does what the case lets them do, or anything to anybody, anywhere."""
    if seed == OWN:
        return None
    names, board, rng = staged(setup).game.names, staged(setup).game.board, np.random.default_rng(seed)
    who = np.arange(len(names.actors))
    shape = STEPS, len(who)
    first, own = np.asarray(board.actor_first)[:, 0], np.bincount(board.option_actor, minlength=len(who))
    option = first + rng.integers(0, 2**31, shape) % own.clip(1)
    feasible = (np.asarray(x)[option] for x in (board.option_move, board.option_target, board.option_arena))
    anything = (
        rng.integers(0, len(names.moves), shape),
        (who + rng.integers(1, len(who), shape)) % len(who),
        rng.integers(-1, len(names.arenas), shape),
    )
    free, acts = rng.random(shape) < 0.2, rng.random(shape) < 0.9
    move, target, arena = (np.int16(np.where(free, x, y)) for x, y in zip(anything, feasible, strict=True))
    lost = np.zeros(shape, bool)
    kills = acts & (np.asarray(board.move_effects)[move] >> EFFECTS.index("kill-leader") & 1 > 0)
    lost[np.nonzero(kills)[0], target[kills]] = True
    days = rng.integers(0, 8, STEPS) * (np.arange(STEPS) < STEPS - 10)  # the last acts are of one evening: all fresh
    return RecordedActs(
        np.float32(days),
        np.where(acts, move, np.int16(-1)),
        target,
        arena,
        np.float32(rng.integers(0, 9, (*shape, 2)) * acts[..., None]),
        lost,
        np.zeros(shape, bool),
        np.full(shape, -1, np.int16),
        np.zeros(shape, bool),
        rng.random((STEPS, board.counted_series.shape[0])) < 0.3,
    )


def as_long(script: RecordedActs, steps: int) -> RecordedActs:
    """A script after steps that take no time and hold no act: one program replays it and the case's own."""
    before = steps - len(script.days)
    nothing = {"move": np.int16(-1), "row": np.int16(-1)}

    def after(name: str, part: NDArray[Any]) -> NDArray[Any]:
        empty = np.full((before, *part.shape[1:]), nothing.get(name, 0), part.dtype)
        return np.concatenate([empty, part])

    return RecordedActs(**{name: after(name, part) for name, part in vars(script).items()})


@lru_cache
def engine(setup: Setup, seed: int) -> dict[str, Any]:
    """Every array of the engine's state after a record, and what everybody might do on that evening, by name."""
    game, script = staged(setup).game, record(setup, seed)
    world = replay.opening(game, script and as_long(script, len(game.script.days)))
    evening = turn.decide(game.board, game.dials, world, choice.at_rest(game.board, game.dials))
    if evening.feasible is not None:
        evening = replace(evening, feasible=evening.feasible[game.board.precedents.option_need])
    parts = {f"{system.replace('-', '_')}.": part for system, part in world.slices.items()} | {"": evening}
    named = {f"{at}{name}": x for at, part in parts.items() for name, x in vars(part).items()}
    return {name: np.asarray(x) for name, x in named.items() if x is not None}


def referee(world: PageWorld, setup: Setup, seed: int) -> dict[str, Any]:
    """The same by the referee."""
    state = opening(world, record(setup, seed))
    morning = world.morning(state)
    mass, total, per_day, expected = odds(world, morning, weigh(world, world.rest())[1])
    found = {**state, "mass": mass, "total": total, "per_day": per_day, "utility": morning.utility}
    found["feasible"] = morning.feasible
    return found | ({"expected": expected} if LEARNS & world.of.keys() else {})


def differences(setup: Setup, seed: int, draw: NDArray[Any], off: Mapping[str, Any] | None = None) -> list[list[str]]:
    """Name what differs after a record in each of some draws, perhaps with quantities of the referee's a little off."""
    theirs, ours = engine(setup, seed), referee(world_of(setup, draw, off=off), setup, seed)
    return compared({name: x[..., draw] for name, x in theirs.items()}, ours)


def compared(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> list[list[str]]:
    """Name what differs between the engine's arrays and the referee's, for each run."""
    assert ours.keys() == theirs.keys()
    near = {name: ODDS if name in ("mass", "total", "per_day", "expected") else NEAR for name in ours} | {
        "utility": SUMS
    }
    apart = {name: ~np.isclose(theirs[name], value, **near[name]).all(axis=0) for name, value in ours.items()}
    return [[name for name, where in apart.items() if where[run]] for run in range(ours["total"].shape[-1])]


@pytest.mark.parametrize("seed", [OWN, 1], ids=["record", "made-up"])
@pytest.mark.parametrize("mood", ["", "standing"], ids=["shipped", "standing-rates"])
@pytest.mark.parametrize("case", [TWO, BAGHDAD], ids=["two-neighbours", "baghdad-2020"])
def test_a_record_earns_the_same_state(case: str, mood: str, seed: int) -> None:
    assert differences(Setup(case, mood=mood), seed, np.arange(DRAWS)) == [[]] * DRAWS


@lru_cache
def switched_off(systems: tuple[str, ...]) -> Mapping[str, list[list[str]]]:
    """What differs with each of some systems off, in two draws; the referee replays all these worlds at once."""
    setups, draw = [Setup(TWO, system) for system in systems], np.arange(2)
    each = [{name: x[..., draw] for name, x in engine(setup, 1).items()} for setup in setups]
    theirs = {name: np.concatenate([one[name] for one in each], axis=-1) for name in each[0]}
    found = compared(theirs, referee(side_by_side(setups, draw), setups[0], 1))
    return {system: found[2 * n : 2 * n + 2] for n, system in enumerate(systems)}


@pytest.mark.parametrize("system", SYSTEMS)
def test_switched_off_it_does_too(system: str) -> None:
    assert switched_off(alike(system))[system] == [[], []]


# Below the check is watched, not the engine: whatever is a little off would be seen.


@lru_cache
def unseen(paths: tuple[str, ...]) -> frozenset[str]:
    """The quantities which may be 3 in 100 off, each in a run of its own, and nothing differs after any record."""
    left = list(paths)
    for case in (TWO, BAGHDAD):
        for seed in (*range(1, DRAWS), OWN):
            off = {path: 1 + 0.03 * (np.arange(len(left)) == n) for n, path in enumerate(left)}
            found = differences(Setup(case, mood="standing"), seed, np.full(len(left), seed), off) if left else []
            left = [path for path, names in zip(left, found, strict=True) if not names]
    return frozenset(left)


def dials() -> tuple[str, ...]:
    """Every dial of the world that a record can show."""
    hidden = {f"world.{system}.{dial}" for system, dials in ELSEWHERE.items() for dial in dials.split()}
    each = (f"world.{system}.{dial}" for system, spec in scenario_of(Setup(TWO)).world.items() for dial in spec.dials)
    return tuple(path for path in each if path not in hidden)


def quantities() -> tuple[str, ...]:
    """Every quantity of the small case that says who its actors are, what ties them, and where and how they can act."""
    held = re.compile(
        r"actors\.(aland|borduria)|ties|leaders|arenas(?!.*civilians)|moves.*(cost|prepare)$|reporting\.state"
    )
    return tuple(path for path, _ in scenario_of(Setup(TWO, mood="standing")).quantities() if held.match(path))


@pytest.mark.proof
def test_a_quantity_of_the_case_a_little_off_is_seen() -> None:
    assert len(quantities()) > 80
    assert sorted(unseen(quantities())) == []


@pytest.mark.proof
@pytest.mark.parametrize("system", ["choice", *SYSTEMS])
def test_a_dial_a_little_off_is_seen(system: str) -> None:
    assert [path for path in unseen(dials()) if path.split(".")[1] == system] == []
