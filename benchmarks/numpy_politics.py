"""What a turn leaves behind in the politics of a case, for the NumPy rival."""

from __future__ import annotations

import numpy as np

from offramp.world.systems.audiences import MOST_TILT
from offramp.world.systems.reciprocity import FULL_TEN

from .numpy_case import Acts, Array, Numbers, State


def politics(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Stress, audiences, hosts, channels, mistakes, stocks, programmes and norms after the day."""
    return {
        **pressure(n, s, a),
        **audiences(n, s, a),
        **hosts(n, s, a),
        **channels(n, s, a),
        **forces(n, s, a),
        **programmes(n, s, a),
        "norm": norms(n, s, a),
    }


def pressure(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Stress by sanctions, and elections' clocks."""
    w, at = n.w.pressure, (a.back, a.r)
    stress, clock = s.stress * n.left.pressure.adapt, s.clock - 1
    stress[at] *= 1 - a.dial(w.relief) * a.does("relieve")
    stress[at] += a.dial(w.bite) * a.does("squeeze") * (1 - stress[at])
    return {"stress": stress, "clock": np.where(clock > 0, clock, clock + n.d.election_every)}


def audiences(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Affronts ask for answers, blows strengthen the hawks, conciliation the doves."""
    w, left = n.w.audiences, n.left.audiences
    blow = a.public * a.height * a.force
    mourned = (a.lost * n.d.stature)[a.target, a.r] * a.public * a.does("kill-leader")
    affront = a.dial(w.affront) * a.public * a.height + a.dial(w.humiliate) * mourned
    demand = s.demand * left.memory
    demand[a.dyad, a.r] = np.maximum(demand[a.dyad, a.r] - a.dial(w.story) * blow, 0)
    demand[a.back, a.r] = np.maximum(demand[a.back, a.r], np.minimum(affront, 1))
    moved = a.total(a.target, len(n.first), a.dial(w.rally) * blow - a.dial(w.soften) * a.public * a.depth)
    tilt = np.clip(s.tilt * left.tilt_half_life + moved * w.on, -MOST_TILT, MOST_TILT)
    return {"demand": demand, "tilt": tilt}


def hosts(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """What was done on a host's soil wears its tolerance; it gives notice, and the guest goes."""
    w, left, guests = n.w.host_politics, n.left.host_politics, len(s.tolerance)
    if not guests:
        return {"tolerance": s.tolerance, "notice": s.notice, "presence": s.presence}
    mine, at = n.guest_at[a.i, a.arena], n.guest_at[a.target, a.arena]
    civilian = np.log1p(a.dead[1]) / FULL_TEN
    worn = (1 - a.dial(w.anger) * a.fire) * (1 - np.minimum(a.dial(w.grief) * civilian, 1))
    tolerance = 1 - (1 - np.pad(s.tolerance, ((0, 1), (0, 0)))) * left.mend
    tolerance[mine, a.r] *= worn
    tolerance = tolerance[:-1] * (1 - w.resent * a.highest(at, guests + 1, a.fire)[:-1])
    voted = a.does("expel") * (np.append(n.b.guest_host, -1)[at] == a.i)
    leaving = np.maximum(a.highest(mine, guests + 1, a.does("withdraw")), a.highest(at, guests + 1, voted))
    notice = np.maximum(s.notice, leaving[:-1])
    goal = 1 - w.binding * notice
    return {"tolerance": tolerance, "notice": notice, "presence": goal + (s.presence - goal) * left.lag}


def channels(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Words open channels, violence shuts them; exits make agreements, fire breaks them."""
    w, left, pairs = n.w.mediation, n.left.mediation, len(s.open)
    fire, said = a.highest(a.pair, pairs, a.fire), a.does("channel")
    shut = 1 - w.direct * a.highest(a.pair, pairs, said)
    if len(n.word):
        words = a.on(said)[n.b.access_word[n.word]] * n.d.quality[n.word]
        shut[n.ushered] *= 1 - np.minimum(w.usher * np.add.reduceat(words, n.word_first), 1)
    kept = n.d.ajar + (s.open - n.d.ajar) * left.open_half_life
    pact = s.pact * left.pact_half_life * (1 - vars(w)["break"] * fire)
    return {
        "open": (kept + (1 - shut) * (1 - kept)) * (1 - w.slam * fire),
        "pact": np.maximum(pact, a.highest(a.pair, pairs, a.does("settle")) * w.on),
    }


def forces(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """The shock of own mistakes, spent stocks, own dead."""
    left, at = n.left.dominance, (a.i, a.r)
    shock, spent = s.shock * n.left.misperception.shock_half_life, s.spent * left.refill
    shock[at] = np.maximum(shock[at], a.does("mishap"))
    spent[at] += a.height * a.force
    dead = a.total(a.target, len(n.first), a.dead.sum(axis=0))
    return {"shock": shock, "spent": spent, "losses": s.losses * left.grief_half_life + dead}


def programmes(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
    """Steps raise the gear, the gear moves the level, an exit takes from both."""
    w, actors, owner = n.w.nuclear, len(n.first), n.b.programme_owner
    settle = a.does("settle")
    agreed = np.maximum(a.highest(a.i, actors, settle), a.highest(a.target, actors, settle))[owner]
    kept = 1 - w.roll_back * agreed
    gear, step = s.gear * kept, a.highest(a.i, actors, a.does("programme"))[owner]
    level = np.minimum(s.level * kept + n.d.pace_per_day * s.gear, 1)
    return {"level": level, "gear": gear + w.step * step * (1 - gear)}


def norms(n: Numbers, s: State, a: Acts) -> Array:
    """Open use by the great wears a norm, years mend it."""
    w, used = n.w.world_order, a.method >= 0
    kept, r = 1 - (1 - s.norm) * n.left.world_order.mend, a.r[used]
    worn = 1 - w.wear[0, r] * n.d.standing[a.i[used], r] * a.public[used]
    np.multiply.at(kept, (a.method[used], r), worn)
    return np.asarray(kept)
