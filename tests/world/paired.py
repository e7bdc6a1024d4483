"""Paired experiments: the same futures with and without one change, and the z of what the change does.

Both arms have the same addresses, hence the same luck (common random numbers). A change turns dials of the case, or
lets one system alone see an act on the evening of the start.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, Stage, stage
from offramp.ensemble.design import draws
from offramp.game import Board, Dials, Draws, Game
from offramp.game.board import EFFECTS
from offramp.game.names import Names
from offramp.scenario import Scenario, apply, load
from offramp.scenario.record.events import Event
from offramp.world import SYSTEMS, Acts, World
from offramp.world.acts import along
from tests.cases.build import futures_of, side_by_side

SEED, DRAWS = 11, 48  # a block holds three whole rounds of the draws

Floats = NDArray[np.float64]
Turn = Callable[[Floats], Floats | float]


@dataclass(frozen=True)
class Act:
    """An act on the evening of the start."""

    doer: str
    target: str
    rung: int
    arena: str | None = None
    does: tuple[str, ...] = ()
    harm: float = 0.0
    dead: int = 0
    loses: float = 0.0  # 1: the target loses its leader
    method: str = ""
    move: str = ""  # one of the case, where a system asks for it


@dataclass(frozen=True)
class Change:
    """What an arm has and another has not: dials turned, systems off, another record, an act that one system sees."""

    dials: Mapping[str, Turn] = field(default_factory=dict)  # by patterns of paths
    off: tuple[str, ...] = ()
    record: Callable[[Event], Event] | None = None
    seen_by: str = ""
    keeps: tuple[str, ...] = ()  # the only parts of that system's slice that may move; all, if none is named
    act: Act | None = None
    times: int = 1  # how often the act is done

    @property
    def turns(self) -> bool:
        """Whether it changes more than what a system sees."""
        return bool(self.dials or self.off or self.record)


NOTHING = Change()


@dataclass(frozen=True)
class Futures:
    """What came of all futures of an arm; the last axis is the future."""

    names: Names
    chunk: Chunk
    draw: NDArray[np.int64]

    @property
    def option(self) -> NDArray[np.int16]:
        """Option taken by every actor on every day."""
        return self.chunk.option

    @property
    def deaths(self) -> NDArray[np.int32]:
        """Military and civilian deaths of every act."""
        return self.chunk.deaths

    @cached_property
    def rung(self) -> NDArray[np.int8]:
        """Rung of every act."""
        return self.names.rung[self.option]

    def acts(self, first: int = 1, last: int = 10_000, unordered: bool = False, **where: Any) -> NDArray[np.bool_]:
        """Mark the acts of these days that pass the filter [turn, actor, future]."""
        marked = which(self.names, **where)[self.option] & (self.option >= 0)
        day = np.arange(1, len(self.option) + 1)[:, None, None]
        marked &= (day >= first) & (day <= last)
        return marked & ~self.chunk.ordered if unordered else marked

    def first(self, many: int) -> Futures:
        """The first of the futures."""
        if many == len(self.draw):
            return self
        parts = {part: getattr(self.chunk, part)[..., :many] for part in ("peak", "option", "deaths", "ordered")}
        measures = {name: value[:many] for name, value in self.chunk.measures.items()}
        return Futures(self.names, Chunk(measures=measures, **parts), self.draw[:many])

    def join(self, more: Futures) -> Futures:
        """These futures and more of them."""
        return Futures(self.names, side_by_side([self.chunk, more.chunk]), np.append(self.draw, more.draw))


def which(
    names: Names,
    actors: Sequence[str] = (),
    sides: Sequence[str] = (),
    targets: Sequence[str] = (),
    target_sides: Sequence[str] = (),
    moves: Sequence[str] = (),
    arenas: Sequence[str] = (),
    elsewhere: Sequence[str] = (),
    at_least: int = -9,
    at_most: int = 99,
) -> NDArray[np.bool_]:
    """Mark the options that pass; what is left out lets everything pass. `elsewhere`: sited, but in none of these."""
    actor, target = np.array(names.actors)[names.actor], np.array(names.actors)[names.target]
    place = np.array([*names.arenas, ""])[names.arena]
    move = np.array(names.moves)[names.move]
    side = np.array([names.side[a] for a in names.actors])
    keep = (names.rung >= at_least) & (names.rung <= at_most)
    sided = ((sides, side[names.actor]), (target_sides, side[names.target]))
    for wanted, found in (*sided, (actors, actor), (targets, target), (moves, move), (arenas, place)):
        if wanted:
            keep &= np.isin(found, list(wanted))
    return keep & ~np.isin(place, [*elsewhere, ""]) if elsewhere else keep


@dataclass
class Lab:
    """A case on the bench: arms are played once and kept, and so is what arms start from that differ in acts alone."""

    case: str | Scenario
    days: int
    blocks: int
    seed: int = SEED
    kept: dict[tuple[str, str], Futures] = field(default_factory=dict)
    opened: dict[tuple[int, ...], tuple[Stage, list[Change]]] = field(default_factory=dict)

    @cached_property
    def scenario(self) -> Scenario:
        """The case, shortened."""
        case = load(self.case) if isinstance(self.case, str) else self.case
        return case.model_copy(update={"days": self.days})

    @cached_property
    def values(self) -> Draws:
        """Its draws."""
        return draws(self.scenario, self.seed, DRAWS)

    def arm(self, name: str, *changes: Change, off: str = "", many: int = 1, part: float = 1.0) -> Futures:
        """Play an arm, or the first part of it; what was played of it before is not played again.

        `off` switches a system off, where one block shows that nothing is left of an effect.
        """
        blocks = 1 if off else math.ceil(part * many * self.blocks)
        kept = self.kept.get((name, off))
        played = 0 if kept is None else len(kept.draw) // BLOCK
        if played < blocks:
            more = self.play(self.staged(*changes, off=off), played, blocks)
            kept = self.kept[name, off] = more if kept is None else kept.join(more)
        assert kept is not None
        return kept.first(blocks * BLOCK)

    def game(self, *changes: Change, off: str = "") -> Game:
        """Compile the case as the changes have it."""
        dark = {system for change in changes for system in change.off} | ({off} if off else set())
        scenario = apply(self.scenario, {f"world.{system}.on": False for system in sorted(dark)})
        values = dict(self.values.values)
        for change in changes:
            if change.record is not None:
                record = {key: change.record(event) for key, event in scenario.record.items()}
                scenario = scenario.model_copy(update={"record": record})
            values = turned(values, change.dials)
        return compile_game(scenario, Draws(values, self.seed))

    def staged(self, *changes: Change, off: str = "") -> Stage:
        """Replay the record and let the systems see the changes' acts."""
        opened = self.start(*(change for change in changes if change.turns), off=off)
        world = opened.opening
        for change in changes:
            for _ in range(change.times if change.act else 0):
                world = saw(opened.game, world, change)
        return Stage(opened.game, world)

    def start(self, *changes: Change, off: str = "") -> Stage:
        """Replay the record under the changes' dials."""
        key = (*map(id, changes), hash(off))
        if key not in self.opened:
            self.opened[key] = stage(self.game(*changes, off=off)), list(changes)  # which keeps their ids
        return self.opened[key][0]

    def play(self, staged: Stage, first: int, end: int) -> Futures:
        """Play these blocks of futures, the runs of each draw spread over them."""
        future = np.arange(first * BLOCK, end * BLOCK)
        draw, run = future % DRAWS, future // DRAWS
        return Futures(staged.game.names, futures_of(staged, draw, run, self.seed), draw)


def turned(values: dict[str, Floats], dials: Mapping[str, Turn]) -> dict[str, Floats]:
    """The values after turning the dials whose paths match; every pattern has to match one."""
    done = dict(values)
    for pattern, turn in dials.items():
        paths = [path for path in values if re.fullmatch(pattern, path)]
        assert paths, f"no dial is called {pattern}"
        done |= {path: np.broadcast_to(np.asarray(turn(done[path]), float), done[path].shape) for path in paths}
    return done


def saw(game: Game, world: World, change: Change) -> World:
    """The state after one system, and no other, has seen the act."""
    assert change.act is not None
    seen = _look(change.seen_by, game.board, game.dials, world, acted(game, change.act))
    old = world[change.seen_by]
    if change.keeps:
        seen = replace(old, **{part: getattr(seen, part) for part in change.keeps})
    return eqx.tree_at(lambda w: w[change.seen_by], world, seen)


@partial(jax.jit, static_argnums=0)
def _look(system: str, board: Board, dials: Dials, world: World, acts: Acts) -> Any:
    return next(s for s in SYSTEMS if s.id == system).advance(board, dials, world, acts, 0.0)


def acted(game: Game, act: Act) -> Acts:
    """The act as the turn's only one, for every draw."""
    names, runs = game.names, game.dials.tempo_per_day.shape[1]
    i, j = names.actors.index(act.doer), names.actors.index(act.target)
    shape = (len(names.actors), runs)

    def at(who: int, value: float) -> Any:
        row = np.zeros(shape, np.float32)
        row[who] = value
        return jnp.asarray(row)

    taken = at(i, 1.0) > 0
    kind = game.board.option_target.dtype
    target = jnp.full(shape, j, kind)
    arena = len(names.arenas) if act.arena is None else names.arenas.index(act.arena)
    method = game.axes.polity.methods.index(act.method) if act.method else -1
    bits = sum(1 << EFFECTS.index(effect) for effect in act.does)  # type: ignore[arg-type]
    return Acts(
        taken=taken,
        target=target,
        arena=jnp.full(shape, arena, kind),
        rung=at(i, act.rung),
        effects=at(i, bits).astype(jnp.int32),
        harm=at(i, act.harm),
        payment=at(i, 0.0),
        deaths=jnp.stack([at(i, act.dead), at(i, 0.0)]),
        ordered=at(i, 0.0) > 0,
        lost=at(j, act.loses),
        heeds=at(i, 0.0),
        hit=along(game.board, taken, target),
        public=at(i, 1.0),
        method=at(i, method + 1.0) - 1.0,
        read=at(i, 0.0) + 1.0,
        blamed=at(i, 0.0),
        move=jnp.full(shape, names.moves.index(act.move), kind) if act.move else None,
    )


def same(one: Chunk, other: Chunk) -> bool:
    """Whether two sets of futures are the same to the last act, death and measure."""
    parts = ("option", "deaths", "ordered", "peak")
    if not all(np.array_equal(getattr(one, part), getattr(other, part)) for part in parts):
        return False
    return all(np.array_equal(x, other.measures[m], equal_nan=True) for m, x in one.measures.items())
