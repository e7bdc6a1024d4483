"""One entry of a part, such as an event, validated by itself with the names that a case defines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from offramp.errors import Fault
from offramp.scenario.parts import Part
from offramp.scenario.scenario import Scenario

from .faults import from_validation
from .tree import Node

Kind = TypeVar("Kind", bound=Part)
Names = Mapping[str, tuple[str, ...]]


def names_of(scenario: Scenario) -> Names:
    """The names that entries of a case may refer to, by the part that defines them."""
    return {part: tuple(getattr(scenario, part)) for part in ("actors", "arenas", "moves", "leaders", "sources")}


def entry(model: type[Kind], node: Node, names: Names | None = None) -> tuple[Kind | None, list[Fault]]:
    """Validate one entry.

    Parameters
    ----------
    model : type
        Such as `Event`.
    node : Node
        What is written, with its file and line.
    names : mapping, optional
        What `names_of` returns; references are not checked without it.

    Returns
    -------
    entry : Part or None
    faults : list of Fault
        Why there is none.
    """
    try:
        return model.model_validate(node.plain(), context=dict(names) if names else None), []
    except ValidationError as error:
        return None, from_validation(error, node, model)


def fields_of(model: type[Part]) -> dict[str, Any]:
    """The fields of a part with their types."""
    return {name: field.annotation for name, field in model.model_fields.items()}
