"""Gather the ways out: what the actors do by themselves, and the effect of each off-ramp that was tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from offramp.report.cards import TITLES
from offramp.report.effects import level
from offramp.wording.counts import of_100

if TYPE_CHECKING:
    from offramp.report.findings.endings import Endings
    from offramp.report.material import Material

Body = Mapping[str, Any]
HELPS, HARMS = "helps", "harms"


@dataclass(frozen=True)
class Ways:
    """What is known of the ways out of a crisis.

    Attributes
    ----------
    settled : str
        In how many of 100 futures the two principals settle by themselves, and it holds.
    tried : mapping or None
        The answer of `offramp offramps` that the run keeps.
    declared : int
        How many ways out the case declares.
    """

    settled: str
    tried: Body | None
    declared: int

    @classmethod
    def of(cls, material: Material, endings: Endings) -> Ways:
        """Gather what is known."""
        tried = next((each.body for each in material.answers if each.kind == "offramps"), None)
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
        title = (
            TITLES.get(self.tried["risk"])
            or next(iter(self.tried["offramps"].values()))["measures"][self.tried["risk"]]["says"]
        )
        return str(title[:1].lower() + title[1:])

    @property
    def finding(self) -> str:
        """What helps most, or that nothing does."""
        if self.tried is None:
            return "What each way out would change has not been played yet"
        effects = [
            (each["name"], each["verdict"], each["measures"][self.tried["risk"]])
            for each in self.tried["offramps"].values()
        ]
        helping = [each for each in effects if each[1] == HELPS]
        if not helping:
            return f"Of {len(effects)} ways out that were tried, none changes {self.risk} by more than luck"
        name, _, best = max(helping, key=lambda each: abs(each[2]["difference"]))
        words = of_100 if best["unit"] == "probability" else lambda value: level(value, best["unit"])
        return f"“{name}” helps most: {self.risk} falls from {words(best['without'])} to {words(best['with'])}" + (
            " of 100" if best["unit"] == "probability" else ""
        )
