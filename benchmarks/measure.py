"""One measurement in a process of its own, so that cores, caches and memory are its alone; prints one JSON object.

python -m benchmarks.measure rivals|warm CASE FUTURES
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median

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


def rivals(case: str, futures: int) -> dict[str, float]:
    """Engine, NumPy and Mesa take turns on one core; medians of their rates."""
    pin(1)
    import numpy as np

    from offramp.engine import BLOCK, rollout

    from . import numpy_runs_last
    from .agree import play
    from .mesa_case import numbers

    stage = staged(case)
    blocks = max(1, futures // (2 * BLOCK))
    many = min(1000, futures)
    mesa_many = max(1, futures // 250)
    numbers_of = numbers(stage, 0)

    def engine() -> int:
        for block in range(blocks):
            rollout(stage, SEED, np.arange(BLOCK) % DRAWS, np.arange(BLOCK) + block * BLOCK)
        return blocks * BLOCK

    def plain() -> int:
        numpy_runs_last.rollout(stage, SEED, np.arange(many) % DRAWS, np.arange(many))
        return many

    def mesa() -> int:
        for seed in range(mesa_many):
            play(numbers_of, seed)
        return mesa_many

    engine()
    rates: dict[str, list[float]] = {"engine": [], "numpy": [], "mesa": []}
    for _ in range(REPEATS):
        for name, run in (("engine", engine), ("numpy", plain), ("mesa", mesa)):
            rates[name].append(rate(run))
    out = {name: median(values) for name, values in rates.items()}
    for name in ("numpy", "mesa"):
        out[f"engine/{name}"] = median(a / b for a, b in zip(rates["engine"], rates[name], strict=True))
    return out


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


def drawn(scenario):  # type: ignore[no-untyped-def]
    """Draw the dials of a case."""
    from offramp.ensemble.design import draws

    return draws(scenario, 1, DRAWS)


def staged(case: str):  # type: ignore[no-untyped-def]
    """Compile a case and replay its record."""
    from offramp.engine import stage
    from offramp.game import compile_game
    from offramp.scenario import load

    scenario = load(case)
    return stage(compile_game(scenario, drawn(scenario)))


if __name__ == "__main__":
    what, case, futures = sys.argv[1:]
    print(json.dumps({"rivals": rivals, "warm": warm}[what](case, int(futures))))
