"""Running totals of a block of futures, and every measure computed from these at the end."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Ballot, Board
from offramp.game.board import WAR_RUNG
from offramp.game.measures import DAILY, KINDS
from offramp.scenario.questions import SPECIAL
from offramp.world import Acts

from . import between_sides as quarrel
from . import daily, levels
from .between_sides import ANSWER_DAYS, NOTHING

__all__ = [
    "ANSWER_DAYS",
    "NOTHING",
    "WAR_DAYS",
    "WAR_DEAD",
    "WAR_RUNG",
    "Series",
    "Totals",
    "blank",
    "count",
    "day_peak",
    "measures",
    "side_peaks",
]
NEVER = jnp.inf
WAR_DAYS, WAR_DEAD = 14.0, 1000.0


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


class Series(NamedTuple):
    """Per-round series that some measures need in addition to the running totals."""

    day: Float[Array, "round 1"]
    span: float  # days of a round
    sides: Float[Array, "round two run"]  # highest rung of each side against the other
    seen: daily.Seen
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
    """Add a turn's acts; `wants` says where somebody preferred war when it chose, and is asked when it comes."""
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


def measures(board: Board, ballot: Ballot, totals: Totals, series: Series) -> Float[Array, "measure run"]:
    """Compute every measure from the totals and the series; nan where a measure is empty (no first day, no top rung).

    One measure after another, each by the branch of its kind, so that many measures compile as fast as one.
    """
    branches: list[Read] = [partial(_BY_KIND[kind], board, totals, series) for kind in KINDS]
    branches += [partial(_special, totals, series, name) for name in SPECIAL]

    def one(row: Row) -> Float[Array, " run"]:
        return jax.lax.switch(row["kind"], branches, row)  # type: ignore[no-any-return]

    rows = {name: getattr(ballot, name) for name in ("kind", "of", "since", "within", "row", "after")}
    masks = {"done": ballot.done[:, :, None], "ordered": ballot.ordered[:, :, None]}
    return jax.lax.map(one, {**rows, **masks})  # type: ignore[no-any-return]


Row = dict[str, Array]  # of a ballot
Read = Callable[[Row], Float[Array, " run"]]


def _war(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return (totals.war_day < NEVER).astype(jnp.float32)


def _stumbled(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return _war(board, totals, series, row) * (1 - totals.wanted)


def _deaths(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    dead = jnp.stack([totals.dead[0], totals.dead[1], totals.dead.sum(axis=0)])
    return (dead[row["of"]] * row["done"]).sum(axis=0)


def _count(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return _happened(totals, row).sum(axis=0)


def _highest(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    top = jnp.where(_happened(totals, row) > 0, board.rung, -jnp.inf).max(axis=0)
    return jnp.where(jnp.isfinite(top), top, jnp.nan)


def _arenas(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    arenas = jnp.arange(board.arenas_near.shape[0], dtype=jnp.uint32)[:, None]
    here = (board.option_site[None] == arenas).astype(jnp.float32)
    return ((here @ _happened(totals, row)) > 0).sum(axis=0).astype(jnp.float32)


def _first(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    day = _first_day(totals, row)
    return jnp.where(jnp.isfinite(day) & (day <= row["within"]), day, jnp.nan)


def _any(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    day = _first_day(totals, row)
    return (jnp.isfinite(day) & (day <= row["within"])).astype(jnp.float32)


def _alternations(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return quarrel.alternations(series.day, series.sides, row["of"])


def _yields(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return quarrel.yields(series.day, series.sides, row["of"])


def _state(board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    return levels.read(series.day, series.start, series.levels, row) if series.start.shape[0] else totals.wanted


def _daily(kind: str, board: Board, totals: Totals, series: Series, row: Row) -> Float[Array, " run"]:
    if not series.seen.acts.shape[0]:
        return totals.wanted  # nobody asks for it
    found = [daily.passing(series.seen, row[place], kind) for place in ("row", "after")[: daily.FILTERS[kind]]]
    return getattr(daily, kind)(series.day, *found, row)  # type: ignore[no-any-return]


_BY_KIND: dict[str, Any] = {
    "war": _war,
    "stumbled": _stumbled,
    "deaths": _deaths,
    "count": _count,
    "highest": _highest,
    "arenas": _arenas,
    "first": _first,
    "any": _any,
    "alternations": _alternations,
    "yields": _yields,
    "state": _state,
    **{kind: partial(_daily, kind) for kind in DAILY},
}


def _happened(totals: Totals, row: Row) -> Float[Array, "option run"]:
    return totals.count * row["done"] + totals.ordered * row["ordered"]


def _first_day(totals: Totals, row: Row) -> Float[Array, " run"]:
    done = jnp.where(row["done"] > 0, totals.first, NEVER).min(axis=0)
    return jnp.minimum(done, jnp.where(row["ordered"] > 0, totals.first_ordered, NEVER).min(axis=0))


def _special(totals: Totals, series: Series, name: str, row: Row) -> Float[Array, " run"]:
    if name == "ordered_acts":
        return totals.ordered.sum(axis=0)  # acts that a patron had ordered
    return quarrel.in_kind(series.sides, series.span)


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
