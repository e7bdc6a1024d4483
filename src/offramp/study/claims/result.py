"""Results of the claims study: verdicts, tests with their numbers, and the scorecard of voices.

A claim *holds* or *fails* when its proposition is true in at least 90 % or at most 10 % of the draws' weight under
every decision rule, and luck could not have put it there. Otherwise it *turns on* the assumption, or the two, that
splits the draws, if fresh draws confirm one; else it is *undecided*. *By assumption* is added where the verdict follows
from what was put in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from offramp.analysis import Estimate
from offramp.scenario.questions import Claim, Measure, Test

from .pivotal_assumptions import Hinge
from .recorded_outcome import Later

Word = Literal["holds", "fails", "turns", "undecided", "refused"]
WORDS: tuple[Word, ...] = ("holds", "fails", "turns", "undecided", "refused")
BARS = ("luck", "assumptions", "structure")
UNKNOWN = Estimate(None, None, None)


@dataclass(frozen=True)
class Tested:
    """One test of a claim.

    Attributes
    ----------
    test : Test
    measure : Measure
        What it counts.
    found : Estimate
        The number that is compared, with its three bars.
    futures : int
        That have it, under the first rule.
    true : float
        Share of the draws' weight in which the test is passed, under the first rule.
    later : Later
    """

    test: Test
    measure: Measure
    found: Estimate
    futures: int
    true: float
    later: Later

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        test, found = self.test, self.found
        asked = {
            "measure": test.measure,
            "minus": test.minus,
            "given": test.given,
            "effect_of": list(test.effect_of),
            "than": list(test.than),
            "under": list(test.under),
            "as_of": test.as_of,
            "passes": test.passes,
            "minus_record": test.minus_record,
            "statistic": test.statistic,
            "days": test.within,
            "holds": test.holds,
        }
        number = {**bars(found), "unit": self.measure.unit, "period": self.measure.period(test.within)}
        number |= {"futures": self.futures, "true": self.true}
        return {**asked, "says": self.measure.description(test.within), **number, "later": self.later.summary()}


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict.

    Attributes
    ----------
    id : str
    claim : Claim
    verdict : {"holds", "fails", "turns", "undecided", "refused"}
    why : str
        Why it was refused, or is undecided whatever it may turn on.
    true : Estimate
        Share of the draws' weight in which it is true: with its luck, with the 5-95 % range of the draws' own chances
        to have it true, and with the range over decision rules.
    by_rule : mapping of str to float
    follows_from : tuple of str
        The dials or systems from which the verdict follows by assumption.
    hinge : Hinge or None
        On what it turns.
    lead : Hinge or None
        What moves it most beyond luck, if it is undecided.
    tests : tuple of Tested
    """

    id: str
    claim: Claim
    verdict: Word
    why: str = ""
    true: Estimate = UNKNOWN
    by_rule: Mapping[str, float] = field(default_factory=dict)
    follows_from: tuple[str, ...] = ()
    hinge: Hinge | None = None
    lead: Hinge | None = None
    tests: tuple[Tested, ...] = ()

    @property
    def decided_by(self) -> Tested | None:
        """The test that is true in the fewest draws: the claim has to pass all of them."""
        return min(self.tests, key=lambda each: each.true, default=None)

    @property
    def as_claimed(self) -> bool | None:
        """Whether the later record is as claimed, in all tests of which it says something; None if in none."""
        said = [each.later.as_claimed for each in self.tests if each.later.as_claimed is not None]
        return all(said) if said else None

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object, but for the sentences."""
        claim = self.claim
        about = {"source": claim.source, "voice": claim.voice, "says": claim.says, "against": list(claim.against)}
        found: dict[str, Any] = {"verdict": self.verdict, "why": self.why, "follows_from": list(self.follows_from)}
        found |= {"probability": bars(self.true), "by_rule": dict(self.by_rule), "as_claimed": self.as_claimed}
        for name in ("hinge", "lead"):
            each: Hinge | None = getattr(self, name)
            found[name] = each.summary() if each else None
        test = self.decided_by
        found["decided_by"] = test.test.measure if test else None
        return {**about, **found, "tests": [each.summary() for each in self.tests]}


def bars(found: Estimate) -> dict[str, Any]:
    """A number with its three bars, as it stands in a JSON object."""
    spans = {name: list(span) if (span := getattr(found, name)) else None for name in BARS}
    return {"estimate": found.estimate, **spans}
