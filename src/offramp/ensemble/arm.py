"""Types and playing of an arm: the futures of one world under one rule, with their measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk
from offramp.game.commands.course import Course
from offramp.results import Evidence

from .devices import run_on_devices
from .engine import Arrays, Engine, Game, Ints
from .execute import Plan
from .record_weights import Floats

Values = NDArray[np.float64]
NOTE = "note:"  # before the names of what a reader noted, which stand beside the measures


@dataclass(frozen=True)
class Futures:
    """Which futures are played.

    Attributes
    ----------
    draw, run : int32[future]
        Their addresses; with courses, one future may be played several times.
    course : Course or None
        What one actor is told to do in each of them.
    """

    draw: Ints
    run: Ints
    course: Course | None = None

    @classmethod
    def of(cls, plan: Plan) -> Futures:
        """Return all futures of a plan, by draw, then run."""
        return cls(*plan.futures(range(plan.total)))

    def __len__(self) -> int:
        return len(self.draw)


class Reader(Protocol):
    """Reads something off the acts of futures while they are played, so that no acts need be kept."""

    @property
    def key(self) -> str:
        """A name for what is read: two readers of one name read the same."""

    def read(self, chunk: Chunk, at: slice) -> Arrays:
        """Read a block; `at` says which of the futures it has. Each array's last axis is the future."""


@dataclass(frozen=True)
class Arm:
    """Results of the futures of one world under one decision rule.

    Attributes
    ----------
    measures : mapping of str to float64[draw, run]
        NaN where a measure is empty.
    weights : float64[draw] or None
        How much each draw counts by this world's record; None where all count the same.
    evidence : Evidence
        What that record made of the draws.
    """

    measures: Mapping[str, Values]
    weights: Floats | None
    evidence: Evidence


def roll(
    engine: Engine, game: Game, seed: int, futures: Futures, reader: Reader | None, count: Callable[[int], None]
) -> dict[str, NDArray[Any]]:
    """Play futures block by block on all devices.

    Parameters
    ----------
    engine : Engine
    game : Game
    seed : int
        The luck of all futures.
    futures : Futures
    reader : Reader or None
    count : callable
        Called after each block with the number of its futures.

    Returns
    -------
    dict of str to array[..., future]
        Every measure by its name, NaN where it is empty, and what the reader read by its name after `NOTE`.
    """
    blocks = [slice(start, min(start + engine.block, len(futures))) for start in range(0, len(futures), engine.block)]
    played: list[dict[str, NDArray[Any]]] = []

    def play(at: slice, device: object) -> dict[str, NDArray[Any]]:
        told = () if futures.course is None else (futures.course.of(at),)
        chunk = engine.rollout(game, seed, futures.draw[at], futures.run[at], device, *told)
        notes = reader.read(chunk, at) if reader else {}
        return {name: np.asarray(values) for name, values in chunk.measures.items()} | {
            f"{NOTE}{name}": values for name, values in notes.items()
        }

    def finish(at: slice, block: dict[str, NDArray[Any]]) -> None:
        played.append(block)
        count(at.stop - at.start)

    run_on_devices(engine, blocks, play, finish)
    names = played[0] if played else {}
    return {name: np.concatenate([block[name] for block in played], axis=-1) for name in names}
