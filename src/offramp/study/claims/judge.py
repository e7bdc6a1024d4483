"""Judge a claim from the futures of its worlds: share of settings in which it is true, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, Statistic, estimate, structured
from offramp.analysis.estimates import stretched
from offramp.analysis.sensitivity import first_order, place, spread
from offramp.analysis.truth import Bound, Proposition, chance, luck, share_true
from offramp.scenario.questions import Claim, Test
from offramp.wording.measures import spoken

from .pivotal_assumptions import Matter, Pivot, turns_on
from .recorded_outcome import later
from .result import Judged, Tested
from .session import Session
from .standing import Stated, standing, too_few

Values = NDArray[np.float64]
CARRIED = 0.9  # of the variance of the draws, by which it is said to follow from a dial
_RANGE = (0.05, 0.95)


def judge(session: Session, id: str, claim: Claim) -> Judged:
    """Give the verdict on a claim whose tests the session has played.

    Parameters
    ----------
    session : Session
    id : str
        Of the claim.
    claim : Claim
    """
    if not claim.tests:
        return Judged.of(id, claim, "refused", why=claim.undecidable)
    for test in claim.tests:
        if any(np.isnan(session.numbers(test, rule)).all() for rule in session.rules):
            return Judged.of(id, claim, "refused", why=_empty(session, test))
    stated = state(session, claim)
    weights = {rule: weight(session, claim, rule) for rule in session.rules}
    by_rule = {rule: share_true(stated[rule], weights[rule]) for rule in session.rules}
    stands = standing(stated, weights, by_rule, [too_few(session, test) for test in claim.tests])
    pivot, lead = (None, None) if stands.word or stands.why else turns_on(matter(session, claim))
    return Judged.of(
        id,
        claim,
        stands.word or ("turns" if pivot else "undecided"),
        why=stands.why,
        true=_true(stated[session.rules[0]], weights[session.rules[0]], by_rule),
        by_rule=by_rule,
        follows_from=_assumed(session, claim, pivot),
        pivot=pivot,
        lead=lead,
        tests=tuple(tested(session, claim, n) for n in range(len(claim.tests))),
    )


def state(session: Session, claim: Claim) -> Stated:
    """What a claim says, under each rule."""
    return {
        rule: [Proposition.of(session.numbers(t, rule), t.statistic, Bound.read(t.holds)) for t in claim.tests]
        for rule in session.rules
    }


def weight(session: Session, claim: Claim, rule: str) -> Values:
    """How much each draw counts for a claim.

    Parameters
    ----------
    session : Session
    claim : Claim
    rule : str
        How actors decide.
    """
    found = session.weight(claim.tests, rule)
    return np.ones(session.design.draws) if found is None else found / found.mean()


def matter(session: Session, claim: Claim, against: Claim | None = None) -> Matter:
    """The question on which a claim turns, or a quarrel."""
    weights = np.concatenate([weight(session, claim, rule) for rule in session.rules])
    other = state(session, against) if against else {}
    return Matter([*state(session, claim).values()], session.dials, weights, [*other.values()])


def off(test: Test, system: str) -> Test:
    """The same test in a world without a causal system."""
    return test.model_copy(update={"under": (*test.under, f"world.{system}.on=false")})


def _true(tests: Sequence[Proposition], weights: Values, by_rule: Mapping[str, float]) -> Estimate:
    """How likely a claim is true, with the three bars."""
    own = chance(tests, weights)
    low, high = (float(np.quantile(own, q, method="inverted_cdf", weights=weights)) for q in _RANGE)
    rules = [*by_rule.values()]
    bar = stretched((low, high), rules[0])
    found = Estimate(rules[0], luck(lambda w: share_true(tests, w), weights), bar)
    return structured(found, [Estimate(each, None, None) for each in rules[1:]])


def tested(session: Session, claim: Claim, n: int) -> Tested:
    """The number of one test of a claim, with its three bars, and what came about.

    Parameters
    ----------
    session : Session
    claim : Claim
    n : int
        The place of the test in the claim.
    """
    test, rules = claim.tests[n], session.rules
    values = [session.numbers(test, rule) for rule in rules]
    weights = [weight(session, claim, rule) for rule in rules]
    found = [estimate(x, _statistic(test, x), w) for x, w in zip(values, weights, strict=True)]
    true = share_true([Proposition.of(values[0], test.statistic, Bound.read(test.holds))], weights[0])
    futures = int((~np.isnan(values[0])).sum())
    said = later(session.case, test, session.start)
    number = structured(found[0], found[1:])
    measure, before = session.case.measures[test.measure], session.past(test)
    return Tested.of(test, measure, found=number, futures=futures, true=true, later=said, past=before)


def _statistic(test: Test, values: Values) -> Statistic:
    """A difference of two shares is a mean, not a share."""
    share = np.nanmin(values) >= 0 and np.nanmax(values) <= 1
    return "mean" if test.statistic == "probability" and not share else test.statistic


def _assumed(session: Session, claim: Claim, pivot: Pivot | None) -> tuple[str, ...]:
    """From what the verdict follows by assumption: found where it turns on one dial, else said by the case.

    A dial carries it where the draws of every test differ by that dial and by hardly anything else, but for tests of
    which all futures say the same; a system where nothing at all is left of any test in a world without it.
    """
    if pivot:
        return (pivot.alone,) if pivot.alone else ()
    dials = [path for path in claim.rests_on if path in session.dials]
    systems = [name for name in claim.rests_on if name in session.case.world]
    rule = session.rules[0]
    numbers = [session.numbers(test, rule) for test in claim.tests]
    differ = [x for x in numbers if np.isnan(x).any() or np.ptp(x) > 0]
    carried = dials and differ and all(_carried(x, session.dials, dials) for x in differ)
    nothing = [
        s for s in systems if not any(np.nan_to_num(session.numbers(off(t, s), rule)).any() for t in claim.tests)
    ]
    return (*(dials if carried else ()), *nothing)


def _carried(values: Values, dials: Mapping[str, Values], names: Sequence[str]) -> bool:
    if np.isnan(values).any() or not spread(values).known:
        return False
    found = first_order(values, place(np.stack([dials[name] for name in names])))
    return sum(each.share for each in found.shares) >= CARRIED


def _empty(session: Session, test: Test) -> str:
    says = session.case.measures[test.given or test.measure].description(test.within)
    return f"no future of those played has what it is about: {spoken(says)}"
