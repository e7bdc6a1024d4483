"""Cases by name or file: read, filled up from the library, validated, and checked for sense."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from offramp.errors import CaseError, Fault

from .checks import sense
from .reading.faults import from_validation
from .reading.include import with_included
from .reading.meant import as_id
from .reading.mend import independent, mend
from .reading.merge import LIBRARY, library, merge
from .reading.text import STDIN
from .reading.tree import Node, read_all
from .scenario import Scenario
from .sets import apply
from .words import nearest, one_of

ROUNDS = 4  # of mending, to see what the next stage would say
_TITLE = re.compile(r"^title: *(.+?) *$", re.MULTILINE)


def cases() -> dict[str, str]:
    """List the shipped cases: their ids and titles."""
    return {path.stem: _title(path) for path in sorted((LIBRARY / "cases").glob("*.yaml"))}


def case_path(name: str) -> Path:
    """Return the file of a shipped case.

    Raises
    ------
    CaseError
        If no case of that name is shipped.
    """
    shipped = {path.stem: path for path in sorted((LIBRARY / "cases").glob("*.yaml"))}
    if name not in shipped:
        allowed = f"a case file, or one of the shipped cases: {one_of(shipped)}"
        raise CaseError(Fault(name, None, "", "no such case", allowed, nearest(name, shipped)))
    return shipped[name]


def load(name_or_path: str | Path, sets: Mapping[str, str] | None = None) -> Scenario:
    """Load a case, with the library's defaults filled in.

    Parameters
    ----------
    name_or_path : str or Path
        The id of a shipped case, or the path of a case file.
    sets : mapping of str to str, optional
        Quantities and switches to set by their paths, see `apply`.

    Raises
    ------
    CaseError
        With every fault that was found, in the order of the file.
    """
    scenario, _ = load_with_places(name_or_path)
    return apply(scenario, sets or {})


def load_with_places(name_or_path: str | Path) -> tuple[Scenario, Node]:
    """Load a case together with its tree, which knows the file and line of every value."""
    path = find(name_or_path)
    shipped = LIBRARY / "cases" in path.parents
    name = f"library/cases/{path.name}" if shipped else "standard input" if str(path) == STDIN else str(path)
    written, faults = read_all(path, name)
    root, strange, files = with_included(written, path, LIBRARY / "include")
    faults, own = [*faults, *strange], {name, *files}
    tree, more = merge(root)
    scenario, wrong = _validate(tree)
    if scenario is None or faults or more:
        told = [*faults, *more, *wrong]
        raise CaseError(_own_first([*told, *_later(root, [*more, *wrong], told)], own))
    faults = sense(scenario, tree)
    if faults:
        raise CaseError(_own_first(faults, own))
    return _in_order(scenario), tree


def _later(root: Node, found: list[Fault], told: list[Fault]) -> list[Fault]:
    """Those faults of the next stage that can be seen at once: of the case as it was meant.

    Parameters
    ----------
    root : Node
        The case as it is written.
    found : list of Fault
        Which of those that are told stand in the tree.
    told : list of Fault
        All that are told anyhow.
    """
    removed: frozenset[str] = frozenset()
    for _ in range(ROUNDS):
        mended = mend(root, found)
        root, removed = mended.root, removed | mended.removed
        tree, found = merge(root)
        scenario, wrong = _validate(tree)
        found = [*found, *wrong]
        if scenario is not None and not found:
            return [*independent(sense(scenario, tree), told, removed)]
    return []


def find(name_or_path: str | Path) -> Path:
    """Return the file of a case that is given by name or path; `-` is standard input."""
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text == STDIN or "/" in text or "\\" in text or Path(text).suffix:
        return Path(name_or_path)
    if text not in cases() and Path(text).is_file():
        return Path(text)
    return case_path(text)


def _validate(tree: Node) -> tuple[Scenario | None, list[Fault]]:
    parts = tree.items()
    sections = ("actors", "arenas", "moves", "leaders", "sources", "claims", "measures")
    strange = {nearest(name, Scenario.model_fields) for name in parts if name not in Scenario.model_fields}
    known: dict[str, tuple[str, ...]] = {part: () for part in sections if part not in strange}
    known |= {
        part: _ids(parts[part], "_" if part == "measures" else "-")
        for part in sections
        if part in parts and part not in strange
    }
    for part in ("actors", "arenas", "moves"):  # whoever leaves one out hears of that, and of no name in it
        if part not in parts:
            known.pop(part, None)
    context = {**known, "catalogue": tuple(library("moves").items())}
    try:
        return Scenario.model_validate(tree.plain(), context=context), []
    except ValidationError as error:
        return None, from_validation(error, tree, Scenario)


def _ids(part: Node, joint: str) -> tuple[str, ...]:
    """The ids of a part, and those that misspelt ones were meant to be: whoever uses the right one is not blamed."""
    ids = dict.fromkeys(part.items())
    return (*ids, *(right for each in ids if (right := as_id(each, joint)) and right not in ids))


def _in_order(scenario: Scenario) -> Scenario:
    """Put mappings in the order of their ids and events in that of their dates, and of the file within a day."""
    parts = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    ordered = {name: dict(sorted(part.items())) for name, part in parts.items() if isinstance(part, dict)}
    for name in ("record", "aftermath"):
        ordered[name] = dict(sorted(parts[name].items(), key=lambda item: item[1].date))
    return scenario.model_copy(update=ordered)


def _title(path: Path) -> str:
    match = _TITLE.search(path.read_text(encoding="utf-8"))
    return match[1].strip("\"'") if match else path.stem


def _own_first(faults: list[Fault], files: Collection[str]) -> list[Fault]:
    """The faults of the user's own files in their order; the library's, which follow from them, only if alone."""
    own = [fault for fault in faults if fault.file in files]
    return sorted(own or faults, key=_order)


def _order(fault: Fault) -> tuple[Any, ...]:
    return fault.file, fault.line or 0, fault.field
