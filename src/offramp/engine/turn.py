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
from offramp.game.xla.jit import apart, at_run
from offramp.scenario.ladder import FORCE
from offramp.world import Acts, Pull, World, add, advance
from offramp.world.acts import along
from offramp.world.fade import Days
from offramp.world.systems.human_cost import casualties
from offramp.world.systems.misperception import misread, stumble
from offramp.world.systems.opportunity import exposed
from offramp.world.systems.proxies import grip

from .choice import Odds, choose, odds
from .lookahead import pulls

Command = Callable[[Array, Array], tuple[Array, Array]]
IN_FORCE = 0.25  # an order fainter than this is no order any more
DRAGGED = 0.3  # how far a proxy heeds an order when it drags its feet


def decide(board: Board, dials: Dials, world: World, rest: Float[Array, "actor run"], rule: str = "quantal") -> Odds:
    """What everybody might do on this state, under a decision rule."""
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
    """Play one turn with the luck `u` (slot -> uniforms [actor, run]), as `act`."""
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
        Takes and returns who acts and with which option. What it puts in the place of a choice may still go wrong.
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
    option = stumble(board, dials, taken, option, u["spare"])
    if forced is not None:
        taken = jnp.where(forced.bound, forced.taken, taken)
        option = jnp.where(forced.bound, forced.option, option)
    deaths = _toll(board, dials, world, option, u) * taken.astype(jnp.float32)[None]
    if forced is not None and forced.deaths is not None:
        deaths = jnp.where(forced.bound[None], forced.deaths, deaths)
    move, target, arena = board.option_move[option], board.option_target[option], board.option_arena[option]
    acts = tell(board, dials, world, taken, move, target, arena, deaths, u["heed"])
    read, blamed = misread(board, dials, option, u["spare"])
    acts = replace(acts, read=read, blamed=blamed)
    return advance(board, dials, world, acts, days), acts, option


def _toll(
    board: Board, dials: Dials, world: World, option: UInt[Array, "actor run"], u: dict[str, Any]
) -> Float[Array, "two actor run"]:
    """Draw the dead of each actor's option, as if it were taken."""
    move = board.option_move[option]
    return casualties(
        _of_move(dials.chance, move),
        _of_move(dials.deaths, move),
        dials.world["human-cost"]["heavy_tail"],
        board.move_cut[move],
        _exposure(board, dials, world, option),
        jnp.stack([u["military"], u["civilian"]]),
    )


def tell(
    board: Board,
    dials: Dials,
    world: World,
    taken: Bool[Array, "actor run"],
    move: UInt[Array, "actor run"],
    target: UInt[Array, "actor run"],
    arena: UInt[Array, "actor run"],
    deaths: Float[Array, "two actor run"],
    u_heed: Float[Array, "actor run"],
) -> Acts:
    """Describe moves as acts: what they are, whom they hit, who was ordered and who lost a leader."""
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
        ordered=_ordered(board, world, taken, target, rung),
        lost=jnp.zeros_like(rung),
        heeds=_heed(board, world, u_heed),
        hit=hit,
        public=board.polity.move_public[move] * done,
        method=jnp.where(taken, board.polity.move_method[move], -1.0),
        read=jnp.ones_like(rung),
        blamed=jnp.zeros_like(rung),
    )
    killed = acts.on(board, acts.does("kill-leader") * (acts.dead > 0).astype(jnp.float32))
    return replace(acts, lost=jnp.minimum(board.actor_hits.sum(killed), 1.0))


def _heed(board: Board, world: World, u: Float[Array, "actor run"]) -> Float[Array, "actor run"]:
    if not board.tie_proxy.shape[0]:
        return jnp.ones_like(u)
    control = jnp.ones_like(u).at[board.tie_proxy].set(grip(board, world))
    return jnp.where(u < control, 1.0, DRAGGED)


def _ordered(board: Board, world: World, taken: Array, target: Array, rung: Array) -> Bool[Array, "actor run"]:
    """Whether a militarised act follows an order in force against this target."""
    order = jnp.zeros_like(rung)
    fresh = along(board, taken, target) * world.proxies.order * board.dyad_tied
    return (order.at[board.dyad_actor].max(fresh) > IN_FORCE) & (rung >= FORCE)


def _exposure(board: Board, dials: Dials, world: World, option: UInt[Array, "actor run"]) -> Float[Array, "actor run"]:
    if not dials.exposure.shape[0]:
        return jnp.ones(option.shape, jnp.float32)
    now = at_run(dials.exposure * exposed(board, world), board.option_place[option])
    return jnp.where(board.placed[:, 0][option] > 0, now, 1.0)


def _of_move(table: Float[Array, "k move run"], move: UInt[Array, "actor run"]) -> Float[Array, "k actor run"]:
    return at_run(table, move[None], axis=1)
