"""The fields of a case file in words: what may stand there, what holds where it is left out, an example in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from offramp.scenario.moves import Move
    from offramp.scenario.reading.fields import Field

_PLAIN = re.compile(r"[\w. >/+-]+")  # text that YAML reads as text without quotation marks


def facts(field: Field) -> Iterator[str]:
    """Say what may stand in a field, its unit, and what holds where it is left out."""
    yield f"May be: {field.kind}." + (f" Unit: {field.unit}." if field.unit else "")
    if field.default:
        yield f"Left out: {field.default}."


def example(field: Field) -> str:
    """A line of YAML with the example of a field."""
    return f"{field.name}: {in_yaml(field.example)}"


def in_yaml(value: Any) -> str:
    """Write a value in YAML, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{in_yaml(key)}: {in_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_yaml, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not value.startswith((">", "-", " ")):
        return value
    return json.dumps(value, ensure_ascii=False)


def kind_of_part(part: str, kind: str) -> str:
    """Head a list of fields: the part, and of which kind its entries are."""
    if part == "case":
        return "The parts of a case"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.rpartition(".")[2]).lower()
    return f"{part}: the fields of {'an' if words[0] in 'aeiou' else 'a'} {words}" if "." not in kind else part


def move_facts(move: Move) -> Iterator[str]:
    """Say everything of a move of the catalogue, a line each."""
    yield f"Rung {move.rung}, {move.visibility}, domain {move.domain}, aims at {move.aim}."
    yield f"Tells: {move.tells}"
    for who in ("military", "civilian"):
        harm = getattr(move.harm, who)
        if harm:
            yield f"Kills ({who}): chance {harm.chance.text()}; if any, {harm.deaths.text()} people (the median)."
    yield f"Cost {move.cost.text()}, {move.prepare.text()} days of preparation ({move.prepare.because or 'no reason'})."
    yield f"Provokes {move.provokes.text()} and satisfies {move.satisfies.text()} times what is usual for its rung."
    if move.does:
        yield f"Does: {', '.join(move.does)}."
    if move.method:
        yield f"Method, under one norm of the world: {move.method}."
    codes = {"MID": move.mid, "CAMEO": move.cameo, "PLOVER": move.plover}
    if told := ", ".join(f"{name} {code}" for name, code in codes.items() if code is not None):
        yield f"Codes: {told}."
