"""Remarks on what is asked: claims that nobody can decide, probabilities without their period, sets that do not fit."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.passing import options_of
from offramp.scenario.questions import Policy, Test
from offramp.scenario.reading.faults import Loc
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .note import Note, note

UNDECIDED = "claims that cannot be decided"
PERIOD = "probabilities without their period"
UNFIT = "sets that do not fit together"
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def on_undecided(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on claims that say themselves that nobody can decide them, and on tests whose end is known before."""
    for name, claim in scenario.claims.items():
        if claim.undecidable:
            yield note(scenario, tree, UNDECIDED, ("claims", name), f"as it says itself: {claim.undecidable}")
        for i, test in enumerate(claim.tests):
            for says in _foregone(scenario, test):
                yield note(scenario, tree, UNDECIDED, ("claims", name, "tests", i), says)


def _foregone(scenario: Scenario, test: Test) -> Iterator[str]:
    measure = scenario.measures[test.measure]
    first, last = measure.window
    if "moves" in KINDS[measure.kind].filters and not options_of(scenario, measure.where):
        yield f"no option of the case passes {test.measure}, so it is the same in every future"
    if first > test.within:
        yield f"{test.measure} begins on day {first}, and {test.within} days are played"
    elif last and last > test.within:
        yield f"{test.measure} ends on day {last}, and {test.within} days are played"
    if (says := _certain(test, measure.unit)) is not None:
        yield says


def _certain(test: Test, unit: str) -> str | None:
    """Whether a comparison of a probability holds or fails whatever comes."""
    if test.passes is None and unit not in ("probability", "share"):
        return None
    apart = bool(test.minus or test.effect_of)
    sign, bound = _split(test.holds)
    ends = {COMPARE[sign](x, bound) for x in (-1.0 if apart else 0.0, 1.0)}
    return f"{test.holds} is {'always' if ends == {True} else 'never'} so" if len(ends) == 1 else None


def on_claims(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on probabilities that leave their period open, on quarrels of one side, and on who contradicts itself."""
    for name, claim in scenario.claims.items():
        for i, test in enumerate(claim.tests):
            measure = scenario.measures[test.measure]
            if "within" not in test.model_fields_set and scenario.days != test.within and not measure.within:
                says = f"{test.measure} within {test.within} days, as nothing is said; the case plays {scenario.days}"
                yield note(scenario, tree, PERIOD, ("claims", name, "tests", i), says)
        for other in claim.against:
            if name not in scenario.claims[other].against:
                yield note(scenario, tree, UNFIT, ("claims", name, "against"), f"{other} does not quarrel with it")
        for other in scenario.claims:
            if other > name and scenario.claims[other].voice == claim.voice:
                yield from _contradictions(scenario, tree, name, other)


def _contradictions(scenario: Scenario, tree: Node, name: str, other: str) -> Iterator[Note]:
    one, two = scenario.claims[name], scenario.claims[other]
    for test in one.tests:
        for i, rival in enumerate(two.tests):
            if test.model_copy(update={"holds": rival.holds}) == rival and _apart(test.holds, rival.holds):
                says = f"{rival.measure} {rival.holds} here, {test.holds} in {name}: {one.voice} cannot have both"
                yield note(scenario, tree, UNFIT, ("claims", other, "tests", i), says)


def on_sets(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on off-ramps and policies whose orders leave no day for all of them, and that set what they set anyhow."""
    for part in ("offramps", "policies"):
        for name, policy in getattr(scenario, part).items():
            yield from _on_policy(scenario, tree, (part, name), policy)


def _on_policy(scenario: Scenario, tree: Node, loc: Loc, policy: Policy) -> Iterator[Note]:
    for actor in sorted({order.actor for order in policy.orders}):
        mine = [order for order in policy.orders if order.actor == actor]
        days = {day for order in mine for day in range(max(1, order.from_day), max(1, order.from_day) + order.for_days)}
        if len(days) < len(mine):
            span = f"{len(days)} day{'s' * (len(days) > 1)}"
            says = f"{actor} has {len(mine)} orders for {span}, and carries out one a day"
            yield note(scenario, tree, UNFIT, (*loc, "orders"), says)
        for order in mine:
            if order.from_day > scenario.days and loc[0] == "offramps":
                says = f"{actor} is to do {order.move} on day {order.from_day}, and the case plays {scenario.days}"
                yield note(scenario, tree, UNFIT, (*loc, "orders"), says)
    dials = scenario.dials()
    for path, value in policy.sets.items():
        if path in dials and str(value) == dials[path].text():
            yield note(scenario, tree, UNFIT, (*loc, "sets", path), f"{value} is what the case says anyhow")


def _split(comparison: str) -> tuple[str, float]:
    sign, bound = re.match(r"(>=|<=|>|<) *(.+)", comparison).groups()  # type: ignore[union-attr]
    return sign, float(bound)


def _apart(one: str, other: str) -> bool:
    """Whether no number passes both comparisons."""
    (sign, bound), (its, its_bound) = sorted((_split(one), _split(other)), key=lambda each: each[0][0])
    if sign[0] == its[0]:
        return False
    return bound < its_bound or (bound == its_bound and (sign, its) != ("<=", ">="))
