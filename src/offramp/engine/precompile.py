"""Compile the rollout program in a background thread, so that it is ready when the first block is played."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jax
import numpy as np

from offramp.game import Game
from offramp.game.commands.course import Course
from offramp.world import start

from .clock import Clock
from .rollout import rollout
from .stage import Stage
from .state import BLOCK

_pool = ThreadPoolExecutor(1, "compile")
_begun: set[Any] = set()


def ahead(game: Game, rule: str, clock: Clock | None, device: Any, steps: int = 0) -> None:
    """Begin to compile what plays a game, unless that was begun before: a block is played from an empty state.

    With steps it is what plays futures on courses of so many. A block that is played meanwhile waits for it.
    An error is ignored here; playing raises it again.

    Parameters
    ----------
    game : Game
    rule : str
        How actors decide.
    clock : Clock or None
    device : object
        Where the futures will be played.
    steps : int
        Steps of the courses on which they will be played; 0 if they are on none.
    """
    empty = jax.tree.map(lambda part: np.zeros(part.shape, part.dtype), jax.eval_shape(start, game.board, game.dials))
    staged = Stage(game, empty, rule, clock)
    parts = jax.tree.leaves((game.board, game.dials, game.measure_arrays, game.orders))
    program = (rule, staged.clock, device, steps, *((part.shape, str(part.dtype)) for part in parts))
    if program not in _begun:
        _begun.add(program)
        none = np.zeros(BLOCK, np.uint32)
        course = Course.free(steps, BLOCK) if steps else None
        _pool.submit(rollout, staged, 0, none, none, device, course)
