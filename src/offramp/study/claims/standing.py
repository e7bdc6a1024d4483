"""Decide whether a verdict stands: it must survive its luck, and enough futures must differ.

A number that luck may put on either side of its bound gives no verdict: with the bound moved by that luck the claim
still has to be true in more than half of the draws' weight to hold, in less than half to fail. A difference between two
worlds, or of two measures, of which fewer than twenty pairs of futures differ says nothing of its sign: all of it may
be one future's doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.truth import Bound, Proposition, differing, share_true
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.questions import Test

from .pivotal_assumptions import DECIDED, FEW
from .session import Session

Values = NDArray[np.float64]
Stated = Mapping[str, Sequence[Proposition]]
HALF = 0.5


@dataclass(frozen=True)
class Standing:
    """What may be said of a claim.

    Attributes
    ----------
    word : {"holds", "fails"} or None
        The verdict, if it is one whatever the decision rule and whatever way luck went.
    why : str
        Why there can be none, whatever it may turn on; empty if it is open.
    """

    word: Literal["holds", "fails"] | None
    why: str = ""


def standing(
    stated: Stated, weights: Mapping[str, Values], by_rule: Mapping[str, float], few: Sequence[str]
) -> Standing:
    """Say whether a claim holds or fails, beyond luck.

    Parameters
    ----------
    stated : mapping of rule to its propositions
        One for each test.
    weights : mapping of rule to float64[draw]
    by_rule : mapping of rule to float
        The share of the weight in which all of them are true.
    few : sequence of str
        For each test why its futures are too few to say anything; empty where they are not.
    """

    def share(each: Stated, rule: str, against: bool) -> float:
        return share_true([test.shifted(weights[rule], against) for test in each[rule]], weights[rule])

    sound = {rule: [t for t, why in zip(tests, few, strict=True) if not why] for rule, tests in stated.items()}
    alone = {rule: share_true(tests, weights[rule]) if tests else 1.0 for rule, tests in sound.items()}
    if max(alone.values()) <= 1 - DECIDED and all(share(sound, rule, against=False) < HALF for rule in sound):
        return Standing("fails")
    if any(few):
        return Standing(None, next(filter(None, few)))
    if max(by_rule.values()) <= 1 - DECIDED:
        return Standing(None, "false in nearly all settings of the assumptions, but luck may have put it there")
    if min(by_rule.values()) < DECIDED:
        return Standing(None)
    if all(share(stated, rule, against=True) > HALF for rule in stated):
        return Standing("holds")
    return Standing(None, "true in nearly all settings of the assumptions, but luck may have put it there")


def too_few(session: Session, test: Test) -> str:
    """Why a difference says nothing, since too few futures differ; empty where enough do, or where it is no difference.

    It does say something where twenty more that differ by as much as any would not take it across the bound, and where
    none of the futures differ though what is compared does come about in twenty, or is a level of the world, which
    every future has.
    """
    if not test.effect_of and not test.minus:
        return ""
    bound, said = Bound.read(test.holds), ""
    level = "levels" in KINDS[session.case.measures[test.measure].kind].sources
    for rule in session.rules:
        values = session.numbers(test, rule)
        known, raw = values[~np.isnan(values)], session.found[session.required.arms[test][0], rule][test.measure]
        differ, size = int(np.count_nonzero(known)), float(np.abs(known).max(initial=0.0)) or 1.0
        within_reach = abs(float(known.mean()) - bound.number) <= FEW * size / known.size
        silent = differ == 0 and (level or differing(raw) >= FEW)
        if differ < FEW and within_reach and not silent:
            noun = "pairs of futures" if test.effect_of else "futures"
            said = f"{differ or 'none'} of {known.size:,} {noun} differ{'s' * (differ == 1)}, and it takes {FEW}"
    return said
