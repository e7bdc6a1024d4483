"""What options are worth to the NumPy rival: every system's pull on this morning's state."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from offramp.world.systems import dominance, host_politics, ladder, opportunity, reciprocity
from offramp.world.systems.audiences import ONE_MIND

from .numpy_case import Array, Numbers, State


def utility(n: Numbers, s: State) -> Array:
    """The utility of every option [option, run]."""
    b, w, k = n.b, n.w, n.b.option_dyad
    on, moment = quarrel(n, s), ripe(n, s)
    politics(n, s, on, moment)
    out = n.usual.copy()
    up, x, at = n.height, b.height[n.height], k[n.height]
    out[up] += (on.height[at] - on.curve[at] * x) * x
    out[n.depth] += on.calm[k[n.depth]] * b.depth[n.depth]
    f, x, at = n.force, b.height[n.force], k[n.force]
    near = np.maximum(1 - np.abs(x - s.last[at]) / ladder.LEVEL, 0)
    unready = np.maximum(1 - s.prepared[at] / n.d.prepare[f], 0)
    out[f] += on.force[at] + (w.ladder.repeat_pull * s.memory)[at] * near - w.reciprocity.preparation * unready
    out[f] += w.audiences.audience_cost * np.minimum(x, s.demand[at])
    beyond = np.maximum(b.rung[up] - s.ceiling[b.option_pair[up]], 0) / 10
    out[up] -= beyond * (w.rules.breach_cost / (1 + s.doubt))[b.option_pair[up]]
    bare = np.log((opportunity.FLOOR + exposure(n, s)) / (opportunity.FLOOR + 1))
    out[n.placed] += (w.opportunity.exposure_pull * bare)[b.option_place[n.placed]]
    out[n.sited] += (w.fronts.heat_pull * np.log1p(s.heat))[b.option_arena[n.sited]]
    out[n.roled] += roles(n, s, moment)[b.option_role[n.roled]]
    return np.asarray(out / (1 + w.leaders.unsettle * s.passing)[b.option_actor])


def exposure(n: Numbers, s: State) -> Array:
    """What stands at each place, as far as its owner is still present."""
    there = n.d.exposure * s.exposure
    if len(n.hosted):
        there[n.hosted] *= s.presence[n.b.place_guest[n.hosted]]
    return np.asarray(there)


def quarrel(n: Numbers, s: State) -> SimpleNamespace:
    """What lies between two: debts, habits, orders, fear, plots [dyad, run]."""
    b, w = n.b, n.w
    owing, fast = np.log1p(s.debt), full(s.fast)
    tight = w.reciprocity.owed_pull * s.debt / (s.debt + 1)
    force = w.reciprocity.own_fast * fast + w.reciprocity.other_fast * fast[b.dyad_reverse]
    force += w.reciprocity.own_slow * full(s.slow) - w.reciprocity.silence * np.log1p(s.quiet)
    force += w.reciprocity.readiness * owing + w.opportunity.plot_pull * s.plot
    tied, tie = n.dyad_tied, b.dyad_tie[n.dyad_tied]
    order, control = s.order[tied], s.control[tie]
    held = control * s.coordination[b.tie_patron[tie]]
    force[tied] += w.proxies.order_pull * order - w.proxies.leash * held * (1 - np.maximum(order, 0))
    force[tied] -= w.deterrence.clarity_pull * s.clarity[tied] * (1 - control)
    return SimpleNamespace(
        force=force,
        height=2 * tight * owed(s.debt) - w.deterrence.fear * s.belief,
        curve=tight / (1 + w.rules.widen * s.doubt)[b.dyad_pair],
        calm=w.reciprocity.goodwill * full(s.goodwill) - w.reciprocity.grudge * owing,
    )


def politics(n: Numbers, s: State, on: SimpleNamespace, moment: Array) -> None:
    """Add what stress, clocks, audiences, channels, mistakes, menace and programmes add."""
    b, d, w = n.b, n.d, n.w
    near, way = np.exp2(-s.clock / w.pressure.clock), s.open[b.dyad_pair]
    menace = w.dominance.yield_pull * (s.last * s.memory)[b.dyad_reverse] * d.overmatch
    weary = w.dominance.weariness * (1 - d.tolerance) * np.log1p(s.losses) / reciprocity.FULL_TEN
    held = weary + w.misperception.sobering * s.shock
    on.force += w.pressure.lash * s.stress * (1 - way) - menace
    on.force -= held[b.dyad_actor] + (w.mediation.hold * s.pact)[b.dyad_pair]
    empty = w.dominance.exhaust * s.spent / (w.dominance.stock * (dominance.RESERVE + d.might))
    on.height += (w.audiences.sway * lean(n, s) - empty)[b.dyad_actor] - w.pressure.drain * s.stress
    if len(n.watched):
        alarm = w.nuclear.alarm * s.level * s.gear
        on.height[n.watched] += alarm[b.dyad_programme[n.watched]]
    on.calm += s.stress * (w.pressure.seek * way - (w.pressure.wait_out * near)[b.dyad_target]) + menace
    on.calm += (w.pressure.haste * near)[b.dyad_actor] + (w.mediation.soothe * moment)[b.dyad_pair]
    on.calm -= w.audiences.shame * s.demand


def roles(n: Numbers, s: State, moment: Array) -> Array:
    """What options are for: an exit, an admission, a vote, a step, a host's soil, a method [role, run]."""
    b, w, out = n.b, n.w, n.zeros(len(n.b.role_dyad))
    pair, dyad = b.dyad_pair[b.role_dyad], b.role_dyad
    unsettled = moment * (1 - s.pact)
    exits = w.mediation.exit_pull * unsettled - w.mediation.bar * (1 - unsettled)
    out[n.settles] += exits[pair[n.settles]]
    out[n.admits] += (w.misperception.candour * (2 * s.shock - 1))[b.dyad_actor[dyad[n.admits]]]
    if len(s.tolerance):
        angry = np.maximum(1 - s.tolerance / w.host_politics.limit, 0)
        vote = w.host_politics.push * (angry - host_politics.PASSED * s.notice)
        base = w.host_politics.leverage * np.log(np.maximum(s.presence, host_politics.LEAST))
        out[n.expels] += vote[b.role_vote[n.expels]]
        out[n.based] += base[b.role_base[n.based]]
    if len(n.steps):
        pressed = s.stress[dyad[n.steps]] + full(s.hurt[dyad[n.steps]])
        eased = s.open[pair[n.steps]] + s.pact[pair[n.steps]]
        out[n.steps] += w.nuclear.spur * pressed - w.nuclear.brake * eased
    if len(n.methodic):
        out[n.methodic] += (w.world_order.licence * (1 - s.norm))[b.role_method[n.methodic]]
    return out


def ripe(n: Numbers, s: State) -> Array:
    """How ripe an exit is: both hurt, each can claim a success, a channel is open [pair, run]."""
    w, (one, other) = n.w.mediation, n.b.pair_dyads
    pain, claim = s.hurt / (s.hurt + w.hurts), np.exp(-w.ask * s.demand)
    return np.asarray(s.open * np.minimum(pain[one], pain[other]) * np.minimum(claim[one], claim[other]))


def lean(n: Numbers, s: State) -> Array:
    """How far the factions of each actor lean to climbing: -1 to 1 [actor, run]."""
    out = n.zeros(len(n.first))
    if len(n.minded):
        wish = n.d.wish
        weight = n.d.faction_weight * np.exp(2 * s.tilt[n.b.faction_actor] * (wish - ONE_MIND))
        total, wanted = (np.add.reduceat(x, n.faction_first) for x in (weight, weight * wish))
        out[n.minded] = np.where(total > 0, 2 * (wanted / np.maximum(total, 1e-9) - ONE_MIND), 0)
    return out


def owed(debt: Array) -> Array:
    """The height that a debt calls for."""
    return np.clip(0.5 + 0.1 * np.log2(np.maximum(debt, 1e-6)), 0, 1)


def full(count: Array) -> Array:
    return count / (1 + count)
