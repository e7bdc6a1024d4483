"""The case as it was known on an earlier day: only what had happened, and no range that rests on a later source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.scenario import Scenario
from offramp.scenario.asof import as_of, leaks
from offramp.scenario.quantity import Quantity
from offramp.scenario.reading.defaults import library_quantities
from offramp.scenario.sets import replaced


@dataclass(frozen=True)
class KnownThen:
    """A case as of a day.

    Attributes
    ----------
    case : Scenario
        With the record up to the day, and the library's ranges for dials that rest on a later source.
    defaulted : tuple of str
        Paths of those dials.
    kept : tuple of str
        Paths of dials that rest on a later source and for which the library has no range; their author's stays.
    """

    case: Scenario
    defaulted: tuple[str, ...]
    kept: tuple[str, ...]


def known_then(case: Scenario, eve: str, own_ranges: bool = False) -> KnownThen:
    """Return a case as it was known on a day.

    Parameters
    ----------
    case : Scenario
    eve : str
        The day.
    own_ranges : bool
        Keep the author's ranges, whatever they rest on.
    """
    then = as_of(case, eve)
    late = leaks(then)
    if own_ranges:
        return KnownThen(then, (), tuple(late))
    library: Mapping[str, Quantity] = library_quantities(case)
    defaulted = tuple(path for path in late if path in library)
    for path in defaulted:
        then = replaced(then, path, library[path])
    return KnownThen(then, defaulted, tuple(path for path in late if path not in library))
