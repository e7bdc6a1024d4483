"""What differs between two cases, by dotted path; and cases that are partly the one and partly the other.

Two analysts' files of one crisis share its principals and the day it starts on. What they may differ in is sorted by
*subject*: an entry of a part, such as `actors.iran` or `record.rocket-strike`. A mixed case takes some subjects from
the other file, whole. What only makes sense together is one subject: who and what is in the case at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from offramp.errors import CaseError, Fault

from .hashing import TOLD
from .options import feasible, option_id
from .quantity import Quantity
from .scenario import PEAKS, Scenario, System
from .words import show

Kind = Literal["range", "number", "switch", "part", "words"]
CAST = "cast"  # the subject of all that decides who and what is in the case
# parts whose entries belong to the cast
MEMBERS = frozenset("actors arenas leaders moves plots red_lines ties".split())
ASIDE = frozenset(
    "claims aftermath aftermath_until background complete explained include offramps policies prior rates reporting"
    " sources unknowns measures".split()
)  # no future hangs on them
SHARED = frozenset("offramp case title question about information_date start days principals".split())
NOTHING = "·"  # not in this file


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes
    ----------
    path : str
    one, other : str
        What stands in either file.
    kind : {"range", "number", "switch", "part", "words"}
        A range is uncertain in one of them at least; a part is there in one only, or another list; words move nothing.
    overlap : float or None
        Of two ranges: the share of their span that both hold possible; 0 where they contradict each other.
    """

    path: str
    one: str
    other: str
    kind: Kind
    overlap: float | None = None

    @property
    def moves(self) -> bool:
        """Whether a future can depend on it."""
        return self.kind != "words"

    @property
    def subject(self) -> str:
        """The entry of a part that it is about: the first two steps of its path."""
        return ".".join(self.path.split(".")[:2])


def refuse_another_crisis(one: Scenario, other: Scenario, file: str) -> None:
    """Raise CaseError unless two cases are about one crisis.

    They must have the same principals in the same order, and the same start; the horizon is the asker's.

    Parameters
    ----------
    one, other : Scenario
    file : str
        Of the other case, for the message.
    """
    faults = [
        Fault(file, None, name, show_all(getattr(other, name)), f"{show_all(getattr(one, name))}, as in the first file")
        for name in ("principals", "start")
        if getattr(one, name) != getattr(other, name)
    ]
    if faults:
        raise CaseError(faults)


def show_all(value: Any) -> str:
    """A word, or words with commas between them."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def differences(one: Scenario, other: Scenario) -> list[Difference]:
    """Everything in which two cases of one crisis differ, in the order of the paths."""
    found = [each for name in type(one).model_fields for each in _field(name, one, other)]
    return sorted(found, key=lambda each: each.path)


def agreed(one: Scenario, other: Scenario) -> tuple[int, int]:
    """How many quantities both cases have, and how many of these are the same in both."""
    mine, theirs = dict(one.quantities()), dict(other.quantities())
    both = [path for path in mine if path in theirs]
    return len(both), sum(_number(mine[path]) == _number(theirs[path]) for path in both)


def subjects(one: Scenario, other: Scenario, found: Collection[Difference]) -> dict[str, list[Difference]]:
    """The differences that a future can depend on, by subject; what must go together is the cast.

    Parameters
    ----------
    one, other : Scenario
    found : collection of Difference
        All differences of the two cases.
    """
    alone = {each.subject for each in found if each.moves and _is_cast(one, other, each)}
    ids = {name for each in alone for name in each.split(".")[1:]}
    grouped: dict[str, list[Difference]] = {}
    for each in found:
        if each.moves:
            linked = each.subject in alone or bool(ids & _mentions(one, other, each.subject))
            grouped.setdefault(CAST if linked else each.subject, []).append(each)
    return grouped


def mixed(
    one: Scenario, other: Scenario, taken: Collection[str], grouped: Mapping[str, Collection[Difference]]
) -> Scenario:
    """The first case with some subjects as the second has them.

    Parameters
    ----------
    one, other : Scenario
    taken : collection of str
        Names of the subjects.
    grouped : mapping
        Differences by subject.
    """
    paths = {each.subject for name in taken for each in grouped[name]}
    changes: dict[str, Any] = {}
    for path in sorted(paths):
        part, _, entry = path.partition(".")
        if not entry or not isinstance(getattr(one, part), dict):
            changes[part] = getattr(other, part)
            continue
        here = changes.setdefault(part, dict(getattr(one, part)))
        theirs = getattr(other, part)
        here.pop(entry, None) if entry not in theirs else here.update({entry: theirs[entry]})
    ordered = {name: _ordered(name, part) for name, part in changes.items()}
    return one.model_copy(update=ordered)


def _ordered(name: str, part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    if name == "record":
        return dict(sorted(part.items(), key=lambda item: item[1].date))
    return dict(sorted(part.items()))


def _is_cast(one: Scenario, other: Scenario, each: Difference) -> bool:
    part, _, entry = each.subject.partition(".")
    return part == "options" or (part in MEMBERS and ((entry in getattr(one, part)) != (entry in getattr(other, part))))


def _mentions(one: Scenario, other: Scenario, subject: str) -> set[str]:
    """The ids that a subject names in either case."""
    part, _, entry = subject.partition(".")
    nodes = [getattr(case, part) for case in (one, other)]
    entries = [node.get(entry) if isinstance(node, dict) else node for node in nodes]
    return {word for each in entries for word in _words(each)}


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, BaseModel):
        yield from _words({name: getattr(node, name) for name in type(node).model_fields if name not in TOLD})
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _words(value)
    elif isinstance(node, str):
        yield node


def _field(name: str, one: Scenario, other: Scenario) -> Iterator[Difference]:
    if name in SHARED:
        return
    mine, theirs = getattr(one, name), getattr(other, name)
    if name == "options":
        left, right = (set(feasible(case)) for case in (one, other))
        for option in sorted(left ^ right, key=str):
            has = ("yes", NOTHING) if option in left else (NOTHING, "yes")
            yield Difference(f"options.{option_id(*option)}", *has, "part")
        return
    # Dials are drawn together about a peak of the posterior, so that more than ranges differs.
    rows = name == "prior" and bool({mine, theirs} & {*PEAKS})
    yield from _walk(name, mine, theirs, name in ASIDE and not rows)


def _walk(path: str, one: Any, other: Any, aside: bool) -> Iterator[Difference]:
    """Everything below a path that differs; `aside` where no future depends on it."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        yield from _quantity(path, one, other, aside)
    elif isinstance(one, System) and isinstance(other, System):
        yield from _walk(f"{path}.on", one.on, other.on, aside)
        yield from _walk(path, one.dials, other.dials, aside)
    elif isinstance(one, BaseModel) and type(one) is type(other):
        for name in type(one).model_fields:
            yield from _walk(f"{path}.{name}", getattr(one, name), getattr(other, name), aside or name in TOLD)
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            yield from _walk(f"{path}.{key}", one.get(key), other.get(key), aside)
    elif one != other:
        switch = isinstance(one, bool) and isinstance(other, bool)
        yield Difference(path, _text(one), _text(other), "words" if aside else "switch" if switch else "part")


def _quantity(path: str, one: Quantity, other: Quantity, aside: bool) -> Iterator[Difference]:
    if _number(one) != _number(other):
        kind: Kind = "words" if aside else "range" if one.is_range or other.is_range else "number"
        yield Difference(path, one.text(), other.text(), kind, _overlap(one, other))
    for name in ("source", "because"):
        if getattr(one, name) != getattr(other, name):
            told = [show_all(getattr(each, name)) for each in (one, other)]
            yield Difference(f"{path}.{name}", told[0], told[1], "words")


def _number(quantity: Quantity) -> tuple[Any, ...]:
    """What of a quantity a future depends on."""
    return quantity.kind, quantity.shape, quantity.low, quantity.high, quantity.likely, quantity.per


def _overlap(one: Quantity, other: Quantity) -> float:
    both = min(one.high, other.high) - max(one.low, other.low)
    either = max(one.high, other.high) - min(one.low, other.low)
    return max(0.0, both) / either if either > 0 else 1.0


def _text(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, Quantity):
        return value.text()
    if isinstance(value, BaseModel):
        return str(getattr(value, "name", "") or getattr(value, "what", "") or "there")
    return show_all(value) if isinstance(value, (list, tuple)) else show(value)
