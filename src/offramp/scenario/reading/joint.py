"""Dials that are drawn together: those that the fit set, by rows of its posterior, and those that a case correlates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from offramp.scenario.quantity import Quantity
from offramp.scenario.scenario import JOINT, PEAKS, Scenario

from .defaults import library_quantity
from .merge import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GROUP = "posterior"  # the id of the rows' dials, by which they are drawn and told as one
TIED = "correlations"  # begins the ids of the others


@dataclass(frozen=True)
class Group:
    """Dials that are drawn together.

    Attributes
    ----------
    free : tuple of str
        Paths of those that take a row of the posterior.
    own : mapping of str to Quantity
        The posterior's ranges, by path, of those to which the case or `--set` gives numbers of their own.
    dials : tuple of str
        Paths of all that are uncertain: they hang together, and are moved as one.
    lower : bool
        Whether their ranges are those about a lower peak of the posterior.
    """

    free: tuple[str, ...]
    own: Mapping[str, Quantity]
    dials: tuple[str, ...]
    lower: bool = False

    @property
    def says(self) -> str:
        """How they are drawn, in a sentence; empty for none."""
        if not self.free:
            return ""
        where = ", about a lower peak of it," * self.lower
        says = f"{_dials(len(self.free))} of the world take one row of the fit's posterior{where} in each draw"
        if not self.own:
            return f"{says}."
        return f"{says}, of the rows nearest to what is set of {', '.join(self.own)}."


def group(scenario: Scenario) -> Group:
    """The dials of a case that its prior draws together; none under another prior."""
    if scenario.prior not in PEAKS:
        return Group((), {}, ())
    quantities, ranges = dict(scenario.quantities()), {}
    for path in columns():
        if path in quantities:  # not where its system is left out
            found = library_quantity(scenario, path, quantities[path].kind)
            assert found is not None
            ranges[path] = found
    free = tuple(path for path in ranges if quantities[path] == ranges[path])
    own = {path: ranges[path] for path in ranges if path not in free}
    return Group(
        free, own, tuple(path for path in ranges if free and quantities[path].is_range), scenario.prior != JOINT
    )


def tied(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The paths of dials that the correlations of a case move, by `correlations.` and the id of each correlation.

    A dial that is known, that nothing reads, or that takes a row of the posterior is not among them.
    """
    if not scenario.correlations:
        return {}
    free = scenario.dials().keys() - {*group(scenario).dials}
    found = {f"{TIED}.{id}": sorted(free.intersection(each.dials)) for id, each in scenario.correlations.items()}
    return {id: tuple(paths) for id, paths in found.items() if paths}


def groups(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The paths of all dials that are drawn with others, by the id of their group."""
    together = group(scenario).dials
    several = {id: paths for id, paths in tied(scenario).items() if len(paths) > 1}
    return {**({GROUP: together} if together else {}), **several}


def columns() -> tuple[str, ...]:
    """The paths of the dials of the posterior's rows."""
    numbers = library(JOINT).get("numbers")
    return tuple(numbers.items()) if numbers else ()


@cache
def places() -> NDArray[np.float64]:
    """Where each dial stands in its range in each row of the posterior, between 0 and 1 [row, column]."""
    import numpy as np

    cells = np.array([row.split() for row in rows().splitlines()], np.float64)
    return np.asarray((cells + 0.5) / len(cells))


def rows() -> str:
    """The rows of the posterior as the library has them."""
    found = library(JOINT).get("rows")
    return str(found.value) if found else ""


def _dials(count: int) -> str:
    return f"{count} dial{'s' * (count > 1)}"
