"""The posterior as rows that a case can draw from: its dials take what was fitted together, not each by itself.

The draws of the posterior are not kept; their covariance is, and the 5 % and 95 % points of every number. The rows are
a sample of what these say: every number has the law of its range (normal on its free scale, 90 % of it between the two
points), and the numbers go together as the draws did (a normal copula). The margins are exact, one row in each
of as many equal cells of a number's range (Latin hypercube sampling), put together by Iman and Conover (1982).
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from offramp.scenario.scenario import PEAKS

from .laplace import Fitted
from .parameters import LOG, MEMBERS, parameters
from .posterior import ranges

ROWS, SEED = 512, 1
HEAD = """\
# The posterior of the fit as a whole, for `prior: joint`: written by `offramp fit --joint`.
# `ranges` are 90 % of each dial's margin, about the highest peak; `peaks` have them about lower ones, as wide as there.
# `numbers` say which number of the fit each dial is, in the order of the columns of
# `rows`: {rows} rows of a normal law on the free scales with the correlations of the posterior's draws, which are not
# kept. A row says in which of {rows} equal cells of its range each dial is. Rows next to each other are alike."""


def joint(fitted: Fitted) -> str:
    """The file library/joint.yaml: ranges of the dials that were fitted, and rows that are drawn together."""
    at = [list(parameters()).index(number.removeprefix(LOG)) for number in MEMBERS.values()]
    cells = sample(fitted.covariance[np.ix_(at, at)], ROWS, SEED)
    lines = [HEAD.format(rows=ROWS), "ranges:", *(f"  {line}" for line in ranges(fitted, MEMBERS)), "peaks:"]
    for name, peak in zip(PEAKS[1:], fitted.others, strict=False):
        where = f" at a peak {peak.below:.1f} lower in log posterior"
        lines += [f"  {name}:", *(f"    {line}" for line in ranges(fitted.about(peak), MEMBERS, where))]
    lines += ["numbers:", *(f"  world.{dial}: {number}" for dial, number in MEMBERS.items())]
    lines += ["rows: |", *("  " + " ".join(map(str, row)) for row in cells)]
    return "\n".join(lines) + "\n"


def sample(covariance: NDArray[np.float64], rows: int, seed: int) -> NDArray[np.intp]:
    """Cells [row, number] of a normal law, from 0: every cell of a number is taken once, and likeness is by order.

    Parameters
    ----------
    covariance : float64[number, number]
        In any unit; only its correlations are read.
    rows : int
        A power of two.
    seed : int
    """
    spread = np.sqrt(np.diag(covariance))
    normal = np.array([NormalDist().inv_cdf((cell + 0.5) / rows) for cell in range(rows)])
    scores = normal[_ranks(np.random.default_rng(seed).random((rows, len(covariance))))]
    alone = np.linalg.solve(np.linalg.cholesky(np.corrcoef(scores.T)), scores.T)  # without the correlations of luck
    cells = _ranks((np.linalg.cholesky(covariance / np.outer(spread, spread)) @ alone).T)
    return cells[_alike(normal[cells])]


def _ranks(values: NDArray[np.float64]) -> NDArray[np.intp]:
    return values.argsort(axis=0).argsort(axis=0)


def _alike(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """An order of points [point, number] in which any half, quarter and so on of it is a region of its own.

    So a draw from each of 2^n equal stretches of the order is one from each of 2^n regions of the posterior.
    """
    if len(scores) < 2:
        return np.arange(len(scores))
    away = scores - scores.mean(axis=0)
    along = np.linalg.svd(away, full_matrices=False)[2][0]
    order = np.argsort(away @ (along * np.sign(along[np.abs(along).argmax()])), kind="stable")
    halves = order[: len(order) // 2], order[len(order) // 2 :]
    return np.concatenate([half[_alike(scores[half])] for half in halves])
