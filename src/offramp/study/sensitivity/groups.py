"""What would be gone if every dial of a subject, or every dial that rests on a source, were known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from offramp.analysis.sensitivity import Share, added
from offramp.scenario import Scenario
from offramp.scenario.quantity import ASSUMED, Quantity
from offramp.scenario.reading.joint import GROUP, groups
from offramp.wording.dials import label


@dataclass(frozen=True)
class Input:
    """A dial, or dials that are drawn together: its range as a case writes it, and the sources that it rests on."""

    text: str
    source: tuple[str, ...]


Ranges = Mapping[str, Input]
Keys = Callable[[str, Input], Iterable[str]]  # the groups that a dial belongs to


def inputs(case: Scenario, ids: Iterable[str]) -> dict[str, Input]:
    """What there is to say of dials, and of those that are drawn together as one."""
    dials, together = case.dials(), groups(case)
    return {
        id: _together(id, [dials[path] for path in together[id]])
        if id in together
        else Input(dials[id].text(), tuple(dials[id].source) or (ASSUMED,))
        for id in ids
    }


def _together(id: str, dials: list[Quantity]) -> Input:
    cited = {name: None for each in dials for name in each.source if name != ASSUMED}
    how = "by rows of the posterior" if id == GROUP else "which are correlated"
    return Input(f"{len(dials)} dials, {how}", tuple(cited) or (ASSUMED,))


@dataclass(frozen=True)
class Known:
    """What would be gone if all dials of a subject, or all that rest on a source, were known.

    Attributes
    ----------
    id : str
        A part of the case such as `actors.iran`, or a source; `name` is what it is called.
    dials, assumed : int
        How many there are, and how many rest on no source.
    share : Share
        The sum of their first-order indices; more is gone if they act together.
    """

    id: str
    name: str
    dials: int
    assumed: int
    share: Share


def by_subject(case: Scenario, ranges: Ranges, shares: Mapping[str, Share]) -> tuple[Known, ...]:
    """Group dials by the part of the case that they are about: the first two steps of their paths.

    Parameters
    ----------
    case : Scenario
    ranges : Ranges
    shares : mapping of str to Share
        Of the variance, by path.
    """
    return _known(
        lambda path, _: (".".join(path.split(".")[:2]),), ranges, shares, lambda id: label(case, id).rstrip(": ")
    )


def by_source(case: Scenario, ranges: Ranges, shares: Mapping[str, Share]) -> tuple[Known, ...]:
    """Group dials by the source that they rest on; a dial without one rests on nobody.

    Parameters
    ----------
    case : Scenario
    ranges : Ranges
    shares : mapping of str to Share
        Of the variance, by path.
    """
    return _known(lambda _, each: each.source, ranges, shares, lambda id: _cited(case, id))


def _cited(case: Scenario, source: str) -> str:
    known = case.sources.get(source)
    return f"{known.author}: {known.title}" if known else "nobody: assumed"


def _known(keys: Keys, ranges: Ranges, shares: Mapping[str, Share], named: Callable[[str], str]) -> tuple[Known, ...]:
    groups: dict[str, list[str]] = {}
    for path, each in ranges.items():
        for key in keys(path, each):
            groups.setdefault(key, []).append(path)
    made = [
        Known(
            id,
            named(id),
            len(paths),
            sum({*ranges[path].source} <= {ASSUMED} for path in paths),
            added(tuple(shares[path] for path in paths)),
        )
        for id, paths in groups.items()
    ]
    return tuple(sorted(made, key=lambda each: -each.share.share))
