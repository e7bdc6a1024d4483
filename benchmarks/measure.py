"""One measurement in a process of its own, so that cores, caches and memory are its alone; prints one JSON object.

python -m benchmarks.measure one|rivals|warm CASE FUTURES
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.engine import Stage
    from offramp.game import Draws
    from offramp.scenario import Scenario

SEED, DRAWS, REPEATS = 7, 16, 5


def pin(cores: int) -> None:
    """Keep this process to its first cores; before JAX is imported, since it counts them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    if cores == 1:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"


def rate(play: Callable[[], int]) -> float:
    """Futures per second of something that says how many it played."""
    start = time.perf_counter()
    return play() / (time.perf_counter() - start)


def one(case: str, futures: int) -> dict[str, float]:
    """Futures per second of the engine alone, on one core."""
    pin(1)
    play = engine(staged(case), futures)
    play()
    return {"engine": median(rate(play) for _ in range(REPEATS))}


def rivals(case: str, futures: int) -> dict[str, float]:
    """Engine, NumPy and Mesa take turns at the frozen game on one core; medians of their rates."""
    pin(1)
    import numpy as np

    from offramp.fit.two_sided import CASE

    from .core import core
    from .core_numpy import play

    many = min(1000, futures)

    def plain() -> int:
        play(0, np.random.default_rng(SEED).random, many)
        return many

    sets = {path: str(value) for path, value in core()["sets"].items()}
    contest = {"engine": engine(staged(CASE, sets), futures), "numpy": plain}
    if find_spec("mesa"):
        contest["mesa"] = mesa(max(1, futures // 100))
    for run in contest.values():
        run()
    rates: dict[str, list[float]] = {name: [] for name in contest}
    for _ in range(REPEATS):
        for name, run in contest.items():
            rates[name].append(rate(run))
    out = {name: median(values) for name, values in rates.items()}
    for name in contest.keys() - {"engine"}:
        out[f"engine/{name}"] = median(a / b for a, b in zip(rates["engine"], rates[name], strict=True))
    return out


def engine(stage: Stage, futures: int) -> Callable[[], int]:
    """What plays half the futures in blocks."""
    import numpy as np

    from offramp.engine import BLOCK, rollout

    blocks = max(1, futures // (2 * BLOCK))

    def play() -> int:
        for block in range(blocks):
            rollout(stage, SEED, np.arange(BLOCK) % DRAWS, np.arange(BLOCK) + block * BLOCK)
        return blocks * BLOCK

    return play


def mesa(futures: int) -> Callable[[], int]:
    """What plays so many futures in Mesa."""
    from .core_mesa import play

    def run() -> int:
        for seed in range(futures):
            play(0, seed)
        return futures

    return run


def warm(case: str, futures: int) -> dict[str, float]:
    """Futures per second of an ensemble on all cores, from compiled code to summaries, as `offramp run` plays it."""
    from offramp.engine import Clock
    from offramp.ensemble.engine import OfframpEngine
    from offramp.ensemble.execute import Plan, cut, default_batch, execute
    from offramp.scenario import load

    engine = OfframpEngine()
    scenario = load(case)
    plan = Plan(SEED, Clock.of(scenario.days), DRAWS, -(-futures // DRAWS), 2)
    game = engine.compile(scenario, drawn(scenario))

    def play() -> int:
        batches = cut([range(plan.total)], default_batch(engine, plan.total))
        execute(engine, game, plan, batches, lambda batch, summary: None)
        return plan.total

    play()
    return {"warm": median(rate(play) for _ in range(REPEATS)), "cores": float(len(os.sched_getaffinity(0)))}


def drawn(scenario: Scenario) -> Draws:
    """Draw the dials of a case."""
    from offramp.ensemble.design import draws

    return draws(scenario, 1, DRAWS)


def staged(case: str | Path, sets: Mapping[str, str] | None = None) -> Stage:
    """Compile a case and replay its record."""
    from offramp.compile import compile_game
    from offramp.engine import stage
    from offramp.scenario import load

    scenario = load(case, sets)
    return stage(compile_game(scenario, drawn(scenario)))


if __name__ == "__main__":
    what, case, futures = sys.argv[1:]
    print(json.dumps({"one": one, "rivals": rivals, "warm": warm}[what](case, int(futures))))
