"""The inverse question: what would have to be true of the assumptions until something is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from offramp.analysis import Statistic, estimate
from offramp.analysis.discovery import Side, narrow
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.questions import Claim, Test
from offramp.scenario.words import nearest, one_of
from offramp.study.outlook.study import STATISTIC

from .judge import matter
from .pivotal_assumptions import Half, Matter
from .session import Court

OPTION = "--until"
SHORT = ("_prob", "_share")  # endings that may be left out
RARE = 0.02  # of the settings; where fewer have it, what brings it nearest is looked for
_FORM = re.compile(r"(?:(P|mean|median) *\( *)?([a-z0-9_]+)(?: *\))? *((?:>=|<=|>|<) *[-+]?\d+(?:\.\d+)?)")
_STATISTICS: dict[str, Statistic] = {"P": "probability", "mean": "mean", "median": "median"}


@dataclass(frozen=True)
class Step:
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

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        return {**asdict(self), "sides": [asdict(side) for side in self.sides]}


def question(case: Scenario, text: str, days: int) -> Claim:
    """Read `P(war) > 0.5`, `mean(violent_acts) >= 20`, or a measure alone with its usual statistic.

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
    statistic = _STATISTICS[found[1]] if found[1] else STATISTIC.get(case.measures[name].kind, "mean")
    test = Test(measure=name, statistic=statistic, within=days, holds=found[3])
    return Claim.model_construct(
        source="", voice="", says=text.strip(), tests=(test,), undecidable="", rests_on=(), against=()
    )


def region(court: Court, claim: Claim) -> list[Step]:
    """Narrow the assumptions down, one at a time, to where it is so or most nearly so."""
    made = matter(court, claim)
    seen, dials = made.first, made.stacked
    true, weight = made.alone(seen)
    (test,) = claim.tests
    own = np.concatenate([np.nanmean(court.numbers(test, rule), axis=1) for rule in court.rules])
    if np.average(true, weights=weight) < RARE:  # nearly nowhere: then towards it
        up = 1 if test.holds.startswith(">") else -1
        true = np.nan_to_num(up * own[seen], nan=np.nanmin(up * own[seen]))
    sides = narrow(true, {path: x[seen] for path, x in dials.items()}, weight)
    return list(_steps(made, sides, own))


def _steps(made: Matter, sides: Sequence[Side], own: Any) -> Iterator[Step]:
    fresh, dials = ~made.first, made.stacked
    whole = made.half(fresh, fresh)
    at = fresh.copy()
    for n, side in enumerate(sides, 1):
        at = at & side.met(dials)
        half = made.half(at, fresh)
        if not (half and whole):
            return
        covers = half.true * half.weight / whole.true if whole.true > 0 else 0.0
        number = estimate(own[at][:, None], weights=made.weight[at]).estimate
        yield Step(tuple(sides[:n]), half, min(1.0, covers), number)
