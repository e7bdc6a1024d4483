"""The referee: the rules of Offramp once more, short and obvious, for one future at a time.

It shares with the engine the compiled case, the constants and the random numbers, and nothing else: no JAX, no run
axis, float64, a list of acts for every turn. Where the two disagree, one of them does not do what the rules say.
"""

from __future__ import annotations

import numpy as np

from offramp.engine.choice import BOUND
from offramp.game.record import RecordedActs
from offramp.world.systems import ladder, opportunity
from tests.referee import crisis, politics
from tests.referee.case import Case, State, Turn, Values, act_of, full

RULES = {
    rule.__name__: rule
    for rule in (
        crisis.momentum,
        crisis.ledger,
        crisis.limits,
        crisis.orders,
        crisis.leaders,
        crisis.beliefs,
        crisis.places,
        crisis.heat,
        politics.stress,
        politics.publics,
        politics.guests,
        politics.channels,
        politics.programmes,
        politics.stocks,
        politics.shocks,
        politics.norms,
    )
}


def start(c: Case) -> State:
    """The state before the record."""
    return State(**crisis.start(c), **politics.start(c), dead=np.zeros(2))


def opening(c: Case, script: RecordedActs | None = None) -> State:
    """The state after the record: its acts go through the same rules, and every order in it was heard."""
    s, script = start(c), script or c.game.script
    for step, days in enumerate(script.days.tolist()):
        acts = [
            act_of(
                c,
                i,
                -1,
                int(move),
                int(script.target[step, i]),
                int(script.arena[step, i]) % (len(s.heat) + 1),
                *script.deaths[step, i].tolist(),
            )
            for i, move in enumerate(script.move[step])
            if move >= 0
        ]
        lost = set(np.flatnonzero(script.lost[step]).tolist())
        s = advance(c, s, Turn(acts, lost, np.ones(c.actors), days))
    return s


def odds(c: Case, s: State, rest: Values) -> tuple[Values, Values, Values]:
    """What everybody might do: weights of the options, their sum over each actor's, and the acts to expect a day."""
    mass, total = weigh(c, utility(c, s))
    eager = c.w.choice.eagerness * (np.log(np.maximum(total, 1e-30)) - rest)
    return mass, total, c.d.tempo_per_day * np.exp(c.w.leaders.wrath * s.wrath + eager)


def at_rest(c: Case) -> Values:
    """The value of acting when nothing presses."""
    return np.asarray(np.log(np.maximum(weigh(c, c.d.climb + c.d.reach)[1], 1e-30)))


def utility(c: Case, s: State) -> Values:
    """The utility of every option."""
    b, w = c.b, c.w
    loose = np.array([1 - s.control[t] if tied else 0.0 for t, tied in zip(b.dyad_tie, b.dyad_tied, strict=True)])
    held = np.array(
        [
            s.control[t] * s.coordination[b.tie_patron[t]] if tied else 0.0
            for t, tied in zip(b.dyad_tie, b.dyad_tied, strict=True)
        ]
    )
    owed = np.clip(0.5 + 0.1 * np.log2(np.maximum(s.debt, 1e-6)), 0, 1)
    tight = w.reciprocity.owed_pull * s.debt / (s.debt + 1)
    wide = tight / (1 + w.rules.widen * s.doubt[b.dyad_pair])
    more = politics.pull(c, s)
    force = (
        w.reciprocity.own_fast * full(s.fast)
        + w.reciprocity.other_fast * full(s.fast[b.dyad_reverse])
        + w.reciprocity.own_slow * full(s.slow)
        - w.reciprocity.silence * np.log(1 + s.quiet)
        + w.reciprocity.readiness * np.log(1 + s.debt)
        + b.dyad_tied * w.proxies.order_pull * s.order
        - w.proxies.leash * held * (1 - np.maximum(s.order, 0))
        - w.deterrence.clarity_pull * s.clarity * loose
        + w.opportunity.plot_pull * s.plot
        + more.force
    )
    height = 2 * tight * owed - w.deterrence.fear * s.belief + more.height
    calm = w.reciprocity.goodwill * full(s.goodwill) - w.reciprocity.grudge * np.log(1 + s.debt) + more.calm
    k, x = b.option_dyad, b.height
    unready = np.maximum(1 - s.prepared[k] / c.d.prepare, 0)
    beyond = np.maximum(b.rung - s.ceiling[b.option_pair], 0) / 10
    again = w.ladder.repeat_pull * s.memory[k] * np.maximum(1 - np.abs(x - s.last[k]) / ladder.LEVEL, 0)
    out = c.d.climb + c.d.reach + calm[k] * b.depth + height[k] * x - wide[k] * x**2 + politics.purposes(c, s)
    out += (force[k] + again - w.reciprocity.preparation * unready) * b.force
    out -= w.rules.breach_cost * beyond / (1 + s.doubt[b.option_pair])
    o = np.flatnonzero(b.placed)
    out[o] += w.opportunity.exposure_pull * np.log(
        (opportunity.FLOOR + crisis.exposed(c, s)[b.option_place[o]]) / (opportunity.FLOOR + 1)
    )
    o = np.flatnonzero(b.sited)
    out[o] += w.fronts.heat_pull * np.log(1 + s.heat[b.option_arena[o]])
    return np.asarray(out / (1 + w.leaders.unsettle * s.passing)[b.option_actor])


def weigh(c: Case, u: Values) -> tuple[Values, Values]:
    """Weights of the options, and their sum over each actor's: nested quantal response."""
    d = c.w.choice.same_class
    mass = c.b.option_weight * np.exp(np.clip(u / d, -BOUND, BOUND))
    nest = np.bincount(c.b.option_nest, mass)
    value = c.b.nest_weight * nest**d
    return mass * (value / nest)[c.b.option_nest], np.bincount(c.nest_actor, value, c.actors).astype(float)


def advance(c: Case, s: State, t: Turn) -> State:
    """The state after a turn: each system's function reads the morning's state and the turn's acts."""
    after = {name: value for rule in RULES.values() for name, value in rule(c, s, t).items()}
    dead = [sum(a.military for a in t.acts), sum(a.civilian for a in t.acts)]
    return State(**{**vars(s), **after, "dead": s.dead + np.array(dead)})
