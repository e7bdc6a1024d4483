"""Which dials a case may correlate, and how strongly."""

from __future__ import annotations

from math import asin, pi

from offramp.scenario.reading.joint import TIED, group
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import nearest, show

from .problem import Problem, Problems

UNREAD = "offramps."  # quantities that no future reads


def correlations(scenario: Scenario) -> Problems:
    """Check that correlated dials are ranges of the case, each in one correlation, and that all can be so at once."""
    if not scenario.correlations:
        return
    dials = [path for path in scenario.dials() if not path.startswith(UNREAD)]
    rows, seen = {*group(scenario).dials}, dict[str, str]()
    for name, each in scenario.correlations.items():
        for number, path in enumerate(each.dials):
            at = (TIED, name, "dials", number)
            if path not in dials:
                yield Problem(at, show(path), "the path of a range that futures read", nearest(path, dials))
            elif path in rows:
                yield Problem(at, f"{path}, which takes a row of the posterior", "a dial that the fit did not set")
            elif path in seen:
                yield Problem(at, f"{path} a second time (first in {TIED}.{seen[path]})", "each dial in one of them")
            seen.setdefault(path, name)
        if each.correlation <= (least := _least(len(each.dials))):
            found = f"{each.correlation:g} for {len(each.dials)} dials"
            yield Problem((TIED, name, "correlation"), found, f"a number above {least:.3g}: not all can be opposed")


def _least(count: int) -> float:
    """The rank correlation at and below which so many dials cannot all be correlated with each other."""
    return -6 / pi * asin(1 / (2 * (count - 1)))
