"""What a future comes to: tallies by option during the run, measures at its end."""

from functools import partial

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Ballot, Board
from offramp.game.ballot import KINDS
from offramp.game.board import VIOLENT
from offramp.scenario.questions import SPECIAL
from offramp.world import Acts

NEVER = jnp.inf
WAR_RUNG, WAR_DAYS, WAR_DEAD = 9, 14.0, 1000.0
ANSWER_DAYS = 30
NOTHING = -9  # rung of a turn in which nothing happened


class Toll(eqx.Module):
    """What was done so far, by option and run, and how near the war is."""

    count: Float[Array, "option run"]
    ordered: Float[Array, "option run"]
    first: Float[Array, "option run"]  # day
    first_ordered: Float[Array, "option run"]
    dead: Float[Array, "two option run"]
    last_campaign: Float[Array, "two run"]  # day of each principal's last act at rung 9 or more on the other's side
    battle_dead: Float[Array, " run"]
    war_day: Float[Array, " run"]


def blank(board: Board, runs: int) -> Toll:
    """Nothing done."""
    zero = jnp.zeros((board.option_actor.shape[0], runs), jnp.float32)
    never = jnp.full((2, runs), -1e6, jnp.float32)
    none = jnp.zeros(runs, jnp.float32)
    return Toll(zero, zero, zero + NEVER, zero + NEVER, jnp.stack([zero, zero]), never, none, none + NEVER)


def count(board: Board, toll: Toll, acts: Acts, option: UInt[Array, "actor run"], day: Float[Array, ""]) -> Toll:
    """Add a turn's acts."""
    mine = board.option_actor
    at = jnp.arange(mine.shape[0], dtype=jnp.uint32)[:, None]
    chosen = (jnp.where(acts.taken, option, jnp.uint32(mine.shape[0]))[mine] == at).astype(jnp.float32)
    ordered = chosen * acts.ordered.astype(jnp.float32)[mine]
    campaign, battle = _quarrel(board, acts)
    last = jnp.where(campaign > 0, day, toll.last_campaign)
    dead = toll.battle_dead + battle
    war = (jnp.abs(last[0] - last[1]) <= WAR_DAYS) & (last.min(axis=0) > 0) | (dead >= WAR_DEAD)
    return Toll(
        count=toll.count + chosen,
        ordered=toll.ordered + ordered,
        first=jnp.minimum(toll.first, jnp.where(chosen > 0, day, NEVER)),
        first_ordered=jnp.minimum(toll.first_ordered, jnp.where(ordered > 0, day, NEVER)),
        dead=toll.dead + acts.deaths[:, mine] * chosen[None],
        last_campaign=last,
        battle_dead=dead,
        war_day=jnp.where(war, jnp.minimum(toll.war_day, day), toll.war_day),
    )


def day_peak(acts: Acts) -> Float[Array, " run"]:
    """The highest rung of a round, NOTHING if nobody acted."""
    return jnp.where(acts.taken, acts.rung, float(NOTHING)).max(axis=0)


def side_peaks(board: Board, acts: Acts) -> Float[Array, "two run"]:
    """The highest rung at which each principal's side acted on the other's."""
    across = _across(board, acts)
    return jnp.stack([jnp.where(across[s], acts.rung, float(NOTHING)).max(axis=0) for s in (0, 1)])


def measures(
    board: Board, ballot: Ballot, toll: Toll, sides: Float[Array, "round two run"], span: float = 1.0
) -> Float[Array, "measure run"]:
    """Read every measure off the tallies; nan where a measure is empty (no first day, no top rung).

    `sides` has the sides' highest rungs by round, and `span` is the length of a round in days. One measure after
    another, each by the branch of its kind, so that many measures compile as fast as one.
    """
    branches = [partial(_BY_KIND[kind], board, toll) for kind in KINDS]
    branches += [partial(_special, toll, sides, span, name) for name in SPECIAL]

    def one(row: Row) -> Float[Array, " run"]:
        return jax.lax.switch(row[0], branches, row)  # type: ignore[no-any-return]

    rows = (ballot.kind, ballot.of, ballot.within, ballot.done[:, :, None], ballot.ordered[:, :, None])
    return jax.lax.map(one, rows)  # type: ignore[no-any-return]


Row = tuple[Array, Array, Array, Array, Array]  # kind, of, within, masks of acts and of ordered acts


def _war(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    return (toll.war_day < NEVER).astype(jnp.float32)


def _deaths(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    dead = jnp.stack([toll.dead[0], toll.dead[1], toll.dead.sum(axis=0)])
    return (dead[row[1]] * row[3]).sum(axis=0)


def _count(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    return _happened(toll, row).sum(axis=0)


def _highest(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    top = jnp.where(_happened(toll, row) > 0, board.rung, -jnp.inf).max(axis=0)
    return jnp.where(jnp.isfinite(top), top, jnp.nan)


def _arenas(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    arenas = jnp.arange(board.arenas_near.shape[0], dtype=jnp.uint32)[:, None]
    here = (board.option_site[None] == arenas).astype(jnp.float32)
    return ((here @ _happened(toll, row)) > 0).sum(axis=0).astype(jnp.float32)


def _first(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    day = _first_day(toll, row)
    return jnp.where(jnp.isfinite(day) & (day <= row[2]), day, jnp.nan)


def _any(board: Board, toll: Toll, row: Row) -> Float[Array, " run"]:
    day = _first_day(toll, row)
    return (jnp.isfinite(day) & (day <= row[2])).astype(jnp.float32)


_BY_KIND = {
    "war": _war,
    "deaths": _deaths,
    "count": _count,
    "highest": _highest,
    "arenas": _arenas,
    "first": _first,
    "any": _any,
}


def _happened(toll: Toll, row: Row) -> Float[Array, "option run"]:
    return toll.count * row[3] + toll.ordered * row[4]


def _first_day(toll: Toll, row: Row) -> Float[Array, " run"]:
    done = jnp.where(row[3] > 0, toll.first, NEVER).min(axis=0)
    return jnp.minimum(done, jnp.where(row[4] > 0, toll.first_ordered, NEVER).min(axis=0))


def _special(toll: Toll, sides: Array, span: float, name: str, row: Row) -> Float[Array, " run"]:
    return {"ordered_acts": _ordered_acts, "answered_in_kind_share": _in_kind}[name](toll, sides, span)


def _ordered_acts(toll: Toll, sides: Array, span: float) -> Float[Array, " run"]:
    """Acts that a patron had ordered."""
    return toll.ordered.sum(axis=0)


def _in_kind(toll: Toll, sides: Float[Array, "round two run"], span: float) -> Float[Array, " run"]:
    """Share of violent rounds of one side that the other answered at or above their rung within 30 days."""
    rounds, window = sides.shape[0], round(ANSWER_DAYS / span)
    later = jnp.pad(sides, ((0, window), (0, 0), (0, 0)), constant_values=float(NOTHING))[1:]
    best = jax.lax.reduce_window(later, float(NOTHING), jax.lax.max, (window, 1, 1), (1, 1, 1), "valid")
    violent = (sides >= VIOLENT).astype(jnp.float32)
    whole = (jnp.arange(rounds) < max(1, rounds - window)).astype(jnp.float32)[:, None, None]  # the window is seen
    kept = violent * whole
    answered = (kept * (best[:, ::-1] >= sides).astype(jnp.float32)).sum(axis=(0, 1))
    asked = kept.sum(axis=(0, 1))
    return jnp.where(asked > 0, answered / jnp.maximum(asked, 1), jnp.nan)


def _across(board: Board, acts: Acts) -> Bool[Array, "two actor run"]:
    """Acts of each principal's side on the other's."""
    doer, target = board.actor_side[:, None], board.actor_side[acts.target]
    return jnp.stack([acts.taken & (doer == s) & (target == 1 - s) for s in (0, 1)])


def _quarrel(board: Board, acts: Acts) -> tuple[Float[Array, "two run"], Float[Array, " run"]]:
    """Whether each principal itself acts at war level on the other's side, and the battle deaths of the quarrel."""
    across = _across(board, acts)
    campaign = jnp.stack([(across[s] & (acts.rung >= WAR_RUNG))[board.principal[s]] for s in (0, 1)])
    fallen = acts.dead * across.any(axis=0).astype(jnp.float32) * (1 - acts.does("mishap"))  # no battle, a mistake
    return campaign.astype(jnp.float32), fallen.sum(axis=0)
