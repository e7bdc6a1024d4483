"""Results of the off-ramp study: each alone, on other days and in pairs, with the rule by which one helps or harms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any, Literal

from offramp.analysis import Estimate
from offramp.analysis.estimates import Z90
from offramp.ensemble.arm import Values
from offramp.scenario.quantity import Quantity
from offramp.study.shared.effects import Effect

Verdict = Literal["helps", "harms", "no effect found"]
Price = tuple[float, float, float]  # low, middle and high
VERDICTS: tuple[Verdict, ...] = ("helps", "no effect found", "harms")


@dataclass(frozen=True)
class Tried:
    """Off-ramps taken together, from one day on.

    Attributes
    ----------
    offramps : tuple of str
    shift : int
        Days by which their orders were put off.
    day : int or None
        Of the first order; None if nobody is ordered anything.
    risk : str
        The measure by which off-ramps are ranked.
    effects : mapping of str to Effect
        By measure, the risk among them.
    robust : float or None
        Share of the draws in which the risk falls, luck removed.
    narrower : float or None
        How many times narrower the luck of the risk's effect is than that of as many futures without pairs.
    among : int
        How many were tried beside it: the more, the surer an effect must be.
    futures : float64[draw, run]
        The risk, future by future.
    """

    offramps: tuple[str, ...]
    shift: int
    day: int | None
    risk: str
    effects: Mapping[str, Effect]
    robust: float | None
    narrower: float | None
    among: int
    futures: Values = field(repr=False, compare=False)

    @property
    def effect(self) -> Effect:
        """What it does to the risk."""
        return self.effects[self.risk]

    @property
    def helps(self) -> float:
        """By how much the risk gets better."""
        return -self.effect.harm * (self.effect.difference.estimate or 0.0)

    @property
    def verdict(self) -> Verdict:
        """Whether it helps or harms, beyond the luck of so many tries."""
        if not sure(self.effect.difference, self.among):
            return "no effect found"
        return "helps" if self.helps > 0 else "harms"

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        about = {name: getattr(self, name) for name in ("day", "verdict", "robust", "narrower")}
        return {**about, "backfire": self.effect.worse, "measures": {n: e.summary() for n, e in self.effects.items()}}


@dataclass(frozen=True)
class Window:
    """The days on which an off-ramp was tried, in their order."""

    days: tuple[Tried, ...]

    @property
    def useful(self) -> tuple[int, ...]:
        """The days on which it helps beyond luck."""
        return tuple(each.day for each in self.days if each.day is not None and each.verdict == "helps")

    @property
    def best(self) -> int | None:
        """The day on which it helps most; None if it helps on none beyond luck."""
        return max(self.days, key=lambda each: each.helps).day if self.useful else None

    @property
    def last(self) -> int | None:
        """The last day on which it helps."""
        return max(self.useful, default=None)

    @property
    def closes(self) -> bool:
        """Whether a later day was tried on which it does not."""
        return self.last is not None and self.last != self.days[-1].day

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        days = {str(each.day): each.summary() for each in self.days}
        return {"best_day": self.best, "last_useful_day": self.last, "closes": self.closes, "days": days}


@dataclass(frozen=True)
class Exit:
    """One off-ramp of the case.

    Attributes
    ----------
    id, name, says, condition : str
    price : (low, middle, high)
        As the case declares it.
    tried : Tried
        As the case declares it.
    window : Window or None
        None if it was tried on no other day, as what sets dials cannot be.
    front : bool
        Whether nothing that helps costs less and leaves less risk.
    """

    id: str
    name: str
    says: str
    condition: str
    price: Price
    tried: Tried
    window: Window | None
    front: bool

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        about = {name: getattr(self, name) for name in ("name", "says", "condition", "front")}
        about |= {"price": list(self.price), **self.tried.summary()}
        return about | {"window": self.window.summary() if self.window else None}


@dataclass(frozen=True)
class Both:
    """Two off-ramps together; `adds` is what the second adds to the risk of the better of the two alone."""

    price: Price
    tried: Tried
    adds: Estimate
    front: bool

    @property
    def more(self) -> bool:
        """Whether both are better than the better one alone, beyond luck."""
        found = self.adds.estimate or 0.0
        return sure(self.adds, self.tried.among) and -self.tried.effect.harm * found > 0

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        adds = {"difference": self.adds.estimate, "luck": list(self.adds.luck) if self.adds.luck else None}
        about = {"offramps": list(self.tried.offramps), "price": list(self.price), "front": self.front}
        return {**about, **self.tried.summary(), "adds": adds, "better_than_either": self.more}


def sure(found: Estimate, among: int = 1) -> bool:
    """Whether an effect leaves out zero at 95 in 100 though so many were looked at (Bonferroni)."""
    if found.estimate is None or found.luck is None:
        return False
    error = (found.luck[1] - found.luck[0]) / 2 / Z90
    return abs(found.estimate) > NormalDist().inv_cdf(1 - 0.025 / among) * error


def price_of(*prices: Quantity) -> Price:
    """The price of off-ramps taken together: their sum, at most 1."""
    low, middle, high = (min(1.0, sum(each)) for each in zip(*map(_ends, prices), strict=True))
    return low, middle, high


def _ends(price: Quantity) -> Price:
    return price.low, price.middle(), price.high
