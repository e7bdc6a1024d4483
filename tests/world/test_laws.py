"""Every law of the causal systems as a paired experiment, and exactly nothing once its system is switched off.

An effect is looked for in a fifth of the futures first, then in half, and in all of them only where that does not
settle it. One that is not there passes either early look once in 31,000 laws and the last once in 740: one of the three
once in 700.
"""

from dataclasses import replace

import numpy as np
import pytest

from .law import Law, arms
from .laws import BENCHES, CASES, LAWS, Roles, terms
from .paired import Futures, same
from .politics import opened, peak, settled
from .statistic import Statistic, interval, z

SURE = 3.0
PART = 0.2  # of the futures, for the first look
LOOKS = ((PART, 4.0), (0.5, 4.0), (1.0, SURE))  # how far from nothing an effect must be, in standard errors
CHANGES = {(law.system, law.change, law.given): law for law in LAWS}.values()  # each change once


def relative(changed: Futures, base: Futures, roles: Roles, who: str) -> Statistic:
    """How much a change lowers an actor's attacks on the striker, as a logarithm."""
    now, before = (f.acts(actors=[who], targets=[roles.striker], at_least=5).sum(axis=(0, 1)) for f in (changed, base))
    return Statistic(float(np.log(now.mean() / before.mean())), now / now.mean() - before / before.mean())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", LAWS, ids=str)
def test_law(law: Law, case: str) -> None:
    looked = (look(law, case, part, sure) for part, sure in LOOKS)
    assert any(looked), f"{law.name}: the effect is not beyond luck"


def look(law: Law, case: str, part: float, sure: float) -> bool:
    """Whether the effect is beyond luck in this part of the futures."""
    lab, roles = BENCHES[case]
    changed, base = (law.effect(f, roles) for f in arms(lab, law, roles, part=part))
    found = z(changed, base)
    print(f"{case:14} {law!s:58} {base.value:8.4g} -> {changed.value:8.4g}  z {found:6.1f} in {part:.0%}")
    return law.sign * found > sure


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", CHANGES, ids=str)
def test_off_means_exactly_nothing(law: Law, case: str) -> None:
    lab, roles = BENCHES[case]
    works = not same(*(f.chunk for f in arms(lab, law, roles, part=PART)))
    left = not same(*(f.chunk for f in arms(lab, law, roles, off=law.system)))
    assert works, "the change does nothing even with the system on"
    assert not left, f"with {law.system} off the change still does something"


@pytest.mark.parametrize("case", CASES)
def test_without_hurt_an_open_channel_does_next_to_nothing(case: str) -> None:
    """Exits and peaks stay within a margin, with confidence: an equivalence, where no effect is expected."""
    lab, roles = BENCHES[case]
    law = next(law for law in LAWS if law.change is opened)
    changed, base = arms(lab, replace(law, given="unhurt"), roles)
    for measure, margin in ((settled, 0.02), (peak, 0.05)):
        low, high = interval(measure(changed, roles), measure(base, roles))
        print(f"{case:14} {measure.__name__:8} {low:+.4f} to {high:+.4f}")
        assert -margin < low and high < margin


@pytest.mark.parametrize("case", CASES[:1])
def test_terms_hold_the_tightly_tied_less(case: str) -> None:
    lab, roles = BENCHES[case]
    effect = {
        who: relative(lab.arm(f"terms to {who}", terms(who, roles)), lab.arm("base"), roles, who)
        for who in (roles.loose, roles.tight)
    }
    assert z(effect[roles.loose], effect[roles.tight]) < -SURE


@pytest.mark.parametrize("case", CASES[:1])
def test_higher_answers_come_later(case: str) -> None:
    """Of the futures that have both, the first answer at rung 7 or more comes after the first at 5."""
    lab, roles = BENCHES[case]
    low, high = (first_day(lab.arm("base"), roles, *rungs) for rungs in ((5, 5), (7, 10)))
    both = np.isfinite(low) & np.isfinite(high)
    after, before = (high > low)[both].sum(), (high < low)[both].sum()
    assert (after - before) / np.sqrt(after + before) > SURE
    assert np.nanmedian(high) > np.nanmedian(low)


def first_day(futures: Futures, roles: Roles, low: int, high: int) -> np.ndarray:
    """Day of the first answer at these rungs, nan if there is none."""
    answers = futures.acts(sides=[roles.victim], target_sides=[roles.striker], at_least=low, at_most=high).any(axis=1)
    return np.where(answers.any(axis=0), answers.argmax(axis=0) + 1.0, np.nan)
