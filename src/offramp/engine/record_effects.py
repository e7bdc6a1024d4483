"""The state of the world around the acts of the record: with each act, and on the same day without it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Int

from offramp.game import Board, Dials, Game
from offramp.game.record import RecordedActs
from offramp.world import World, start

from .choice import at_rest
from .record import forced, steps


@dataclass(frozen=True)
class RecordedAct:
    """Where an act stands in the record of a game.

    Attributes
    ----------
    steps : tuple of int
        The steps of one day in which it is replayed: one for each side that lost people by it.
    actor : int
        Its doer.
    bereft : tuple of int
        The actors that lose a leader by it.
    """

    steps: tuple[int, ...]
    actor: int
    bereft: tuple[int, ...] = ()


def before_record(game: Game) -> World:
    """Return the state from which the record is replayed, for every draw."""
    return start(game.board, game.dials)


def around(game: Game, acts: Iterable[RecordedAct]) -> Iterator[tuple[World, World]]:
    """Replay the record and yield, for each act, the state after its last step without it and with it.

    Both follow from the same state before its first step and have the same other acts, so what tells them apart is what
    the act did.

    Parameters
    ----------
    game : Game
    acts : iterable of RecordedAct
        In the order of their first steps.
    """
    board, dials, arenas = game.board, game.dials, len(game.names.arenas)
    told, world, at = steps(game.script, arenas), before_record(game), 0
    for each in acts:
        first, last = min(each.steps), max(each.steps) + 1
        world, at = _replayed(board, dials, told, world, jnp.int32(at), jnp.int32(first)), first
        bare = steps(without(game.script, each), arenas)
        ends = [_replayed(board, dials, part, world, jnp.int32(first), jnp.int32(last)) for part in (bare, told)]
        yield ends[0], ends[1]


def without(script: RecordedActs, act: RecordedAct) -> RecordedActs:
    """Return a record without one of its acts."""
    at = np.array(act.steps)
    parts = {name: getattr(script, name).copy() for name in ("move", "row", "deaths", "ordered", "lost")}
    for name, nothing in (("move", -1), ("row", -1), ("deaths", 0), ("ordered", False)):
        parts[name][at, act.actor] = nothing
    for owner in act.bereft:
        parts["lost"][at, owner] = False
    return replace(script, **parts)


@jax.jit
def _replayed(
    board: Board, dials: Dials, told: dict[str, Array], world: World, first: Int[Array, ""], last: Int[Array, ""]
) -> World:
    """Return the state after the steps from `first` until the one before `last`."""

    rest = at_rest(board, dials)

    def step(number: Array, world: World) -> World:
        return forced(board, dials, world, {name: part[number] for name, part in told.items()}, rest)

    return jax.lax.fori_loop(first, last, step, world)  # type: ignore[no-any-return]
