"""The two-sided model with fitted numbers: the state after an incident, and hazards during silence."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from offramp.engine.choice import at_rest
from offramp.engine.turn import decide, tell
from offramp.game import Dials
from offramp.history.disputes import SILENCE, SOME_DEAD
from offramp.world import Acts, World, advance, start

from .two_sided import Template

EDGES = np.array([0, 1, 2, 4, 7, 14, 30, 60, 90, 130, SILENCE], np.float32)  # days after an incident


class Model(eqx.Module):
    """The template with fitted numbers set in it; one run."""

    template: Template
    numbers: dict[str, Array]
    dials: Dials
    rest: Array
    first: Array  # how fast each side acts at each level before anything has happened [side, level]

    @property
    def usual(self) -> Array:
        """Share of each level where nothing is known [level]."""
        return self.first.sum(axis=0) / self.first.sum()


def set_up(template: Template, numbers: dict[str, Array]) -> Model:
    """The template with these numbers."""
    side = jnp.array([[1.0], [-1.0]])
    world = {path: value for path, value in numbers.items() if path.startswith("world.")}
    resolve = jax.nn.sigmoid(side * 0.5 * numbers["trait.first_resolve"])
    dials = compile_dials(
        template, world, resolve, numbers["trait.tempo"] * jnp.exp(side * 0.5 * numbers["trait.first"])
    )
    rest = at_rest(template.board, dials)
    first = _rates(template, dials, numbers, start(template.board, dials), rest)
    return Model(template, numbers, dials, rest, first[..., 0])


def compile_dials(template: Template, world: dict[str, Array], resolve: Array, tempo: Array) -> Dials:
    """The template's dials for every run.

    Parameters
    ----------
    template : Template
    world : dict of str to array
        Dials of the world by path: one number, or one for each run.
    resolve, tempo : float32[side, run]
        Tempo in acts per day.
    """
    runs = resolve.shape[1]
    dials: Dials = jax.tree.map(lambda x: jnp.broadcast_to(x, (*x.shape[:-1], runs)), template.dials)
    laid = {system: dict(group) for system, group in dials.world.items()}
    for path, value in world.items():
        _, system, dial = path.split(".")
        laid[system][dial] = jnp.broadcast_to(value, (1, runs))
    old = template.dials.world["ladder"]
    shift = 2 * (resolve[template.board.option_actor] - 0.5) * template.tilt
    climb = dials.climb + shift * laid["ladder"]["resolve_pull"]
    for dial, slope in template.slopes.items():
        climb = climb + slope * (laid["ladder"][dial] - old[dial])
    return replace(dials, world=laid, tempo_per_day=tempo).having(climb=climb)


def happened(model: Model, world: World, now: dict[str, Array]) -> World:
    """The state after an incident, of which `now` has `move` and `dead`, `before` days after the one before it."""
    wide = now["move"][:, None]
    dead = jnp.zeros((2, 2, 1)).at[0].set(jnp.where(wide >= 0, SOME_DEAD * now["dead"], 0.0))
    acts = acts_of(model.template, model.dials, world, wide, dead)
    return advance(model.template.board, model.dials, world, acts, now["before"])


def quiet(model: Model, worlds: World) -> Array:
    """Visible acts a day of quarrels as usual, in the middle of every bin of silence [bin, side, level, run].

    Parameters
    ----------
    model : Model
    worlds : World
        States of so many runs.
    """
    board, runs = model.template.board, worlds["ladder"].last.shape[-1]
    dials, rest = jax.tree.map(lambda x: jnp.broadcast_to(x, (*x.shape[:-1], runs)), (model.dials, model.rest))
    nobody = jnp.full((2, runs), -1, jnp.int32)
    silent = acts_of(model.template, dials, worlds, nobody, jnp.zeros((2, 2, runs)))
    middle = jnp.concatenate([jnp.zeros(1), jnp.asarray((EDGES[1:] + EDGES[:-1]) / 2)])

    def at(days: Array) -> Array:
        return _rates(model.template, dials, model.numbers, advance(board, dials, worlds, silent, days), rest)

    rates: Array = jax.vmap(at)(middle)
    return rates


def acts_of(template: Template, dials: Dials, world: World, move: Array, dead: Array) -> Acts:
    """Describe both sides' moves as acts on each other.

    Parameters
    ----------
    template, dials, world
    move : int32[side, run]
        -1 for none.
    dead : float32[two, side, run]
    """
    at = jnp.maximum(move, 0).astype(jnp.uint32)
    other = jnp.broadcast_to(jnp.array([[1], [0]], jnp.uint32), move.shape)
    nowhere = jnp.zeros_like(other)
    return tell(template.board, dials, world, move >= 0, at, other, nowhere, dead, None)


def _rates(template: Template, dials: Dials, numbers: dict[str, Array], world: World, rest: Array) -> Array:
    """Visible acts a day [side, level, run]."""
    odds = decide(template.board, dials, world, rest)
    mass = jnp.stack([template.board.actor_options.sum(odds.mass * level[:, None]) for level in template.seen], axis=1)
    coded = jnp.ones((1, mass.shape[1], 1)).at[:, 0].set(numbers["mid.threat"])
    rates: Array = odds.per_day[:, None] * coded * mass / odds.total[:, None]
    return rates
