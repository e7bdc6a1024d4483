"""The rival: the same compiled case played by Mesa agents, one model for each future, in plain Python floats.

Written as Mesa's own examples are: parties are agents that decide and remember, the model steps a day. It plays days,
without orders, by quantal response, with its own random numbers. So it must agree with the engine in
distribution, not act by act, and in what every option is worth on the same morning (tests/referee/test_rivals.py).
"""

from __future__ import annotations

from math import log1p
from typing import Any

import mesa

from offramp.world.systems import fronts, reciprocity

from .mesa_between import Act, Pair, Relation
from .mesa_case import Numbers
from .mesa_party import Party
from .mesa_soil import Guest, Programme

HALVED = ("half_life", "order_life", "recover", "memory", "adapt", "mend", "lag", "refill")  # how such dials end


class Crisis(mesa.Model):  # type: ignore[misc]
    """One future of a case. `told` has day, actor and act."""

    def __init__(self, numbers: Numbers, seed: int) -> None:
        super().__init__(seed=seed)
        self.numbers, self.dial = numbers, numbers.dial
        state: dict[str, Any] = {name: list(values) for name, values in numbers.state.items()}
        self.control, self.exposure, self.vigilance = state["control"], state["exposure"], state["vigilance"]
        self.heat, self.norm = state["heat"], state["norm"]
        self.fades = {name: 2 ** (-1 / x) for name, x in self.dial.items() if name.endswith(HALVED)}
        self.pairs = [Pair(self, p) for p in range(len(numbers.pairs))]
        self.relations = [Relation(self, k) for k in range(len(numbers.relations))]
        for relation, back, pair in zip(self.relations, numbers.back, numbers.pair_of, strict=True):
            relation.back, relation.pair = self.relations[back], self.pairs[pair]
        for pair, (one, other) in zip(self.pairs, numbers.pairs, strict=True):
            pair.ends = self.relations[one], self.relations[other]
        self.guests = [Guest(self, g) for g in range(len(numbers.guests))]
        self.programmes = [Programme(self, p) for p in range(len(numbers.programmes))]
        self.parties = [Party(self, i) for i in range(len(numbers.actors))]
        self.told: list[tuple[int, int, Act]] = []

    def fade(self, dial: str) -> float:
        """What a day leaves of something with this half-life."""
        return self.fades[dial]

    def grip(self, tie: int) -> float:
        """Control that the patron's coordination leaves."""
        return float(self.control[tie] * self.parties[self.numbers.ties[tie][0]].coordination)

    def exposed(self, place: int) -> float:
        """What stands at a place, as far as its owner is still present."""
        guest = self.numbers.place_guest[place]
        there = 1.0 if guest is None else self.guests[guest].presence
        return float(self.numbers.place_exposure[place] * self.exposure[place] * there)

    def says(self, relation: int, effect: str) -> bool:
        """Whether an act with this effect was done along a relation today."""
        act = self.relations[relation].act
        return act is not None and effect in act.option.move.effects

    def step(self) -> None:
        """A day: everybody decides on the morning's state, then remembers."""
        self.dawn()
        self.agents.do("decide")
        self.dusk()

    def dawn(self) -> None:
        """Everybody sees how things stand."""
        for pair in self.pairs:
            pair.ripen()
        self.agents.do("wake")
        for relation in self.relations:
            relation.feel()

    def dusk(self) -> None:
        """What the day's acts leave behind."""
        acts = self.tell()
        for act in acts:
            self.book(act)
        self.agents.do("remember")
        for pair in self.pairs:
            pair.remember()
        for guest in self.guests:
            guest.remember(acts)
        for programme in self.programmes:
            programme.remember(self.parties[programme.owner])
        self.warm(acts)
        self.wear(acts)

    def tell(self) -> list[Act]:
        """Let everybody see what was done, and who lost a leader by it."""
        for relation in self.relations:
            relation.act = None
        acts = [(party, party.act) for party in self.parties if party.act]
        for party, act in acts:
            self.relations[act.option.relation].act = act
            self.told.append((self.steps, party.i, act))
            if "kill-leader" in act.option.move.effects and act.dead > 0:
                self.parties[act.option.target].lost = True
        return [act for _, act in acts]

    def book(self, act: Act) -> None:
        """Enter an act in the ledgers of all who share the quarrel."""
        move, relation, d = act.option.move, self.relations[act.option.relation], self.dial
        victim, pair = self.parties[act.option.target], relation.pair
        fatal = 1 + d["human-cost.grievance"] * log1p(act.dead) / reciprocity.FULL_TEN
        lost = 1 + d["leaders.stature_debt"] * victim.trait["stature"] * victim.lost * ("kill-leader" in move.effects)
        usual = 1 - d["rules.absorb"] / (1 + pair.doubt) * (move.rung <= pair.ceiling)
        harm = move.harm * act.read * fatal * lost * usual
        for edge in relation.edges:
            self.relations[edge.into].harm += harm * (edge.share + act.blamed * edge.denied)
        for edge in relation.back.edges:
            self.relations[edge.into].paid += move.payment * edge.share

    def warm(self, acts: list[Act]) -> None:
        """Heat of the fronts."""
        spill = min(self.dial["fronts.spill"] / fronts.WEEK, 1.0)
        spilt = [spill * heat for heat in self.heat]
        for k, near in enumerate(self.numbers.near):
            fresh = sum(a.option.move.height for a in acts if a.option.arena == k and a.option.move.rung >= 4)
            left = self.heat[k] - spilt[k] * bool(near) + sum(share * spilt[j] for j, share in near)
            self.heat[k] = left * self.fade("fronts.heat_half_life") + fresh

    def wear(self, acts: list[Act]) -> None:
        """Norms against methods mend by themselves and wear by open use."""
        self.norm = [1 - (1 - norm) * self.fade("world-order.mend") for norm in self.norm]
        for act in acts:
            if (method := act.option.move.method) is not None:
                standing = self.numbers.actors[act.option.actor]["standing"]
                self.norm[method] *= 1 - self.dial["world-order.wear"] * standing * act.option.move.public
