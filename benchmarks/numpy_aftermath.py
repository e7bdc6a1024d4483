"""What a turn of one day leaves behind, for the NumPy rival: all systems move at once, from the morning's state."""

from __future__ import annotations

from typing import Any

import numpy as np

from offramp.world.systems import deterrence, fronts, opportunity, reciprocity, rules

from .numpy_case import Acts, Array, Numbers, State
from .numpy_politics import politics


def advance(n: Numbers, s: State, a: Acts) -> State:
    """The state on the next morning."""
    return State(
        **habits(n, s, a),
        **ledger(n, s, a),
        **limits(n, s, a),
        **orders(n, s, a),
        **leaders(n, s, a),
        **beliefs(n, s, a),
        **places(n, s, a),
        **heat(n, s, a),
        **politics(n, s, a),
    )


def day(half_life: float) -> float:
    return float(2.0 ** (-1 / half_life))


def habits(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Momentum, silence, the last level."""
    left, f = n.left, np.flatnonzero(a.force)
    k, back, r = a.dyad[f], a.back[f], a.r[f]
    last, memory = s.last.copy(), s.memory * left.ladder.memory
    fast, slow = s.fast * left.reciprocity.fast_half_life, s.slow * left.reciprocity.slow_half_life
    quiet = s.quiet + 1
    last[k, r] = a.height[f]
    memory[k, r] = np.maximum(memory[k, r], n.w.ladder.on[0, r])
    fast[k, r] += 1
    slow[k, r] += 1
    quiet[k, r] = quiet[back, r] = 0
    return {"last": last, "memory": memory, "fast": fast, "slow": slow, "quiet": quiet}


def ledger(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """What is owed, what was suffered, what is prepared, what was conceded."""
    w, left = n.w.reciprocity, n.left.reciprocity
    eased = a.depth / np.maximum(a.read, 1)
    new = flows(n, a, a.dyad, harm(n, s, a), a.blamed)
    paid = flows(n, a, a.back, n.d.payment[a.move, a.r], 0 * a.blamed)
    old = s.debt * left.debt_half_life
    old[a.back, a.r] *= 1 - a.dial(w.forgiveness) * eased
    old = np.maximum(old - paid, 0)
    debt, goodwill = old + new, s.goodwill * day(reciprocity.GOODWILL_HALF_LIFE)
    goodwill[a.back, a.r] += eased
    speed = s.coordination[n.b.dyad_actor] * debt / (debt + reciprocity.DUE)
    ready = s.prepared * day(reciprocity.PREPARED_HALF_LIFE) * (old + 1e-3) / (debt + 1e-3) + speed
    ready[a.dyad, a.r] *= 1 - 0.5 * a.force
    return {"debt": debt, "hurt": s.hurt * left.hurt_half_life + new * w.on, "prepared": ready, "goodwill": goodwill}


def harm(n: Numbers, s: State, a: Acts) -> Array:
    """Debt points of each act."""
    w = n.w
    fatal = 1 + a.dial(w.human_cost.grievance) * np.log1p(a.dead.sum(axis=0)) / reciprocity.FULL_TEN
    bereft = a.does("kill-leader") * (a.lost * n.d.stature)[a.target, a.r]
    usual = a.dial(w.rules.absorb) / (1 + s.doubt[a.pair, a.r]) * (a.rung <= s.ceiling[a.pair, a.r])
    points = n.d.harm[a.move, a.r] * a.read * fatal * (1 + a.dial(w.leaders.stature_debt) * bereft)
    return np.asarray(points * (1 - usual))


def flows(n: Numbers, a: Acts, dyad: Array, points: Array, blamed: Array) -> Array:
    """Points of acts in the ledgers of all who share the quarrel [dyad, run]."""
    many = n.flow_many[dyad]
    act = np.repeat(np.arange(len(dyad)), many)
    edge = np.arange(len(act)) + (n.flow_first[dyad] - np.cumsum(many) + many)[act]
    r, out = a.r[act], n.zeros(len(n.b.dyad_actor))
    share = n.d.flow_weight[edge, r] + blamed[act] * n.d.flow_denied[edge, r]
    np.add.at(out.reshape(-1), n.flow_into[edge] * n.runs + r, points[act] * share)
    return out


def limits(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """The rules of the game between each pair."""
    w, left, pairs = n.w.rules, n.left.rules, len(s.ceiling)
    over = a.highest(a.pair, pairs, a.rung - s.ceiling[a.pair, a.r])
    back = n.d.ceiling + (s.ceiling - n.d.ceiling) * left.ceiling_half_life
    doubt = s.doubt * left.doubt_half_life * (1 - w.restore * a.highest(a.pair, pairs, a.does("restore")))
    return {"ceiling": back + w.shift * over, "doubt": doubt + w.jump * np.minimum(over / rules.BREACH, 2)}


def orders(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Orders reach proxies; proxies that were hit cling to their patrons."""
    order, heard = s.order * n.left.proxies.order_life, n.dyad_ordered
    given = a.on(a.does("order") - a.does("restrain"))[n.b.dyad_order[heard]] * n.w.proxies.on
    order[heard] += given * a.heeds[n.b.dyad_actor[heard]]
    hit = a.force * (1 - s.clarity[a.back, a.r])
    struck = a.highest(a.target, len(n.first), hit)[n.b.tie_proxy]
    return {"order": np.clip(order, -1, 1), "control": s.control + n.w.proxies.bind * struck * (1 - s.control)}


def leaders(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    gone = n.d.hub * a.lost * s.coordination
    passing, lasting = s.passing * n.left.recovery + gone * n.d.successor, s.lasting + gone * (1 - n.d.successor)
    wrath = s.wrath * n.left.leaders.wrath_half_life + n.d.stature * a.lost
    return {"passing": passing, "lasting": lasting, "coordination": 1 - passing - lasting, "wrath": wrath}


def beliefs(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Resolve that is seen, attacks that wait for an answer, terms that were heard."""
    w, f = n.w.deterrence, np.flatnonzero(a.force)
    k, back, r, height = a.dyad[f], a.back[f], a.r[f], a.height[f]
    belief, waiting = s.belief.copy(), s.waiting * day(deterrence.MONTH)
    belief[back, r] += w.learn[0, r] * height * (1 - belief[back, r])
    belief *= 1 - w.let_pass / deterrence.FORTNIGHT * np.minimum(s.waiting, 1)
    waiting[back, r] = 0
    waiting[k, r] += np.minimum(height / deterrence.FULL, 1)
    clarity = s.clarity * n.left.deterrence.clarity_half_life
    clarity[a.back, a.r] = np.maximum(clarity[a.back, a.r], a.dial(w.on) * a.does("terms"))
    return {"belief": belief, "waiting": waiting, "clarity": clarity}


def places(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Who stands exposed, how watchful they are, and plots."""
    w, left, none = n.w.opportunity, n.left.opportunity, len(n.b.place_owner)
    usual, mine = 1 + w.careless * (1 - s.vigilance), n.place_at[a.i, a.arena]
    exposure = usual + (s.exposure - usual) * left.recover
    p, r = mine[mine < none], a.r[mine < none]
    done: dict[str, Any] = {e: a.does(e)[mine < none] for e in ("harden", "evacuate", "deploy")}
    exposure[p, r] *= (1 - w.harden[0, r] * done["harden"]) * (1 - w.evacuate[0, r] * done["evacuate"])
    exposure[p, r] += w.deploy[0, r] * done["deploy"]
    vigilance, struck = s.vigilance * day(opportunity.CARELESS_DAYS), n.place_at[a.target, a.arena]
    hit = (struck < none) & (a.rung >= 4)
    vigilance[struck[hit], a.r[hit]] = 1
    plot = s.plot * n.left.plot_window
    plot[a.dyad, a.r] *= a.rung < 5
    return {"exposure": exposure, "vigilance": vigilance, "plot": plot}


def heat(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Fronts heat up, spill over and cool."""
    w, near = n.w.fronts, n.b.arenas_near
    fresh = a.total(a.arena, len(near) + 1, np.where(a.rung >= 4, a.height, 0))[:-1]
    spilt = np.minimum(w.spill / fronts.WEEK, 1) * s.heat
    moved = s.heat - near.sum(axis=0)[:, None] * spilt + near @ spilt
    kept = 1 - (1 - s.mission) * day(fronts.MISSION_HALF_LIFE)
    mission = kept * (1 - fronts.DISTURBED * np.minimum(fresh, 1))
    return {"heat": moved * n.left.fronts.heat_half_life + fresh, "mission": mission}
