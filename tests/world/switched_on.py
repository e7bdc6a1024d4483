"""Systems that the shipped cases have off, on the bench; and counts of acts beside a law."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from scipy import stats

from offramp.scenario import load

from .paired import Lab
from .roles import BENCHES, Roles


@cache
def bench(case: str, system: str) -> tuple[Lab, Roles]:
    """A case on the bench with a system switched on."""
    lab, roles = BENCHES[case]
    assert isinstance(lab.case, str)
    return replace(lab, case=load(lab.case, {f"world.{system}.on": True}), kept={}, opened={}), roles


def surprise(found: np.ndarray, law: stats.rv_discrete, least: int = 0, tail: float = 0.001) -> float:
    """Probability of a chi-square at least as large, if counts from `least` on came by a law; its tail is one class."""
    most = int(law.ppf(1 - tail))
    classes = np.append(law.pmf(np.arange(least, most)), law.sf(most - 1))
    tally = np.append(np.bincount(found, minlength=most)[least:most], (found >= most).sum())
    return float(stats.chisquare(tally, classes / classes.sum() * len(found)).pvalue)
