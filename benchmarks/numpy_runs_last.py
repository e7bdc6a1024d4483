"""The engine's rules in NumPy, many runs at once, the run axis last: what one would write without a compiler.

Reads the same random numbers as the engine and is checked against it run by run (tests/referee/test_rivals.py). Uses
what NumPy is good at: acts are few, so what comes of them is computed for the acts alone and scattered.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk, Stage
from offramp.engine.choice import BOUND
from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.engine.turn import DRAGGED
from offramp.game.board import EFFECTS
from offramp.world import deterrence, fronts, human_cost, ladder, opportunity, reciprocity, rules

from .numpy_measures import measures

Array = NDArray[Any]
State = SimpleNamespace


class Numbers:
    """A case for some runs: `b` the board, `d` the dials and `w` those of each system, last axis run."""

    def __init__(self, stage: Stage, draw: Array) -> None:
        game = stage.game
        self.game, self.runs = game, len(draw)
        self.b = SimpleNamespace(
            **{k: signed(np.asarray(x)) for k, x in vars(game.board).items() if hasattr(x, "shape")}
        )
        self.words = np.asarray(game.board.words)
        self.d = SimpleNamespace(
            **{k: np.asarray(x)[..., draw] for k, x in vars(game.dials).items() if hasattr(x, "shape")}
        )
        self.w = SimpleNamespace(
            **{
                system.replace("-", "_"): SimpleNamespace(**{k: np.asarray(x)[..., draw] for k, x in dials.items()})
                for system, dials in game.dials.world.items()
            }
        )
        actors = range(len(self.d.tempo_per_day))
        self.first = np.array([np.searchsorted(self.b.option_actor, i) for i in actors])
        self.many = np.array([(self.b.option_actor == i).sum() for i in actors])
        self.nest_first = np.flatnonzero(np.diff(self.b.option_nest, prepend=-1))
        edges = sorted(enumerate(game.axes.edges), key=lambda e: e[1].into)
        self.edge_source = np.array([e.source for _, e in edges])
        self.edge_first = np.flatnonzero(np.diff([e.into for _, e in edges], prepend=-1))
        self.edge_weight = self.d.flow_weight[[k for k, _ in edges]]
        self.effects = {e: (self.b.move_effects >> n & 1).astype(np.float32) for n, e in enumerate(EFFECTS)}

    def opened(self, stage: Stage, draw: Array) -> State:
        """The state after the record, by names that no two systems share."""
        slices = vars(stage.opening).values()
        return State(**{k: np.asarray(x)[..., draw] for part in slices for k, x in vars(part).items()})


def signed(x: Array) -> Array:
    return x if x.dtype.kind == "f" else x.astype(np.int64)


class Acts:
    """The acts of a turn, one row each: the doer `i`, the run `r`, the option `o` and what it is."""

    def __init__(self, n: Numbers, taken: Array, option: Array) -> None:
        self.n = n
        self.i, self.r = np.nonzero(taken)
        self.o = option[self.i, self.r]
        self.move, self.target, self.arena = (
            n.b.option_move[self.o],
            n.b.option_target[self.o],
            n.b.option_arena[self.o],
        )
        self.dyad, self.rung = n.b.option_dyad[self.o], n.b.rung[self.o, 0]
        self.height, self.depth = n.b.height[self.o, 0], n.b.depth[self.o, 0]
        self.force = n.b.force[self.o, 0]
        self.dead = np.zeros((2, len(self.i)), np.float32)
        self.ordered = np.zeros(len(self.i), bool)
        self.lost = np.zeros((len(n.first), n.runs), np.float32)
        self.heeds = np.ones_like(self.lost)

    def on(self, value: Array) -> Array:
        """A value of each act on the dyad of its doer and target [dyad, run]."""
        out = np.zeros((len(self.n.b.dyad_actor), self.n.runs), np.float32)
        out[self.dyad, self.r] = value
        return out

    def does(self, effect: str) -> Array:
        return self.n.effects[effect][self.move]


def rollout(stage: Stage, seed: int, draw: Array, run: Array) -> Chunk:
    """Play futures as the engine does."""
    n = Numbers(stage, draw)
    s, keys = n.opened(stage, draw), run_keys(seed_words(seed), draw.astype(np.uint32), run.astype(np.uint32))
    u = uniforms(keys, np.uint32(0), n.words)
    s.plot = (u["spare"][n.b.dyad_actor] < n.d.plot_prob).astype(np.float32)
    rest = np.log(weigh(n, n.d.climb + n.d.reach)[1])
    shape = (n.game.days, len(n.first), n.runs)
    option, ordered = np.full(shape, -1, np.int16), np.zeros(shape, bool)
    deaths = np.zeros((*shape[:2], 2, n.runs), np.int32)
    for turn in range(n.game.days):
        acts = decide(n, s, uniforms(keys, np.uint32(turn + 1), n.words), rest)
        option[turn, acts.i, acts.r] = acts.o
        ordered[turn, acts.i, acts.r] = acts.ordered
        deaths[turn, acts.i, :, acts.r] = acts.dead.T
        s = advance(n, s, acts)
    values, peak = measures(n.game, option, deaths, ordered)
    return Chunk(values, peak, option, deaths, ordered)


def decide(n: Numbers, s: State, u: dict[str, Array], rest: Array) -> Acts:
    """What everybody does on this state."""
    mass, total = weigh(n, utility(n, s))
    eager = n.w.leaders.wrath * s.wrath + n.w.choice.eagerness * (np.log(total) - rest)
    taken = u["act"] < -np.expm1(-n.d.tempo_per_day * np.exp(eager))
    level, option = u["choose"] * total, np.zeros(taken.shape, np.int64)
    for i, (first, many) in enumerate(zip(n.first, n.many, strict=True)):
        runs = np.flatnonzero(taken[i])
        climbed = mass[first : first + many, runs].cumsum(axis=0)
        option[i, runs] = first + np.minimum((climbed <= level[i, runs]).sum(axis=0), many - 1)
    acts = Acts(n, taken, option)
    kill(n, s, acts, u)
    order = s.order[acts.dyad, acts.r] * n.b.dyad_tied[acts.dyad, 0]
    acts.ordered = (order > 0.25) & (acts.rung >= 3)
    fatal = (acts.does("kill-leader") > 0) & (acts.dead.sum(axis=0) > 0)
    acts.lost[acts.target[fatal], acts.r[fatal]] = 1
    grip = s.control * s.coordination[n.b.tie_patron]
    acts.heeds[n.b.tie_proxy] = np.where(u["heed"][n.b.tie_proxy] < grip, 1, DRAGGED)
    return acts


def kill(n: Numbers, s: State, a: Acts, u: dict[str, Array]) -> None:
    """Who dies by each act."""
    place = n.b.option_place[a.o]
    exposed = np.where(n.b.placed[a.o, 0] > 0, (n.d.exposure * s.exposure)[place, a.r], 1)
    for who, slot in enumerate(("military", "civilian")):
        luck, chance, median = u[slot][a.i, a.r], n.d.chance[who, a.move, a.r], n.d.deaths[who, a.move, a.r]
        v = np.clip(luck / np.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
        spread = np.exp(n.w.human_cost.heavy_tail[0, a.r] * (np.log(v) - np.log1p(-v)))
        size = median * np.minimum(spread, human_cost.CUT) * np.clip(exposed, 0.2, human_cost.CROWD)
        a.dead[who] = np.where((luck < chance) & (median > 0), np.maximum(np.floor(size + 0.5), 1), 0)


def utility(n: Numbers, s: State) -> Array:
    """The utility of every option [option, run]."""
    b, d, w = n.b, n.d, n.w
    back, k = b.dyad_reverse, b.option_dyad
    owing = np.log1p(s.debt)
    owed = np.clip(0.5 + 0.1 * np.log2(np.maximum(s.debt, 1e-6)), 0, 1)
    tight = w.reciprocity.owed_pull * s.debt / (s.debt + 1)
    wide = tight / (1 + w.rules.widen * s.doubt[b.dyad_pair])
    fast = full(s.fast)
    force = (
        w.reciprocity.own_fast * fast + w.reciprocity.other_fast * fast[back] + w.reciprocity.own_slow * full(s.slow)
    )
    force += w.reciprocity.readiness * owing - w.reciprocity.silence * np.log1p(s.quiet)
    force += w.opportunity.plot_pull * s.plot
    tied, tie = np.flatnonzero(b.dyad_tied[:, 0]), b.dyad_tie[b.dyad_tied[:, 0] > 0]
    order, held = s.order[tied], s.control[tie] * s.coordination[b.tie_patron[tie]]
    force[tied] += w.proxies.order_pull * order - w.proxies.leash * held * (1 - np.maximum(order, 0))
    force[tied] -= w.deterrence.clarity_pull * s.clarity[tied] * (1 - s.control[tie])
    height = 2 * tight * owed - w.deterrence.fear * s.belief
    calm = w.reciprocity.goodwill * full(s.goodwill) - w.reciprocity.grudge * owing
    out = d.climb + d.reach + height[k] * b.height - wide[k] * b.height**2 + calm[k] * b.depth
    f = np.flatnonzero(b.force[:, 0])  # options by force
    near = np.maximum(1 - np.abs(b.height[f] - s.last[k[f]]) / ladder.LEVEL, 0)
    unready = np.maximum(1 - s.prepared[k[f]] / d.prepare[f], 0)
    out[f] += force[k[f]] + (w.ladder.repeat_pull * s.memory)[k[f]] * near - w.reciprocity.preparation * unready
    beyond = np.maximum(b.rung - s.ceiling[b.option_pair], 0) / 10
    out -= beyond * (w.rules.breach_cost / (1 + s.doubt))[b.option_pair]
    exposed = np.log((opportunity.FLOOR + d.exposure * s.exposure) / (opportunity.FLOOR + 1))
    p = np.flatnonzero(b.placed[:, 0])
    out[p] += (w.opportunity.exposure_pull * exposed)[b.option_place[p]]
    p = np.flatnonzero(b.sited[:, 0])
    out[p] += (w.fronts.heat_pull * np.log1p(s.heat))[b.option_arena[p]]
    return np.asarray(out / (1 + w.leaders.unsettle * s.passing)[b.option_actor])


def full(count: Array) -> Array:
    return count / (1 + count)


def weigh(n: Numbers, utility: Array) -> tuple[Array, Array]:
    """Weights of the options and their sum over each actor's."""
    d = n.w.choice.same_class
    mass = np.exp(np.clip(utility / d, -BOUND, BOUND)) * n.b.option_weight
    nest = np.add.reduceat(mass, n.nest_first)
    mass *= (np.exp((d - 1) * np.log(nest)) * n.b.nest_weight)[n.b.option_nest]
    total = np.add.reduceat(mass, np.minimum(n.first, len(mass) - 1))
    return mass, np.maximum(np.where(n.many[:, None] > 0, total, 0), 1e-30)


def fade(half_life: Any) -> Any:
    return np.exp2(-1 / half_life) if isinstance(half_life, np.ndarray) else 2.0 ** (-1 / half_life)


def advance(n: Numbers, s: State, a: Acts) -> State:
    """The state after a turn of one day."""
    d, w, back = n.d, n.w, n.b.dyad_reverse
    acted, height, rung = a.on(a.force), a.on(a.height), a.on(a.rung)
    eased, struck = a.on(a.depth)[back], (height * acted)[back]
    either = np.maximum(acted, acted[back])
    slow = fade(w.reciprocity.slow_half_life)
    terms = w.deterrence.on * a.on(a.does("terms"))[back]
    belief = s.belief + w.deterrence.learn * struck * (1 - s.belief)
    gone = d.hub * a.lost * s.coordination
    waiting = np.where(struck > 0, 0, s.waiting * fade(deterrence.MONTH))
    passing, lasting = s.passing * fade(d.recovery) + gone * d.successor, s.lasting + gone * (1 - d.successor)
    return State(
        **ledger(n, s, a, acted, eased), **limits(n, s, a, rung), **orders(n, s, a, acted), **places(n, s, a),
        **heat(n, s, a),
        last=np.where(acted > 0, height, s.last), memory=np.maximum(s.memory * fade(w.ladder.memory), acted),
        fast=s.fast * fade(w.reciprocity.fast_half_life) + acted, slow=s.slow * slow + acted,
        quiet=np.where(either > 0, 0, s.quiet + 1), goodwill=s.goodwill * fade(reciprocity.GOODWILL_HALF_LIFE) + eased,
        passing=passing, lasting=lasting, coordination=1 - passing - lasting,
        wrath=s.wrath * fade(w.leaders.wrath_half_life) + d.stature * a.lost,
        belief=belief * (1 - w.deterrence.let_pass * np.minimum(s.waiting, 1) / deterrence.FORTNIGHT),
        waiting=waiting + np.minimum(height * acted / deterrence.FULL, 1),
        clarity=np.maximum(s.clarity * fade(w.deterrence.clarity_half_life), terms),
        plot=s.plot * fade(d.plot_window) * (1 - a.on(a.rung >= 5)),
    )  # fmt: skip


def ledger(n: Numbers, s: State, a: Acts, acted: Array, eased: Array) -> dict[str, Array]:
    w = n.w
    fatal = 1 + w.human_cost.grievance[0, a.r] * np.log1p(a.dead.sum(axis=0)) / reciprocity.FULL_TEN
    lost = 1 + w.leaders.stature_debt[0, a.r] * (a.lost * n.d.stature)[a.target, a.r] * a.does("kill-leader")
    pair = n.b.dyad_pair[a.dyad]
    usual = w.rules.absorb[0, a.r] / (1 + s.doubt[pair, a.r]) * (a.rung <= s.ceiling[pair, a.r])
    harm = a.on(n.d.harm[a.move, a.r] * fatal * lost * (1 - usual))
    payment = a.on(n.d.payment[a.move, a.r])[n.b.dyad_reverse]
    new, paid = (np.add.reduceat(x[n.edge_source] * n.edge_weight, n.edge_first) for x in (harm, payment))
    old = s.debt * fade(w.reciprocity.debt_half_life) * (1 - w.reciprocity.forgiveness * eased)
    old = np.maximum(old - paid, 0)
    debt = old + new
    speed = s.coordination[n.b.dyad_actor] * debt / (debt + reciprocity.DUE)
    ready = s.prepared * fade(reciprocity.PREPARED_HALF_LIFE) * (old + 1e-3) / (debt + 1e-3) + speed
    return {"debt": debt, "prepared": ready * (1 - 0.5 * acted)}


def limits(n: Numbers, s: State, a: Acts, rung: Array) -> dict[str, Array]:
    w, (first, second) = n.w.rules, n.b.pair_dyads
    restore = a.on(a.does("restore"))
    over = np.maximum(np.maximum(rung[first], rung[second]) - s.ceiling, 0)
    back = n.d.ceiling + (s.ceiling - n.d.ceiling) * fade(w.ceiling_half_life)
    doubt = s.doubt * fade(w.doubt_half_life) * (1 - w.restore * np.maximum(restore[first], restore[second]))
    return {"ceiling": back + w.shift * over, "doubt": doubt + w.jump * np.minimum(over / rules.BREACH, 2)}


def orders(n: Numbers, s: State, a: Acts, acted: Array) -> dict[str, Array]:
    given = a.on(a.does("order") - a.does("restrain"))[n.b.dyad_order] * n.b.dyad_ordered * n.w.proxies.on
    order = s.order * fade(n.w.proxies.order_life) + given * a.heeds[n.b.dyad_actor]
    hit = acted[n.b.dyad_reverse] * (1 - s.clarity)
    struck = np.zeros((len(n.first), n.runs), np.float32)
    np.maximum.at(struck, n.b.dyad_actor, hit)
    control = s.control + n.w.proxies.bind * struck[n.b.tie_proxy] * (1 - s.control)
    return {"order": np.clip(order, -1, 1), "control": control}


def places(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    w, arenas = n.w.opportunity, len(n.b.arenas_near)
    own = {e: np.zeros((len(n.first), arenas + 1, n.runs), np.float32) for e in ("harden", "evacuate", "deploy", "hit")}
    for effect in ("harden", "evacuate", "deploy"):
        own[effect][a.i, a.arena, a.r] = a.does(effect)
    hard = a.rung >= 4
    own["hit"][a.target[hard], a.arena[hard], a.r[hard]] = 1
    harden, evacuate, deploy, hit = (x[n.b.place_owner, n.b.place_arena] for x in own.values())
    usual = 1 + w.careless * (1 - s.vigilance)
    left = (usual + (s.exposure - usual) * fade(w.recover)) * (1 - w.harden * harden) * (1 - w.evacuate * evacuate)
    vigilance = np.maximum(s.vigilance * fade(opportunity.CARELESS_DAYS), hit)
    return {"exposure": left + w.deploy * deploy, "vigilance": vigilance}


def heat(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    w, fresh = n.w.fronts, np.zeros((len(s.heat) + 1, n.runs), np.float32)
    np.add.at(fresh, (a.arena, a.r), np.where(a.rung >= 4, a.height, 0))
    spilt, fresh = np.minimum(w.spill / fronts.WEEK, 1) * s.heat, fresh[:-1]
    left = s.heat - n.b.arenas_near.sum(axis=0)[:, None] * spilt + n.b.arenas_near @ spilt
    kept = 1 - (1 - s.mission) * fade(fronts.MISSION_HALF_LIFE)
    return {"heat": left * fade(w.heat_half_life) + fresh, "mission": kept * (1 - 0.3 * np.minimum(fresh, 1))}
