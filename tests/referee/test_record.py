"""Engine and referee earn the same state from any record, and on that evening everybody weighs the options alike.

No luck and no close calls here, so every dial of every rule can be put off a little, and that is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from offramp.engine import choice, turn
from offramp.engine import record as replay
from offramp.game.board import EFFECTS
from offramp.game.record import RecordedActs
from tests.referee.case import Case
from tests.referee.referee import at_rest, odds, opening, utility
from tests.referee.test_referee import BAGHDAD, DRAWS, SYSTEMS, TWO, Setup, staged

OWN, STEPS = 0, 60  # the case's own record, and the length of one that is made up
NEAR = {"rtol": 2e-4, "atol": 2e-5}  # float32, and points of a ledger that cancel
SUMS = {"rtol": 2e-4, "atol": 2e-4}  # of many terms of either sign
ODDS = {"rtol": 2e-4, "atol": 0}  # what is unlikely counts as much as the rest
# Dials that no record shows: those of luck and of foresight, and those that the compiled case has used up.
ELSEWHERE = {
    "choice": "foresight",
    "ladder": "steepness top_fear resolve_pull calm_pull give_cost own_cost effort",
    "deterrence": "doctrine",
    "opportunity": "plot_pull",
    "fronts": "reach_pull",
    "human-cost": "military civilian heavy_tail",
    "audiences": "approval_cost",
    "mediation": "trickle",
    "misperception": "noise mishap blame outrage",
    "dominance": "edge_pull nerve",
}


@lru_cache
def record(setup: Setup, seed: int) -> RecordedActs | None:
    """Make up a record: anybody does what the case lets them do, or anything to anybody, anywhere."""
    if seed == OWN:
        return None
    names, board, rng = staged(*setup).game.names, staged(*setup).game.board, np.random.default_rng(seed)
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
    )


@lru_cache
def engine(setup: Setup, seed: int) -> dict[str, Any]:
    """Every array of the engine's state after a record, and what everybody might do on that evening, by name."""
    game = staged(*setup).game
    world = replay.opening(game, record(setup, seed))
    evening = turn.decide(game.board, game.dials, world, choice.at_rest(game.board, game.dials))
    return {name: np.asarray(x) for part in (*vars(world).values(), evening) for name, x in vars(part).items()}


def referee(c: Case, setup: Setup, seed: int) -> dict[str, Any]:
    """The same by the referee."""
    s = opening(c, record(setup, seed))
    mass, total, per_day = odds(c, s, at_rest(c))
    return {**vars(s), "mass": mass, "total": total, "per_day": per_day, "utility": utility(c, s)}


def differences(setup: Setup, seed: int, draw: int, twist: Callable[[Case], None] = lambda case: None) -> list[str]:
    """Name what differs after a record, perhaps with the referee's case twisted."""
    c = Case(staged(*setup).game, draw)
    twist(c)
    theirs, ours = engine(setup, seed), referee(c, setup, seed)
    assert ours.keys() == theirs.keys()
    near = {name: ODDS if name in ("mass", "total", "per_day") else NEAR for name in ours} | {"utility": SUMS}
    return [name for name, value in ours.items() if not np.allclose(theirs[name][..., draw], value, **near[name])]


@pytest.mark.parametrize("seed", [OWN, 1], ids=["record", "made-up"])
@pytest.mark.parametrize("case", [TWO, BAGHDAD], ids=["two-neighbours", "baghdad-2020"])
def test_a_record_earns_the_same_state(case: str, seed: int) -> None:
    assert {draw: names for draw in range(DRAWS) if (names := differences(Setup(case), seed, draw))} == {}


@pytest.mark.parametrize("system", SYSTEMS)
def test_switched_off_it_does_too(system: str) -> None:
    assert {draw: names for draw in range(2) if (names := differences(Setup(TWO, system), 1, draw))} == {}


@pytest.mark.parametrize("system", ["choice", *SYSTEMS])
def test_a_dial_a_little_off_is_seen(system: str) -> None:
    tries = [(Setup(case), seed) for case in (TWO, BAGHDAD) for seed in range(1, DRAWS)] + [(Setup(BAGHDAD), OWN)]

    def put_off(dial: str) -> Callable[[Case], None]:
        def twist(c: Case) -> None:
            vars(vars(c.w)[system.replace("-", "_")])[dial] *= 1.03

        return twist

    dials = set(staged(TWO).game.dials.world[system]) - {"on", *ELSEWHERE.get(system, "").split()}
    assert {dial for dial in dials if not any(differences(*one, one[1], put_off(dial)) for one in tries)} == set()
