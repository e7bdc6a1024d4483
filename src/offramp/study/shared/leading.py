"""Which measures come first: those that a case has of its own, then those that matter for any case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from offramp.scenario import Scenario
from offramp.scenario.reading.catalogue import built_in
from offramp.wording.measures import TITLES

MOST_OWN = 6  # measures of a case of its own that stand before the others


class OfMeasure(Protocol):
    """A result about one measure, by whose name it goes."""

    @property
    def measure(self) -> str:
        """The name of the measure."""


Found = TypeVar("Found", bound=OfMeasure)


def asked_first(case: Scenario, names: Iterable[str]) -> tuple[str, ...]:
    """Names of measures in another order: those that the case's questions ask for stand before the others.

    Parameters
    ----------
    case : Scenario
    names : iterable of str
    """
    asked = {each.measure: None for each in case.questions.values()}
    known = tuple(names)
    return (*(name for name in asked if name in known), *(name for name in known if name not in asked))


def leading(names: Sequence[str], most: int = MOST_OWN) -> list[str]:
    """The names of measures that are shown first: the case's own, not too many, then those of `TITLES`.

    Parameters
    ----------
    names : sequence of str
        Measures; of the case's own ones the first count.
    most : int
        Of the case's own.
    """
    own = [name for name in names if name not in built_in()]
    return [*own[:most], *(name for name in TITLES if name in names)]


def leading_of(results: Iterable[Found]) -> list[Found]:
    """The results that are shown first, each about one measure, in the order of `leading`.

    Parameters
    ----------
    results : iterable of results with a `measure`
    """
    by_name = {each.measure: each for each in results}
    return [by_name[name] for name in leading(list(by_name))]
