"""Estimate means over a subset of the futures of a plan, with sampling and assumption intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, estimate, structured

from .simulator import Lines

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """How futures are counted.

    Attributes
    ----------
    draws, runs : int
        Futures of every first move, `runs` for each draw.
    before : int
        Runs of each draw before the first of these.
    weights : float64[draw] or None
    tried : int
        How many moves stand against each other at each fork.
    shares : frozenset of str
        Measures that are probabilities.
    share : bool
        Whether the aim is one.
    """

    draws: int
    runs: int
    before: int
    weights: Floats | None
    tried: int
    shares: frozenset[str]
    share: bool

    def grid(self, lines: Lines, values: Floats) -> Floats:
        """Values of some futures as [draw, run], NaN for all others."""
        found = np.full((self.draws, self.runs), np.nan)
        found[lines.draw, lines.run - self.before] = values
        return found

    def mean(self, lines: Lines, values: Floats, share: bool = False) -> Estimate:
        """A mean over some futures, of a probability if it is a share.

        Parameters
        ----------
        lines : Lines
        values : float64[line]
            One number for each future.
        share : bool
            Whether it is a probability.
        """
        return estimate(self.grid(lines, values), "probability" if share else "mean", self.weights)

    def bars(self, found: Estimate, lines: Lines | None, values: Floats | None, share: bool = False) -> Estimate:
        """A mean with what it is under the other rule as its third bar, if that was played.

        Parameters
        ----------
        found : Estimate
        lines : Lines or None
        values : float64[line], optional
            The same under the other rule.
        share : bool
            Whether it is a probability.
        """
        if lines is None or values is None or not len(lines.draw):
            return found
        return structured(found, [self.mean(lines, values, share)])

    def counts(self, lines: Lines) -> Floats:
        """How much each future counts."""
        return np.ones(len(lines.draw)) if self.weights is None else self.weights[lines.draw]
