"""The rival: the same compiled case played by Mesa agents, one model for each future, in plain Python floats.

Written as Mesa's own examples are: parties are agents that decide and remember, the model steps a day. It has its own
random numbers, so it must agree with the engine in distribution, not act by act (tests/referee/test_rivals.py).
"""

from __future__ import annotations

from math import exp, expm1, floor, log, log1p, log2
from typing import Any, NamedTuple

import mesa

from offramp.engine.choice import BOUND
from offramp.engine.turn import DRAGGED
from offramp.world import deterrence, fronts, human_cost, ladder, opportunity, reciprocity, rules

from .mesa_case import Numbers, Option


class Act(NamedTuple):
    """What a party does today."""

    option: Option
    military: int
    civilian: int
    ordered: bool


class Relation:
    """What one party feels about another, and what stands between them."""

    NAMES = ("last", "memory", "debt", "prepared", "fast", "slow", "quiet", "goodwill", "order", "belief", "waiting",
             "clarity")  # fmt: skip
    back: Relation

    def __init__(self, crisis: Crisis, k: int) -> None:
        n = crisis.numbers
        self.crisis, self.k, self.target = crisis, k, n.relations[k][1]
        self.pair, self.tie, self.order_of = n.pair_of[k], n.tie_of[k], n.order_of[k]
        for name in self.NAMES:
            setattr(self, name, n.state[name][k])
        chance, self.window = n.plot[k]
        self.plot = float(crisis.random.random() < chance)
        self.act: Act | None = None
        self.harm = self.paid = 0.0

    def feel(self) -> None:
        """What this relation adds to the utility of acts along it this morning."""
        d, crisis = self.crisis.dial, self.crisis
        self.height = 2 * (k := d["reciprocity.owed_pull"] * self.debt / (self.debt + 1)) * owed(self.debt)
        self.height -= d["deterrence.fear"] * self.belief
        self.curve = k / (1 + d["rules.widen"] * crisis.doubt[self.pair])
        self.calm = d["reciprocity.goodwill"] * full(self.goodwill) - d["reciprocity.grudge"] * log1p(self.debt)
        self.again = d["ladder.repeat_pull"] * self.memory
        self.force = (
            d["reciprocity.own_fast"] * full(self.fast) + d["reciprocity.other_fast"] * full(self.back.fast)
            + d["reciprocity.own_slow"] * full(self.slow) - d["reciprocity.silence"] * log1p(self.quiet)
            + d["reciprocity.readiness"] * log1p(self.debt) + d["opportunity.plot_pull"] * self.plot
        )  # fmt: skip
        if self.tie is not None:
            leash = d["proxies.leash"] * crisis.grip(self.tie) * (1 - max(self.order, 0.0))
            loose = 1 - crisis.control[self.tie]
            self.force += d["proxies.order_pull"] * self.order - leash
            self.force -= d["deterrence.clarity_pull"] * self.clarity * loose

    def remember(self, coordination: float, heeds: float) -> None:
        """What today's acts leave behind."""
        d, fade = self.crisis.dial, self.crisis.fade
        mine, theirs = self.act, self.back.act
        height = mine.option.move.height if mine and mine.option.move.rung >= 3 else 0.0
        answer = theirs.option.move.height if theirs and theirs.option.move.rung >= 3 else 0.0
        eased = theirs.option.move.depth if theirs else 0.0
        acted = height > 0
        slow = fade("reciprocity.slow_half_life")
        self.memory = max(self.memory * fade("ladder.memory"), float(acted))
        self.last = height if acted else self.last
        self.fast = self.fast * fade("reciprocity.fast_half_life") + acted
        self.slow = self.slow * slow + acted
        self.quiet = 0.0 if acted or answer > 0 else self.quiet + 1
        self.goodwill = self.goodwill * 2 ** (-1 / reciprocity.GOODWILL_HALF_LIFE) + eased
        old = self.debt * fade("reciprocity.debt_half_life") * (1 - d["reciprocity.forgiveness"] * eased)
        old = max(old - self.paid, 0.0)
        self.debt = old + self.harm
        speed = coordination * self.debt / (self.debt + reciprocity.DUE)
        stale = 2 ** (-1 / reciprocity.PREPARED_HALF_LIFE) * (old + 1e-3) / (self.debt + 1e-3)
        self.prepared = (self.prepared * stale + speed) * (0.5 if acted else 1.0)
        belief = self.belief + d["deterrence.learn"] * answer * (1 - self.belief)
        self.belief = belief * (1 - d["deterrence.let_pass"] * min(self.waiting, 1.0) / deterrence.FORTNIGHT)
        waiting = 0.0 if answer > 0 else self.waiting * 2 ** (-1 / deterrence.MONTH)
        self.waiting = waiting + min(height / deterrence.FULL, 1.0)
        terms = d["deterrence.on"] if theirs and "terms" in theirs.option.move.effects else 0.0
        self.clarity = max(self.clarity * fade("deterrence.clarity_half_life"), terms)
        self.plot *= 0.0 if mine and mine.option.move.rung >= 5 else 2 ** (-1 / self.window)
        self.order *= fade("proxies.order_life")
        given = self.crisis.relations[self.order_of].act if self.order_of is not None else None
        if given:
            effects = given.option.move.effects
            said = ("order" in effects) - ("restrain" in effects)
            self.order = min(max(self.order + said * heeds * d["proxies.on"], -1.0), 1.0)
        self.harm = self.paid = 0.0


class Party(mesa.Agent):  # type: ignore[misc]
    """An actor of the case."""

    def __init__(self, model: Crisis, i: int) -> None:
        super().__init__(model)
        self.crisis, self.i = model, i
        n = model.numbers
        self.options, self.trait = n.options[i], n.actors[i]
        self.relations = [r for r in model.relations if n.relations[r.k][0] == i]
        self.ties = [t for t, (_, proxy) in enumerate(n.ties) if proxy == i]
        self.places = [p for p, (owner, _) in enumerate(n.places) if owner == i]
        names = ("passing", "lasting", "wrath", "coordination")
        self.passing, self.lasting, self.wrath, self.coordination = (n.state[name][i] for name in names)
        self.rest = log(self.weigh([o.fixed for o in self.options])[1] or 1e-30)
        self.act: Act | None = None
        self.lost, self.heeds = False, 1.0

    def decide(self) -> None:
        """Act or wait; if act, then do what."""
        d, draw = self.crisis.dial, self.crisis.random.random
        for relation in self.relations:
            relation.feel()
        flat = 1 + d["leaders.unsettle"] * self.passing
        mass, total = self.weigh([self.utility(o) / flat for o in self.options])
        eager = d["leaders.wrath"] * self.wrath + d["choice.eagerness"] * (log(total or 1e-30) - self.rest)
        self.act, self.lost = None, False
        if self.options and draw() < -expm1(-self.trait["tempo_per_day"] * exp(eager)):
            option = self.crisis.random.choices(self.options, mass)[0]
            order = self.crisis.relations[option.relation].order if self.ties else 0.0
            self.act = Act(option, *self.kill(option), option.move.rung >= 3 and order > 0.25)
        for tie in self.ties:
            self.heeds = 1.0 if draw() < self.crisis.grip(tie) else DRAGGED

    def utility(self, o: Option) -> float:
        """What an option is worth this morning."""
        d, crisis, relation = self.crisis.dial, self.crisis, self.crisis.relations[o.relation]
        x = o.move.height
        u = o.fixed + relation.height * x - relation.curve * x * x + relation.calm * o.move.depth
        if o.move.rung >= 3:
            near = max(1 - abs(x - relation.last) / ladder.LEVEL, 0.0)
            unready = max(1 - relation.prepared / o.prepare, 0.0)
            u += relation.force + relation.again * near - d["reciprocity.preparation"] * unready
        beyond = max(o.move.rung - crisis.ceiling[o.pair], 0.0) / 10
        u -= d["rules.breach_cost"] * beyond / (1 + crisis.doubt[o.pair])
        if o.place is not None:
            there = opportunity.FLOOR + crisis.exposed(o.place)
            u += d["opportunity.exposure_pull"] * log(there / (opportunity.FLOOR + 1))
        if o.arena is not None and o.move.rung >= 3:
            u += d["fronts.heat_pull"] * log1p(crisis.heat[o.arena])
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
        dead, random = [], self.crisis.random.random
        exposed = self.crisis.exposed(option.place) if option.place is not None else 1.0
        for chance, median in zip(option.move.chance, option.move.deaths, strict=True):
            v = min(max(random(), 1e-6), 1 - 1e-6)
            spread = min((v / (1 - v)) ** self.crisis.dial["human-cost.heavy_tail"], human_cost.CUT)
            many = max(floor(median * spread * min(max(exposed, 0.2), human_cost.CROWD) + 0.5), 1)
            dead.append(many if random() < chance and median > 0 else 0)
        return dead

    def remember(self) -> None:
        """What today leaves behind in this party."""
        d, crisis = self.crisis.dial, self.crisis
        for tie in self.ties:
            hits = [1 - r.clarity for r in self.relations if r.back.act and r.back.act.option.move.rung >= 3]
            crisis.control[tie] += d["proxies.bind"] * max(hits, default=0.0) * (1 - crisis.control[tie])
        for relation in self.relations:
            relation.remember(self.coordination, self.heeds)
        for place in self.places:
            self.guard(place)
        gone = self.trait["hub"] * self.lost * self.coordination
        self.passing = self.passing * 2 ** (-1 / self.trait["recovery"]) + gone * self.trait["successor"]
        self.lasting += gone * (1 - self.trait["successor"])
        self.wrath = self.wrath * crisis.fade("leaders.wrath_half_life") + self.trait["stature"] * self.lost
        self.coordination = 1 - self.passing - self.lasting

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
        hit = any(
            r.back.act and r.back.act.option.arena == arena and r.back.act.option.move.rung >= 4 for r in self.relations
        )
        crisis.vigilance[place] = 1.0 if hit else crisis.vigilance[place] * 2 ** (-1 / opportunity.CARELESS_DAYS)


class Crisis(mesa.Model):  # type: ignore[misc]
    """One future of a case. `told` has day, actor and act."""

    def __init__(self, numbers: Numbers, seed: int) -> None:
        super().__init__(seed=seed)
        self.numbers, self.dial = numbers, numbers.dial
        state: dict[str, Any] = {name: list(values) for name, values in numbers.state.items()}
        self.ceiling, self.doubt, self.control = state["ceiling"], state["doubt"], state["control"]
        self.exposure, self.vigilance, self.heat = state["exposure"], state["vigilance"], state["heat"]
        self.fades = {name: 2 ** (-1 / x) for name, x in self.dial.items() if name.endswith(HALVED)}
        self.relations = [Relation(self, k) for k in range(len(numbers.relations))]
        for relation, back in zip(self.relations, numbers.back, strict=True):
            relation.back = self.relations[back]
        self.parties = [Party(self, i) for i in range(len(numbers.actors))]
        self.told: list[tuple[int, int, Act]] = []

    def fade(self, dial: str) -> float:
        """What a day leaves of something with this half-life."""
        return self.fades[dial]

    def grip(self, tie: int) -> float:
        """Control that the patron's coordination leaves."""
        return float(self.control[tie] * self.parties[self.numbers.ties[tie][0]].coordination)

    def exposed(self, place: int) -> float:
        return float(self.numbers.place_exposure[place] * self.exposure[place])

    def step(self) -> None:
        """A day: everybody decides on the morning's state, then remembers."""
        self.agents.do("decide")
        for relation in self.relations:
            relation.act = None
        acts = [(party, party.act) for party in self.parties if party.act]
        for party, act in acts:
            self.relations[act.option.relation].act = act
            self.told.append((self.steps, party.i, act))
            if "kill-leader" in act.option.move.effects and act.military + act.civilian > 0:
                self.parties[self.relations[act.option.relation].target].lost = True
        for _, act in acts:
            self.book(act)
        self.agents.do("remember")
        self.limit()
        self.warm([act for _, act in acts])

    def book(self, act: Act) -> None:
        """Enter an act in the ledgers of all who share the quarrel."""
        move, relation, d = act.option.move, self.relations[act.option.relation], self.dial
        victim = self.parties[relation.target]
        fatal = 1 + d["human-cost.grievance"] * log1p(act.military + act.civilian) / reciprocity.FULL_TEN
        lost = 1 + d["leaders.stature_debt"] * victim.trait["stature"] * victim.lost * ("kill-leader" in move.effects)
        known = d["rules.absorb"] / (1 + self.doubt[relation.pair])
        usual = 1 - known * (move.rung <= self.ceiling[relation.pair])
        for into, share in self.numbers.edges[relation.k]:
            self.relations[into].harm += share * move.harm * fatal * lost * usual
        for into, share in self.numbers.edges[relation.back.k]:
            self.relations[into].paid += share * move.payment

    def limit(self) -> None:
        """The rules of the game after today's acts."""
        d = self.dial
        for pair, ends in enumerate(self.numbers.pairs):
            acts = [act.option.move for k in ends if (act := self.relations[k].act)]
            over = max(max((m.rung for m in acts), default=0.0), 0.0) - self.ceiling[pair]
            over, asked = max(over, 0.0), any("restore" in m.effects for m in acts)
            usual = self.numbers.ceiling[pair]
            back = usual + (self.ceiling[pair] - usual) * self.fade("rules.ceiling_half_life")
            doubt = self.doubt[pair] * self.fade("rules.doubt_half_life") * (1 - d["rules.restore"] * asked)
            self.ceiling[pair] = back + d["rules.shift"] * over
            self.doubt[pair] = doubt + d["rules.jump"] * min(over / rules.BREACH, 2.0)

    def warm(self, acts: list[Act]) -> None:
        """Heat of the fronts."""
        spill = min(self.dial["fronts.spill"] / fronts.WEEK, 1.0)
        spilt = [spill * heat for heat in self.heat]
        for k, near in enumerate(self.numbers.near):
            fresh = sum(a.option.move.height for a in acts if a.option.arena == k and a.option.move.rung >= 4)
            left = self.heat[k] - spilt[k] * bool(near) + sum(share * spilt[j] for j, share in near)
            self.heat[k] = left * self.fade("fronts.heat_half_life") + fresh


HALVED = ("half_life", "order_life", "opportunity.recover", "ladder.memory")


def owed(debt: float) -> float:
    """The height that a debt calls for."""
    return min(max(0.5 + 0.1 * log2(max(debt, 1e-6)), 0.0), 1.0)


def full(count: float) -> float:
    return count / (1 + count)
