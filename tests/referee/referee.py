"""The referee: the rules of Offramp once more, short and obvious, for one future at a time.

It shares with the engine the compiled case, the constants and the random numbers, and nothing else: no JAX, no run
axis, float64, a list of acts for every turn. Where the two disagree, one of them does not do what the rules say.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.engine.choice import BOUND
from offramp.game import Game
from offramp.game.board import EFFECTS
from offramp.world import deterrence, fronts, ladder, opportunity, reciprocity, rules

Values = NDArray[np.float64]


class Act(NamedTuple):
    """What one actor did in a turn. `harm` and `payment` are points, `dyad` is -1 where nobody keeps a ledger."""

    actor: int
    option: int
    move: int
    target: int
    arena: int
    dyad: int
    rung: float
    harm: float
    payment: float
    military: float
    civilian: float
    ordered: bool = False

    @property
    def dead(self) -> float:
        return self.military + self.civilian

    @property
    def height(self) -> float:
        return max(self.rung, 0.0) / 10


class Case:
    """The numbers of one draw: `b` the board, `d` the dials, `w` the dials of each system."""

    def __init__(self, game: Game, draw: int) -> None:
        def arrays(part: Any) -> dict[str, NDArray[Any]]:
            return {name: np.asarray(x) for name, x in vars(part).items() if hasattr(x, "shape")}

        def column(x: NDArray[Any]) -> NDArray[Any]:
            x = x[:, 0] if x.ndim == 2 and x.shape[1] == 1 else x
            return x.astype(float if x.dtype.kind == "f" else int)

        self.game, self.words = game, np.asarray(game.board.words)
        self.b = SimpleNamespace(**{name: column(x) for name, x in arrays(game.board).items()})
        self.d = SimpleNamespace(**{name: x[..., draw].astype(float) for name, x in arrays(game.dials).items()})
        self.w = SimpleNamespace()
        for system, dials in game.dials.world.items():
            values = {name: float(np.asarray(x)[0, draw]) for name, x in dials.items()}
            setattr(self.w, system.replace("-", "_"), SimpleNamespace(**values))
        ends = zip(self.b.dyad_actor.tolist(), self.b.dyad_target.tolist(), strict=True)
        self.dyad = {pair: k for k, pair in enumerate(ends)}
        self.actors, self.dyads = len(self.d.tempo_per_day), len(self.dyad)
        self.own = [np.flatnonzero(self.b.option_actor == i) for i in range(self.actors)]
        self.nest_actor = np.zeros(len(self.b.nest_weight), int)
        self.nest_actor[self.b.option_nest] = self.b.option_actor

    def does(self, act: Act, effect: str) -> bool:
        return bool(self.b.move_effects[act.move] >> EFFECTS.index(effect) & 1)


class Turn(NamedTuple):
    """A turn's acts, who lost a leader, how far proxies heed orders, and its length."""

    acts: list[Act]
    lost: set[int]
    heeds: Values
    days: float

    def on(self, case: Case, value: Callable[[Act], float]) -> Values:
        """A value of each act on the dyad of its doer and target."""
        out = np.zeros(case.dyads)
        for act in self.acts:
            if act.dyad >= 0:
                out[act.dyad] = value(act)
        return out

    def fade(self, half_life: Any) -> Any:
        return 2.0 ** (-self.days / half_life)


def start(c: Case) -> SimpleNamespace:
    """The state before the record."""
    dyads, actors = np.zeros(c.dyads), np.zeros(c.actors)
    places, arenas = np.ones(len(c.b.place_owner)), np.zeros(len(c.b.arenas_near))
    return SimpleNamespace(
        last=dyads, memory=dyads,
        debt=dyads, prepared=dyads, fast=dyads, slow=dyads, quiet=dyads + reciprocity.LONG_QUIET, goodwill=dyads,
        ceiling=c.d.ceiling, doubt=c.d.doubt, control=c.d.control, order=dyads,
        passing=actors, lasting=actors, wrath=actors, coordination=actors + 1,
        belief=c.d.belief, waiting=dyads, clarity=dyads, exposure=places, vigilance=places, plot=dyads,
        heat=arenas, mission=arenas + 1, dead=np.zeros(2),
    )  # fmt: skip


def opening(c: Case) -> SimpleNamespace:
    """The state after the record: its acts go through the same rules, and every order in it was heard."""
    s, script = start(c), c.game.script
    for step, days in enumerate(script.days.tolist()):
        acts = [
            act_of(c, i, -1, int(move), int(script.target[step, i]), int(script.arena[step, i]) % (len(s.heat) + 1),
                   *script.deaths[step, i].tolist())
            for i, move in enumerate(script.move[step]) if move >= 0
        ]  # fmt: skip
        lost = set(np.flatnonzero(script.lost[step]).tolist())
        s = advance(c, s, Turn(acts, lost, np.ones(c.actors), days))
    return s


def act_of(c: Case, actor: int, option: int, move: int, target: int, arena: int, *deaths: float) -> Act:
    military, civilian = deaths
    dyad, rung = c.dyad.get((actor, target), -1), float(c.b.move_rung[move])
    return Act(actor, option, move, target, arena, dyad, rung, c.d.harm[move], c.d.payment[move], military, civilian)


def utility(c: Case, s: SimpleNamespace) -> Values:
    """The utility of every option."""
    b, w = c.b, c.w
    loose = np.array([1 - s.control[t] if tied else 0.0 for t, tied in zip(b.dyad_tie, b.dyad_tied, strict=True)])
    held = np.array([s.control[t] * s.coordination[b.tie_patron[t]] if tied else 0.0
                     for t, tied in zip(b.dyad_tie, b.dyad_tied, strict=True)])  # fmt: skip
    owed = np.clip(0.5 + 0.1 * np.log2(np.maximum(s.debt, 1e-6)), 0, 1)
    tight = w.reciprocity.owed_pull * s.debt / (s.debt + 1)
    wide = tight / (1 + w.rules.widen * s.doubt[b.dyad_pair])
    force = (
        w.reciprocity.own_fast * full(s.fast) + w.reciprocity.other_fast * full(s.fast[b.dyad_reverse])
        + w.reciprocity.own_slow * full(s.slow) - w.reciprocity.silence * np.log(1 + s.quiet)
        + w.reciprocity.readiness * np.log(1 + s.debt)
        + b.dyad_tied * w.proxies.order_pull * s.order - w.proxies.leash * held * (1 - np.maximum(s.order, 0))
        - w.deterrence.clarity_pull * s.clarity * loose
        + w.opportunity.plot_pull * s.plot
    )  # fmt: skip
    height = 2 * tight * owed - w.deterrence.fear * s.belief
    calm = w.reciprocity.goodwill * full(s.goodwill) - w.reciprocity.grudge * np.log(1 + s.debt)
    k, x = b.option_dyad, b.height
    unready = np.maximum(1 - s.prepared[k] / c.d.prepare, 0)
    beyond = np.maximum(b.rung - s.ceiling[b.option_pair], 0) / 10
    again = w.ladder.repeat_pull * s.memory[k] * np.maximum(1 - np.abs(x - s.last[k]) / ladder.LEVEL, 0)
    out = c.d.climb + c.d.reach + calm[k] * b.depth + height[k] * x - wide[k] * x**2
    out += (force[k] + again - w.reciprocity.preparation * unready) * b.force
    out -= w.rules.breach_cost * beyond / (1 + s.doubt[b.option_pair])
    o = np.flatnonzero(b.placed)
    there = (c.d.exposure * s.exposure)[b.option_place[o]]
    out[o] += w.opportunity.exposure_pull * np.log((opportunity.FLOOR + there) / (opportunity.FLOOR + 1))
    o = np.flatnonzero(b.sited)
    out[o] += w.fronts.heat_pull * np.log(1 + s.heat[b.option_arena[o]])
    return np.asarray(out / (1 + w.leaders.unsettle * s.passing)[b.option_actor])


def full(count: Values) -> Values:
    return count / (1 + count)


def weigh(c: Case, u: Values) -> tuple[Values, Values]:
    """Weights of the options, and their sum over each actor's: nested quantal response."""
    d = c.w.choice.same_class
    mass = c.b.option_weight * np.exp(np.clip(u / d, -BOUND, BOUND))
    nest = np.bincount(c.b.option_nest, mass)
    value = c.b.nest_weight * nest**d
    return mass * (value / nest)[c.b.option_nest], np.bincount(c.nest_actor, value, c.actors).astype(float)


def advance(c: Case, s: SimpleNamespace, t: Turn) -> SimpleNamespace:
    """The state after a turn: each system's function reads the morning's state and the turn's acts."""
    after = SimpleNamespace(**vars(s))
    for system in (momentum, ledger, limits, orders, leaders, beliefs, places, heat):
        for name, value in system(c, s, t).items():
            setattr(after, name, value)
    after.dead = np.array([s.dead[0] + sum(a.military for a in t.acts), s.dead[1] + sum(a.civilian for a in t.acts)])
    return after


def momentum(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    w, acted = c.w.reciprocity, t.on(c, lambda a: a.rung >= 3)
    either = np.maximum(acted, acted[c.b.dyad_reverse])
    goodwill = t.on(c, lambda a: max(-a.rung, 0) / 3)[c.b.dyad_reverse]
    return {
        "last": np.where(acted, t.on(c, lambda a: a.height), s.last),
        "memory": np.maximum(s.memory * t.fade(c.w.ladder.memory), acted),
        "fast": s.fast * t.fade(w.fast_half_life) + acted,
        "slow": s.slow * t.fade(w.slow_half_life) + acted,
        "quiet": np.where(either, 0, s.quiet + t.days),
        "goodwill": s.goodwill * t.fade(reciprocity.GOODWILL_HALF_LIFE) + goodwill,
    }


def ledger(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    """What each owes each: harm done, shared with those who share the quarrel, less what was paid and forgiven."""

    def harm(a: Act) -> float:
        fatal = 1 + c.w.human_cost.grievance * np.log(1 + a.dead) / reciprocity.FULL_TEN
        lost = 1 + c.w.leaders.stature_debt * c.d.stature[a.target] * (a.target in t.lost) * c.does(a, "kill-leader")
        pair = c.b.dyad_pair[a.dyad]
        usual = c.w.rules.absorb / (1 + s.doubt[pair]) * (a.rung <= s.ceiling[pair])
        return float(a.harm * fatal * lost * (1 - usual))

    done, answered = t.on(c, harm), t.on(c, lambda a: a.payment)[c.b.dyad_reverse]
    new, paid = np.zeros(c.dyads), np.zeros(c.dyads)
    for edge, weight in zip(c.game.axes.edges, c.d.flow_weight, strict=True):
        new[edge.into] += weight * done[edge.source]
        paid[edge.into] += weight * answered[edge.source]
    eased = t.on(c, lambda a: max(-a.rung, 0) / 3)[c.b.dyad_reverse]
    old = s.debt * t.fade(c.w.reciprocity.debt_half_life) * (1 - c.w.reciprocity.forgiveness * eased)
    old = np.maximum(old - paid, 0)
    speed = s.coordination[c.b.dyad_actor] * (old + new) / (old + new + reciprocity.DUE)
    fresh = (old + 1e-3) / (old + new + 1e-3)
    ready = s.prepared * t.fade(reciprocity.PREPARED_HALF_LIFE) * fresh + t.days * speed
    return {"debt": old + new, "prepared": ready * (1 - 0.5 * t.on(c, lambda a: a.rung >= 3))}


def limits(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    """The rules of the game between each pair."""
    w, top, asked = c.w.rules, np.zeros(len(s.ceiling)), np.zeros(len(s.ceiling))
    for a in (a for a in t.acts if a.dyad >= 0):
        pair = c.b.dyad_pair[a.dyad]
        top[pair] = max(top[pair], a.rung)
        asked[pair] = max(asked[pair], c.does(a, "restore"))
    over = np.maximum(top - s.ceiling, 0)
    back = c.d.ceiling + (s.ceiling - c.d.ceiling) * t.fade(w.ceiling_half_life)
    doubt = s.doubt * t.fade(w.doubt_half_life) * (1 - w.restore * asked)
    return {"ceiling": back + w.shift * over, "doubt": doubt + w.jump * np.minimum(over / rules.BREACH, 2)}


def orders(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    """Orders travel from the patron's dyad to the proxy's on the same target; proxies that are hit cling."""
    order, control = s.order * t.fade(c.w.proxies.order_life), s.control.copy()
    given = t.on(c, lambda a: c.does(a, "order") - c.does(a, "restrain"))
    for k in np.flatnonzero(c.b.dyad_ordered):
        order[k] += given[c.b.dyad_order[k]] * t.heeds[c.b.dyad_actor[k]] * c.w.proxies.on
    for tie, proxy in enumerate(c.b.tie_proxy):
        struck = [1 - s.clarity[c.b.dyad_reverse[a.dyad]] for a in t.acts
                  if a.target == proxy and a.rung >= 3 and a.dyad >= 0]  # fmt: skip
        control[tie] += c.w.proxies.bind * max(struck, default=0) * (1 - control[tie])
    return {"order": np.clip(order, -1, 1), "control": control}


def leaders(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    lost = np.array([float(i in t.lost) for i in range(c.actors)])
    gone = c.d.hub * lost * s.coordination
    passing = s.passing * t.fade(c.d.recovery) + gone * c.d.successor
    lasting = s.lasting + gone * (1 - c.d.successor)
    wrath = s.wrath * t.fade(c.w.leaders.wrath_half_life) + c.d.stature * lost
    return {"passing": passing, "lasting": lasting, "wrath": wrath, "coordination": 1 - passing - lasting}


def beliefs(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    """Each one's belief in the other's resolve: up by answers, down by silence after an attack."""
    w, height = c.w.deterrence, t.on(c, lambda a: a.height * (a.rung >= 3))
    answer = height[c.b.dyad_reverse]
    belief = s.belief + w.learn * answer * (1 - s.belief)
    belief *= 1 - w.let_pass * np.minimum(s.waiting, 1) * t.days / deterrence.FORTNIGHT
    waiting = np.where(answer > 0, 0, s.waiting * t.fade(deterrence.MONTH)) + np.minimum(height / deterrence.FULL, 1)
    terms = t.on(c, lambda a: w.on * c.does(a, "terms"))[c.b.dyad_reverse]
    return {"belief": belief, "waiting": waiting, "clarity": np.maximum(s.clarity * t.fade(w.clarity_half_life), terms)}


def places(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    """What stands exposed where, how vigilant its owners are, and plots."""
    w = c.w.opportunity
    usual = 1 + w.careless * (1 - s.vigilance)
    exposure = usual + (s.exposure - usual) * t.fade(w.recover)
    vigilance = s.vigilance * t.fade(opportunity.CARELESS_DAYS)
    for p, (owner, arena) in enumerate(zip(c.b.place_owner, c.b.place_arena, strict=True)):
        for a in (a for a in t.acts if a.arena == arena):
            if a.actor == owner:
                exposure[p] *= (1 - w.harden * c.does(a, "harden")) * (1 - w.evacuate * c.does(a, "evacuate"))
                exposure[p] += w.deploy * c.does(a, "deploy")
            if a.target == owner and a.rung >= 4:
                vigilance[p] = 1
    plot = s.plot * t.fade(c.d.plot_window) * (1 - t.on(c, lambda a: a.rung >= 5))
    return {"exposure": exposure, "vigilance": vigilance, "plot": plot}


def heat(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Values]:
    w, fresh = c.w.fronts, np.zeros(len(s.heat))
    for a in t.acts:
        if a.rung >= 4 and a.arena < len(fresh):
            fresh[a.arena] += a.height
    spilt = min(w.spill * t.days / fronts.WEEK, 1) * s.heat
    left = s.heat - c.b.arenas_near.sum(axis=0) * spilt + c.b.arenas_near @ spilt
    mission = (1 - (1 - s.mission) * t.fade(fronts.MISSION_HALF_LIFE)) * (1 - 0.3 * np.minimum(fresh, 1))
    return {"heat": left * t.fade(w.heat_half_life) + fresh, "mission": mission}
