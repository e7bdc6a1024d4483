"""A case without the faults that were found, so that the next stage of its checks can be told in the same round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from offramp.errors import CaseError, Fault
from offramp.scenario.scenario import tie_ends
from offramp.scenario.words import show

from .tree import Node, grow

STAND_IN = "to be written"  # stands for a text that is missing
# What is removed from a part may make faults of others, which are then not told.
FOLLOWS = {
    "actors": ("actors", "options", "principals"),
    "arenas": ("actors", "options"),
    "moves": ("actors", "options"),
    "options": ("actors", "options"),
    "ties": ("principals", "ties"),
}
Path = tuple[str | int, ...]


class Mended(NamedTuple):
    """A case with its faults mended, and the names of what was removed for it."""

    root: Node
    removed: frozenset[str]


def mend(root: Node, faults: Sequence[Fault]) -> Mended:
    """Put the right words in the place of wrong ones where they are known, and remove what else is wrong.

    Parameters
    ----------
    root : Node
        A case as it is written.
    faults : sequence of Fault
        What is wrong with it.
    """
    removed: set[str] = set()
    for fault in sorted(faults, key=lambda each: (each.line or 0, each.field), reverse=True):
        path = _steps(root, fault.field.split("."))
        root, name = _mended(root, path, fault)
        removed |= {name} if name else set()
    return Mended(root, frozenset(removed))


def independent(later: Sequence[Fault], faults: Sequence[Fault], removed: frozenset[str]) -> Iterator[Fault]:
    """The faults of a later stage that do not follow from the mending of earlier ones.

    Parameters
    ----------
    later : sequence of Fault
        Of the mended case.
    faults : sequence of Fault
        That were mended.
    removed : frozenset of str
        Names of what was removed, as in `Mended`.
    """
    lines = {fault.line for fault in faults}
    touched = {".".join(fault.field.split(".")[:2]) for fault in faults if fault.hint is None}
    parts = {name.partition(".")[0] for name in removed}
    entries = [name.partition(".")[2] for name in removed if name.count(".") == 1]
    for fault in later:
        part = ".".join(fault.field.split(".")[:2])
        head = fault.field.partition(".")[0]
        follows = any(head in FOLLOWS.get(each, ()) for each in parts)
        told = any(re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", fault.found) for each in entries)
        if fault.line not in lines and part not in touched and not follows and not told:
            yield fault


def _steps(node: Node, parts: Sequence[str]) -> Path:
    """The path of a field that is named with dots, which ids may hold, too; the ends of a tie name it in its list."""
    path: list[str | int] = []
    at: Node | None = node
    while parts and at is not None:
        if path == ["ties"] and isinstance(at.value, list):
            names = [tie_ends(each.plain()) or str(i) for i, each in enumerate(at.value)]
            step, used = (names.index(parts[0]) if parts[0] in names else parts[0]), 1
        elif isinstance(at.value, list) and parts[0].isdecimal():
            step, used = int(parts[0]), 1
        else:
            fits = (n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in at.items())
            used = next(fits, 1)
            step = ".".join(parts[:used])
        path.append(step)
        at, parts = at.child(step), parts[used:]
    return (*path, *parts)


def _mended(root: Node, path: Path, fault: Fault) -> tuple[Node, str]:
    """The case with one fault mended, and the name of what was removed for it."""
    node = root.get(*path)
    name = ".".join(map(str, path))
    if node is None:  # something is missing
        if fault.allowed == "text":
            return _put(root, path, Node(STAND_IN, fault.file, fault.line or 1)), ""
        return (_removed(root, path[:-1]), name.rpartition(".")[0]) if len(path) > 2 else (root, name)
    if fault.found == show(path[-1]) and fault.hint and root.get(*path[:-1], fault.hint) is None:
        return _renamed(root, path, fault.hint), ""
    if fault.hint and fault.found != show(path[-1]) and (right := _value(fault.hint, node)):
        return _put(root, path, right), ""
    return _removed(root, path), name


def _value(hint: str, place: Node) -> Node | None:
    """What a hint would be in a case file."""
    try:
        grown, faults = grow(f"x:{chr(10) if hint.startswith('- ') else ' '}{hint}", place.file)
    except CaseError:
        return None
    found = grown.child("x")
    return None if faults or found is None else _placed(found, place)


def _placed(node: Node, place: Node) -> Node:
    """A node with all that is below it, at the place of another."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _placed(each, place) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_placed(each, place) for each in value]
    return place.with_value(value)


def _put(node: Node, path: Path, value: Node) -> Node:
    """A tree with another node at a path."""
    if not path:
        return value
    step, *rest = path
    below = node.child(step) or Node({}, node.file, node.line)
    inner = _put(below, tuple(rest), value)
    if isinstance(node.value, list) and isinstance(step, int):
        return node.with_value([inner if i == step else each for i, each in enumerate(node.value)])
    return node.with_value({**node.items(), step: inner})


def _renamed(root: Node, path: Path, name: str) -> Node:
    """A tree in which a field has another name, in its old place."""
    *before, step = path
    parent = root.get(*before) if before else root
    assert parent is not None
    fields = {name if key == step else key: each for key, each in parent.items().items()}
    return _put(root, tuple(before), parent.with_value(fields))


def _removed(node: Node, path: Path) -> Node:
    """A tree without the node at a path."""
    *before, step = path
    parent = node.get(*before) if before else node
    if parent is None or parent.child(step) is None:
        return node
    if isinstance(parent.value, list):
        value: object = [each for i, each in enumerate(parent.value) if i != step]
    else:
        value = {key: each for key, each in parent.items().items() if key != step}
    return _put(node, tuple(before), parent.with_value(value))
