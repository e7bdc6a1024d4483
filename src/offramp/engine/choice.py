"""Nested quantal response: act or wait, then the move, then target and arena.

Theory: quantal response (McKelvey and Palfrey 1995) in nests (McFadden 1978). With base weights w (within a move) and W
(over an actor's moves), each summing to one, dissimilarity d and eagerness e:

    value of a move      V_m = d log sum_o w_o exp(U_o / d)
    value of acting      V   = log sum_m W_m exp(V_m)
    acts per day         h   = tempo exp(act + e (V - V at rest))
    P(act in a turn)         = 1 - exp(-h days)          up to a day
                             = days (1 - exp(-h))        beyond, at most 1: each day holds one act at most
    P(option | act)          = W_m exp(V_m - V) w_o exp((U_o - V_m) / d)

An option that cannot be done now weighs nothing. Where a series of acts has a rate of its own, r times the one
expected, h P(option | act) is multiplied by r of the option's series. That is no utility: V stays as it is, and what
one series has more no other has less.

The inclusive values are means, not sums, so more options do not by themselves raise anybody's tempo. The same functions
give the next act of a simulation and the log-probability of an act that history made.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game import Board, Dials
from offramp.game.xla.jit import apart, at_run
from offramp.world import Pull, each, learns, spread
from offramp.world.fade import Days

BOUND = 60.0  # utilities over dissimilarity stay within this, so that no exponential overflows
LEAST = 1e-30  # the least probability of what was done, so that a log-likelihood stays finite
SURE = 1 - 1e-6  # a wait that could not be is only very unlikely, so that a log-likelihood stays finite


class Odds(eqx.Module):
    """What everybody might do this turn.

    `per_day` is each actor's hazard of acting; `mass` an option's weight, which sums to `total` over its actor's;
    `utility` is what it is worth to its actor. `expected` is how many acts of each series come in a day, had none
    a rate of its own; None where no system learns from it. `feasible` is 0 for options that cannot be done now, of
    those that need anything, with a last row for the rest; None where all can.
    """

    per_day: Float[Array, "actor run"]
    mass: Float[Array, "option run"]
    total: Float[Array, "actor run"]
    utility: Float[Array, "option run"]
    expected: Float[Array, "series run"] | None = None
    feasible: Float[Array, "need1 run"] | None = None

    def act_prob(self, days: Days) -> Float[Array, "actor run"]:
        """Probability that the actor acts within the turn."""
        return jnp.minimum(jnp.maximum(days, 1.0) * -jnp.expm1(-self.per_day * jnp.minimum(days, 1.0)), 1.0)


def odds(board: Board, dials: Dials, pull: Pull, rest: Float[Array, "actor run"]) -> Odds:
    """Weigh all options under the systems' summed pull; `rest` is the value of acting when nothing presses."""
    utility = _utility(board, pull)
    mass, total = _weigh(board, dials, utility, pull.feasible)
    act = 0.0 if pull.act is None else pull.act
    eager = dials.world["choice"]["eagerness"]
    per_day = dials.tempo_per_day * jnp.exp(act + eager * (jnp.log(total) - rest))
    expected = _expected(board, per_day, mass, total) if learns(dials) else None
    if pull.often is not None:
        mass, own = _at_own_rates(board, mass, pull.often)
        per_day, total = per_day * own / total, own
    return Odds(per_day, mass, total, utility, expected, pull.feasible)


def at_rest(board: Board, dials: Dials) -> Float[Array, "actor run"]:
    """Value of acting when nothing presses: tempo is stated for this."""
    first, *others = (at_rest(dials) for at_rest in each("at_rest", dials).values())
    return jnp.log(_weigh(board, dials, sum(others, first))[1])


def choose(
    board: Board,
    odds: Odds,
    days: Days,
    u_act: Float[Array, "actor run"],
    u_choose: Float[Array, "actor run"],
) -> tuple[Bool[Array, "actor run"], UInt[Array, "actor run"]]:
    """Whether each actor acts, and the option that it takes, by inverse CDF over its options in their order.

    Parameters
    ----------
    board : Board
    odds : Odds
    days : Days
        Of the turn.
    u_act : float32[actor, run]
        Uniform luck of whether it acts.
    u_choose : float32[actor, run]
        Uniform luck of which option it takes.
    """
    taken = u_act < odds.act_prob(days)
    passed = board.actor_options.passed(odds.mass, u_choose * odds.total)
    return taken, board.actor_first + jnp.maximum(passed, 0).astype(jnp.uint32)


def can_be_done(board: Board, odds: Odds, option: UInt[Array, "actor run"]) -> Bool[Array, "actor run"]:
    """Whether each actor's option can be done now."""
    if odds.feasible is None:
        return jnp.ones(option.shape, bool)
    return at_run(odds.feasible, board.precedents.option_need[option]) > 0


def prefers(board: Board, odds: Odds, options: UInt[Array, " some"]) -> Float[Array, " run"]:
    """1 where one of some options is the best that its actor has.

    Parameters
    ----------
    board : Board
    odds : Odds
    options : uint32[some]
        Positions of the options that are asked about.
    """
    best = board.actor_options.top(odds.utility)[board.option_actor[options]]
    return (odds.utility[options] >= best).any(axis=0).astype(jnp.float32)


def log_prob(
    board: Board, odds: Odds, days: Days, taken: Bool[Array, "actor run"], option: UInt[Array, "actor run"]
) -> Float[Array, "actor run"]:
    """Log-probability of what each actor did: of its wait, or of acting and of this option.

    Parameters
    ----------
    board : Board
    odds : Odds
    days : Days
        Of the turn.
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it did; read only where it acted.
    """
    chosen = jnp.maximum(at_run(odds.mass, option) / odds.total, LEAST)
    act = odds.act_prob(days)
    waited = jnp.where(days > 1, jnp.log1p(-jnp.minimum(act, SURE)), -odds.per_day * days)
    return jnp.where(taken, jnp.log(act) + jnp.log(chosen), waited)


@apart
def _expected(board: Board, per_day: Array, mass: Array, total: Array) -> Float[Array, "series run"]:
    """Acts a day, of which there is one at most."""
    often = -jnp.expm1(-per_day) / total
    return board.series_options.sum(mass) * often[board.series_actor]


@apart
def _at_own_rates(board: Board, mass: Array, often: Float[Array, "series run"]) -> tuple[Array, Array]:
    """Weights of options where series have rates of their own, and their sum over each actor's."""
    mass = mass * often[board.option_series]
    return mass, jnp.maximum(board.actor_options.sum(mass), 1e-30)


@apart
def _utility(board: Board, pull: Pull) -> Float[Array, "option run"]:
    utility = spread(board, pull)
    return utility if pull.spread is None else utility / (1 + pull.spread)[board.option_actor]


def _weigh(
    board: Board, dials: Dials, utility: Float[Array, "option run"], feasible: Array | None = None
) -> tuple[Array, Array]:
    d = dials.world["choice"]["same_class"]
    mass = _mass(board, d, utility, feasible)
    nest = jnp.maximum(board.nest_options.sum(mass), 1e-30)
    mass = _share(board, mass, _values(board, d, nest), nest)
    return mass, jnp.maximum(board.actor_options.sum(mass), 1e-30)


@apart
def _mass(board: Board, d: Array, utility: Array, feasible: Array | None) -> Array:
    mass = jnp.exp(jnp.clip(utility / d, -BOUND, BOUND)) * board.option_weight
    return mass if feasible is None else mass * feasible[board.precedents.option_need]


@apart
def _values(board: Board, d: Array, nest: Array) -> Array:
    return jnp.exp(d * jnp.log(nest)) * board.nest_weight


@apart
def _share(board: Board, mass: Array, value: Array, nest: Array) -> Array:
    return mass * (value / nest)[board.option_nest]
