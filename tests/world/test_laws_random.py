"""Every law at random cases in which it can be seen: the sign is right nearly always, and wrong never.

`make laws` and the soak try twenty cases a law, the proof before a merge six.

A law holds in a case if its effect has the right sign beyond luck (one-sided 5 %), and is contradicted if the effect
has the wrong one by three standard errors. It can be seen where the base arm has some of the acts that it is about.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache

import pytest
from scipy.stats import binom

from .casting import cast, crises
from .law import Law, arms
from .laws import LAWS
from .paired import Lab
from .statistic import z

FIRST = int(os.environ.get("OFFRAMP_FIRST_SHAPE", "0"))  # `make soak` sees other cases
WHOLE = 20  # cases that a law is tried at by `make laws` and by the soak
WANTED = int(os.environ.get("OFFRAMP_LAW_CASES", "6"))
MOST = 2 * WANTED - WANTED // 5
HALVES = 2  # of the laws, each for a worker
KIN = 3  # cases that share a shape, and so a compilation
DAYS, BLOCKS = 30, 14
LUCK, SURE = 1.64, 3.0
SHARE = 0.8  # of the cases in which it holds, at least; of few cases as many as that share would give in 19 of 20 draws
LEAST = SHARE * WANTED if WANTED >= WHOLE else binom.ppf(0.05, WANTED, SHARE)
REASONS: dict[str, str] = {}  # why a law may hold in fewer cases

Scores = dict[str, list[float]]  # by law: z of its effect towards its sign, in each case where it can be seen


@cache
def scores(half: int) -> Scores:
    """Try half of the laws on one case after another, until each was seen in enough of them."""
    laws = LAWS[half::HALVES]
    found: Scores = {str(law): [] for law in laws}
    for n, scenario in zip(range(MOST), crises(KIN, FIRST), strict=False):
        wanting = [law for law in laws if len(found[str(law)]) < WANTED]
        if not wanting:
            break
        lab = Lab(scenario, DAYS, BLOCKS, seed=FIRST + n)
        for law in wanting:
            found[str(law)] += score(law, lab)
    return found


def score(law: Law, lab: Lab) -> list[float]:
    """The law's z in a case, or nothing where it cannot be seen."""
    roles = cast(lab.scenario, lab.arm("base"))
    rare = replace(law, given=f"{law.given} tinder".strip()) if law.rare else law
    changed, base = (law.effect(f, roles) for f in arms(lab, rare, roles))
    seen = min(base.acts, law.about(arms(lab, rare, roles)[1], roles))
    return [law.sign * z(changed, base)] if seen >= law.least else []


EVERY = [pytest.param(law, n % HALVES, id=f"{law}@half-{n % HALVES}") for n, law in enumerate(LAWS)]


@pytest.mark.proof
@pytest.mark.parametrize(("law", "half"), EVERY)
def test_law_at_random_cases(law: Law, half: int) -> None:
    found = scores(half)[str(law)]
    held = sum(x > LUCK for x in found)
    print(f"{law!s:62} held {held:2} of {len(found)}, z {min(found):5.1f} to {max(found):5.1f}")
    assert len(found) == WANTED, f"can be seen in {len(found)} of {MOST} cases only"
    assert min(found) > -SURE, "contradicted"
    assert held >= LEAST or str(law) in REASONS
