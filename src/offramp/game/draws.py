"""The draws of a case: one value of every uncertain quantity for each draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Draws:
    """Values by path.

    Attributes
    ----------
    values : mapping of str to float64[draw]
        Every quantity of the case, the known ones constant, in the unit in which the case states it.
    seed : int
    """

    values: Mapping[str, NDArray[np.float64]]
    seed: int

    @property
    def k(self) -> int:
        """How many draws."""
        return len(next(iter(self.values.values())))
