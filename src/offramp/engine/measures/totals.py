"""What a block of futures leaves for its measures: running totals of its acts, and series by round."""

from collections.abc import Callable
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Board
from offramp.scenario.ladder import CAMPAIGN, NOTHING
from offramp.scenario.measure_kinds.between_sides import WAR_DAYS, WAR_DEAD
from offramp.world import Acts

NEVER = jnp.inf
Row = dict[str, Array]  # what compiled measures say of one


class Totals(eqx.Module):
    """Running totals of what was done so far, by option and run, and how near the war is."""

    count: Float[Array, "option run"]
    ordered: Float[Array, "option run"]
    first: Float[Array, "option run"]  # day
    first_ordered: Float[Array, "option run"]
    dead: Float[Array, "two option run"]
    last_campaign: Float[Array, "two run"]  # day of each principal's last act at rung 9 or more on the other's side
    battle_dead: Float[Array, " run"]
    war_day: Float[Array, " run"]
    wanted: Float[Array, " run"]  # 1 where somebody preferred war on the morning before it came


class Seen(NamedTuple):
    """The filters that acts pass, as bits: those of every act, and of all acts of a round."""

    acts: UInt[Array, "word round actor run"]
    rounds: UInt[Array, "word round run"]


class Series(NamedTuple):
    """Per-round series that some measures need in addition to the running totals."""

    day: Float[Array, "round 1"]
    span: float  # days of a round
    sides: Float[Array, "round two run"]  # highest rung of each side against the other
    seen: Seen
    start: Float[Array, "level run"]  # levels of the world on the evening of the start
    levels: Float[Array, "round level run"]


def blank(board: Board, runs: int) -> Totals:
    """Nothing done."""
    zero = jnp.zeros((board.option_actor.shape[0], runs), jnp.float32)
    never = jnp.full((2, runs), -1e6, jnp.float32)
    none = jnp.zeros(runs, jnp.float32)
    return Totals(zero, zero, zero + NEVER, zero + NEVER, jnp.stack([zero, zero]), never, none, none + NEVER, none)


def count(
    board: Board,
    totals: Totals,
    acts: Acts,
    option: UInt[Array, "actor run"],
    day: Float[Array, ""],
    wants: Callable[[], Float[Array, " run"]] | None = None,
) -> Totals:
    """Add a turn's acts; `wants` says where somebody preferred war when it chose, and is asked when it comes.

    Parameters
    ----------
    board : Board
    totals : Totals
    acts : Acts
    option : uint32[actor, run]
        What each actor does; read only where it acts.
    day : float32 scalar
        Of the turn.
    wants : callable, optional
        Returns 1 where somebody prefers war; None where no measure asks.
    """
    mine = board.option_actor
    at = jnp.arange(mine.shape[0], dtype=jnp.uint32)[:, None]
    chosen = (jnp.where(acts.taken, option, jnp.uint32(mine.shape[0]))[mine] == at).astype(jnp.float32)
    ordered = chosen * acts.ordered.astype(jnp.float32)[mine]
    campaign, battle = _quarrel(board, acts)
    last = jnp.where(campaign > 0, day, totals.last_campaign)
    dead = totals.battle_dead + battle
    war = (jnp.abs(last[0] - last[1]) <= WAR_DAYS) & (last.min(axis=0) > 0) | (dead >= WAR_DEAD)
    comes = war & (totals.war_day == NEVER)
    return Totals(
        count=totals.count + chosen,
        ordered=totals.ordered + ordered,
        first=jnp.minimum(totals.first, jnp.where(chosen > 0, day, NEVER)),
        first_ordered=jnp.minimum(totals.first_ordered, jnp.where(ordered > 0, day, NEVER)),
        dead=totals.dead + acts.deaths[:, mine] * chosen[None],
        last_campaign=last,
        battle_dead=dead,
        war_day=jnp.where(war, jnp.minimum(totals.war_day, day), totals.war_day),
        wanted=totals.wanted if wants is None else _wanted(totals.wanted, comes, wants),
    )


def _wanted(so_far: Float[Array, " run"], comes: Bool[Array, " run"], wants: Callable[[], Array]) -> Array:
    """Ask who wants it in the rounds in which war comes somewhere: in the others the answer is not needed."""
    wanted = jax.lax.cond(comes.any(), wants, lambda: so_far)
    return jnp.where(comes, wanted, so_far)


def day_peak(acts: Acts) -> Float[Array, " run"]:
    """The highest rung of a round, NOTHING if nobody acted."""
    return jnp.where(acts.taken, acts.rung, float(NOTHING)).max(axis=0)


def side_peaks(board: Board, acts: Acts) -> Float[Array, "two run"]:
    """The highest rung at which each principal's side acted on the other's."""
    across = _across(board, acts)
    return jnp.stack([jnp.where(across[s], acts.rung, float(NOTHING)).max(axis=0) for s in (0, 1)])


class Played(NamedTuple):
    """Futures at their end, as measures are read from them."""

    board: Board
    totals: Totals
    series: Series


Read = Callable[[Played, Row], Float[Array, " run"]]


def _across(board: Board, acts: Acts) -> Bool[Array, "two actor run"]:
    """Acts of each principal's side on the other's."""
    doer, target = board.actor_side[:, None], board.actor_side[acts.target]
    return jnp.stack([acts.taken & (doer == s) & (target == 1 - s) for s in (0, 1)])


def _quarrel(board: Board, acts: Acts) -> tuple[Float[Array, "two run"], Float[Array, " run"]]:
    """Whether each principal itself acts at war level on the other's side, and the battle deaths of the quarrel."""
    across = _across(board, acts)
    campaign = jnp.stack([(across[s] & (acts.rung >= CAMPAIGN))[board.principal[s]] for s in (0, 1)])
    fallen = acts.dead * across.any(axis=0).astype(jnp.float32) * (1 - acts.does("mishap"))  # no battle, a mistake
    return campaign.astype(jnp.float32), fallen.sum(axis=0)
