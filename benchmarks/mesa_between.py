"""What stands between the parties of the Mesa rival: what each feels about the other, and what two share."""

from __future__ import annotations

from math import exp, log1p, log2
from typing import TYPE_CHECKING, NamedTuple

from offramp.world.systems import deterrence, reciprocity, rules

from .mesa_case import Option

if TYPE_CHECKING:
    from .mesa_rival import Crisis, Party


class Act(NamedTuple):
    """What a party does today; `read` is how its harm is misread, `blamed` whether its patron is held to account."""

    option: Option
    military: int
    civilian: int
    ordered: bool
    read: float
    blamed: bool

    @property
    def dead(self) -> int:
        return self.military + self.civilian

    @property
    def fire(self) -> float:
        """Its height if it is violent."""
        return self.option.move.height if self.option.move.rung >= 5 else 0.0


class Relation:
    """What one party feels about another."""

    NAMES = (
        "last",
        "memory",
        "debt",
        "prepared",
        "fast",
        "slow",
        "quiet",
        "goodwill",
        "hurt",
        "order",
        "belief",
        "waiting",
        "clarity",
        "stress",
        "demand",
    )
    back: Relation
    pair: Pair

    def __init__(self, crisis: Crisis, k: int) -> None:
        n = crisis.numbers
        self.crisis, (self.doer, self.target) = crisis, n.relations[k]
        self.tie, self.order_of, self.edges = n.tie_of[k], n.order_of[k], n.edges[k]
        self.overmatch, self.watched = n.overmatch[k], n.watched[k]
        for name in self.NAMES:
            setattr(self, name, n.state[name][k])
        chance, self.window = n.plot[k]
        self.plot = float(crisis.random.random() < chance)
        self.act: Act | None = None
        self.harm = self.paid = 0.0

    def feel(self) -> None:
        """What this relation adds to the utility of acts along it this morning."""
        d, crisis = self.crisis.dial, self.crisis
        k = d["reciprocity.owed_pull"] * self.debt / (self.debt + 1)
        self.height = 2 * k * owed(self.debt) - d["deterrence.fear"] * self.belief
        self.curve = k / (1 + d["rules.widen"] * self.pair.doubt)
        self.calm = d["reciprocity.goodwill"] * full(self.goodwill) - d["reciprocity.grudge"] * log1p(self.debt)
        self.again = d["ladder.repeat_pull"] * self.memory
        self.force = (
            d["reciprocity.own_fast"] * full(self.fast)
            + d["reciprocity.other_fast"] * full(self.back.fast)
            + d["reciprocity.own_slow"] * full(self.slow)
            - d["reciprocity.silence"] * log1p(self.quiet)
            + d["reciprocity.readiness"] * log1p(self.debt)
            + d["opportunity.plot_pull"] * self.plot
        )
        if self.tie is not None:
            leash = d["proxies.leash"] * crisis.grip(self.tie) * (1 - max(self.order, 0.0))
            loose = 1 - crisis.control[self.tie]
            self.force += d["proxies.order_pull"] * self.order - leash
            self.force -= d["deterrence.clarity_pull"] * self.clarity * loose
        self.reckon(crisis.parties[self.doer], crisis.parties[self.target])

    def reckon(self, me: Party, them: Party) -> None:
        """What stress, clocks, audiences, channels, mistakes, menace and programmes add to it."""
        d, pair = self.crisis.dial, self.pair
        menace = d["dominance.yield_pull"] * self.back.last * self.back.memory * self.overmatch
        self.force += d["pressure.lash"] * self.stress * (1 - pair.open) - d["mediation.hold"] * pair.pact
        self.force -= menace + me.weary + d["misperception.sobering"] * me.shock
        self.height += d["audiences.sway"] * me.lean - me.empty - d["pressure.drain"] * self.stress
        if self.watched is not None:
            self.height += d["nuclear.alarm"] * self.crisis.programmes[self.watched].threat
        self.calm += self.stress * (d["pressure.seek"] * pair.open - d["pressure.wait_out"] * them.near)
        self.calm += d["pressure.haste"] * me.near - d["audiences.shame"] * self.demand
        self.calm += d["mediation.soothe"] * pair.ripe + menace

    def remember(self, me: Party) -> None:
        """What today's acts leave behind."""
        d, fade = self.crisis.dial, self.crisis.fade
        mine, theirs = self.act, self.back.act
        height = mine.option.move.height if mine and mine.option.move.force else 0.0
        answer = theirs.option.move.height if theirs and theirs.option.move.force else 0.0
        acted = height > 0
        self.memory = max(self.memory * fade("ladder.memory"), acted * d["ladder.on"])
        self.last = height if acted else self.last
        self.fast = self.fast * fade("reciprocity.fast_half_life") + acted
        self.slow = self.slow * fade("reciprocity.slow_half_life") + acted
        self.quiet = 0.0 if acted or answer > 0 else self.quiet + 1
        self.settle(theirs, acted, me.coordination)
        belief = self.belief + d["deterrence.learn"] * answer * (1 - self.belief)
        self.belief = belief * (1 - d["deterrence.let_pass"] * min(self.waiting, 1.0) / deterrence.FORTNIGHT)
        waiting = 0.0 if answer > 0 else self.waiting * 2 ** (-1 / deterrence.MONTH)
        self.waiting = waiting + min(height / deterrence.FULL, 1.0)
        terms = d["deterrence.on"] if theirs and "terms" in theirs.option.move.effects else 0.0
        self.clarity = max(self.clarity * fade("deterrence.clarity_half_life"), terms)
        self.plot *= 0.0 if mine and mine.fire else 2 ** (-1 / self.window)
        self.obey(me.heeds)
        self.answer_for(mine, theirs, me)

    def settle(self, theirs: Act | None, acted: bool, coordination: float) -> None:
        """Book what is owed and plan for it."""
        d, fade = self.crisis.dial, self.crisis.fade
        eased = theirs.option.move.depth / max(theirs.read, 1.0) if theirs else 0.0
        self.goodwill = self.goodwill * 2 ** (-1 / reciprocity.GOODWILL_HALF_LIFE) + eased
        old = self.debt * fade("reciprocity.debt_half_life") * (1 - d["reciprocity.forgiveness"] * eased)
        old = max(old - self.paid, 0.0)
        self.debt = old + self.harm
        self.hurt = self.hurt * fade("reciprocity.hurt_half_life") + self.harm * d["reciprocity.on"]
        speed = coordination * self.debt / (self.debt + reciprocity.DUE)
        stale = 2 ** (-1 / reciprocity.PREPARED_HALF_LIFE) * (old + 1e-3) / (self.debt + 1e-3)
        self.prepared = (self.prepared * stale + speed) * (0.5 if acted else 1.0)
        self.harm = self.paid = 0.0

    def obey(self, heeds: float) -> None:
        """Hear what the patron says about this target."""
        self.order *= self.crisis.fade("proxies.order_life")
        given = self.crisis.relations[self.order_of].act if self.order_of is not None else None
        if given:
            effects = given.option.move.effects
            said = ("order" in effects) - ("restrain" in effects)
            self.order = min(max(self.order + said * heeds * self.crisis.dial["proxies.on"], -1.0), 1.0)

    def answer_for(self, mine: Act | None, theirs: Act | None, me: Party) -> None:
        """Sanctions bite, and what was done before everybody's eyes wants an answer before them."""
        d, fade = self.crisis.dial, self.crisis.fade
        self.stress *= fade("pressure.adapt")
        self.demand *= fade("audiences.memory")
        if mine and mine.option.move.force:
            blow = mine.option.move.public * mine.option.move.height
            self.demand = max(self.demand - d["audiences.story"] * blow, 0.0)
        if theirs:
            move = theirs.option.move
            self.stress *= 1 - d["pressure.relief"] * ("relieve" in move.effects)
            self.stress += d["pressure.bite"] * ("squeeze" in move.effects) * (1 - self.stress)
            mourned = me.trait["stature"] * (me.lost and "kill-leader" in move.effects)
            affront = move.public * (d["audiences.affront"] * move.height + d["audiences.humiliate"] * mourned)
            self.demand = max(self.demand, min(affront, 1.0))


class Pair:
    """What two parties share: the rules of their game, a channel, an agreement."""

    ends: tuple[Relation, Relation]

    def __init__(self, crisis: Crisis, p: int) -> None:
        n = crisis.numbers
        self.crisis, self.usual, self.ajar, self.words = crisis, n.ceiling[p], n.ajar[p], n.words[p]
        self.ceiling, self.doubt, self.open, self.pact = (n.state[k][p] for k in ("ceiling", "doubt", "open", "pact"))

    def ripen(self) -> None:
        """How ripe an exit is this morning: both hurt, each can claim a success, a channel is open."""
        d = self.crisis.dial
        pain = min(end.hurt / (end.hurt + d["mediation.hurts"]) for end in self.ends)
        self.ripe = self.open * pain * min(exp(-d["mediation.ask"] * end.demand) for end in self.ends)

    def remember(self) -> None:
        """A breach moves the rules; words open, violence shuts; an exit is an agreement, fire breaks it."""
        d, fade = self.crisis.dial, self.crisis.fade
        acts = [end.act for end in self.ends if end.act]
        effects = frozenset().union(*(act.option.move.effects for act in acts))
        fire = max((act.fire for act in acts), default=0.0)
        over = max(max((act.option.move.rung for act in acts), default=0.0) - self.ceiling, 0.0)
        back = self.usual + (self.ceiling - self.usual) * fade("rules.ceiling_half_life")
        doubt = self.doubt * fade("rules.doubt_half_life") * (1 - d["rules.restore"] * ("restore" in effects))
        self.ceiling = back + d["rules.shift"] * over
        self.doubt = doubt + d["rules.jump"] * min(over / rules.BREACH, 2.0)
        came = sum(quality for k, quality in self.words if self.crisis.says(k, "channel"))
        spoken = 1 - (1 - d["mediation.direct"] * ("channel" in effects)) * (1 - min(d["mediation.usher"] * came, 1.0))
        kept = self.ajar + (self.open - self.ajar) * fade("mediation.open_half_life")
        self.open = (kept + spoken * (1 - kept)) * (1 - d["mediation.slam"] * fire)
        agreed = self.pact * fade("mediation.pact_half_life") * (1 - d["mediation.break"] * fire)
        self.pact = max(agreed, d["mediation.on"] * ("settle" in effects))


def owed(debt: float) -> float:
    """The height that a debt calls for."""
    return min(max(0.5 + 0.1 * log2(max(debt, 1e-6)), 0.0), 1.0)


def full(count: float) -> float:
    return count / (1 + count)
