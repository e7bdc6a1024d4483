"""Human cost: who dies by an act, and the running toll.

Figures: in MID 5.0 about one attack in ten is fatal and 89 % of sized fatal incidents have 1-25 dead with a median of
2. Deaths given any follow a log-logistic distribution with the median and the spread of the move's class, and no act
kills more than the deadliest of its class could: one aircraft's load, a barracks, a crew.
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
CUT = 25.0  # where a move names no limit: so many medians, since a log-logistic tail has no finite mean
MISTAKE_CUT = 2.0  # but one aircraft holds only so many people


class Slice(eqx.Module):
    """Deaths so far, military and civilian."""

    dead: Float[Array, "two run"]


class Constants(eqx.Module):
    """Of each move, military and civilian: the chance that anybody dies, and of the deaths given any the rest.

    `deaths` is their median, `tail` their log spread, `most` what no act exceeds.
    """

    chance: Float[Array, "two move run"]
    deaths: Float[Array, "two move run"]
    tail: Float[Array, "two move run"]
    most: Float[Array, "two move run"]


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
    tail: Float[Array, "two actor run"],
    most: Float[Array, "two actor run"],
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
    tail : float32[two, actor, run]
        How far deaths spread, on the logarithmic scale.
    most : float32[two, actor, run]
        Deaths that no act exceeds, whatever is exposed.
    exposure : float32[actor, run]
        Factor of the median by how exposed the target is.
    u : float32[two, actor, run]
        Uniform luck.
    """
    fatal = u < chance
    v = jnp.clip(u / jnp.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
    size = median * jnp.clip(exposure, 0.2, CROWD)[None] * jnp.exp(tail * (jnp.log(v) - jnp.log1p(-v)))
    many = jnp.maximum(jnp.floor(jnp.minimum(size + 0.5, most)), 1.0)
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
    move = board.option_move[option][None]
    chance, deaths, tail, most = (
        at_run(each, move, axis=1) for each in (dials.chance, dials.deaths, dials.tail, dials.most)
    )
    luck_of_both = jnp.stack([luck["military"], luck["civilian"]])
    return casualties(chance, deaths, tail, most, _exposure(board, dials, world, option), luck_of_both)


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
    """Lethality of the moves as the case states it; the common spread and limit where it states none."""
    kinds, names = ("military", "civilian"), inputs.names.moves
    dial = inputs.dials["human-cost"]

    def stated(who: str, field: str, otherwise: Column) -> Column:
        paths = [f"moves.{m}.harm.{who}.{field}" for m in names]
        return inputs.rows(inputs.values.get(path, other) for path, other in zip(paths, otherwise, strict=True))

    nobody, common = (inputs.rows(each for _ in names) for each in (0.0, dial["heavy_tail"]))
    cut = inputs.rows(MISTAKE_CUT if inputs.scenario.moves[m].is_mishap else CUT for m in names)
    deaths = {who: stated(who, "deaths", nobody) * dial[who] for who in kinds}
    return {
        "chance": np.array([stated(who, "chance", nobody) * (dial[who] > 0) for who in kinds]),
        "deaths": np.array([deaths[who] for who in kinds]),
        "tail": np.array([stated(who, "tail", common) for who in kinds]),
        "most": np.array([stated(who, "most", cut * deaths[who]) for who in kinds]),
    }


SYSTEM = register(
    __name__,
    after="fronts",
    off="military civilian grievance",
    kept="heavy_tail",
    explains="deaths_military deaths_civilian",
)
