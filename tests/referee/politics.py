"""The referee's rules of politics: pressure, audiences, hosts, channels, programmes, might, errors and norms."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from offramp.world.systems import audiences, dominance, host_politics, misperception, reciprocity
from tests.referee.case import Act, Case, State, Turn, Values, full


class Pull(NamedTuple):
    """What is added along each dyad: to force, to ten rungs of height, to full conciliation."""

    force: Values
    height: Values
    calm: Values


def start(c: Case) -> dict[str, Values]:
    """The state before the record."""
    dyads, actors, guests = np.zeros(c.dyads), np.zeros(c.actors), np.ones(len(c.guests))
    return {
        "stress": dyads,
        "clock": c.d.election_in,
        "tilt": actors,
        "demand": dyads,
        "tolerance": guests,
        "notice": 0 * guests,
        "presence": guests,
        "open": c.d.ajar,
        "pact": 0 * c.d.ajar,
        "level": c.d.level,
        "gear": c.d.gear,
        "spent": actors,
        "losses": actors,
        "shock": actors,
        "norm": np.ones(len(c.p.methods)),
    }


def pull(c: Case, s: State) -> Pull:
    """What politics adds along each dyad."""
    w, d, doer, rival, back = c.w, c.d, c.b.dyad_actor, c.b.dyad_target, c.b.dyad_reverse
    way, pact, moment = s.open[c.b.dyad_pair], s.pact[c.b.dyad_pair], ripe(c, s)[c.b.dyad_pair]
    near = 2.0 ** (-s.clock / w.pressure.clock)
    menace = w.dominance.yield_pull * d.overmatch * (s.last * s.memory)[back]
    weary = w.dominance.weariness * (1 - d.tolerance) * np.log(1 + s.losses) / reciprocity.FULL_TEN
    empty = w.dominance.exhaust * s.spent / w.dominance.stock / (dominance.RESERVE + d.might)
    alarm = (s.level * s.gear)[c.p.dyad_programme] * c.p.watched if len(s.level) else 0.0
    return Pull(
        force=w.pressure.lash * s.stress * (1 - way)
        - w.mediation.hold * pact
        - menace
        - weary[doer]
        - w.misperception.sobering * s.shock[doer],
        height=w.audiences.sway * (2 * wish(c, s) - 1)[doer]
        - w.pressure.drain * s.stress
        - empty[doer]
        + w.nuclear.alarm * alarm,
        calm=w.pressure.seek * s.stress * way
        - w.pressure.wait_out * s.stress * near[rival]
        + w.pressure.haste * near[doer]
        - w.audiences.shame * s.demand
        + w.mediation.soothe * moment
        + menace,
    )


def purposes(c: Case, s: State) -> Values:
    """What politics adds to single options: answers at home, exits, owning up, steps, votes, bases, methods."""
    w, k = c.w, c.b.option_dyad
    out = w.audiences.audience_cost * np.minimum(c.b.height, s.demand[k]) * c.b.force
    moment = (ripe(c, s) * (1 - s.pact))[c.b.option_pair[c.exits]]  # what is agreed need not be agreed again
    out[c.exits] += w.mediation.exit_pull * moment - w.mediation.bar * (1 - moment)
    out[c.owns_up] += w.misperception.candour * (2 * s.shock[c.b.option_actor[c.owns_up]] - 1)
    pressed, eased = (s.stress + full(s.hurt))[k[c.steps]], (s.open + s.pact)[c.b.option_pair[c.steps]]
    out[c.steps] += w.nuclear.spur * pressed - w.nuclear.brake * eased
    for g in range(len(c.guests)):
        anger = max(1 - s.tolerance[g] / w.host_politics.limit, 0)
        out[c.votes[g]] += w.host_politics.push * (anger - host_politics.PASSED * s.notice[g])
        out[c.based[g]] += w.host_politics.leverage * np.log(max(s.presence[g], host_politics.LEAST))
    for m, norm in enumerate(s.norm):
        out[c.method == m] += w.world_order.licence * (1 - norm)
    return np.asarray(out)


def wish(c: Case, s: State) -> Values:
    """What the factions of each actor want together."""
    mind = np.full(c.actors, audiences.ONE_MIND)
    for i in set(c.p.faction_actor.tolist()):
        mine = c.p.faction_actor == i
        loud = c.d.faction_weight[mine] * np.exp(2 * s.tilt[i] * (c.d.wish[mine] - 0.5))
        mind[i] = np.average(c.d.wish[mine], weights=loud)
    return mind


def ripe(c: Case, s: State) -> Values:
    """How ripe an exit is for each pair: a channel is open, both hurt, and each can claim a success."""
    pain, claim = s.hurt / (s.hurt + c.w.mediation.hurts), np.exp(-c.w.mediation.ask * s.demand)
    both = np.minimum(pain, pain[c.b.dyad_reverse]) * np.minimum(claim, claim[c.b.dyad_reverse])
    return np.asarray(s.open * both[c.pair_dyad])


def stress(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Sanctions add up against economies that adapt; elections come nearer and pass."""
    w, back, clock = c.w.pressure, c.b.dyad_reverse, s.clock - t.days
    squeezed, eased = (t.on(c, lambda a, does=does: c.does(a, does))[back] for does in ("squeeze", "relieve"))
    left = s.stress * t.fade(w.adapt) * (1 - w.relief * eased)
    return {
        "stress": left + w.bite * squeezed * (1 - left),
        "clock": np.where(clock > 0, clock, clock + c.d.election_every),
    }


def publics(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """What was done before everybody's eyes: it stirs the hawks and leaves a demand for an answer."""
    w = c.w.audiences

    def affront(a: Act) -> float:
        lost = c.d.stature[a.target] * (a.target in t.lost) * c.does(a, "kill-leader")
        return min(a.public * (w.affront * a.height + w.humiliate * lost), 1.0)

    told = t.on(c, lambda a: a.public * a.height * a.force)
    stirred = t.suffered(c, lambda a: a.public * (w.rally * a.height * a.force - w.soften * a.depth))
    kept = np.maximum(s.demand * t.fade(w.memory) - w.story * told, 0)
    tilt = s.tilt * t.fade(w.tilt_half_life) + w.on * stirred
    return {
        "demand": np.maximum(kept, t.on(c, affront)[c.b.dyad_reverse]),
        "tilt": np.clip(tilt, -audiences.MOST_TILT, audiences.MOST_TILT),
    }


def guests(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """What hosts bear of their guests, the notices that they give or get, and what is still there."""
    w, after = c.w.host_politics, {name: [] for name in ("tolerance", "notice", "presence")}
    for g, guest in enumerate(c.guests):
        here = [a for a in t.acts if a.arena == guest.arena]
        own = [a for a in here if a.actor == guest.owner]
        civilian = np.log(1 + sum(a.civilian for a in own)) / reciprocity.FULL_TEN
        drawn = max((a.blow for a in here if a.target == guest.owner), default=0)
        borne = (1 - w.anger * sum(a.blow for a in own)) * (1 - w.resent * drawn) * (1 - min(w.grief * civilian, 1))
        voted = any(a.actor == guest.host and a.target == guest.owner and c.does(a, "expel") for a in here)
        notice = max(s.notice[g], voted or any(c.does(a, "withdraw") for a in own))
        goal = 1 - w.binding * notice
        after["tolerance"].append((1 - (1 - s.tolerance[g]) * t.fade(w.mend)) * borne)
        after["notice"].append(notice)
        after["presence"].append(goal + (s.presence[g] - goal) * t.fade(w.lag))
    return {name: np.array(values, float) for name, values in after.items()}


def channels(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Words open a pair's channel and fire shuts it; exits make agreements and fire breaks them."""
    w, fire, words, came, settled = c.w.mediation, *np.zeros((4, len(s.open)))
    for a in (a for a in t.acts if a.dyad >= 0):
        pair = c.b.dyad_pair[a.dyad]
        fire[pair] = max(fire[pair], a.blow)
        words[pair] = max(words[pair], c.does(a, "channel"))
        settled[pair] = max(settled[pair], c.does(a, "settle"))
        for word, between, quality in c.access:
            came[between] += quality * (word == a.dyad) * c.does(a, "channel")
    unsaid = (1 - w.direct * words) * (1 - np.minimum(w.usher * came, 1))
    shut = 1 - c.d.ajar - (s.open - c.d.ajar) * t.fade(w.open_half_life)
    pact = s.pact * t.fade(w.pact_half_life) * (1 - vars(w)["break"] * fire)
    return {"open": (1 - shut * unsaid) * (1 - w.slam * fire), "pact": np.maximum(pact, settled * w.on)}


def programmes(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Steps shift a programme up, time moves it on, a settlement sets it back."""
    w, level, gear = c.w.nuclear, s.level.copy(), s.gear.copy()
    for n, owner in enumerate(c.p.programme_owner):
        met = [a for a in t.acts if a.actor == owner or (a.target == owner and a.dyad >= 0)]
        left = 1 - w.roll_back * any(c.does(a, "settle") for a in met)
        stepped = any(c.does(a, "programme") for a in met if a.actor == owner)
        level[n] = min(s.level[n] * left + c.d.pace_per_day[n] * s.gear[n] * t.days, 1)
        gear[n] = s.gear[n] * left
        gear[n] += w.step * stepped * (1 - gear[n])
    return {"level": level, "gear": gear}


def stocks(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Force uses up what is in store; the dead are mourned."""
    used = np.zeros(c.actors)
    for a in t.acts:
        used[a.actor] = a.height * a.force
    return {
        "spent": s.spent * t.fade(c.w.dominance.refill) + used,
        "losses": s.losses * t.fade(c.w.dominance.grief_half_life) + t.suffered(c, lambda a: a.dead),
    }


def shocks(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Who has killed by mistake is shocked for a while."""
    shock = s.shock * t.fade(c.w.misperception.shock_half_life)
    for a in t.acts:
        if c.does(a, "mishap"):
            shock[a.actor] = 1
    return {"shock": shock}


def norms(c: Case, s: State, t: Turn) -> dict[str, Values]:
    """Open use by those who count wears a norm down; years mend it."""
    norm = 1 - (1 - s.norm) * t.fade(c.w.world_order.mend)
    for a in t.acts:
        method = int(c.p.move_method[a.move])
        if method >= 0:
            norm[method] *= 1 - c.w.world_order.wear * c.d.standing[a.actor] * a.public
    return {"norm": norm}


def misread(c: Case, a: Act, u: float) -> Act:
    """The act as others see it: its harm through noise, its doer perhaps taken for its patron's hand."""
    w = c.w.misperception
    plain = 1 - w.blame
    v = u / plain if u < plain else (u - plain) / w.blame
    v = min(max(v, misperception.EDGE), 1 - misperception.EDGE)
    read = 1.0 if c.does(a, "mishap") else (v / (1 - v)) ** (w.noise * misperception.LOGISTIC)
    return a._replace(read=read, blamed=u >= plain)
