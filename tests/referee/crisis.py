"""The referee's rules of violence: momentum, ledgers, limits, orders, leaders, beliefs, places and fronts."""

from __future__ import annotations

import numpy as np

from offramp.world.systems import deterrence, fronts, opportunity, reciprocity, rules
from tests.referee.case import Act, Case, State, Turn, Values


def start(c: Case) -> dict[str, Values]:
    """The state before the record."""
    dyads, actors, heat = np.zeros(c.dyads), np.zeros(c.actors), np.zeros(len(c.b.arenas_near))
    usual = np.ones(len(c.b.place_owner))
    return {
        "last": dyads,
        "memory": dyads,
        "debt": dyads,
        "prepared": dyads,
        "fast": dyads,
        "slow": dyads,
        "quiet": dyads + reciprocity.LONG_QUIET,
        "goodwill": dyads,
        "hurt": dyads,
        "ceiling": c.d.ceiling,
        "doubt": c.d.doubt,
        "control": c.d.control,
        "order": dyads,
        "passing": actors,
        "lasting": actors,
        "wrath": actors,
        "coordination": actors + 1,
        "belief": c.d.belief,
        "waiting": dyads,
        "clarity": dyads,
        "exposure": usual,
        "vigilance": usual,
        "plot": dyads,
        "heat": heat,
        "mission": heat + 1,
    }


def exposed(c: Case, s: State) -> Values:
    """What stands exposed in each place, as far as a guest has not left."""
    gone = [c.p.hosted[p] * (1 - s.presence[g]) if len(s.presence) else 0 for p, g in enumerate(c.p.place_guest)]
    return np.asarray(c.d.exposure * s.exposure * (1 - np.array(gone)))


def momentum(c: Case, s: State, t: Turn) -> dict[str, Values]:
    w, acted = c.w.reciprocity, t.on(c, lambda a: a.force)
    either = np.maximum(acted, acted[c.b.dyad_reverse])
    return {
        "last": np.where(acted, t.on(c, lambda a: a.height), s.last),
        "memory": np.maximum(s.memory * t.fade(c.w.ladder.memory), acted * c.w.ladder.on),
        "fast": s.fast * t.fade(w.fast_half_life) + acted,
        "slow": s.slow * t.fade(w.slow_half_life) + acted,
        "quiet": np.where(either, 0, s.quiet + t.days),
        "goodwill": s.goodwill * t.fade(reciprocity.GOODWILL_HALF_LIFE) + kindness(c, t),
    }


def kindness(c: Case, t: Turn) -> Values:
    """Conciliation received on each dyad, less where it is read as worse than it was meant."""
    return t.on(c, lambda a: a.depth / max(a.read, 1))[c.b.dyad_reverse]


def ledger(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """What each owes each: harm done, shared with those who share the quarrel, less what was paid and forgiven."""

    def harm(a: Act) -> float:
        fatal = 1 + c.w.human_cost.grievance * np.log(1 + a.dead) / reciprocity.FULL_TEN
        lost = 1 + c.w.leaders.stature_debt * c.d.stature[a.target] * (a.target in t.lost) * c.does(a, "kill-leader")
        pair = c.b.dyad_pair[a.dyad]
        usual = c.w.rules.absorb / (1 + s.doubt[pair]) * (a.rung <= s.ceiling[pair])
        return float(a.harm * a.read * fatal * lost * (1 - usual))

    done, answered = t.on(c, harm), t.on(c, lambda a: a.payment)[c.b.dyad_reverse]
    blamed = t.on(c, lambda a: a.blamed)
    held = c.d.flow_weight + c.d.flow_denied * blamed[c.source]  # who takes an act for its patron's denies nothing
    new = np.bincount(c.into, held * done[c.source], c.dyads)
    paid = np.bincount(c.into, c.d.flow_weight * answered[c.source], c.dyads)
    old = s.debt * t.fade(c.w.reciprocity.debt_half_life) * (1 - c.w.reciprocity.forgiveness * kindness(c, t))
    old = np.maximum(old - paid, 0)
    speed = s.coordination[c.b.dyad_actor] * (old + new) / (old + new + reciprocity.DUE)
    fresh = (old + 1e-3) / (old + new + 1e-3)
    ready = s.prepared * t.fade(reciprocity.PREPARED_HALF_LIFE) * fresh + t.days * speed
    return {
        "debt": old + new,
        "prepared": ready * (1 - 0.5 * t.on(c, lambda a: a.force)),
        "hurt": s.hurt * t.fade(c.w.reciprocity.hurt_half_life) + new * c.w.reciprocity.on,
    }


def limits(c: Case, s: State, t: Turn) -> dict[str, Values]:
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


def orders(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Orders travel from the patron's dyad to the proxy's on the same target; proxies that are hit cling."""
    order, control = s.order * t.fade(c.w.proxies.order_life), s.control.copy()
    given = t.on(c, lambda a: c.does(a, "order") - c.does(a, "restrain"))
    for k in np.flatnonzero(c.b.dyad_ordered):
        order[k] += given[c.b.dyad_order[k]] * t.heeds[c.b.dyad_actor[k]] * c.w.proxies.on
    for tie, proxy in enumerate(c.b.tie_proxy):
        struck = [
            1 - s.clarity[c.b.dyad_reverse[a.dyad]] for a in t.acts if a.target == proxy and a.force and a.dyad >= 0
        ]
        control[tie] += c.w.proxies.bind * max(struck, default=0) * (1 - control[tie])
    return {"order": np.clip(order, -1, 1), "control": control}


def leaders(c: Case, s: State, t: Turn) -> dict[str, Values]:
    lost = np.array([float(i in t.lost) for i in range(c.actors)])
    gone = c.d.hub * lost * s.coordination
    passing = s.passing * t.fade(c.d.recovery) + gone * c.d.successor
    lasting = s.lasting + gone * (1 - c.d.successor)
    wrath = s.wrath * t.fade(c.w.leaders.wrath_half_life) + c.d.stature * lost
    return {"passing": passing, "lasting": lasting, "wrath": wrath, "coordination": 1 - passing - lasting}


def beliefs(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Each one's belief in the other's resolve: up by answers, down by silence after an attack."""
    w, height = c.w.deterrence, t.on(c, lambda a: a.height * a.force)
    answer = height[c.b.dyad_reverse]
    belief = s.belief + w.learn * answer * (1 - s.belief)
    belief *= 1 - w.let_pass * np.minimum(s.waiting, 1) * t.days / deterrence.FORTNIGHT
    waiting = np.where(answer > 0, 0, s.waiting * t.fade(deterrence.MONTH)) + np.minimum(height / deterrence.FULL, 1)
    terms = t.on(c, lambda a: w.on * c.does(a, "terms"))[c.b.dyad_reverse]
    return {"belief": belief, "waiting": waiting, "clarity": np.maximum(s.clarity * t.fade(w.clarity_half_life), terms)}


def places(c: Case, s: State, t: Turn) -> dict[str, Values]:
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


def heat(c: Case, s: State, t: Turn) -> dict[str, Values]:
    w, fresh = c.w.fronts, np.zeros(len(s.heat))
    for a in t.acts:
        if a.rung >= 4 and a.arena < len(fresh):
            fresh[a.arena] += a.height
    spilt = min(w.spill * t.days / fronts.WEEK, 1) * s.heat
    left = s.heat - c.b.arenas_near.sum(axis=0) * spilt + c.b.arenas_near @ spilt
    mission = (1 - (1 - s.mission) * t.fade(fronts.MISSION_HALF_LIFE)) * (1 - 0.3 * np.minimum(fresh, 1))
    return {"heat": left * t.fade(w.heat_half_life) + fresh, "mission": mission}
