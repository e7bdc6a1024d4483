"""Helpers that compute stylised facts (shares, quantiles), and the type of a set of facts.

A fact is a number under the name of the fact, the group that it is about and the statistic, as in the table
`facts_public.csv`. It is computed alike of data and of what a model made.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

Facts = dict[tuple[str, str, str], float]
QUANTILES = (5, 10, 25, 50, 75, 90, 95)


def gathered(parts: Iterable[Facts]) -> Facts:
    """All facts in one; those of which there is no case are left out."""
    return {key: float(value) for part in parts for key, value in part.items() if not np.isnan(value)}


def shares(fact: str, group: str, values: pd.Series, words: Iterable[object] | None = None) -> Facts:
    """The share of each word of a column; of those given, also where there is none.

    Parameters
    ----------
    fact : str
        Name of the fact.
    group : str
        Name of the cases that it is of.
    values : pd.Series
    words : iterable of object, optional
        Those that are looked for; all that occur if None.
    """
    found = values.value_counts(normalize=True)
    found = found if words is None or not len(values) else found.reindex(list(words), fill_value=0.0)
    return {(fact, group, str(word)): share for word, share in found.items()}


def share(fact: str, group: str, hits: pd.Series, stat: str = "P") -> Facts:
    """How often something was so.

    Parameters
    ----------
    fact : str
        Name of the fact.
    group : str
        Name of the cases that it is of.
    hits : pd.Series
    stat : str
        Name of the share.
    """
    return {(fact, group, stat): hits.mean() if len(hits) else np.nan}


def quantile(values: pd.Series, percent: float) -> float:
    """One of the values themselves, as the table has it."""
    return float(np.quantile(values, percent / 100, method="inverted_cdf")) if len(values) else np.nan


def quantiles(fact: str, group: str, values: pd.Series, percents: Iterable[int] = QUANTILES) -> Facts:
    """Some quantiles of what is known.

    Parameters
    ----------
    fact : str
        Name of the fact.
    group : str
        Name of the cases that it is of.
    values : pd.Series
    percents : iterable of int
        Which quantiles, in 100.
    """
    known = values.dropna()
    return {(fact, group, f"q{each:02}"): quantile(known, each) for each in percents}


def lengths(fact: str, group: str, days: pd.Series, within: Iterable[int]) -> Facts:
    """Quantiles of days, and the shares within so many.

    Parameters
    ----------
    fact : str
        Name of the fact.
    group : str
        Name of the cases that it is of.
    days : pd.Series
    within : iterable of int
        Numbers of days.
    """
    known = days.dropna()
    short = {(fact, group, f"P(<={each})"): (known <= each).mean() if len(known) else np.nan for each in within}
    return quantiles(fact, group, known) | short


def alike(values: pd.Series, by: pd.Series) -> float:
    """The mean where every dispute counts alike, whatever its number of incidents."""
    return float(values.groupby(by).mean().mean())
