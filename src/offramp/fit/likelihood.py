"""The likelihood of recorded disputes under the simulated model, one incident ahead at a time.

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

from offramp.history.dispute_covariates import FEATURES
from offramp.history.disputes import Steps
from offramp.world import World, start

from .frailty import Traits, learned, opened, silence, tilt, unknown
from .model import EDGES, Model, happened, quiet, set_up
from .two_sided import Frame, Template

BIN = np.searchsorted(EDGES, np.arange(EDGES[-1] + 1))  # of every day; the rest of the same day is one
ENDS = np.concatenate([[0], EDGES + 1]).astype(int)  # where the first bin begins in what has passed, and each ends
FORCE = 2  # the level from which MID sees force
ANSWERED, FORCEFUL = 0.3, 0.45  # usual shares of incidents that the other side's precede, and of force
LEAST = 1e-12
AT_ONCE = 512  # incidents whose silence is looked at together


class Quarrel(eqx.Module):
    """What is known of a quarrel beside its state: its traits, how many incidents it had, what the first one told.

    `answered` and `force` say of the last incident, if it was not the first, whether the other side had acted before
    it, and whether it was force, each beyond the usual.
    """

    traits: Traits
    number: Array
    known: Array  # [feature]
    side: Array  # that acted last; -1 for none
    answered: Array
    force: Array


class Ahead(eqx.Module):
    """One step ahead: probability by bin, side and level, that of none, and the log-likelihood of what came."""

    next: Array  # [bin, side, level]; the first bin is the rest of the same day
    none: Array
    log_lik: Array


class Fan(eqx.Module):
    """What silence would bring: acts a day by bin, side and level, at the tempo's mean."""

    rates: Array  # [bin, side, level]; of the first bin, acts in the rest of the same day
    due: Array  # shares before the quarrel's own traits [bin, side, level]
    passed: Array  # expected acts of each side before the rest of the day, after it, and after each day [day + 2, side]

    @property
    def levels(self) -> Array:
        """Share of each level in what a side does [bin, side, level]."""
        return self.rates / jnp.maximum(self.rates.sum(axis=-1, keepdims=True), LEAST)


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
    zero = jnp.zeros(())
    return Quarrel(unknown(), zero, jnp.zeros(len(FEATURES)), jnp.full((), -1, jnp.int32), zero, zero)


def counted(model: Model, quarrel: Quarrel, now: dict[str, Array]) -> Quarrel:
    """A quarrel with one incident more; a `fresh` one begins with it.

    Parameters
    ----------
    model : Model
    quarrel : Quarrel
    now : dict of str to Array
        The incident: `own_side`, `own_level`, `known`, and `fresh` where it is the first of its dispute.
    """
    kept: Quarrel = jax.tree.map(lambda new, old: jnp.where(now["fresh"], new, old), begin(), quarrel)
    side, due = now["own_side"], model.first[now["own_side"]]
    told = opened(kept.traits, side, now["own_level"], due / due.sum())
    traits: Traits = jax.tree.map(lambda new, old: jnp.where(now["fresh"], new, old), told, kept.traits)
    answered = jnp.where(now["fresh"], 0.0, (side != kept.side).astype(jnp.float32) - ANSWERED)
    force = jnp.where(now["fresh"], 0.0, (now["own_level"] >= FORCE).astype(jnp.float32) - FORCEFUL)
    return Quarrel(traits, kept.number + 1, now["known"], side, answered, force)


def expect(model: Model, quarrel: Quarrel, quietly: Array, own_side: Array, own_level: Array) -> Fan:
    """What silence would bring in this quarrel after an incident of one side; `quietly` as `quiet` gives it.

    Parameters
    ----------
    model : Model
    quarrel : Quarrel
    quietly : float32[bin, side, level]
        Rates while nothing happens, as `quiet` gives them.
    own_side : int scalar
        Whose incident it was.
    own_level : int scalar
        Its level.
    """
    numbers, force = model.numbers, own_level >= FORCE
    today = _rest_of_day(numbers, quarrel.number, own_side, own_level)
    lull = numbers["lull.force"] * jnp.where(jnp.arange(2) == own_side, 1.0, numbers["lull.answer"])
    due = quietly.at[0].multiply(today[:, None]).at[1:].multiply(jnp.where(force, lull, 1.0)[None, :, None])
    rates = due * jnp.exp(_link(numbers, "tempo", quarrel.known)) * tilt(quarrel.traits, numbers, model.usual)[None]
    passed = jnp.concatenate([jnp.zeros((1, 2)), jnp.cumsum(rates.sum(axis=2)[BIN], axis=0)])
    return Fan(rates, due / jnp.maximum(due.sum(axis=(1, 2), keepdims=True), LEAST), passed)


def closing(
    numbers: dict[str, Array], number: Array, known: Array, answered: Array | float = 0.0, force: Array | float = 0.0
) -> Array:
    """Probability that a quarrel's act of this number (from 1) is its last.

    Parameters
    ----------
    numbers : dict of str to scalar
    number : float
    known : float[feature]
        As `beginnings` gives it.
    answered, force : float
        As `Quarrel` has them; 0 for a usual act.
    """
    first = jnp.where(number < 2, numbers["close.first"], 0.0)
    often = numbers["close.often"] + first - numbers["close.lasting"] * jnp.log(jnp.maximum(number, 1.0))
    often = often + numbers["close.answered"] * answered + numbers["close.force"] * force
    return jax.nn.sigmoid(often + _link(numbers, "close", known))


def closed(numbers: dict[str, Array], quarrel: Quarrel) -> Array:
    """Probability that a quarrel's act so far was its last."""
    return closing(numbers, quarrel.number, quarrel.known, quarrel.answered, quarrel.force)


def forecast(model: Model, quarrel: Quarrel, fan: Fan) -> tuple[Array, Array]:
    """Probability of the next incident by bin, side and level, and that of none."""
    left = silence(quarrel.traits, model.numbers, fan.passed[ENDS])
    last, total = closed(model.numbers, quarrel), jnp.exp(left.sum(axis=1))
    sides = shares(left[:-1] - left[1:])
    came = (1 - last) * (total[:-1] - total[1:])[:, None, None] * sides[:, :, None] * fan.levels
    return came, last + (1 - last) * total[-1]


def shares(pressed: Array) -> Array:
    """Share of each side in what comes while its log-probability of silence falls by so much [..., side]."""
    least = jnp.maximum(pressed, LEAST)
    return least / least.sum(axis=-1, keepdims=True)


def bin_of(day: Array) -> Array:
    """The bin of a whole day."""
    return jnp.asarray(BIN)[day]


def moved_on(model: Model, quarrel: Quarrel, fan: Fan, day: Array, side: Array, level: Array) -> Quarrel:
    """What the next incident, after so many whole days, teaches of a quarrel's traits.

    Parameters
    ----------
    model : Model
    quarrel : Quarrel
    fan : Fan
    day : int scalar
        Whole days since the last incident.
    side : int scalar
        Whose incident it is.
    level : int scalar
        Its level.
    """
    due, until = fan.due[bin_of(day)], fan.passed[day + 1]
    days = day.astype(jnp.float32)
    told = learned(quarrel.traits, model.numbers, model.usual, days, side, level, due, until)
    return replace(quarrel, traits=told)


def _quietly(model: Model, worlds: World, shape: tuple[int, ...]) -> Array:
    """Silence after every incident [step, lane, bin, side, level]: states do not depend on what is learned of traits.

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
    last = closed(model.numbers, quarrel)
    side, level, day = jnp.maximum(now["side"], 0), now["level"], now["wait"].astype(jnp.int32)
    days = jnp.stack([day, day + 1, now["watched"].astype(jnp.int32) + 1])
    early, late, watched = silence(quarrel.traits, model.numbers, fan.passed[days])
    that_day = (1 - last) * (jnp.exp(early.sum()) - jnp.exp(late.sum())) * shares(early - late)[side]
    act = jnp.where(now["timed"], that_day * fan.levels[bin_of(day), side, level], came.sum(axis=0)[side, level])
    nothing = last + (1 - last) * jnp.exp(watched.sum())
    log_lik = now["counts"] * jnp.log(jnp.where(now["side"] >= 0, act, nothing) + LEAST)
    return moved_on(model, quarrel, fan, day, side, level), Ahead(came, none, log_lik)


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
