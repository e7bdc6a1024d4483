"""Simulate whole disputes from real first incidents, for posterior predictive checks.

Each next incident is drawn from its own one-step forecast, given what the quarrel's earlier ones taught; that is the
joint law which the likelihood has. Three things are given and not made: a dispute's first incident, what its beginning
told, and what is done within a level (the action, whether the other side acts in it, too, and whether somebody dies);
see `empirical_acts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.engine.random import seed_words, threefry
from offramp.game.xla.device import prepare
from offramp.history.disputes import in_order
from offramp.world import World, start

from .empirical_acts import USUAL, Book, book_of, drawn
from .frailty import LEVELS, silence
from .likelihood import BIN, Quarrel, begin, bin_of, closed, counted, expect, moved_on, shares
from .model import Model, happened, quiet, set_up
from .two_sided import frame

LANES, CHUNK = 512, 64  # disputes side by side; steps before what was made is handed over
CAP = 1000  # incidents of a dispute, after which it is cut off; twice what the longest real one has
UNITS = 2.0**-23  # cells of the unit interval
Tell = Callable[[int, int], None]


class Lane(eqx.Module):
    """One dispute on its way, and the incident that is to happen next."""

    task: Array
    number: Array
    day: Array
    before: Array
    act: Array
    side: Array
    kind: Array  # what acts of force were like so far
    world: World
    quarrel: Quarrel


class Step(NamedTuple):
    """What happened in each lane at one step; `task` is -1 where nothing did."""

    task: Array
    day: Array
    act: Array
    side: Array


@dataclass(frozen=True)
class Made:
    """Worlds that the model made.

    Attributes
    ----------
    incidents : DataFrame
        As `cases.incidents` has them, so that they can be fitted again, with the `world` that each is of; disputes of
        different worlds have different numbers. Every day is known.
    capped : int
        Disputes that were cut off because they went on and on.
    """

    incidents: pd.DataFrame
    capped: int


def worlds(
    incidents: pd.DataFrame,
    numbers: dict[str, Array],
    many: int,
    seed: int = 1,
    cap: int = CAP,
    tell: Tell = lambda done, of: None,
) -> Made:
    """Let the model make worlds, each with as many disputes as the data have.

    Parameters
    ----------
    incidents : DataFrame
        See `disputes.table`.
    numbers : dict of str to scalar
        Fitted numbers, see `fit.numbers`.
    many, seed : int
    cap : int
        Incidents of a dispute, after which it is cut off.
    tell : callable
        Told how many disputes have begun, of how many.
    """
    prepare()
    rows = in_order(incidents)
    book, made = book_of(rows, cap), set_up(frame().template, numbers)
    tasks = many * len(book.first)
    lanes, queue = _empty(made), jnp.zeros((), jnp.int32)
    seen: list[Step] = []
    while int(queue) < tasks or bool((lanes.task >= 0).any()):
        (lanes, queue), steps = _chunk(made, book, seed_words(seed), jnp.int32(tasks), lanes, queue)
        seen.append(steps)
        tell(int(queue), tasks)
    return _table(
        rows, cap, *(np.concatenate([np.asarray(part) for part in parts]) for parts in zip(*seen, strict=True))
    )


def _empty(model: Model) -> Lane:
    """Lanes without a dispute."""
    none, zero = jnp.full(LANES, -1, jnp.int32), jnp.zeros(LANES)
    wide = jax.tree.map(lambda x: jnp.broadcast_to(x, (LANES, *jnp.shape(x))), (_new(model), begin()))
    return Lane(none, none, zero, zero, none * 0, none * 0, none * 0, *wide)


def _new(model: Model) -> World:
    return start(model.template.board, model.dials)


@jax.jit
def _chunk(
    model: Model, book: Book, seed: Array, tasks: Array, lanes: Lane, queue: Array
) -> tuple[tuple[Lane, Array], Step]:
    """Some steps of all lanes; where a dispute is over the next one begins."""

    def step(carry: tuple[Lane, Array], _: None) -> tuple[tuple[Lane, Array], Step]:
        lanes, queue = carry
        free = lanes.task < 0
        place = queue + jnp.cumsum(free, dtype=jnp.int32) - 1
        taken = free & (place < tasks)
        fresh = jax.vmap(lambda lane, task: _begun(model, book, lane, task))(lanes, place)
        lanes = _either(taken, fresh, lanes)
        seen = Step(lanes.task, lanes.day, lanes.act, lanes.side)
        return (_next(model, book, seed, lanes), queue + taken.sum(dtype=jnp.int32)), seen

    return jax.lax.scan(step, (lanes, queue), None, CHUNK)


def _begun(model: Model, book: Book, lane: Lane, task: Array) -> Lane:
    """A lane with a dispute's first incident ahead."""
    own, zero = task % len(book.first), jnp.zeros(())
    return Lane(task, jnp.int32(1), zero, zero, book.first[own], book.side[own], jnp.int32(0), _new(model), begin())


def _next(model: Model, book: Book, seed: Array, lanes: Lane) -> Lane:
    """Let the incidents ahead happen, and draw those after them."""

    def now(lane: Lane) -> dict[str, Array]:
        own = lane.task % len(book.first)
        return {
            "move": book.move[lane.act, lane.side],
            "dead": book.dead[lane.act],
            "before": lane.before,
            "own_side": lane.side,
            "own_level": book.level[lane.act],
            "fresh": lane.number == 1,
            "known": book.known[own],
        }

    told = jax.vmap(now)(lanes)
    world = jax.vmap(lambda state, each: happened(model, state, each))(lanes.world, told)
    quarrel = jax.vmap(lambda kept, each: counted(model, kept, each))(lanes.quarrel, told)
    quietly = jnp.moveaxis(quiet(model, jax.tree.map(lambda x: jnp.moveaxis(x[..., 0], 0, -1), world)), -1, 0)
    luck = _luck(seed, lanes.task.astype(jnp.uint32), lanes.number.astype(jnp.uint32))
    ahead = eqx.tree_at(lambda lane: (lane.world, lane.quarrel), lanes, (world, quarrel))
    return jax.vmap(lambda *each: _drawn(model, book, *each))(ahead, quietly, luck)


def _drawn(model: Model, book: Book, lane: Lane, quietly: Array, luck: Array) -> Lane:
    """The incident after the one that happened, from four uniforms; no `task` if there is none."""
    numbers = model.numbers
    fan = expect(model, lane.quarrel, quietly, lane.side, book.level[lane.act])
    over = luck[0] < closed(numbers, lane.quarrel)
    left = silence(lane.quarrel.traits, numbers, fan.passed)
    passed = (jnp.exp(left[1:].sum(axis=1)) > luck[1]).sum()  # days of silence
    day = jnp.minimum(passed, len(BIN) - 1)
    odds = (shares(left[day] - left[day + 1])[:, None] * fan.levels[bin_of(day)]).ravel()
    what = jnp.searchsorted(jnp.cumsum(odds), luck[2] * odds.sum())
    side, level = jnp.divmod(jnp.minimum(what, odds.size - 1), LEVELS)
    kind = jnp.where(book.kind[lane.act] > 0, book.kind[lane.act], lane.kind)
    act, wait = drawn(book, level, kind, luck[3]), day.astype(jnp.float32)
    own = lane.task % len(book.first)
    gone = over | (passed >= len(BIN)) | (lane.day + wait > book.watched[own]) | (lane.number >= book.most)
    after = moved_on(model, lane.quarrel, fan, day, side, level)
    task = jnp.where(gone, -1, lane.task)
    return Lane(task, lane.number + 1, lane.day + wait, wait, act, side.astype(jnp.int32), kind, lane.world, after)


def _luck(seed: Array, task: Array, number: Array) -> Array:
    """Four uniforms for an incident of each lane [lane, four], whatever lane it is in."""
    none = jnp.zeros_like(task)
    key = threefry((seed[0] + none, seed[1] + none), (task, number))
    words = jnp.stack([*threefry(key, (none, none)), *threefry(key, (none, none + jnp.uint32(1)))], axis=-1)
    units: Array = (words >> jnp.uint32(9)).astype(jnp.float32) * UNITS + UNITS / 2
    return units


def _either(which: Array, one: Lane, other: Lane) -> Lane:
    picked: Lane = jax.tree.map(lambda a, b: jnp.where(which.reshape(-1, *[1] * (a.ndim - 1)), a, b), one, other)
    return picked


def _table(rows: pd.DataFrame, cap: int, *steps: NDArray[Any]) -> Made:
    """What happened, as a table of incidents, from the parts of `Step` [step, lane]."""
    real = steps[0] >= 0
    order = np.argsort(steps[0][real], kind="stable")  # within a dispute steps came in the order of time
    task, day, act, side = (part[real][order] for part in steps)
    first = rows[~rows.dispnum.duplicated()]
    begun = first.iloc[task % len(first)].reset_index(drop=True)
    usual = pd.DataFrame({"level": np.arange(LEVELS) + 2, "action": USUAL, "both": 0, "fatal": np.nan})
    done = pd.concat([rows[list(usual)], usual], ignore_index=True).iloc[act].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "world": task // len(first),
            "dispnum": task + 1,
            "incidnum": np.arange(len(task)) + 1,
            "date": pd.to_datetime(begun.date) + pd.to_timedelta(day, unit="D"),
            "date_exact": 1,
            "side": 1 - side,
            "major": begun.major,
            "revtype": begun.revtype,
        }
    ).join(done)
    table["k"] = table.groupby("dispnum").cumcount() + 1
    return Made(table, int((table.k == cap).sum()))
