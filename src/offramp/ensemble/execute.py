"""Play the futures of a plan that are still missing: batches of blocks, one worker for each device.

Futures are counted by draw, then run, or by run, then draw. A batch is a stretch of them, played block by block.
Workers play and summarise; the main thread writes one part for each batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from offramp.engine import Clock
from offramp.errors import RunError

from .design import layout
from .devices import run_on_devices
from .engine import Engine, Game, Ints
from .settings import TURNS, Design
from .summary import Summary, join, summarise

Progress = Callable[[int, int], None]
BATCH_BLOCKS = 16
MOST_DAYS = 3_650  # as a case may say itself
MOST_RUNS, MOST_DRAWS = 100_000_000, 100_000  # what the memory of a machine holds


@dataclass(frozen=True)
class Plan:
    """Which futures: `draws` times `runs_per_draw`; the first `keep` runs of each draw keep their acts.

    Attributes
    ----------
    by_run : bool
        Whether futures are counted by run, then draw: then those up to any future are a fair sample of all draws, and
        a run may be stopped at any of them.
    """

    seed: int
    clock: Clock
    draws: int
    runs_per_draw: int
    keep: int
    by_run: bool = False

    @classmethod
    def of(cls, design: Design, days: int, keep: int | Literal["all"] = 0, lead: int = 0) -> Plan:
        """Plan the futures of a design.

        Parameters
        ----------
        design : Design
        days : int
            How far, if the design does not say.
        keep : int or "all"
            Of about how many futures the acts are kept.
        lead : int
            Days before the first turn.

        Raises
        ------
        RunError
            If a number is out of its range.
        """
        each, _ = layout(design.runs, design.draws)
        days = days if design.days is None else design.days
        if not 1 <= days <= MOST_DAYS:
            raise RunError(f"days is {days}; allowed: 1 to {MOST_DAYS:,}")
        for name, most in (("runs", MOST_RUNS), ("draws", MOST_DRAWS)):
            if (value := getattr(design, name)) > most:
                raise RunError(f"{name} is {value:,}; allowed: 1 to {most:,}")
        if design.seed < 0:
            raise RunError(f"seed is {design.seed}; allowed: at least 0")
        kept = each if keep == "all" else min(each, -(-max(keep, 0) // design.draws))
        return cls(design.seed, Clock.of(days, TURNS[design.turn], lead), design.draws, each, kept)

    @property
    def total(self) -> int:
        """How many futures."""
        return self.draws * self.runs_per_draw

    def futures(self, batch: range) -> tuple[Ints, Ints]:
        """Draw and run of the futures of a batch, sorted by draw, then run."""
        count = np.arange(batch.start, batch.stop)
        if self.by_run:
            run, draw = np.divmod(count, self.draws)
            order = np.argsort(draw, kind="stable")
            draw, run = draw[order], run[order]
        else:
            draw, run = np.divmod(count, self.runs_per_draw)
        return draw.astype(np.int32), run.astype(np.int32)


def cut(gaps: Iterable[range], size: int) -> Iterator[range]:
    """Cut stretches of futures into batches."""
    for gap in gaps:
        for start in range(gap.start, gap.stop, size):
            yield range(start, min(start + size, gap.stop))


def play(engine: Engine, game: Game, plan: Plan, batch: range, device: Any) -> Summary:
    """Play one batch on one device.

    Parameters
    ----------
    engine : Engine
    game : Game
    plan : Plan
    batch : range
    device : object
        One of the engine's.
    """
    draw, run = plan.futures(batch)
    blocks = [slice(start, start + engine.block) for start in range(0, len(draw), engine.block)]
    return join(
        [
            summarise(
                engine.rollout(game, plan.seed, draw[at], run[at], device), draw[at], run[at], plan.keep, plan.clock
            )
            for at in blocks
        ]
    )


def execute(
    engine: Engine,
    game: Game,
    plan: Plan,
    batches: Iterable[range],
    finish: Callable[[range, Summary], None],
) -> None:
    """Play batches on all devices and hand each to `finish` in the calling thread.

    An interrupt or an error waits for the batches under way and passes on; what was handed over is not lost.

    Parameters
    ----------
    engine : Engine
    game : Game
    plan : Plan
    batches : iterable of range
        Numbers of the futures of each batch.
    finish : callable
        Called with each batch and what it came to.
    """
    run_on_devices(engine, batches, lambda batch, device: play(engine, game, plan, batch, device), finish)


def default_batch(engine: Engine, total: int) -> int:
    """Futures in a batch: some blocks, fewer where that gives every device its share."""
    blocks = -(-total // engine.block)
    return engine.block * max(1, min(BATCH_BLOCKS, blocks // (4 * len(engine.devices()))))


def whole_blocks(engine: Engine, batch: int) -> int:
    """A batch rounded up to whole blocks."""
    return max(1, -(-batch // engine.block)) * engine.block
