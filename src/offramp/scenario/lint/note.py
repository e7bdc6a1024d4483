"""A remark on a case that can be played all the same."""

from __future__ import annotations

from dataclasses import dataclass

from offramp.scenario.reading.faults import Loc, field_name, locate
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario


@dataclass(frozen=True)
class Note:
    """A remark, with its place in a file, and of which kind it is."""

    file: str
    line: int
    field: str
    says: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.says}"


def note(scenario: Scenario, tree: Node, kind: str, path: Loc, says: str) -> Note:
    """Remark on a place of a case, or on the part of it that the case's file writes.

    Parameters
    ----------
    scenario : Scenario
    tree : Node
    kind : str
        Of the remark.
    path : Loc
        Of the place, with dots.
    says : str
        What is remarked.
    """
    node = locate(tree, path, type(scenario)).node
    return Note(node.file, node.line, field_name(path), says, kind)
