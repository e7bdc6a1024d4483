"""One turn of the world: every actor decides on the morning's state, acts, and the state moves.

The same functions serve a turn that is chosen (`act`), one whose acts are imposed (`act` with `Forced`), and a day of
the record (`tell`).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Board, Dials
from offramp.game.slots import SLOTS
from offramp.game.xla.jit import apart, at_run
from offramp.world import Acts, Pull, World, add, advance, each, pulls
from offramp.world.acts import along
from offramp.world.fade import Days
from offramp.world.system import Luck

from .choice import Odds, can_be_done, choose, odds

Command = Callable[[Array, Array], tuple[Array, Array]]


def decide(board: Board, dials: Dials, world: World, rest: Float[Array, "actor run"], rule: str = "quantal") -> Odds:
    """What everybody might do on this state, under a decision rule.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    rest : float32[actor, run]
        The value of acting when nothing presses, in units of the choice's own noise.
    rule : str
        How actors decide.
    """
    return odds(board, dials, _pull(board, dials, world, rule), rest)


@partial(apart, static=("rule",))
def _pull(board: Board, dials: Dials, world: World, rule: str) -> Pull:
    return add(list(pulls(board, dials, world, rule).values()))


def play(
    board: Board,
    dials: Dials,
    world: World,
    rest: Float[Array, "actor run"],
    u: dict[str, Any],
    days: float,
    rule: str = "quantal",
) -> tuple[World, Acts, UInt[Array, "actor run"]]:
    """Play one turn with the luck `u` (slot -> uniforms [actor, run]), as `act`.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    rest : float32[actor, run]
        The value of acting when nothing presses, in units of the choice's own noise.
    u : dict of str to Any
        Luck by slot, each [actor, run].
    days : float
        Of the turn.
    rule : str
        How actors decide.
    """
    return act(board, dials, world, decide(board, dials, world, rest, rule), u, days)


class Forced(eqx.Module):
    """Acts that are imposed on some actors for one round, in the place of what they would have done.

    With a leading axis it is one for each of many rounds.

    Attributes
    ----------
    bound : bool[actor, run]
        Whose turn is imposed; all others choose freely.
    taken : bool[actor, run]
        Whether a bound actor acts; it waits otherwise.
    option : uint32[actor, run]
        The option that it takes.
    deaths : float32[two, actor, run] or None
        Military and civilian deaths of the imposed acts; drawn by luck where None.
    """

    bound: Bool[Array, "*round actor run"]
    taken: Bool[Array, "*round actor run"]
    option: UInt[Array, "*round actor run"]
    deaths: Float[Array, "*round two actor run"] | None = None


def act(
    board: Board,
    dials: Dials,
    world: World,
    chances: Odds,
    u: dict[str, Any],
    days: Days,
    command: Command | None = None,
    forced: Forced | None = None,
) -> tuple[World, Acts, UInt[Array, "actor run"]]:
    """Let every actor take one of its options, or none.

    Parameters
    ----------
    board, dials, world
        Structure and numbers of the game, and the morning's state.
    chances : Odds
        What everybody might do, from `decide`.
    u : dict of str to float32[actor, run]
        The turn's uniforms by slot.
    days : float
        Length of the turn.
    command : callable, optional
        Takes and returns who acts and with which option. What it puts in the place of a choice may still go wrong, and
        what cannot be done is not done.
    forced : Forced, optional
        Acts as they came about: they neither go wrong nor give way to a command.

    Returns
    -------
    World
        The next morning.
    Acts
    option : uint32[actor, run]
        The option that each actor took; meaningless where it waited.
    """
    taken, option = choose(board, chances, days, u["act"], u["choose"])
    if command is not None:
        taken, option = command(taken, option)
        taken = taken & can_be_done(board, chances, option)
    for divert in each("divert", dials).values():
        option = divert(board, dials, world, taken, option, u)
    if forced is not None:
        taken = jnp.where(forced.bound, forced.taken, taken)
        option = jnp.where(forced.bound, forced.option, option)
    dead = [kill(board, dials, world, option, u) for kill in each("kill", dials).values()]
    deaths = sum(dead[1:], dead[0]) * taken.astype(jnp.float32)[None]
    if forced is not None and forced.deaths is not None:
        deaths = jnp.where(forced.bound[None], forced.deaths, deaths)
    move, target, arena = board.option_move[option], board.option_target[option], board.option_arena[option]
    acts = tell(board, dials, world, taken, move, target, arena, deaths, u)
    for read in each("read", dials).values():
        acts = read(board, dials, acts, option, u)
    if chances.expected is not None:
        acts = replace(acts, expected=chances.expected * days)
    return advance(board, dials, world, acts, days), acts, option


def tell(
    board: Board,
    dials: Dials,
    world: World,
    taken: Bool[Array, "actor run"],
    move: UInt[Array, "actor run"],
    target: UInt[Array, "actor run"],
    arena: UInt[Array, "actor run"],
    deaths: Float[Array, "two actor run"],
    luck: Luck | None,
) -> Acts:
    """Describe moves as acts: what they are, whom they hit, and what the systems say of them.

    Parameters
    ----------
    board, dials, world
        Structure and numbers of the game, and the morning's state.
    taken : bool[actor, run]
        Who acts.
    move, target, arena : uint32[actor, run]
        With what, on whom and where; meaningless where nobody acts.
    deaths : float32[two, actor, run]
        Military and civilian.
    luck : dict of str to float32[actor, run] or None
        The turn's uniforms by slot; None in the record.
    """
    done = taken.astype(jnp.float32)
    hit = along(board, taken, target)
    rung = board.move_rung[move] * done
    effects = jnp.where(taken, board.move_effects[move], 0)
    acts = Acts(
        taken=taken,
        target=target,
        arena=arena,
        rung=rung,
        effects=effects,
        harm=_of_move(dials.harm[None], move)[0] * done,
        payment=_of_move(dials.payment[None], move)[0] * done,
        deaths=deaths,
        ordered=jnp.zeros_like(taken),
        lost=jnp.zeros_like(rung),
        heeds=jnp.ones_like(rung),
        hit=hit,
        public=board.polity.move_public[move] * done,
        method=jnp.where(taken, board.polity.move_method[move], -1.0),
        read=jnp.ones_like(rung),
        blamed=jnp.zeros_like(rung),
        move=move,
        luck={slot: luck[slot] for slot in board.slots[len(SLOTS) :]} if luck is not None else {},
    )
    for describe in each("describe", dials).values():
        acts = describe(board, dials, world, acts, luck)
    return acts


def _of_move(table: Float[Array, "k move run"], move: UInt[Array, "actor run"]) -> Float[Array, "k actor run"]:
    return at_run(table, move[None], axis=1)
