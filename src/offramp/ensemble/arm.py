"""The futures of one world for comparison with those of another: every measure, and no folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.game import Draws
from offramp.results import Evidence
from offramp.scenario import Scenario

from .engine import Engine
from .execute import Plan, Progress, cut, default_batch, execute
from .record_weights import Asked, Floats, testify
from .summary import Summary


@dataclass(frozen=True)
class Arm:
    """What came of the futures of one world.

    Attributes
    ----------
    measures : mapping of str to float64[draw, run]
        NaN where a measure is empty.
    weights : float64[draw] or None
        How much each draw counts by this world's record; None where all count the same.
    evidence : Evidence
    """

    measures: Mapping[str, NDArray[np.float64]]
    weights: Floats | None
    evidence: Evidence


def play_arm(
    engine: Engine, scenario: Scenario, values: Draws, plan: Plan, rule: str, asked: Asked, progress: Progress,
    see: Callable[[range, Summary], None] | None = None,
) -> Arm:  # fmt: skip
    """Play the futures of a plan in one world, under one rule; `see` is shown each batch and its acts."""
    game = engine.compile(scenario, values, rule, plan.clock)
    weights, evidence = testify(engine, game, asked, plan.draws)
    found = {name: np.empty(plan.total) for name in scenario.measures}
    done = 0

    def finish(batch: range, summary: Summary) -> None:
        nonlocal done
        for name, each in summary.measures.items():
            found[name][batch.start : batch.stop] = each
        if see:
            see(batch, summary)
        done += len(batch)
        progress(done, plan.total)

    execute(engine, game, plan, cut([range(plan.total)], default_batch(engine, plan.total)), finish)
    shape = plan.draws, plan.runs_per_draw
    measures = {name: each.reshape(shape) for name, each in found.items()}
    return Arm(measures, weights if evidence.used else None, evidence)
