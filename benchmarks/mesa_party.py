"""The agents of the Mesa rival."""

from __future__ import annotations

from math import exp, expm1, floor, log, log1p
from typing import TYPE_CHECKING

import mesa

from offramp.engine.choice import BOUND
from offramp.engine.turn import DRAGGED, IN_FORCE
from offramp.world.systems import dominance, human_cost, ladder, opportunity, reciprocity
from offramp.world.systems.audiences import MOST_TILT, ONE_MIND
from offramp.world.systems.misperception import EDGE, LOGISTIC

from .mesa_between import Act, full
from .mesa_case import Option

if TYPE_CHECKING:
    from .mesa_rival import Crisis


class Party(mesa.Agent):  # type: ignore[misc]
    """An actor of the case."""

    NAMES = ("passing", "lasting", "wrath", "coordination", "clock", "tilt", "shock", "spent", "losses")

    def __init__(self, model: Crisis, i: int) -> None:
        super().__init__(model)
        self.crisis, self.i = model, i
        n = model.numbers
        self.options, self.trait, self.factions = n.options[i], n.actors[i], n.factions[i]
        self.slip = next((o for o in self.options if o.index == n.slips[i]), None)
        self.relations = [r for r in model.relations if r.doer == i]
        self.ties = [t for t, (_, proxy) in enumerate(n.ties) if proxy == i]
        self.places = [p for p, (owner, _) in enumerate(n.places) if owner == i]
        for name in self.NAMES:
            setattr(self, name, n.state[name][i])
        self.rest = log(self.weigh([o.fixed for o in self.options])[1] or 1e-30)
        self.act: Act | None = None
        self.lost, self.heeds = False, 1.0

    def wake(self) -> None:
        """Look at oneself: factions, elections, losses, stocks."""
        d = self.crisis.dial
        self.near = 2 ** (-self.clock / d["pressure.clock"])
        self.weary = (
            d["dominance.weariness"] * (1 - self.trait["tolerance"]) * log1p(self.losses) / reciprocity.FULL_TEN
        )
        full_stock = d["dominance.stock"] * (dominance.RESERVE + self.trait["might"])
        self.empty = d["dominance.exhaust"] * self.spent / full_stock
        weight = [w * exp(2 * self.tilt * (wish - ONE_MIND)) for w, wish in self.factions]
        wanted = sum(w * wish for w, (_, wish) in zip(weight, self.factions, strict=True))
        self.lean = 2 * (wanted / total - ONE_MIND) if (total := sum(weight)) > 0 else 0.0

    def decide(self) -> None:
        """Act or wait; if act, then do what."""
        d, draw = self.crisis.dial, self.crisis.random.random
        mass, total = self.weigh([self.utility(o) for o in self.options])
        eager = d["leaders.wrath"] * self.wrath + d["choice.eagerness"] * (log(total or 1e-30) - self.rest)
        self.act, self.lost = None, False
        if self.options and draw() < -expm1(-self.trait["tempo_per_day"] * exp(eager)):
            self.act = self.carry_out(self.crisis.random.choices(self.options, mass)[0])
        for tie in self.ties:
            self.heeds = 1.0 if draw() < self.crisis.grip(tie) else DRAGGED

    def carry_out(self, option: Option) -> Act:
        """Do it, or what it goes wrong to; others read it as they will."""
        d, draw = self.crisis.dial, self.crisis.random.random
        read, blamed = 1.0, False
        if self.slip and option.move.force and draw() < d["misperception.mishap"]:
            option = self.slip
        else:
            v = min(max(draw(), EDGE), 1 - EDGE)
            read, blamed = (v / (1 - v)) ** (LOGISTIC * d["misperception.noise"]), draw() < d["misperception.blame"]
        order = self.crisis.relations[option.relation].order if self.ties else 0.0
        return Act(option, *self.kill(option), option.move.force and order > IN_FORCE, read, blamed)

    def utility(self, o: Option) -> float:
        """What an option is worth this morning."""
        d, crisis, relation, pair = self.crisis.dial, self.crisis, self.crisis.relations[o.relation], o.pair
        x, move = o.move.height, o.move
        u = o.fixed + relation.height * x - relation.curve * x * x + relation.calm * move.depth
        if move.force:
            near = max(1 - abs(x - relation.last) / ladder.LEVEL, 0.0)
            unready = max(1 - relation.prepared / o.prepare, 0.0)
            u += relation.force + relation.again * near - d["reciprocity.preparation"] * unready
            u += d["audiences.audience_cost"] * min(x, relation.demand)
            if o.arena is not None:
                u += d["fronts.heat_pull"] * log1p(crisis.heat[o.arena])
        if (beyond := move.rung - crisis.pairs[pair].ceiling) > 0:
            u -= d["rules.breach_cost"] * beyond / 10 / (1 + crisis.pairs[pair].doubt)
        if o.place is not None:
            there = opportunity.FLOOR + crisis.exposed(o.place)
            u += d["opportunity.exposure_pull"] * log(there / (opportunity.FLOOR + 1))
        return (u + self.purpose(o)) / (1 + d["leaders.unsettle"] * self.passing)

    def purpose(self, o: Option) -> float:
        """What an option is for: an exit, an admission, a step of the programme, a vote, a host's soil, a method."""
        d, crisis, u = self.crisis.dial, self.crisis, 0.0
        relation, pair = crisis.relations[o.relation], crisis.pairs[o.pair]
        if o.exit:
            unsettled = pair.ripe * (1 - pair.pact)
            u += d["mediation.exit_pull"] * unsettled - d["mediation.bar"] * (1 - unsettled)
        if o.admits:
            u += d["misperception.candour"] * (2 * self.shock - 1)
        if o.step:
            u += d["nuclear.spur"] * (relation.stress + full(relation.hurt))
            u -= d["nuclear.brake"] * (pair.open + pair.pact)
        if o.vote is not None:
            u += crisis.guests[o.vote].vote
        if o.base is not None:
            u += crisis.guests[o.base].base
        if o.move.method is not None:
            u += d["world-order.licence"] * (1 - crisis.norm[o.move.method])
        return u

    def weigh(self, utilities: list[float]) -> tuple[list[float], float]:
        """Weights of the options and their sum: nested quantal response."""
        d = self.crisis.dial["choice.same_class"]
        mass = [o.weight * exp(min(max(u / d, -BOUND), BOUND)) for o, u in zip(self.options, utilities, strict=True)]
        nests: dict[int, float] = {}
        for o, m in zip(self.options, mass, strict=True):
            nests[o.nest] = nests.get(o.nest, 0.0) + m
        scale = {nest: m ** (d - 1) * self.crisis.numbers.nest_weight[nest] for nest, m in nests.items()}
        mass = [m * scale[o.nest] for o, m in zip(self.options, mass, strict=True)]
        return mass, sum(mass)

    def kill(self, option: Option) -> list[int]:
        """Military and civilian deaths of an act."""
        dead, random, move = [], self.crisis.random.random, option.move
        exposed = self.crisis.exposed(option.place) if option.place is not None else 1.0
        for chance, median in zip(move.chance, move.deaths, strict=True):
            v = min(max(random(), 1e-6), 1 - 1e-6)
            spread = min((v / (1 - v)) ** self.crisis.dial["human-cost.heavy_tail"], move.cut)
            many = max(floor(median * spread * min(max(exposed, 0.2), human_cost.CROWD) + 0.5), 1)
            dead.append(many if random() < chance and median > 0 else 0)
        return dead

    def received(self) -> list[Act]:
        """What others did to this party today."""
        return [r.back.act for r in self.relations if r.back.act]

    def remember(self) -> None:
        """What today leaves behind in this party."""
        d, crisis = self.crisis.dial, self.crisis
        for tie in self.ties:
            hits = [1 - r.clarity for r in self.relations if r.back.act and r.back.act.option.move.force]
            crisis.control[tie] += d["proxies.bind"] * max(hits, default=0.0) * (1 - crisis.control[tie])
        for relation in self.relations:
            relation.remember(self)
        for place in self.places:
            self.guard(place)
        gone = self.trait["hub"] * self.lost * self.coordination
        self.passing = self.passing * 2 ** (-1 / self.trait["recovery"]) + gone * self.trait["successor"]
        self.lasting += gone * (1 - self.trait["successor"])
        self.wrath = self.wrath * crisis.fade("leaders.wrath_half_life") + self.trait["stature"] * self.lost
        self.coordination = 1 - self.passing - self.lasting
        self.reflect()

    def reflect(self) -> None:
        """What today does to factions, stocks, nerves and the calendar."""
        d, fade, received = self.crisis.dial, self.crisis.fade, self.received()
        blows = sum(a.option.move.public * a.option.move.height for a in received if a.option.move.force)
        eased = sum(a.option.move.public * a.option.move.depth for a in received)
        tilt = self.tilt * fade("audiences.tilt_half_life")
        tilt += d["audiences.on"] * (d["audiences.rally"] * blows - d["audiences.soften"] * eased)
        self.tilt = min(max(tilt, -MOST_TILT), MOST_TILT)
        self.losses = self.losses * fade("dominance.grief_half_life") + sum(a.dead for a in received)
        self.spent *= fade("dominance.refill")
        self.shock *= fade("misperception.shock_half_life")
        if self.act and self.act.option.move.force:
            self.spent += self.act.option.move.height
        if self.act and "mishap" in self.act.option.move.effects:
            self.shock = 1.0
        self.clock -= 1
        if self.clock <= 0:
            self.clock += self.trait["election_every"]

    def guard(self, place: int) -> None:
        """Deploy, harden, evacuate; wake after an attack."""
        d, crisis = self.crisis.dial, self.crisis
        arena = crisis.numbers.places[place][1]
        here = self.act.option.move.effects if self.act and self.act.option.arena == arena else frozenset()
        usual = 1 + d["opportunity.careless"] * (1 - crisis.vigilance[place])
        exposure = usual + (crisis.exposure[place] - usual) * crisis.fade("opportunity.recover")
        for effect in here & {"harden", "evacuate"}:
            exposure *= 1 - d[f"opportunity.{effect}"]
        crisis.exposure[place] = exposure + d["opportunity.deploy"] * ("deploy" in here)
        hit = any(a.option.arena == arena and a.option.move.rung >= 4 for a in self.received())
        crisis.vigilance[place] = 1.0 if hit else crisis.vigilance[place] * 2 ** (-1 / opportunity.CARELESS_DAYS)
