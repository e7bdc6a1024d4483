"""The likelihood of recorded disputes under the model that simulates, one incident ahead at a time.

After each incident the state is played forward in silence to the middle of every time bin (`EDGES`); there the choice
model says how fast each side would act where MID can see it, and at what level. Of invisible moves it is only known
that none of the visible ones was made, so they are summed out. What a quarrel is like is learned as its incidents
arrive (`traits`); whether an act was its last is a law of how many came before. The likelihood is the product of these
one-step forecasts.
"""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from offramp.world import World, start

from .beginning import FEATURES
from .disputes import Steps
from .model import EDGES, Model, happened, quiet, set_up
from .traits import Traits, learned, opened, silence, tilt, unknown
from .two_sided import Frame, Template

DAYS = np.diff(EDGES, prepend=-1)  # length of every bin; the rest of the same day is one
FORCE = 2  # the level from which MID sees force
LEAST = 1e-12
AT_ONCE = 512  # incidents whose silence is looked at together


class Quarrel(eqx.Module):
    """What is known of a quarrel beside its state: its traits, how many incidents it had, what the first one told."""

    traits: Traits
    number: Array
    known: Array  # [feature]


class Ahead(eqx.Module):
    """One step ahead: probability by bin, side and level, that of none, and the log-likelihood of what came."""

    next: Array  # [bin, side, level]; the first bin is the rest of the same day
    none: Array
    log_lik: Array


class Fan(eqx.Module):
    """What silence would bring: acts a day by bin, side and level, at the tempo's mean."""

    rates: Array  # [bin, side, level]; of the first bin, acts in the rest of the same day
    due: Array  # shares before the quarrel's own traits [bin, side, level]
    ends: Array  # expected acts until each of `EDGES`, the rest of the same day before it [bin + 1]


def put(steps: Steps, made: Frame) -> dict[str, Array]:
    """Steps as arrays [step, lane, ...] to scan over."""
    same = {name: getattr(steps, name) for name in ("fresh", "before", "wait", "timed", "watched", "counts", "known")}
    whole = {name: getattr(steps, name).astype(np.int32) for name in ("own_side", "own_level", "side", "level")}
    told = {"move": made.codes()[steps.action], "dead": steps.dead.astype(np.float32)}
    return {name: jnp.asarray(value) for name, value in (same | whole | told).items()}


def foretell(template: Template, numbers: dict[str, Array], steps: dict[str, Array]) -> Ahead:
    """Forecast every step [step, lane] from what came before it.

    Parameters
    ----------
    template : Template
    numbers : dict of str to scalar
        See `parameters`.
    steps : dict of str to array
        See `put`.
    """
    model, lanes = set_up(template, numbers), steps["fresh"].shape[1]

    def wide(x: Array) -> Array:
        return jnp.broadcast_to(x, (lanes, *x.shape))

    new = start(template.board, model.dials)

    @jax.checkpoint
    def state(world: World, now: dict[str, Array]) -> tuple[World, World]:
        kept: World = jax.tree.map(lambda fresh, old: jnp.where(now["fresh"], fresh, old), new, world)
        after = happened(model, kept, now)
        return after, after

    worlds = jax.lax.scan(jax.vmap(state), jax.tree.map(wide, new), steps)[1]
    quietly = _quietly(model, worlds, steps["fresh"].shape)

    def lane(kept: Quarrel, now: dict[str, Array], rates: Array) -> tuple[Quarrel, Ahead]:
        return _step(model, counted(model, kept, now), now, rates)

    first = jax.tree.map(wide, begin())
    return jax.lax.scan(lambda kept, at: jax.vmap(lane)(kept, *at), first, (steps, quietly))[1]


foretold = jax.jit(foretell)


def begin() -> Quarrel:
    """A quarrel of which nothing has been seen."""
    return Quarrel(unknown(), jnp.zeros(()), jnp.zeros(len(FEATURES)))


def counted(model: Model, quarrel: Quarrel, now: dict[str, Array]) -> Quarrel:
    """A quarrel with one incident more; a `fresh` one begins with it."""
    kept: Quarrel = jax.tree.map(lambda new, old: jnp.where(now["fresh"], new, old), begin(), quarrel)
    due = model.first[now["own_side"]]
    told = opened(kept.traits, now["own_side"], now["own_level"], due / due.sum())
    traits: Traits = jax.tree.map(lambda new, old: jnp.where(now["fresh"], new, old), told, kept.traits)
    return Quarrel(traits, kept.number + 1, now["known"])


def expect(model: Model, quarrel: Quarrel, quietly: Array, own_side: Array, own_level: Array) -> Fan:
    """What silence would bring in this quarrel after an incident of one side; `quietly` as `quiet` gives it."""
    numbers = model.numbers
    today = _rest_of_day(numbers, quarrel.number, own_side, own_level)
    due = quietly.at[0].multiply(today[:, None])
    rates = due * jnp.exp(_link(numbers, "tempo", quarrel.known)) * tilt(quarrel.traits, numbers, model.usual)[None]
    ends = jnp.concatenate([jnp.zeros(1), jnp.cumsum(rates.sum(axis=(1, 2)) * DAYS)])
    return Fan(rates, _shares(due), ends)


def closing(numbers: dict[str, Array], number: Array, known: Array) -> Array:
    """Probability that a quarrel's act of this number (from 1) is its last; `known` as `beginnings` gives it."""
    first = jnp.where(number < 2, numbers["close.first"], 0.0)
    often = numbers["close.often"] + first - numbers["close.lasting"] * jnp.log(jnp.maximum(number, 1.0))
    return jax.nn.sigmoid(often + _link(numbers, "close", known))


def forecast(model: Model, quarrel: Quarrel, fan: Fan) -> tuple[Array, Array]:
    """Probability of the next incident by bin, side and level, and that of none."""
    left = silence(quarrel.traits, model.numbers["trait.tempo_shape"], fan.ends)
    last = closing(model.numbers, quarrel.number, quarrel.known)
    came = (1 - last) * (left[:-1] - left[1:])[:, None, None] * _shares(fan.rates)
    return came, last + (1 - last) * left[-1]


def moved_on(model: Model, quarrel: Quarrel, fan: Fan, wait: Array, side: Array, level: Array) -> Quarrel:
    """What the next incident, after `wait` days, teaches of a quarrel's traits."""
    at, _, until = _when(wait, fan)
    told = learned(quarrel.traits, model.numbers, model.usual, wait, side, level, fan.due[at], until)
    return replace(quarrel, traits=told)


def _quietly(model: Model, worlds: World, shape: tuple[int, ...]) -> Array:
    """Silence after every incident [step, lane, bin, side, level]: states do not hang on what is learned of traits.

    All incidents are runs side by side, as the engine likes them, some hundred at a time.
    """
    many = int(np.prod(shape))
    blocks = -(-many // AT_ONCE)

    def laid(x: Array) -> Array:
        flat = jnp.moveaxis(x[..., 0].reshape(many, *x.shape[2:-1]), 0, -1)
        flat = jnp.pad(flat, [(0, 0)] * (flat.ndim - 1) + [(0, blocks * AT_ONCE - many)], mode="edge")
        return jnp.moveaxis(flat.reshape(*flat.shape[:-1], blocks, AT_ONCE), -2, 0)

    made = jax.lax.map(jax.checkpoint(lambda world: quiet(model, world)), jax.tree.map(laid, worlds))
    rows = jnp.moveaxis(made, -1, 1).reshape(blocks * AT_ONCE, *made.shape[1:-1])
    return rows[:many].reshape(*shape, *rows.shape[1:])


def _step(model: Model, quarrel: Quarrel, now: dict[str, Array], quietly: Array) -> tuple[Quarrel, Ahead]:
    fan = expect(model, quarrel, quietly, now["own_side"], now["own_level"])
    came, none = forecast(model, quarrel, fan)
    last = closing(model.numbers, quarrel.number, quarrel.known)
    side, level, wait = jnp.maximum(now["side"], 0), now["level"], now["wait"]
    at, before, until = _when(wait, fan)

    def left(passed: Array) -> Array:
        return silence(quarrel.traits, model.numbers["trait.tempo_shape"], passed)

    timed = jnp.where(now["timed"], (1 - last) * (left(before) - left(until)), 1.0)
    act = timed * _shares(fan.rates)[at, side, level]
    nothing = last + (1 - last) * left(_passed(now["watched"], fan))
    log_lik = now["counts"] * jnp.log(jnp.where(now["side"] >= 0, act, nothing) + LEAST)
    return moved_on(model, quarrel, fan, wait, side, level), Ahead(came, none, log_lik)


def _shares(rates: Array) -> Array:
    return rates / jnp.maximum(rates.sum(axis=(1, 2), keepdims=True), LEAST)


def _rest_of_day(numbers: dict[str, Array], number: Array, own_side: Array, own_level: Array) -> Array:
    """As how many days the rest of an incident's day counts, for each side to act [side]."""
    force, first = own_level >= FORCE, number < 2
    answer = numbers["mid.answer"] * jnp.where(force, numbers["mid.answer_force"], 1.0)
    days = numbers["mid.same_day"] * jnp.where(force, numbers["mid.after_force"], 1.0)
    days = days * jnp.where(first, numbers["mid.after_first"], 1.0)
    return days * jnp.where(jnp.arange(2) == own_side, 1.0, answer)


def _link(numbers: dict[str, Array], what: str, known: Array) -> Array:
    """How far what is known of a quarrel shifts its log tempo, or the logit of its closing."""
    return jnp.dot(known, jnp.stack([numbers[f"{what}.{feature}"] for feature in FEATURES]))


def _when(wait: Array, fan: Fan) -> tuple[Array, Array, Array]:
    """The bin of a wait in days, and the expected acts before its day begins and until it ends."""
    later = jnp.clip(jnp.searchsorted(jnp.asarray(EDGES), wait, side="left"), 1, len(EDGES) - 1)
    at = jnp.where(wait <= 0, 0, later)
    before = jnp.where(wait <= 0, 0.0, _passed(jnp.maximum(wait - 1, 0.0), fan))
    until = jnp.where(wait <= 0, fan.rates[0].sum(), _passed(wait, fan))
    return at, before, until


def _passed(days: Array, fan: Fan) -> Array:
    """Expected acts through some days of silence, the rest of the first day included."""
    edges = jnp.asarray(EDGES)
    at = jnp.clip(jnp.searchsorted(edges, days, side="left"), 1, len(EDGES) - 1)
    return fan.ends[at] + (days - edges[at - 1]) * fan.rates[at].sum()
