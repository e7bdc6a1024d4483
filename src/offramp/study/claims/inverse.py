"""Answer the inverse question: narrow the assumptions down to where a comparison holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from offramp.analysis import Estimate, Statistic, estimate
from offramp.analysis.discovery import Side, narrow
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.questions import Claim, Test
from offramp.scenario.words import nearest, one_of

from .judge import matter
from .pivotal_assumptions import DECIDED, Matter
from .result import Step
from .session import Session

OPTION = "--until"
SHORT = ("_prob", "_share")  # endings that may be left out
RARE = 0.02  # of the settings; where fewer have it, what brings it nearest is looked for
_COMPARED = r" *((?:>=|<=|>|<) *[-+]?\d+(?:\.\d+)?)"
_FORM = re.compile(rf"(?:(P|mean|median) *\( *)?([a-z0-9_]+)(?:{_COMPARED} *\)| *\))?{_COMPARED}")
_STATISTICS: dict[str, Statistic] = {"P": "probability", "mean": "mean", "median": "median"}


def question(case: Scenario, text: str, days: int) -> Claim:
    """Read `P(war) > 0.5`, `P(violent_acts > 20) > 0.5`, `mean(violent_acts) >= 20`, or a measure alone.

    A measure alone has its usual statistic. A probability is of a measure that is 0 or 1 in each future, or of one that
    passes a comparison of its own.

    Parameters
    ----------
    case : Scenario
    text : str
    days : int
        That are played.

    Raises
    ------
    CaseError
        If it has another form, or names no measure of the case.
    """
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise CaseError(Fault(OPTION, None, "", repr(text), 'a comparison such as "P(war) > 0.5"'))
    name = next((n for n in (found[2], *(found[2] + end for end in SHORT)) if n in case.measures), None)
    if name is None:
        allowed = f"a measure of the case: {one_of(case.measures)}"
        raise CaseError(Fault(OPTION, None, "", found[2], allowed, nearest(found[2], case.measures)))
    statistic = _STATISTICS[found[1]] if found[1] else KINDS[case.measures[name].kind].statistic
    chance = case.measures[name].is_chance or found[3] is not None
    if (found[1] == "P") != chance and (found[1] == "P" or found[3]):
        allowed = f"P({name} > 0) {found[4]}, which is a chance, or mean({name}) {found[4]}"
        raise CaseError(Fault(OPTION, None, "", repr(text), allowed))
    test = Test(measure=name, passes=found[3], statistic=statistic, within=days, holds=found[4])
    return Claim.model_construct(
        source="", voice="", says=text.strip(), tests=(test,), undecidable="", rests_on=(), against=()
    )


def region(session: Session, claim: Claim) -> list[Step]:
    """Narrow the assumptions down, one at a time, to where it is so or most nearly so.

    A step is given where it is so more often there than without its assumption, by more than luck; where it is so
    in few settings anywhere, where the number is nearer to the bound, by more than luck.
    """
    made = matter(session, claim)
    seen, dials = made.first, made.stacked
    true, weight = made.alone(seen)
    (test,) = claim.tests
    own = np.concatenate([np.nanmean(session.numbers(test, rule), axis=1) for rule in session.rules])
    up = 1 if test.holds.startswith(">") else -1
    if np.average(true, weights=weight) < RARE:  # nearly nowhere: then towards it
        true = np.nan_to_num(up * own[seen], nan=np.nanmin(up * own[seen]))
    sides = narrow(true, {path: x[seen] for path, x in dials.items()}, weight)
    return list(_steps(made, sides, own, up))


def _steps(made: Matter, sides: Sequence[Side], own: Any, up: int) -> Iterator[Step]:
    """The steps that better what was there before them; the number is to go up (1) or down (-1)."""
    fresh, dials = ~made.first, made.stacked
    whole = before = made.half(fresh, fresh)
    at, number = fresh.copy(), estimate(own[fresh][:, None], weights=made.weight[fresh])
    for n, side in enumerate(sides, 1):
        at = at & side.met(dials)
        half, there = made.half(at, fresh), estimate(own[at][:, None], weights=made.weight[at])
        if not (half and whole and before) or not made.enough(at, fresh):
            return
        rare = whole.true <= 1 - DECIDED and before.true <= 1 - DECIDED
        if not (half.sure[0] > before.true or (rare and _nearer(there, number, up))):
            return
        covers = half.true * half.weight / whole.true if whole.true > 0 else 0.0
        yield Step(tuple(sides[:n]), half, min(1.0, covers), there.estimate)
        before, number = half, there


def _nearer(there: Estimate, before: Estimate, up: int) -> bool:
    """Whether a number has gone the way it is to go by more than luck."""
    if there.sure is None or before.estimate is None:
        return False
    return there.sure[0] > before.estimate if up > 0 else there.sure[1] < before.estimate
