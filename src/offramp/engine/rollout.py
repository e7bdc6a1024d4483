"""Play futures to their end (`rollout`), or stop them, keep them and play them on (`begin`, `Position`).

Both ways take the same rounds, byte for byte.
"""

from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from offramp.game import Game
from offramp.game.commands.course import Course, steer
from offramp.world import World

from . import loops
from .clock import ROUNDS
from .random import seed_words
from .stage import Chunk, Stage
from .state import BLOCK, Block, Luck, Round, State
from .step import step
from .turn import Forced

_ONE_AT_A_TIME = Lock()  # of programs being traced


@dataclass(frozen=True)
class Position:
    """A block of futures stopped between two rounds; it can be kept, and played on from in many ways.

    Attributes
    ----------
    names : tuple of str
        The measures.
    futures : int
        How many of the columns are futures that were asked for; the rest is padding.
    draw, run : uint32[run]
        Their addresses, padded.
    block, state, luck
        What `step` takes.
    start : float32[level, run]
        Levels of the world on the evening of the start, which some measures compare with.
    rounds : Round
        What the rounds so far left on record [round, ...]; nothing from the state's round on.
    """

    names: tuple[str, ...]
    futures: int
    draw: NDArray[np.uint32]
    run: NDArray[np.uint32]
    block: Block
    state: State
    luck: Luck
    start: Float[Array, "level run"]
    rounds: Round | None = None

    @property
    def turn(self) -> int:
        """How many turns were played; days, if a turn is a day."""
        return int(self.state.round) // ROUNDS[self.block.clock.turn]

    def play(self, turns: int | None = None) -> "Position":
        """Play on until so many turns are played in all, or to the end.

        Raises
        ------
        ValueError
            If that lies behind the position or beyond the end.
        """
        clock = self.block.clock
        last = clock.turns if turns is None else turns
        if not self.turn <= last <= clock.turns:
            raise ValueError(f"{last} turns; allowed: {self.turn} to {clock.turns}")
        with _ONE_AT_A_TIME:  # sets it going and waits for nothing, but for what has to be compiled first
            state, rounds = loops.play(self.block, self.state, self.luck, jnp.int32(last * ROUNDS[clock.turn]))
        return self._after(state, rounds)

    def force(self, forced: Forced) -> "Position":
        """Play one round in which some acts are imposed."""
        if int(self.state.round) >= self.block.clock.rounds:
            raise ValueError("the futures are at their end")
        with _ONE_AT_A_TIME:
            state, record = step(self.block, self.state, self.luck, forced)
            rounds = loops.alone(record, self.state.round, rounds=self.block.clock.rounds)
        return self._after(state, rounds)

    def reseed(self, seed: int) -> "Position":
        """Go on with the luck of another seed from here."""
        return replace(self, luck=Luck.of(seed_words(seed), jnp.asarray(self.draw), jnp.asarray(self.run)))

    def chunk(self) -> Chunk:
        """Return the outcomes of the futures; at their end only, where the measures are complete.

        Raises
        ------
        ValueError
            Before the end.
        """
        clock, rounds = self.block.clock, self.rounds
        if rounds is None or self.turn < clock.turns:
            raise ValueError(f"{self.turn} turns are played of {clock.turns}")
        with _ONE_AT_A_TIME:
            values = loops.measure(self.block, self.state.totals, rounds, self.start)
        return Chunk.of(self.names, clock, self.futures, values, rounds)

    def _after(self, state: State, rounds: Round) -> "Position":
        known = rounds if self.rounds is None else loops.joined(self.rounds, rounds, self.state.round, state.round)
        return replace(self, state=state, rounds=known)


def begin(
    staged: Stage,
    seed: int,
    draw: NDArray[np.integer[Any]],
    run: NDArray[np.integer[Any]],
    device: Any = None,
    course: Course | None = None,
) -> Position:
    """Set up a block of futures on the evening of the start.

    Parameters
    ----------
    staged : Stage
    seed : int
    draw, run : int[run]
        Addresses of the futures, at most BLOCK of them.
    device : jax.Device, optional
    course : Course, optional
        What an actor is told to do in each of these futures, beside the orders of the case.

    Raises
    ------
    ValueError
        If there are more futures than a block holds.
    """
    shared, opened, address = _placed(staged, seed, draw, run, device, course)
    with _ONE_AT_A_TIME:
        block, state, luck, start = loops.first(shared, opened, *address)
    _, draws, runs = (np.asarray(x) for x in address)
    return Position(staged.game.measure_list.names, len(draw), draws, runs, block, state, luck, start)


def rollout(
    staged: Stage,
    seed: int,
    draw: NDArray[np.integer[Any]],
    run: NDArray[np.integer[Any]],
    device: Any = None,
    course: Course | None = None,
) -> Chunk:
    """Play one block of futures to their end; results do not depend on what else is in the block.

    Parameters and errors are those of `begin`.

    Parameters
    ----------
    staged : Stage
    seed : int
        The luck of all futures.
    draw : int[run]
        The setting of the dials of each future.
    run : int[run]
        Its number within the draw.
    device : object
        Where it is played; the first device if left out.
    course : Course, optional
    """
    shared, opened, address = _placed(staged, seed, draw, run, device, course)
    with _ONE_AT_A_TIME:  # sets it going and waits for nothing, but for what has to be compiled first
        values, rounds = loops.whole(shared, opened, *address)
    return Chunk.of(staged.game.measure_list.names, staged.clock, len(draw), values, rounds)


def _steered(game: Game, course: Course) -> Any:
    """Return the orders of a game with a course of its own for every future of a block."""
    repeated = np.resize(np.arange(len(course.until)), BLOCK)
    return steer(game.orders, course.of(repeated), len(game.names.options))


def _placed(
    staged: Stage, seed: int, draw: NDArray[Any], run: NDArray[Any], device: Any, course: Course | None
) -> tuple[Block, World, tuple[Any, Any, Any]]:
    """Put what a block is played with on a device, the addresses padded; its dials are still those of every draw."""
    if len(draw) > BLOCK:
        raise ValueError(f"{len(draw)} futures in a block of {BLOCK}")
    board, dials, measure_arrays, opened, holds, orders = staged.on(device)
    if course is not None:
        orders = jax.device_put(_steered(staged.game, course), device)
    index = (np.resize(np.asarray(x, np.uint32), BLOCK) for x in (draw, run))
    address = jax.device_put((seed_words(seed), *index), device)
    return (
        Block(board, dials, dials.tempo_per_day, measure_arrays, holds, orders, staged.clock, staged.rule),
        opened,
        address,
    )
