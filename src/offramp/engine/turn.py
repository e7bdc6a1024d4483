"""One turn: everybody decides on the morning's state, then the state moves."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Board, Dials
from offramp.game.board import FORCE
from offramp.game.xla.jit import apart, at_run
from offramp.world import Acts, Pull, World, add, advance
from offramp.world.acts import along
from offramp.world.fade import Days
from offramp.world.systems.human_cost import casualties
from offramp.world.systems.misperception import misread, stumble
from offramp.world.systems.opportunity import exposed
from offramp.world.systems.proxies import grip

from .choice import Odds, choose, odds
from .lookahead import pulls

Force = Callable[[Array, Array], tuple[Array, Array]]
IN_FORCE = 0.25  # an order fainter than this is no order any more
DRAGGED = 0.3  # how far a proxy heeds an order when it drags its feet


def decide(board: Board, dials: Dials, world: World, rest: Float[Array, "actor run"], rule: str = "quantal") -> Odds:
    """What everybody might do on this state, under a decision rule."""
    return odds(board, dials, _pull(board, dials, world, rule), rest)


@partial(apart, static=("rule",))
def _pull(board: Board, dials: Dials, world: World, rule: str) -> Pull:
    return add(list(pulls(board, dials, world, rule).values()))


def play(
    board: Board, dials: Dials, world: World, rest: Float[Array, "actor run"], u: dict[str, Any], days: float,
    rule: str = "quantal",
) -> tuple[World, Acts, UInt[Array, "actor run"]]:  # fmt: skip
    """Play one turn with the luck `u` (slot -> uniforms [actor, run]), as `act`."""
    return act(board, dials, world, decide(board, dials, world, rest, rule), u, days)


def act(
    board: Board, dials: Dials, world: World, chances: Odds, u: dict[str, Any], days: Days, force: Force | None = None
) -> tuple[World, Acts, UInt[Array, "actor run"]]:
    """Let everybody do one of the things that it might do; `force` may put something in its place.

    Returns
    -------
    World
        The next morning.
    Acts
    option : int[actor, run]
        The option that each actor took; meaningless where it waited.
    """
    taken, option = choose(board, chances, days, u["act"], u["choose"])
    if force is not None:
        taken, option = force(taken, option)
    option = stumble(board, dials, taken, option, u["spare"])
    move = board.option_move[option]
    deaths = casualties(
        _of_move(dials.chance, move),
        _of_move(dials.deaths, move),
        dials.world["human-cost"]["heavy_tail"],
        board.move_cut[move],
        _exposure(board, dials, world, option),
        jnp.stack([u["military"], u["civilian"]]),
    )
    acts = tell(board, dials, world, taken, move, board.option_target[option], board.option_arena[option],
                deaths * taken.astype(jnp.float32)[None], u["heed"])  # fmt: skip
    read, blamed = misread(board, dials, option, u["spare"])
    acts = replace(acts, read=read, blamed=blamed)
    return advance(board, dials, world, acts, days), acts, option


def tell(
    board: Board, dials: Dials, world: World, taken: Bool[Array, "actor run"], move: UInt[Array, "actor run"],
    target: UInt[Array, "actor run"], arena: UInt[Array, "actor run"], deaths: Float[Array, "two actor run"],
    u_heed: Float[Array, "actor run"],
) -> Acts:  # fmt: skip
    """Describe moves as acts: what they are, whom they hit, who was ordered and who lost a leader."""
    done = taken.astype(jnp.float32)
    hit = along(board, taken, target)
    rung = board.move_rung[move] * done
    effects = jnp.where(taken, board.move_effects[move], 0)
    acts = Acts(
        taken=taken, target=target, arena=arena, rung=rung, effects=effects,
        harm=_of_move(dials.harm[None], move)[0] * done, payment=_of_move(dials.payment[None], move)[0] * done,
        deaths=deaths, ordered=_ordered(board, world, taken, target, rung), lost=jnp.zeros_like(rung),
        heeds=_heed(board, world, u_heed), hit=hit, public=board.polity.move_public[move] * done,
        method=jnp.where(taken, board.polity.move_method[move], -1.0), read=jnp.ones_like(rung),
        blamed=jnp.zeros_like(rung),
    )  # fmt: skip
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
