"""Gather the ways out: what the actors do by themselves, and the effect of each off-ramp that was tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.wording.counts import of_100
from offramp.wording.measures import TITLES, level, spoken

if TYPE_CHECKING:
    from offramp.report.findings.endings import Endings
    from offramp.report.material import Material
    from offramp.study.offramps.result import Offramps

HELPS, HARMS = "helps", "harms"


@dataclass(frozen=True)
class Ways:
    """What is known of the ways out of a crisis.

    Attributes
    ----------
    settled : str
        In how many of 100 futures the two principals settle by themselves, and it holds.
    tried : Offramps or None
        The answer of `offramp offramps` that the run keeps.
    declared : int
        How many ways out the case declares.
    """

    settled: str
    tried: Offramps | None
    declared: int

    @classmethod
    def of(cls, material: Material, endings: Endings) -> Ways:
        """Gather what is known."""
        tried = material.answer("offramps")
        if "deal" in endings.shares:
            return cls(endings.words("deal"), tried, len(material.scenario.offramps))
        known = material.measures.get("settlement_prob")
        return cls(of_100(known.estimate if known else None), tried, len(material.scenario.offramps))

    @property
    def answer(self) -> str:
        """The answer in two sentences."""
        alone = f"By themselves the two settle in {self.settled} of 100 futures."
        if self.settled == "none":
            alone = "By themselves the two settle in no future."
        if not self.declared and not self.tried:
            return f"{alone} The case declares no way out to be tried."
        return f"{alone} {self.finding}."

    @property
    def risk(self) -> str:
        """The measure by which they are ranked, as a word within a sentence."""
        assert self.tried is not None
        title = TITLES.get(self.tried.risk) or self.tried.effect(self.tried.exits[0].tried).says
        return spoken(title)

    @property
    def finding(self) -> str:
        """What helps most, or that nothing does."""
        if self.tried is None:
            return "What each way out would change has not been played yet"
        helping = [each for each in self.tried.exits if each.tried.verdict == HELPS]
        if not helping:
            return f"Of {len(self.tried.exits)} ways out that were tried, none changes {self.risk} by more than luck"
        effects = {each.name: self.tried.effect(each.tried) for each in helping}
        name, best = max(effects.items(), key=lambda each: abs(each[1].difference.estimate or 0.0))
        words = of_100 if best.unit == "probability" else lambda value: level(value, best.unit)
        return f"“{name}” helps most: {self.risk} falls from {words(best.without)} to {words(best.with_it)}" + (
            " of 100" if best.unit == "probability" else ""
        )
