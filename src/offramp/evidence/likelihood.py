"""The likelihood of recorded disputes under the model that simulates, one incident ahead at a time.

After each incident the state is played forward in silence to the middle of every time bin (`EDGES`); there the choice
model says how fast each side would act where MID can see it, and at what level. Of invisible moves it is only known
that none of the visible ones was made, so they are summed out. Traits of a quarrel are draws, weighed by how well each
foretold the quarrel so far. Its tempo multiplies both sides' hazards, so its gamma law is kept in closed form, and so
is the beta law of whether the last act was the last. The likelihood is the product of these one-step forecasts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from offramp.engine.choice import at_rest
from offramp.engine.turn import decide, tell
from offramp.game import Dials
from offramp.world import Acts, World, advance, start
from offramp.world.fade import fade

from .disputes import SILENCE, SOME_DEAD, Steps
from .two_sided import Frame, Template

EDGES = np.array([0, 1, 2, 4, 7, 14, 30, 60, 90, 130, SILENCE], np.float32)  # days after an incident
LEAST = 1e-12


class Carry(eqx.Module):
    """What is known of a quarrel: its state, and its traits as draws with weights; run is the trait draw."""

    world: World
    log_weight: Array  # [run]
    acts: Array  # [run], counted for the tempo's gamma law
    exposure: Array  # [run], expected acts at the tempo's mean
    number: Array  # of the incident in its dispute


class Ahead(eqx.Module):
    """One step ahead: probability by bin, side and level, that of none, and the log-likelihood of what came."""

    next: Array  # [bin, side, level]; the first bin is the rest of the same day
    none: Array
    log_lik: Array


def put(steps: Steps, made: Frame) -> dict[str, Array]:
    """Steps as arrays [step, lane, ...] to scan over."""
    code = np.array([made.move(action) if action else -1 for action in range(23)])
    own = {name: getattr(steps, name) for name in ("fresh", "before", "own_side", "own_level", "wait", "side", "level")}
    rest = {name: getattr(steps, name) for name in ("timed", "watched", "counts")}
    told = {"move": code[steps.action].astype(np.int32), "dead": steps.dead.astype(np.float32)}
    return {name: jnp.asarray(value) for name, value in (own | rest | told).items()}


def foretell(template: Template, numbers: dict[str, Array], points: Array, steps: dict[str, Array]) -> Ahead:
    """Forecast every step [step, lane] from what came before it.

    Parameters
    ----------
    template : Template
    numbers : dict of str to scalar
        See `parameters`.
    points : float32[four, run]
        Standard normal draws of the traits: tempo between sides, resolve, resolve between sides, tempo.
    steps : dict of str to array
        See `put`.
    """
    dials = set_dials(template, numbers, points)
    rest = at_rest(template.board, dials)
    first = _rates(template, dials, numbers, start(template.board, dials), rest)[0]
    blank = _fresh(template, dials)
    lanes = steps["fresh"].shape[1]
    carry = jax.tree.map(lambda x: jnp.broadcast_to(x, (lanes, *x.shape)), blank)

    @jax.checkpoint
    def lane(carry: Carry, now: dict[str, Array]) -> tuple[Carry, Ahead]:
        kept: Carry = jax.tree.map(lambda new, old: jnp.where(now["fresh"], new, old), blank, carry)
        at = first[now["own_side"], now["own_level"]] / first[now["own_side"]].sum(axis=0)
        opened = jnp.where(now["fresh"], jnp.log(at + LEAST), 0.0)
        kept = replace(kept, log_weight=_share(kept.log_weight + opened), number=kept.number + 1)
        world = _incident(template, dials, kept.world, now)
        return _step(template, dials, numbers, replace(kept, world=world), rest, now)

    ahead: Ahead = jax.lax.scan(jax.vmap(lane), carry, steps)[1]
    return ahead


foretold = jax.jit(foretell)


def set_dials(template: Template, numbers: dict[str, Array], points: Array) -> Dials:
    """The template's dials for every trait draw."""
    side = jnp.array([[1.0], [-1.0]])
    common = numbers["trait.tempo_common"] * points[3:4]
    lead = 0.5 * numbers["trait.first"] + numbers["trait.tempo_between"] * points[:1]
    nerve = numbers["trait.resolve_common"] * points[1:2] + side * (
        0.5 * numbers["trait.first_resolve"] + numbers["trait.resolve_between"] * points[2:3]
    )
    world = {path: value for path, value in numbers.items() if path.startswith("world.")}
    return lay_dials(template, world, jax.nn.sigmoid(nerve), numbers["trait.tempo"] * jnp.exp(common + side * lead))


def lay_dials(template: Template, world: dict[str, Array], resolve: Array, tempo: Array) -> Dials:
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
    tilt = 2 * (resolve[template.board.option_actor] - 0.5) * template.tilt
    climb = dials.climb + tilt * laid["ladder"]["resolve_pull"]
    for dial, slope in template.slopes.items():
        climb = climb + slope * (laid["ladder"][dial] - old[dial])
    return replace(dials, world=laid, climb=climb, tempo_per_day=tempo)


def _fresh(template: Template, dials: Dials) -> Carry:
    zero = jnp.zeros(dials.climb.shape[1])
    return Carry(start(template.board, dials), zero - jnp.log(float(zero.shape[0])), zero, zero, jnp.zeros(()))


def _incident(template: Template, dials: Dials, world: World, now: dict[str, Array]) -> World:
    """The state after an incident: what MID codes of it, as acts."""
    runs = dials.climb.shape[1]
    wide = jnp.broadcast_to(now["move"][:, None], (2, runs))
    dead = jnp.zeros((2, 2, runs)).at[0].set(jnp.where(wide >= 0, SOME_DEAD * now["dead"], 0.0))
    return advance(template.board, dials, world, acts_of(template, dials, world, wide, dead), now["before"])


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
    return tell(template.board, dials, world, move >= 0, at, other, nowhere, dead, jnp.zeros(move.shape))


def _step(
    template: Template, dials: Dials, numbers: dict[str, Array], carry: Carry, rest: Array, now: dict[str, Array]
) -> tuple[Carry, Ahead]:
    rates = _fan(template, dials, numbers, carry.world, rest)  # [bin, side, level, run]
    total = rates.sum(axis=(1, 2))
    days = jnp.concatenate([numbers["mid.same_day"][None], jnp.diff(jnp.asarray(EDGES))])[:, None]
    ends = jnp.concatenate([jnp.zeros((1, total.shape[1])), jnp.cumsum(total * days, axis=0)])
    last = numbers["close.yes"] / (numbers["close.yes"] + numbers["close.no"] + carry.number - 1)
    shape = numbers["trait.tempo_shape"]

    def lives(passed: Array) -> Array:
        """Probability that nothing was seen through some expected acts [..., run], by draw."""
        acts, exposure = (part.reshape((1,) * (passed.ndim - 1) + (-1,)) for part in (carry.acts, carry.exposure))
        return jnp.exp((shape + acts) * -jnp.log1p(passed / (shape + exposure)))

    share = rates / jnp.maximum(total, LEAST)[:, None, None]
    weight = jax.nn.softmax(carry.log_weight)
    left = lives(ends)
    came = (1 - last) * jnp.einsum("r,br,bslr->bsl", weight, left[:-1] - left[1:], share)
    none = last + (1 - last) * jnp.dot(weight, left[-1])
    at, before, until = _when(now["wait"], total, ends, numbers["mid.same_day"])
    act = jnp.where(now["timed"], (1 - last) * (lives(before) - lives(until)), 1.0)
    act = act * share[at, jnp.maximum(now["side"], 0), now["level"]]
    still = _passed(now["watched"], total, ends)
    silent = last + (1 - last) * lives(still)
    follows = now["side"] >= 0
    log = jnp.log(jnp.where(follows, act, silent) + LEAST)
    log_lik = now["counts"] * jax.nn.logsumexp(jax.nn.log_softmax(carry.log_weight) + log)
    kept = fade(now["wait"], numbers["trait.memory"])
    after = replace(
        carry, log_weight=_share(kept * (carry.log_weight + log)),
        acts=kept * (carry.acts + 1.0), exposure=kept * (carry.exposure + until),
    )  # fmt: skip
    return after, Ahead(came, none, log_lik)


def _fan(template: Template, dials: Dials, numbers: dict[str, Array], world: World, rest: Array) -> Array:
    """Visible acts per day at the tempo's mean, in the middle of every bin of silence [bin, side, level, run]."""
    nobody = jnp.full((2, dials.climb.shape[1]), -1, jnp.int32)
    silent = acts_of(template, dials, world, nobody, jnp.zeros((2, *nobody.shape)))
    middle = jnp.concatenate([jnp.zeros(1), jnp.asarray((EDGES[1:] + EDGES[:-1]) / 2)])

    def at(days: Array) -> Array:
        return _rates(template, dials, numbers, advance(template.board, dials, world, silent, days), rest)[0]

    return jax.vmap(at)(middle)


def _rates(template: Template, dials: Dials, numbers: dict[str, Array], world: World, rest: Array) -> tuple[Array, Any]:
    odds = decide(template.board, dials, world, rest)
    mass = jnp.stack([template.board.actor_options.sum(odds.mass * level[:, None]) for level in template.seen], axis=1)
    coded = jnp.ones((1, mass.shape[1], 1)).at[:, 0].set(numbers["mid.threat"])
    return odds.per_day[:, None] * coded * mass / odds.total[:, None], odds


def _when(wait: Array, total: Array, ends: Array, same_day: Array) -> tuple[Array, Array, Array]:
    """The bin of a wait in days, and the expected acts before its day begins and until it ends, by draw."""
    later = jnp.clip(jnp.searchsorted(jnp.asarray(EDGES), wait, side="left"), 1, len(EDGES) - 1)
    at = jnp.where(wait <= 0, 0, later)
    before = jnp.where(wait <= 0, 0.0, _passed(jnp.maximum(wait - 1, 0.0), total, ends))
    until = jnp.where(wait <= 0, same_day * total[0], _passed(wait, total, ends))
    return at, before, until


def _passed(days: Array, total: Array, ends: Array) -> Array:
    """Expected acts through some days of silence, the rest of the first day included, by draw."""
    edges = jnp.asarray(EDGES)
    at = jnp.clip(jnp.searchsorted(edges, days, side="left"), 1, len(EDGES) - 1)
    return ends[at] + (days - edges[at - 1]) * total[at]


def _share(log_weight: Array) -> Array:
    return jax.nn.log_softmax(log_weight)
