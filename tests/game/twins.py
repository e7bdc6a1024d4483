"""The same case told otherwise: in another order, under other names, with a move or an arena twice."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from offramp.game import Draws
from offramp.scenario import Scenario

ORDERED = ("principals", "record", "aftermath")  # by meaning, and by date
TWIN = "-again"  # ends the id of a duplicate


def plain(path: str | Path) -> dict[str, Any]:
    """A case file as plain mappings and lists."""
    return YAML(typ="safe").load(Path(path).read_text(encoding="utf-8"))


def shuffled(node: Any, luck: random.Random, key: str = "") -> Any:
    """Put every mapping and every list in another order, except where the order is meant."""
    if isinstance(node, dict):
        items = [(name, shuffled(value, luck, name)) for name, value in node.items()]
        if key not in ORDERED:
            luck.shuffle(items)
        return dict(items)
    if isinstance(node, list) and key not in ORDERED:
        node = [shuffled(value, luck) for value in node]
        luck.shuffle(node)
    return node


def unsorted(scenario: Scenario) -> Scenario:
    """A loaded case with its parts in another order than that of their ids."""
    parts = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    turned = {name: dict(reversed(part.items())) for name, part in parts.items() if isinstance(part, dict)}
    return scenario.model_copy(update={**turned, "options": scenario.options[::-1]})


def renamed(node: Any) -> Any:
    """Give everybody and everything another name and another description; ids stay."""
    told = ("name", "what", "about", "title", "question", "mission", "because", "says", "role")
    if isinstance(node, dict):
        return {k: f"Another {v}" if k in told and isinstance(v, str) else renamed(v) for k, v in node.items()}
    return [renamed(value) for value in node] if isinstance(node, list) else node


def with_move_twice(scenario: Scenario, move: str) -> Scenario:
    """Add a move of the same content under another id, wherever the move may be done."""
    rules = tuple(
        rule.model_copy(update={"moves": (*rule.moves, move + TWIN)}) if move in rule.moves else rule
        for rule in scenario.options
    )
    moves = {**scenario.moves, move + TWIN: scenario.moves[move].model_copy(update={"name": "another name"})}
    return scenario.model_copy(update={"moves": moves, "options": rules})


def with_arena_twice(scenario: Scenario, arena: str) -> Scenario:
    """Add an arena of the same content under another id: same reach, assets and neighbours."""
    rules = tuple(
        rule.model_copy(update={"arenas": (*rule.arenas, arena + TWIN)}) if arena in rule.arenas else rule
        for rule in scenario.options
    )
    arenas = {
        key: place.model_copy(update={"neighbours": (*place.neighbours, arena + TWIN)})
        if arena in place.neighbours
        else place
        for key, place in scenario.arenas.items()
    }
    arenas[arena + TWIN] = scenario.arenas[arena].model_copy(update={"name": "another name"})
    return scenario.model_copy(update={"arenas": arenas, "options": rules})


def same_values(scenario: Scenario, draws: Draws) -> Draws:
    """The draws of the case for one with a duplicate, whose quantities are those of its original."""
    values = {path: draws.values[path.replace(TWIN, "")] for path, _ in scenario.quantities()}
    return Draws(values, draws.seed)
