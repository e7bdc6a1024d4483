"""Types of the engine: what a block of futures is played with, what it carries from round to round, its record.

The run axis comes last and is `BLOCK` wide in all arrays here, so that one compiled program plays every block.
"""

from typing import Any

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, UInt

from offramp.game import Board, Dials, MeasureArrays
from offramp.game.commands.holds import Holds
from offramp.game.commands.orders import Orders
from offramp.game.xla.jit import apart
from offramp.world import World

from .clock import Clock
from .commands import Commands, unheeded
from .measures.totals import Totals, blank
from .random import run_keys, threefry, uniforms

BLOCK = 144  # futures at a time: fits the second-level cache, and no power of two, which would alias there
_cipher = apart(threefry)


class Block(eqx.Module):
    """What a block of futures is played with; nothing of it changes from round to round.

    Attributes
    ----------
    board : Board
        Structure of the game: options and axes.
    dials : Dials
        Numbers of the game; one column for each future, that of its draw.
    rest : float32[actor, run]
        Value of acting when nothing presses, for which tempo is stated.
    measure_arrays : MeasureArrays
        The measures.
    holds, orders
        Commands of the case; None where it has none.
    clock : Clock
        Turns, and the rounds in which they are played.
    rule : str
        The decision rule.
    """

    board: Board
    dials: Dials
    rest: Float[Array, "actor run"]
    measure_arrays: MeasureArrays
    holds: Holds | None
    orders: Orders | None
    clock: Clock = eqx.field(static=True)
    rule: str = eqx.field(static=True)


class Luck(eqx.Module):
    """The random-number keys of a block of futures; each round's numbers are a function of them and its number."""

    keys: tuple[UInt[Array, " run"], UInt[Array, " run"]]

    @classmethod
    def of(cls, seed: Any, draw: Any, run: Any) -> "Luck":
        """Make the keys of some addresses; `seed` is two words (`random.seed_words`), the others are uint32[run].

        Parameters
        ----------
        seed : two uint32
            As `random.seed_words` gives them.
        draw : uint32[run]
            The setting of the dials of each future.
        run : uint32[run]
            Its number within the draw.
        """
        return cls(run_keys(seed, draw, run))

    def uniforms(self, board: Board, number: Any) -> dict[str, Any]:
        """Draw the uniforms [actor, run] of one round by slot; rounds are numbered from 1."""
        return uniforms(self.keys, number, board.words, _cipher, board.slots)


class State(eqx.Module):
    """All that a block of futures carries from one round to the next: with it and their luck they can be played on.

    Attributes
    ----------
    world : World
        A slice for each causal system.
    totals : Totals
        What was done so far, for the measures.
    commands : Commands
        What has become of the case's orders and holds.
    round : int32
        How many rounds were played; 0 on the evening of the start.
    """

    world: World
    totals: Totals
    commands: Commands
    round: Int[Array, ""]

    @classmethod
    def first(cls, block: Block, world: World) -> "State":
        """Make the state of the evening of the start."""
        runs = block.rest.shape[1]
        commands = unheeded(block.holds, block.orders, runs)
        return cls(world, blank(block.board, runs), commands, jnp.zeros((), jnp.int32))


class Round(eqx.Module):
    """What one round leaves on record; with a leading axis, what many did.

    Attributes
    ----------
    peak : int8[run]
        Highest rung of the round, -9 where nobody acted.
    sides : float32[two, run]
        Highest rung at which each principal's side acted on the other's.
    option : int16[actor, run]
        Option that came about, -1 for a wait.
    deaths : int32[actor, two, run]
        Military and civilian.
    ordered : bool[actor, run]
        Whether a patron had ordered the act.
    levels : float32[level, run]
        Levels of the world that measures read, after the round.
    """

    peak: Int[Array, "*round run"]
    sides: Float[Array, "*round two run"]
    option: Int[Array, "*round actor run"]
    deaths: Int[Array, "*round actor two run"]
    ordered: Bool[Array, "*round actor run"]
    levels: Float[Array, "*round level run"]
