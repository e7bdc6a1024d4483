"""Claims that can be decided: by tests of worlds that the case can make."""

from __future__ import annotations

from collections.abc import Sequence

from offramp.errors import CaseError
from offramp.scenario.asof import as_of
from offramp.scenario.questions import Test
from offramp.scenario.recorded import recorded
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import nearest, one_of, show

from .measures import At
from .problem import Problem, Problems
from .sets import setting


def claims(scenario: Scenario) -> Problems:
    """Check the case's claims."""
    for name, claim in scenario.claims.items():
        at = ("claims", name)
        if bool(claim.tests) == bool(claim.undecidable):
            found = "tests, and a reason why there are none" if claim.tests else "no test"
            yield Problem(at, found, "at least one test, or undecidable: why no measure can decide it")
        for i, test in enumerate(claim.tests):
            yield from _test(scenario, (*at, "tests", i), test)
        for i, base in enumerate(claim.rests_on):
            right = [*scenario.dials(), *scenario.world]
            if base not in right:
                allowed = "the path of an uncertain quantity, or a system"
                yield Problem((*at, "rests_on", i), show(base), allowed, nearest(base, right))
        if name in claim.against:
            yield Problem((*at, "against"), f"{name} against itself", "other claims")


def _test(scenario: Scenario, at: At, test: Test) -> Problems:
    events = [word for word in test.effect_of if word in scenario.record]
    if events and len(test.effect_of) > 1:
        yield Problem((*at, "effect_of"), f"{events[0]} and more", "one event of the record alone")
    right = [*scenario.record, *_doable(scenario)]
    yield from _words(scenario, (*at, "effect_of"), test.effect_of, right, "an event of the record, ")
    yield from _words(scenario, (*at, "than"), test.than, _doable(scenario))
    yield from _words(scenario, (*at, "under"), test.under, _doable(scenario))
    yield from _twice(scenario, at, test)
    if test.than and not test.effect_of:
        yield Problem((*at, "than"), "than without effect_of", "what the one world has, in effect_of")
    if test.as_of is not None:
        yield from _start(scenario, (*at, "as_of"), test.as_of)
        for event in events:
            if (date := scenario.record[event].date) > test.as_of:
                yield Problem((*at, "as_of"), test.as_of, f"{date} or later: on that day was {event}")
    names = [name for name in (test.measure, test.minus) if name and not scenario.measures[name].is_chance]
    if test.statistic == "probability" and names and not test.passes:
        allowed = "mean or median, or passes: what the measure has to pass in a future, such as > 0"
        yield Problem((*at, "statistic"), f"probability of {names[0]}, which is not 0 or 1", allowed)
    if test.minus_record is not None:
        yield from _before(scenario, at, test, test.minus_record)


def _twice(scenario: Scenario, at: At, test: Test) -> Problems:
    """A dial that one world of a test sets to two values: only the last would hold."""
    known = {**scenario.policies, **scenario.offramps}
    for field, words in (("effect_of", (*test.under, *test.effect_of)), ("than", (*test.under, *test.than))):
        values: dict[str, str] = {}
        for word in words:
            pairs = [word.split("=", 1)] if "=" in word else known[word].sets.items() if word in known else ()
            for path, value in pairs:
                if values.setdefault(path, str(value)) != str(value):
                    found = f"{path} set to {values[path]} and to {value}"
                    yield Problem((*at, field), found, "one value for each dial")


def _doable(scenario: Scenario) -> list[str]:
    return [*scenario.offramps, *scenario.policies]


def _words(scenario: Scenario, at: At, words: Sequence[str], right: Sequence[str], more: str = "") -> Problems:
    """Each is one of the right words, or a `path=value`."""
    for word in words:
        if "=" in word:
            yield from setting(scenario, at, *word.split("=", 1))
        elif word not in right:
            yield Problem(at, show(word), f"{more}an off-ramp, a policy, or path=value", nearest(word, right))


def _start(scenario: Scenario, at: At, day: str) -> Problems:
    try:
        as_of(scenario, day)
    except CaseError as error:
        yield Problem(at, error.faults[0].found, error.faults[0].allowed)


def _before(scenario: Scenario, at: At, test: Test, days: int) -> Problems:
    measure = scenario.measures[test.measure]
    if measure.kind != "count" or test.effect_of:
        yield Problem((*at, "minus_record"), "minus_record of no plain count", "the level of a measure of count")
    elif recorded(scenario, measure.where, days) is None:
        allowed = "days for which complete declares that the record names all acts that the measure counts, or gives "
        spans = one_of([span.what for span in scenario.complete]) if scenario.complete else "none is declared"
        yield Problem((*at, "minus_record"), f"{days} days before the start", f"{allowed}their number ({spans})")
