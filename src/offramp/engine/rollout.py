"""Many runs at once: the only place with scan and jit over runs.

Blocks have one fixed, padded shape and the case's numbers are arguments, so a case is compiled once.
"""

from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.errors import OfframpError
from offramp.game import Ballot, Board, Dials, Game
from offramp.game.commands.course import Course, steer
from offramp.game.commands.holds import Holds
from offramp.game.commands.orders import Orders
from offramp.game.xla.jit import apart, take
from offramp.world import Acts, World

from .choice import Odds, at_rest, prefers
from .clock import Clock
from .holds import blank_over, ended, held
from .lookahead import RULES
from .measures.daily import seen
from .measures.final import Told, blank, count, day_peak, measures, side_peaks
from .measures.levels import levels
from .orders import blank_desk, obey, watch
from .random import run_keys, seed_words, threefry, uniforms
from .record import opening
from .turn import act, decide, play

cipher = apart(threefry)
_ONE_AT_A_TIME = Lock()
BLOCK = 144  # runs at a time: fits the second-level cache, and no power of two, which would alias there


@dataclass(frozen=True)
class Chunk:
    """What a block of futures came to.

    Attributes
    ----------
    measures : dict of str to float32[run]
        nan where a measure is empty.
    peak : int8[turn, run]
        Highest rung of the turn, -9 where nothing happened.
    option : int16[round, actor, run]
        Option taken, -1 for a wait. `Clock.day` says on which day; a turn of a day is one round.
    deaths : int32[round, actor, two, run]
        Military and civilian.
    ordered : bool[round, actor, run]
    """

    measures: dict[str, NDArray[np.float32]]
    peak: NDArray[np.int8]
    option: NDArray[np.int16]
    deaths: NDArray[np.int32]
    ordered: NDArray[np.bool_]


@dataclass(frozen=True)
class Stage:
    """A game with its opening state, decision rule and clock, ready to be played; its arrays go to each device once.

    Without a clock it is played for the days of the game, a turn a day.
    """

    game: Game
    opening: World
    rule: str = "quantal"
    time: Clock | None = None
    placed: dict[Any, tuple[Any, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def clock(self) -> Clock:
        """In which steps it is played."""
        return self.time or Clock(self.game.days)

    def on(self, device: Any) -> tuple[Any, ...]:
        """The arrays that every block shares, on a device."""
        if device not in self.placed:
            game = self.game
            shared = (game.board, game.dials, game.ballot, self.opening, game.holds, game.orders)
            self.placed[device] = jax.device_put(shared, device)
        return self.placed[device]


def stage(game: Game, rule: str = "quantal", clock: Clock | None = None) -> Stage:
    """Replay the record, once for each draw, and let everybody decide by a rule from then on."""
    if rule not in RULES:
        raise OfframpError(f"the rule is {rule!r}; allowed: {', '.join(RULES)}")
    return Stage(game, opening(game), rule, clock)


def rollout(
    staged: Stage,
    seed: int,
    draw: NDArray[np.integer[Any]],
    run: NDArray[np.integer[Any]],
    device: Any = None,
    course: Course | None = None,
) -> Chunk:
    """Play one block of futures, at most BLOCK of them; results do not depend on what else is in the block.

    Parameters
    ----------
    staged : Stage
    seed : int
    draw, run : int[run]
        Addresses of the futures.
    device : jax.Device, optional
    course : Course, optional
        What an actor is told to do in each of these futures, beside the orders of the case.
    """
    n = len(draw)
    if n > BLOCK:
        raise ValueError(f"{n} futures in a block of {BLOCK}")
    index = [np.resize(np.asarray(x, np.uint32), BLOCK) for x in (draw, run)]
    clock = staged.clock
    luck = jax.device_put((seed_words(seed), *index), device)
    with _ONE_AT_A_TIME:  # sets it going and waits for nothing, but for what has to be compiled first
        out = _block(*_shared(staged, device, course), *luck, clock=clock, rule=staged.rule)
    values, peak, option, deaths, ordered = (np.asarray(x)[..., :n] for x in out)
    names = staged.game.tally.names
    return Chunk(dict(zip(names, values, strict=True)), clock.by_turn(peak), option, deaths, ordered)


def _shared(staged: Stage, device: Any, course: Course | None) -> tuple[Any, ...]:
    """What the futures of a block share, and a course of their own."""
    shared = staged.on(device)
    if course is None:
        return shared
    game, repeated = staged.game, np.resize(np.arange(len(course.until)), BLOCK)
    orders = steer(game.orders, course.of(repeated), len(game.names.options))
    return (*shared[:-1], jax.device_put(orders, device))


@partial(jax.jit, static_argnames=("clock", "rule"))
def _block(
    board: Board, dials: Dials, ballot: Ballot, opened: World, holds: Holds | None, orders: Orders | None,
    seed: Array, draw: Array, run: Array, *, clock: Clock, rule: str,
) -> tuple[Array, ...]:  # fmt: skip
    at = draw.astype(jnp.int32)
    mine = dials.columns(at)
    keys = run_keys(seed, draw, run)
    rest = at_rest(board, mine)
    world = morning(board, mine, take(opened, at), rest, keys, clock, rule)

    def turn(carry: tuple[World, Any, Any], now: tuple[Array, Array]) -> tuple[tuple[World, Any, Any], Any]:
        (world, toll, told_off), (t, day) = carry, now
        u = uniforms(keys, t, board.words, cipher)
        chances = decide(board, mine, world, rest, rule)
        world, acts, option, told_off = _told(board, mine, world, chances, u, clock.span, (holds, orders), told_off, t)
        wants = partial(prefers, board, chances, ballot.warlike) if ballot.warlike.shape[0] else None
        toll = count(board, toll, acts, option, day, wants)
        told = (
            day_peak(acts).astype(jnp.int8), side_peaks(board, acts),
            jnp.where(acts.taken, option.astype(jnp.int16), jnp.int16(-1)),
            acts.deaths.swapaxes(0, 1).astype(jnp.int32), acts.ordered, levels(ballot.levels, world),
        )  # fmt: skip
        return (world, toll, told_off), told

    runs, days = draw.shape[0], jnp.asarray(clock.day(), jnp.float32)
    start = (world, blank(board, runs), (blank_over(holds, runs), blank_desk(orders, runs)))
    rounds = jnp.arange(1, clock.rounds + 1, dtype=jnp.uint32), days
    (_, toll, _), (peak, sides, option, deaths, ordered, later) = jax.lax.scan(turn, start, rounds)
    told = Told(days[:, None], clock.span, sides, seen(ballot, option, ordered), levels(ballot.levels, world), later)
    return measures(board, ballot, toll, told), peak, option, deaths, ordered


def _told(
    board: Board, dials: Dials, world: World, chances: Odds, u: dict[str, Any], days: float,
    said: tuple[Holds | None, Orders | None], so_far: Any, t: Array,
) -> tuple[World, Acts, Array, Any]:  # fmt: skip
    """Play a turn in which nobody does what is held, and the orders that fall due are carried out."""
    (holds, orders), (over, desk), ends = said, so_far, t.astype(jnp.float32) * days
    on_it, window = desk, (ends - days, ends)

    def force(taken: Array, option: Array) -> tuple[Array, Array]:
        nonlocal on_it
        if holds is not None:
            taken = held(holds, over, window, taken, option)
        if orders is not None:
            taken, option, on_it = obey(orders, desk, window, taken, option)
        return taken, option

    world, acts, option = act(board, dials, world, chances, u, days, force)
    if holds is not None:
        over = ended(holds, over, acts.taken, option)
    return world, acts, option, (over, None if orders is None else watch(orders, on_it, acts.taken, option))


def morning(
    board: Board, dials: Dials, world: World, rest: Array, keys: tuple[Array, Array], clock: Clock, rule: str
) -> World:
    """The state before the first turn: luck decides whether a plot is under way, and the days of the lead are played.

    The last of these days is round -1 of its future, the one before it -2, so that the rounds after them have their
    own luck whatever the lead.
    """
    world = hatch(board, dials, world, keys)
    if not clock.lead:
        return world

    def day(world: World, t: Array) -> tuple[World, None]:
        return play(board, dials, world, rest, uniforms(keys, t, board.words, cipher), 1.0, rule)[0], None

    return jax.lax.scan(day, world, jnp.arange(-clock.lead, 0).astype(jnp.uint32))[0]


def hatch(board: Board, dials: Dials, world: World, keys: tuple[Array, Array]) -> World:
    """Decide by luck, before the first turn, whether a plot is under way."""
    u = uniforms(keys, jnp.uint32(0), board.words)["spare"]
    plot = (u[board.dyad_actor] < dials.plot_prob).astype(jnp.float32)
    return eqx.tree_at(lambda w: w.opportunity.plot, world, plot)  # type: ignore[no-any-return]
