"""Futures in which one actor is told what to do, each with a course of its own, played side by side.

Whatever is to be read off the acts of a block is read as soon as it is played, so that no acts need be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from offramp.game.commands.course import Course

from .engine import Chunk, Engine, Game, Ints

Read = TypeVar("Read")


def play_steered(
    engine: Engine, game: Game, seed: int, draw: Ints, run: Ints, course: Course,
    read: Callable[[Chunk, slice], Read], tell: Callable[[int], None],
) -> tuple[dict[str, NDArray[np.float64]], list[Read]]:  # fmt: skip
    """Play futures on their courses.

    Parameters
    ----------
    engine, game
        As in `offramp.ensemble.engine`.
    seed : int
    draw, run : int32[future]
        Addresses of the futures; one may be played on several courses.
    course : Course
    read : callable
        Given what came of a block and which futures it is; what it returns is handed back in their order.
    tell : callable
        Told after each block how many futures it had.

    Returns
    -------
    dict of str to float64[future]
        Measures; NaN where one is empty.
    list
        What was read of each block.
    """
    devices: SimpleQueue[Any] = SimpleQueue()
    for device in engine.devices():
        devices.put(device)

    def work(at: slice) -> tuple[dict[str, NDArray[np.float64]], Read]:
        device = devices.get()
        try:
            chunk = engine.rollout(game, seed, draw[at], run[at], device, course.of(at))
            return {name: np.asarray(each, np.float64) for name, each in chunk.measures.items()}, read(chunk, at)
        finally:
            devices.put(device)

    blocks = [slice(at, min(at + engine.block, len(draw))) for at in range(0, len(draw), engine.block)]
    played = []
    with ThreadPoolExecutor(devices.qsize(), "offramp") as pool:
        try:
            for at, found in zip(blocks, pool.map(work, blocks), strict=True):
                played.append(found)
                tell(at.stop - at.start)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    names = played[0][0] if played else {}
    return {name: np.concatenate([each[name] for each, _ in played]) for name in names}, [each for _, each in played]
