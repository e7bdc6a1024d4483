"""Cases by name or file: read, filled up from the library, validated, and checked for sense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from offramp.errors import CaseError, Fault

from .checks import sense
from .reading.faults import from_validation
from .reading.merge import LIBRARY, merge
from .reading.tree import Node, read
from .scenario import Scenario
from .sets import apply
from .words import nearest, one_of

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
    tree, faults = merge(read(path, f"library/cases/{path.name}" if shipped else str(path)))
    scenario, more = _validate(tree)
    faults += more
    if scenario is None or faults:
        raise CaseError(sorted(faults, key=_order))
    faults = sense(scenario, tree)
    if faults:
        raise CaseError(sorted(faults, key=_order))
    return _in_order(scenario), tree


def find(name_or_path: str | Path) -> Path:
    """Return the file of a case that is given by name or path."""
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in text or "\\" in text or text.endswith((".yaml", ".yml")):
        return Path(name_or_path)
    return case_path(text)


def _validate(tree: Node) -> tuple[Scenario | None, list[Fault]]:
    parts = tree.items()
    sections = ("actors", "arenas", "moves", "leaders", "sources", "claims", "measures")
    known = {part: tuple(parts[part].items()) if part in parts else () for part in sections}
    try:
        return Scenario.model_validate(tree.plain(), context=known), []
    except ValidationError as error:
        return None, from_validation(error, tree, Scenario)


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


def _order(fault: Fault) -> tuple[Any, ...]:
    return fault.file, fault.line or 0, fault.field
