"""Results of the claims study: verdicts, tests with their numbers, and the scorecard of voices.

A claim *holds* or *fails* when its proposition is true in at least 90 % or at most 10 % of the draws' weight under
every decision rule, and luck could not have put it there. Otherwise it *turns on* the assumption, or the two, that
splits the draws, if fresh draws confirm one; else it is *undecided*. *By assumption* is added where the verdict follows
from what was put in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from offramp.analysis import Estimate, Statistic
from offramp.analysis.discovery import Side
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario.questions import Claim, Measure, Test
from offramp.study.backtest.past import Past
from offramp.study.shared.record import Record
from offramp.study.shared.result import ResultHead

from .pivotal_assumptions import DECIDED, Half, Pivot
from .recorded_outcome import Later

if TYPE_CHECKING:
    import pandas as pd

Word = Literal["holds", "fails", "turns", "undecided", "refused"]
WORDS: tuple[Word, ...] = get_args(Word)
UNKNOWN = Estimate(None, None, None)
LEAST = 0.05  # of the weight, in which one of the two has to be right alone before there is much to quarrel about
ASKED = "measure minus given effect_of than under as_of passes minus_record statistic".split()  # as a test has them


@dataclass(frozen=True, kw_only=True)
class Tested(Record):
    """One test of a claim; its first fields are those of `offramp.scenario.questions.Test`.

    Attributes
    ----------
    says, unit, period : str
        Of its measure; it is about so many `days`.
    found : Estimate
        The number that is compared, with its three bars.
    futures : int
        That have it, under the first rule.
    true : float
        Share of the draws' weight in which the test is passed, under the first rule.
    later : Later
    past : Past or None
        Of an effect: what the world without it would have expected of as many days before, and what came.
    """

    KEYS = (
        "measure minus given effect_of than under as_of passes minus_record statistic days holds says "
        "*estimate:found unit period futures true later past"
    )

    measure: str
    minus: str | None
    given: str | None
    effect_of: tuple[str, ...]
    than: tuple[str, ...]
    under: tuple[str, ...]
    as_of: str | None
    passes: str | None
    minus_record: int | None
    statistic: Statistic
    days: int
    holds: str
    says: str
    found: Estimate
    unit: str
    period: str
    futures: int
    true: float
    later: Later
    past: Past | None = None

    @classmethod
    def of(cls, test: Test, measure: Measure, **numbers: Any) -> Tested:
        """Tell a test with its numbers."""
        days = test.within
        about: dict[str, Any] = {
            "says": measure.description(days),
            "unit": measure.unit,
            "period": measure.period(days),
        }
        asked = {name: getattr(test, name) for name in ASKED}
        return cls(**asked, days=days, holds=test.holds, **about, **numbers)

    @property
    def is_effect(self) -> bool:
        """Whether it compares two worlds, two measures or two spans of time."""
        return bool(self.effect_of or self.minus or self.minus_record)

    @property
    def unit_of_number(self) -> str:
        """The unit of what is compared."""
        return "probability" if self.statistic == "probability" or self.passes else self.unit


@dataclass(frozen=True, kw_only=True)
class Judged(Record):
    """A claim with its verdict.

    Attributes
    ----------
    id, source, voice, says : str
    against : tuple of str
        Claims that quarrel with it.
    verdict : {"holds", "fails", "turns", "undecided", "refused"}
    why : str
        Why it was refused, or is undecided whatever it may turn on.
    true : Estimate
        Share of the draws' weight in which it is true: with its luck, with the 5-95 % range of the draws' own chances
        to have it true, and with the range over decision rules.
    by_rule : mapping of str to float
    follows_from : tuple of str
        The dials or systems from which the verdict follows by assumption.
    pivot : Pivot or None
        On what it turns.
    lead : Pivot or None
        What moves it most beyond luck, if it is undecided.
    tests : tuple of Tested
    sentence : str
        The verdict in words.
    """

    KEYS = (
        "source voice says against verdict why follows_from probability:true by_rule as_claimed hinge:pivot lead "
        "decided_by:decider tests sentence"
    )
    NAMED_BY = "id"

    id: str
    source: str
    voice: str
    says: str
    against: tuple[str, ...] = ()
    verdict: Word
    why: str = ""
    true: Estimate = UNKNOWN
    by_rule: Mapping[str, float] = field(default_factory=dict)
    follows_from: tuple[str, ...] = ()
    pivot: Pivot | None = None
    lead: Pivot | None = None
    tests: tuple[Tested, ...] = ()
    sentence: str = ""

    @classmethod
    def of(cls, id: str, claim: Claim, verdict: Word, **found: Any) -> Judged:
        """Tell a claim with its verdict; `id` is that of the claim."""
        about = {"source": claim.source, "voice": claim.voice, "says": claim.says}
        return cls(id=id, verdict=verdict, against=tuple(claim.against), **(about | found))

    @property
    def decided_by(self) -> Tested | None:
        """The test that is true in the fewest draws: the claim has to pass all of them."""
        return min(self.tests, key=lambda each: each.true, default=None)

    @property
    def decider(self) -> str | None:
        """The measure of that test."""
        return self.decided_by.measure if self.decided_by else None

    @property
    def as_claimed(self) -> bool | None:
        """Whether the later record is as claimed, in all tests of which it says something; None if in none."""
        said = [each.later.as_claimed for each in self.tests if each.later.as_claimed is not None]
        return all(said) if said else None


@dataclass(frozen=True)
class Conflict(Record):
    """Two claims that cannot both be what matters.

    Attributes
    ----------
    one, other : str
        Their ids.
    both, one_alone, other_alone, neither : float
        Shares of the draws' weight, over all decision rules alike.
    pivot : Pivot or None
        On what it turns which of the two is right where one is; true is the first.
    lead : Pivot or None
        What moves it most, if nothing settles it.
    sentence : str
        All that in words.
    """

    KEYS = "one other both one_alone other_alone neither settled hinge:pivot lead sentence"

    one: str
    other: str
    both: float
    one_alone: float
    other_alone: float
    neither: float
    pivot: Pivot | None
    lead: Pivot | None
    sentence: str = ""

    @property
    def settled(self) -> str | None:
        """Who of the two is right nearly always when one is."""
        apart = self.one_alone + self.other_alone
        if apart < LEAST:
            return None
        share = self.one_alone / apart
        return self.one if share >= DECIDED else self.other if share <= 1 - DECIDED else None


@dataclass(frozen=True)
class Step(Record):
    """The region after one more assumption, as the draws say that the search did not see.

    Attributes
    ----------
    sides : tuple of Side
        All assumptions so far.
    half : Half
        In how much of the region it is so, and how much of the weight the region has.
    covers : float
        Share of all that is so which lies in the region.
    number : float or None
        What is compared, on average in the region.
    """

    sides: tuple[Side, ...]
    half: Half
    covers: float
    number: float | None


@dataclass(frozen=True, kw_only=True)
class Verdicts(ResultHead):
    """The verdicts on claims of a case; a future of more than ninety rounds is played in fewer runs than the others.

    Attributes
    ----------
    played : int
        Futures in all worlds.
    evidence : Evidence
        What the record of the first world made of the draws.
    claims : tuple of Judged
    conflicts : tuple of Conflict
    dials : mapping of str to str
        Every dial that is named, as a sentence says it.
    steps : tuple of Step
        For the inverse question, the region in which it is so; `region_says` is that in words.
    """

    KEYS = (
        "case title hash seed draws runs_per_draw runs days as_of seconds sets rules played evidence luck_level "
        "claims quarrels:conflicts scorecard dials region:steps region_says"
    )

    played: int
    evidence: Evidence | None = None
    claims: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...] = ()
    dials: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    region_says: tuple[str, ...] = ()

    @property
    def scorecard(self) -> list[dict[str, Any]]:
        """How each voice's claims fared, with their number; the voices in the order in which they first speak."""
        cards: dict[tuple[str, str], dict[str, Any]] = {}
        for each in self.claims:
            key = each.source, each.voice
            blank = dict.fromkeys(("claims", *WORDS, "as_claimed", "said"), 0)
            card = cards.setdefault(key, {"source": key[0], "voice": key[1], **blank})
            card["claims"] += 1
            card[each.verdict] += 1
            card["said"] += each.as_claimed is not None
            card["as_claimed"] += bool(each.as_claimed)
        return list(cards.values())

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each claim."""
        rows = [
            {
                "claim": each.id,
                "voice": each.voice,
                "verdict": each.verdict,
                "probability": each.true.estimate,
                "sentence": each.sentence,
                "as_claimed": each.as_claimed,
            }
            for each in self.claims
        ]
        return frame(rows, "claim")
