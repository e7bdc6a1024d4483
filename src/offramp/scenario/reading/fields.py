"""What each field of a case says: its words, unit and example in the JSON Schema, and lists of fields by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from offramp.errors import CaseError, Fault
from offramp.scenario.quantity import Kind
from offramp.scenario.words import nearest, one_of, show

from .merge import library

Json = dict[str, Any]
ROOT = "Scenario"
PART = "Part"  # of whose fields every part has its own
CHANGE = "Change"  # ends the name of a definition that changes a move of the catalogue
QUANTITY = "Quantity"
CASE = "case"  # the part of the fields that stand in no other
REFERENCE = "#/$defs/"


@dataclass(frozen=True)
class Field:
    """One field of a part of a case.

    Attributes
    ----------
    name, says, unit : str
        What it is called, what it says, and the unit of its number; no unit where it has no number.
    kind : str
        What may stand there, in words.
    default : str
        What holds where it is left out; empty where nothing does.
    needed : bool
        Whether a case must have it.
    example : object
        A value.
    """

    name: str
    says: str
    unit: str
    kind: str
    default: str
    needed: bool
    example: Any


def describe(schema: Json) -> Json:
    """Put the words, the unit and an example of every field into a schema, and return it."""
    words = library("fields").plain()
    shared = words[PART]
    _describe(schema, shared | words[ROOT])
    for system in schema["properties"]["world"]["properties"].values():
        _describe(system, shared)
    for name, node in schema["$defs"].items():
        known = shared | (words[QUANTITY] if name in get_args(Kind) else words.get(name.removesuffix(CHANGE), {}))
        for form in (node, *node.get("anyOf", ())):
            _describe(form, known)
    return schema


def _describe(node: Json, words: Json) -> None:
    properties = node.get("properties", {})
    properties |= {name: properties.pop(name) for name in library("fields").plain()[PART] if name in properties}  # last
    for name, body in properties.items():
        if name in words:
            says = words[name]["says"]
            more = [f"Unit: {words[name]['unit']}."] if "unit" in words[name] else []
            listed = [body["description"]] if "\n" in body.get("description", "") else []  # of measure kinds
            body["description"] = "\n".join([" ".join([says, *more]), *listed])
            body["examples"] = [words[name]["example"]]


def fields(schema: Json, part: str) -> dict[str, list[Field]]:
    """List the fields of a part by the kinds of entries that it may have: ties are of four kinds, others of one.

    Parameters
    ----------
    schema : dict
        Of `offramp.scenario.schema`.
    part : str
        Steps with dots from the top of a case, ids left out or not: `record`, `record.deaths`, `actors.iran.programme`.
        `case` is the top itself.

    Raises
    ------
    CaseError
        If there is no such part, or it has no fields.
    """
    nodes = [Place(ROOT, schema, False)]
    for step in [] if part == CASE else part.split("."):
        nodes = [below for node in nodes for below in _below(schema, node, step)]
    made = {node.name: _listed(schema, node.name, node.schema) for node in nodes}
    if not made:
        known = [CASE, *schema["properties"]]
        raise CaseError(
            Fault("PART", None, "", show(part), f"a part of a case: {one_of(known, len(known))}", _hint(part))
        )
    return made


def field(schema: Json, path: str) -> tuple[str, Field] | None:
    """Find the field at a path of a case, such as `actors.iran.name`, with its part; None where there is none."""
    part, _, name = path.rpartition(".")
    try:
        found = fields(schema, part or CASE)
    except CaseError:
        return None
    return next(((kind, each) for kind, several in found.items() for each in several if each.name == name), None)


def _hint(part: str) -> str | None:
    head, *rest = part.split(".")
    near = nearest(head, library("fields").plain()[ROOT])
    return ".".join([near, *rest]) if near and near != head else None


class Place(NamedTuple):
    """A node of a schema that has fields, what it is called, and whether an id leads to it."""

    name: str
    schema: Json
    by_id: bool


def _below(schema: Json, place: Place, step: str) -> Iterator[Place]:
    """The places that a step leads to: those of a field, or the place itself where the step is its id."""
    properties = place.schema["properties"]
    if step in properties:
        yield from _places(schema, properties[step], f"{place.name}.{step}")
    elif place.by_id:
        yield place._replace(by_id=False)


def _places(schema: Json, node: Json, name: str, by_id: bool = False) -> Iterator[Place]:
    """The places behind a node: what it refers to, what it lists, or each of what it may be."""
    reference = node.get("$ref", "").removeprefix(REFERENCE)
    if reference in get_args(Kind):
        return
    if reference:
        yield from _places(schema, schema["$defs"][reference], reference, by_id)
        return
    ids = _by_id(node)
    if "properties" in node and ids is None:
        yield Place(name, node, by_id)
    listed = isinstance(node.get("items"), dict)
    for below in (node.get("items"), ids, *node.get("anyOf", ()), *node.get("oneOf", ())):
        if isinstance(below, dict):
            yield from _places(schema, below, name, by_id or ids is not None or listed)


def _by_id(node: Json) -> Json | None:
    """What stands behind every id of a mapping; None where a node is no such mapping."""
    inner = next(iter(node.get("patternProperties", {}).values()), node.get("additionalProperties"))
    return inner if isinstance(inner, dict) else None


def _listed(schema: Json, name: str, node: Json) -> list[Field]:
    needed, words = node.get("required", ()), library("fields").plain()
    known = words.get(name.removesuffix(CHANGE), {})
    filled = _filled(name)
    made = []
    for key, body in node["properties"].items():
        own = known.get(key, {"says": body.get("description", ""), "example": body.get("examples", [""])[0]})
        default = filled.get(key) or _default(body.get("default"))
        kind = kind_words(schema, body)
        made.append(Field(key, own["says"], own.get("unit", ""), kind, default, key in needed, own["example"]))
    return made


def _default(raw: Any) -> str:
    return (
        ""
        if raw in (None, "", [], {}) or isinstance(raw, dict)
        else str(raw).lower()
        if raw is True or raw is False
        else str(raw)
    )


def _filled(name: str) -> dict[str, str]:
    """The library's range of each field of a model where an author says nothing."""
    from .schema import FILLED

    defaults = library("defaults").plain()
    if name == "Actor":
        keys = {key for body in defaults["actor"].values() for key in body}
        return {
            key: ", ".join(f"{kind} {_text(body[key])}" for kind, body in defaults["actor"].items()) for key in keys
        }
    part = next((part for part, model in FILLED.items() if model == name), None)
    return {key: _text(body) for key, body in defaults.get(part, {}).items()} if part else {}


def _text(body: Any) -> str:
    """A quantity of the library as an author would write it."""
    if not isinstance(body, dict):
        return str(body)
    return f"{body['value']} per {body['per']}" if "per" in body else str(body["value"])


def kind_words(schema: Json, node: Json) -> str:
    """Say in words what may stand at a node of a schema."""
    reference = node.get("$ref", "").removeprefix(REFERENCE)
    if reference:
        return reference if reference in get_args(Kind) else f"fields of {_plain(reference)}"
    if "enum" in node:
        return one_of(map(str, node["enum"]), 20)
    if "const" in node:
        return str(node["const"])
    forms = [each for key in ("anyOf", "oneOf") for each in node.get(key, ()) if each.get("type") != "null"]
    if forms:
        return " or ".join(dict.fromkeys(kind_words(schema, each) for each in forms))
    kinds = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "string": "text"}
    if node.get("type") == "array":
        inner: Json = node.get("items") or next(iter(node.get("prefixItems", ())), {})
        return f"a list of {kind_words(schema, inner)}"
    if node.get("type") == "object":
        entry = _by_id(node)
        return f"by id {kind_words(schema, entry)}" if entry is not None else "fields"
    return kinds.get(str(node.get("type")), "any value")


def _plain(name: str) -> str:
    """`CountedRate` as `counted rate`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
