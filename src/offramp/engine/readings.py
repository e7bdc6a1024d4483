"""Everything that can be read off a state of the world, by system, field and axis."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from offramp.game import Board, Dials, Game
from offramp.scenario.ladder import VIOLENT
from offramp.world import World, registry, shown

from .choice import at_rest
from .rollout import Position
from .state import Block
from .turn import decide

Rows = tuple[tuple[str, ...], ...]  # the ids behind each row of an axis


@dataclass(frozen=True)
class Reading:
    """A field of the state, for every draw.

    Attributes
    ----------
    system : str
        The system in whose slice it stands, as cases spell it; `choice` for what follows from all of them.
    field : str
    axis : str
    ids : tuple of tuple of str
        What each row is about, by the ids of the case: `("iran", "united-states")` on the axis `dyad`.
    values : float64[row, draw]
    """

    system: str
    field: str
    axis: str
    ids: Rows
    values: NDArray[np.float64]


def readings(game: Game, world: World, draws: int) -> list[Reading]:
    """Read every field of a state, and what follows from several of them.

    Parameters
    ----------
    game : Game
    world : World
        One column for each draw.
    draws : int
        How many columns are draws; the rest is padding.
    """
    found = sorted([*_slices(world), *_derived(game, world)], key=lambda each: each[:2])
    ids = axis_ids(game)
    return [
        Reading(system, field, axis, ids[axis], np.asarray(values, np.float64)[:, :draws])
        for system, field, axis, values in found
        if axis in ids and len(values) == len(ids[axis])
    ]


def axis_ids(game: Game) -> dict[str, Rows]:
    """Return what each row of each axis is about, by the ids of the case."""
    axes, polity = game.axes, game.axes.polity
    return {
        "actor": tuple((actor,) for actor in game.names.actors),
        "dyad": axes.dyads,
        "pair": axes.pairs,
        "tie": axes.ties,
        "place": axes.places,
        "arena": tuple((arena,) for arena in game.names.arenas),
        "guest": polity.guests,
        "programme": tuple((actor,) for actor in polity.programmes),
        "method": tuple((method,) for method in polity.methods),
        "two": (("military",), ("civilian",)),
        "move": tuple((move,) for move in game.names.moves),
        "option": tuple(tuple(option.split("/")) for option in game.names.options),
        "faction": polity.factions,
        "edge": tuple((*axes.dyads[edge.source], *axes.dyads[edge.into]) for edge in axes.edges),
        "access": tuple((*word, *pair) for _, word, pair in polity.access),
    }


def axis_of(holder: Any, field: str) -> str:
    """Name the axis before the last of an array that a module declares: `dyad` of `Float[Array, "dyad run"]`."""
    declared = str(getattr(type(holder).__annotations__[field], "dim_str", "")).split()
    return declared[-2] if len(declared) > 1 else ""


def arrays_in(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Array]]:
    """Yield path, axis of the rows and values of every array in modules and mappings within each other.

    An array that stands in a mapping has no declared axis; its axis is empty.
    """
    for key, value in _inner(tree):
        if is_dataclass(value) or isinstance(value, dict):
            yield from arrays_in(value, (*path, key))
        else:
            yield (*path, key), "" if isinstance(tree, dict) else axis_of(tree, key), value


def _inner(tree: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict):
        yield from tree.items()
    else:
        yield from ((each.name, getattr(tree, each.name)) for each in fields(tree))


def _slices(world: World) -> Iterator[tuple[str, str, str, Array]]:
    """Yield system, field, axis and values of every field of the state."""
    for path, axis, values in arrays_in(world):
        yield path[-2], path[-1], axis, values


def _derived(game: Game, world: World) -> Iterator[tuple[str, str, str, Array]]:
    board, dials = game.board, game.dials
    per_day, violent = _rates(board, dials, world)
    for system, found in registry.derives(board, dials, world).items():
        for field, reading in found.items():
            yield system, field, reading.axis, reading.values
    yield "choice", "acts_per_day", "actor", per_day
    yield "choice", "violent_acts_per_day", "actor", violent


@jax.jit
def _rates(board: Board, dials: Dials, world: World) -> tuple[Float[Array, "actor run"], Float[Array, "actor run"]]:
    """Return how many acts a day everybody would do on this state, and how many violent ones among them."""
    odds = decide(board, dials, world, at_rest(board, dials))
    violent = board.actor_options.sum(odds.mass * (board.rung >= VIOLENT).astype(jnp.float32)) / odds.total
    return odds.per_day, odds.per_day * violent


def shown_of(position: Position) -> dict[str, tuple[str, Array]]:
    """Return what the systems show of a state: by name, the axis and the values [row, run]."""
    block, world, axes = position.block, position.state.world, dict[str, str]()

    def note(block: Block, world: World) -> None:
        axes.update({name: reading.axis for name, reading in shown(block.board, block.dials, world).items()})

    jax.eval_shape(note, block, world)  # names of axes cannot leave a compiled function
    return {name: (axes[name], values) for name, values in _shown(block, world).items()}


@jax.jit
def _shown(block: Block, world: World) -> dict[str, Array]:
    found = shown(block.board, block.dials, world)
    return {name: reading.values * jnp.float32(reading.factor) for name, reading in found.items()}
