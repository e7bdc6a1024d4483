"""What the author of a case noted on its entries, and the entry that a path leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from offramp.scenario.parts import Part
from offramp.scenario.scenario import Scenario, System


def entry(scenario: Scenario, path: str) -> Part | None:
    """Return the entry that a path of a case leads to, such as `questions.strike` or `options.0`; None for no entry."""
    found: Any = scenario
    for step in path.split("."):
        found = dict(_below(found)).get(step)
    return found if isinstance(found, Part) else None


def notes(scenario: Scenario, path: str) -> dict[str, str]:
    """Return the notes on what a path leads to, on all that holds it, and on all that it holds, by their paths."""
    asked = f"{path}."
    found = ((at, note) for at, note in _notes(scenario, "") if asked.startswith(at) or at.startswith(asked))
    return {at.removesuffix("."): note for at, note in found}


def _notes(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every note below a path, by the path of what it is on; both end with a dot."""
    if path and (note := getattr(node, "note", "")):
        yield path, note
    for step, below in _below(node):
        yield from _notes(below, f"{path}{step}.")


def _below(node: Any) -> Iterator[tuple[str, Any]]:
    """What stands one step below, by its step."""
    if isinstance(node, System):
        yield from node.dials.items()
    elif isinstance(node, Part):
        yield from ((name, getattr(node, name)) for name in type(node).model_fields)
    elif isinstance(node, Mapping):
        yield from ((str(key), value) for key, value in node.items())
    elif isinstance(node, tuple):
        yield from ((str(number), value) for number, value in enumerate(node))
