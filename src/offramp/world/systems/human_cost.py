"""Human cost: who dies by an act, and the running toll.

Figures: in MID 5.0 about one attack in ten is fatal and 89 % of sized fatal incidents have 1-25 dead with a median of
2. Deaths given any follow a log-logistic distribution with the move's median, cut at 25 times the median.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.game.xla.jit import apart, at_run
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, World, register

from .opportunity import exposed
from .reciprocity import FULL_TEN

CROWD = 3.0  # exposure counts at most threefold


class Slice(eqx.Module):
    """Deaths so far, military and civilian."""

    dead: Float[Array, "two run"]


class Constants(eqx.Module):
    """Of each move: the chance that anybody dies, and the median of the deaths given any; military and civilian."""

    chance: Float[Array, "two move run"]
    deaths: Float[Array, "two move run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nobody has died."""
    return Slice(jnp.zeros((2, dials.tempo_per_day.shape[1]), jnp.float32))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The toll itself moves nobody here; grievance works through the ledger."""
    return Pull()


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Add the turn's deaths."""
    return Slice(world["human-cost"].dead + acts.deaths.sum(axis=1))


@apart
def casualties(
    chance: Float[Array, "two actor run"],
    median: Float[Array, "two actor run"],
    tail: Float[Array, "1 run"],
    cut: Float[Array, "actor run"],
    exposure: Float[Array, "actor run"],
    u: Float[Array, "two actor run"],
) -> Float[Array, "two actor run"]:
    """Deaths of each act by inversion: one uniform decides whether anybody dies and, rescaled, how many.

    Parameters
    ----------
    chance : float32[two, actor, run]
        That anybody dies, of soldiers and of civilians.
    median : float32[two, actor, run]
        Deaths, if any, in the middle future.
    tail : float32[1, run]
        How far deaths spread, on the logarithmic scale.
    cut : float32[actor, run]
        Deaths that no act exceeds.
    exposure : float32[actor, run]
        Factor of the median by how exposed the target is.
    u : float32[two, actor, run]
        Uniform luck.
    """
    fatal = u < chance
    v = jnp.clip(u / jnp.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
    size = median * jnp.minimum(jnp.exp(tail[None] * (jnp.log(v) - jnp.log1p(-v))), cut[None])
    many = jnp.maximum(jnp.floor(size * jnp.clip(exposure, 0.2, CROWD)[None] + 0.5), 1.0)
    return jnp.where(fatal & (median > 0), many, 0.0)


def kill(board: Board, dials: Dials, world: World, option: Array, luck: Luck) -> Float[Array, "two actor run"]:
    """Draw the dead of each actor's option, as if it were taken.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    option : uint32[actor, run]
        What each actor does, or would do.
    luck : Luck
    """
    move = board.option_move[option]
    return casualties(
        at_run(dials.chance, move[None], axis=1),
        at_run(dials.deaths, move[None], axis=1),
        dials.world["human-cost"]["heavy_tail"],
        board.move_cut[move],
        _exposure(board, dials, world, option),
        jnp.stack([luck["military"], luck["civilian"]]),
    )


def aside(dials: Dials, acts: Acts, further: Array) -> Acts:
    """A side that an act hit by the way is owed for its dead, and nothing more of the act counts twice.

    Parameters
    ----------
    dials : Dials
    acts : Acts
    further : bool[actor, run]
        Where the act hit a side by the way.
    """
    dead = dials.world["human-cost"]["grievance"] * jnp.log(1 + acts.dead) / FULL_TEN
    return replace(
        acts,
        harm=jnp.where(further, acts.harm * dead / (1 + dead), acts.harm),
        rung=jnp.where(further, 0.0, acts.rung),
        payment=jnp.where(further, 0.0, acts.payment),
        public=jnp.where(further, 0.0, acts.public),
    )


def _exposure(board: Board, dials: Dials, world: World, option: Array) -> Float[Array, "actor run"]:
    if not dials.exposure.shape[0]:
        return jnp.ones(option.shape, jnp.float32)
    now = at_run(dials.exposure * exposed(board, world), board.option_place[option])
    return jnp.where(board.placed[:, 0][option] > 0, now, 1.0)


def constants(inputs: Inputs) -> dict[str, Column]:
    """Lethality of the moves as the case states it."""
    dial, kinds = inputs.dials["human-cost"], ("military", "civilian")

    def rows(who: str, field: str, factor: Column) -> Column:
        harms = {m: getattr(inputs.scenario.moves[m].harm, who) is not None for m in inputs.names.moves}
        return inputs.rows(
            inputs.values[f"moves.{m}.harm.{who}.{field}"] * factor if given else 0.0 for m, given in harms.items()
        )

    return {
        "chance": np.array([rows(who, "chance", (dial[who] > 0).astype(np.float64)) for who in kinds]),
        "deaths": np.array([rows(who, "deaths", dial[who]) for who in kinds]),
    }


SYSTEM = register(
    __name__,
    after="fronts",
    off="military civilian grievance",
    kept="heavy_tail",
    explains="deaths_military deaths_civilian",
)
