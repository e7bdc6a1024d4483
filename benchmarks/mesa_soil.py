"""Guests on a host's soil and nuclear programmes in the Mesa rival."""

from __future__ import annotations

from math import log, log1p
from typing import TYPE_CHECKING

from offramp.world.systems import host_politics
from offramp.world.systems.reciprocity import FULL_TEN

from .mesa_between import Act

if TYPE_CHECKING:
    from .mesa_rival import Crisis, Party


class Guest:
    """A foreign presence: how far its host bears it, whether it was told to go, how much of it is left."""

    def __init__(self, crisis: Crisis, g: int) -> None:
        n = crisis.numbers
        self.crisis, self.of = crisis, n.guests[g]
        self.tolerance, self.notice, self.presence = (n.state[k][g] for k in ("tolerance", "notice", "presence"))

    @property
    def vote(self) -> float:
        """What a host below its limit gets from a vote to expel."""
        d = self.crisis.dial
        angry = max(1 - self.tolerance / d["host-politics.limit"], 0.0)
        return float(d["host-politics.push"] * (angry - host_politics.PASSED * self.notice))

    @property
    def base(self) -> float:
        """What it costs to act from a soil that one leaves."""
        return self.crisis.dial["host-politics.leverage"] * log(max(self.presence, host_politics.LEAST))

    def remember(self, acts: list[Act]) -> None:
        """What was done here today, by the guest and because of it."""
        d, fade, drawn = self.crisis.dial, self.crisis.fade, 0.0
        self.tolerance = 1 - (1 - self.tolerance) * fade("host-politics.mend")
        for act in acts:
            actor, target, effects = act.option.actor, act.option.target, act.option.move.effects
            if act.option.arena != self.of.arena:
                continue
            if actor == self.of.owner:
                grief = d["host-politics.grief"] * log1p(act.civilian) / FULL_TEN
                self.tolerance *= (1 - d["host-politics.anger"] * act.fire) * (1 - min(grief, 1.0))
                self.notice = max(self.notice, float("withdraw" in effects))
            elif target == self.of.owner:
                drawn = max(drawn, act.fire)
                self.notice = max(self.notice, float(actor == self.of.host and "expel" in effects))
        self.tolerance *= 1 - d["host-politics.resent"] * drawn
        goal = 1 - d["host-politics.binding"] * self.notice
        self.presence = goal + (self.presence - goal) * fade("host-politics.lag")


class Programme:
    """How far a nuclear programme has come, and the gear in which it runs."""

    def __init__(self, crisis: Crisis, p: int) -> None:
        n = crisis.numbers
        self.crisis, (self.owner, self.pace) = crisis, n.programmes[p]
        self.level, self.gear = n.state["level"][p], n.state["gear"][p]

    @property
    def threat(self) -> float:
        return float(self.level * self.gear)

    def remember(self, owner: Party) -> None:
        """Steps raise the gear, the gear moves the level, an exit takes from both."""
        d = self.crisis.dial
        mine = owner.act.option.move.effects if owner.act else frozenset()
        agreed = "settle" in mine or any("settle" in act.option.move.effects for act in owner.received())
        left = 1 - d["nuclear.roll_back"] * agreed
        self.level = min(self.level * left + self.pace * self.gear, 1.0)
        self.gear *= left
        self.gear += d["nuclear.step"] * ("programme" in mine) * (1 - self.gear)
