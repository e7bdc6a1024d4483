"""What causal systems compute their constants from: a case, its draws, and the axes that both were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.options import Option

from .board import Axes
from .draws import Draws
from .names import Names

Column = NDArray[np.float64]  # one value for each draw


@dataclass(frozen=True)
class Inputs:
    """A case on its axes, with a value of every quantity for each draw.

    Attributes
    ----------
    scenario : Scenario
    draws : Draws
    options : list of option
        Actor, move, target and arena of each.
    names : Names
    axes : Axes
    dials : mapping of str to mapping of str to float64[draw]
        `dials[system][dial]`; those of a system that is switched off have their values for off, and `on` is 0.
    known : mapping of str to float64[..., draw]
        Constants of the systems that come before in the order.
    """

    scenario: Scenario
    draws: Draws
    options: list[Option]
    names: Names
    axes: Axes
    dials: Mapping[str, Mapping[str, Column]]
    known: Mapping[str, Column]

    @property
    def values(self) -> Mapping[str, Column]:
        """Every quantity of the case by its path."""
        return self.draws.values

    def rows(self, columns: Iterable[Column | float]) -> Column:
        """Stack rows of an axis, which may be none: float64[row, draw]."""
        wide = [np.broadcast_to(column, self.draws.k) for column in columns]
        return np.array(wide, np.float64).reshape(-1, self.draws.k)

    def at(self, paths: Iterable[str]) -> Column:
        """Stack the quantities at some paths: float64[path, draw]."""
        return self.rows(self.values[path] for path in paths)
