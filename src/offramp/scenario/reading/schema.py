"""The JSON Schema of a case file as an author writes it: what the library fills up may be left out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, get_args

from offramp.scenario.quantity import Kind
from offramp.scenario.scenario import Scenario

from .fields import describe
from .merge import library
from .parse import json_schema

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The library's defaults, and the models whose fields they fill up.
FILLED = {
    "faction": "Faction",
    "programme": "Programme",
    "patronage": "Patronage",
    "rivalry": "Rivalry",
    "alliance": "Alliance",
    "access": "Access",
    "arena": "Arena",
    "asset": "Asset",
    "leader": "Leader",
    "plot": "Plot",
    "move": "Move",
    "offramp": "OffRamp",
}


def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of a case file.

    It knows the catalogue's moves and the systems' dials, so that an editor can complete them. It cannot know whether
    a name that is referred to exists; `offramp check` does.
    """
    root = _with_kinds(Scenario.model_json_schema())
    definitions: Json = root["$defs"]
    _loosen(definitions)
    properties: Json = root["properties"]
    properties["ties"] = {"type": "array", "items": properties["ties"]["additionalProperties"]}
    properties["moves"] = _moves(definitions)
    properties["world"] = _world()
    properties["plugins"] = {"type": "array", "items": {"type": "string"}}
    properties["include"] = {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Include"}]}}
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    definitions["Include"] = {**_closed({"file": text, "without": texts}), "required": ["file"]}
    for unwritten in ("System", "Quantity"):
        definitions.pop(unwritten, None)
    root["required"] = [name for name in root["required"] if name not in ("sources", "world")]
    definitions.update({kind: json_schema(kind) for kind in get_args(Kind)})
    made = {
        "$schema": DIALECT,
        **root,
        "title": "A case of Offramp",
        "description": "What is asked, by names and ranges.",
    }
    return describe(made)


def _with_kinds(node: Any) -> Any:
    """Refer to the kinds of quantities, instead of writing each out wherever one stands."""
    if isinstance(node, list):
        return [_with_kinds(item) for item in node]
    if not isinstance(node, dict):
        return node
    title = node.get("title")
    for kind in (title,) if title in get_args(Kind) else get_args(Kind):
        if "anyOf" in node and node["anyOf"] == json_schema(kind)["anyOf"]:
            return {"$ref": f"#/$defs/{kind}"}
    return {key: _with_kinds(value) for key, value in node.items()}


def _loosen(definitions: Json) -> None:
    """Require of no part what the defaults fill up."""
    defaults = library("defaults").plain()
    fields = {model: set(defaults.get(part, ())) for part, model in FILLED.items()}
    fields["Actor"] = set.intersection(*map(set, defaults["actor"].values()))
    for model, filled in fields.items():
        part = definitions[model]
        part["required"] = [name for name in part.get("required", ()) if name not in filled]


def _moves(definitions: Json) -> Json:
    """A list of moves of the catalogue, or a mapping to what is changed about them, and to new moves."""
    catalogue = list(library("moves").items())
    for model, inner in (("Harm", ()), ("Casualties", ("Harm",)), ("Move", ("Casualties",))):
        change = _referring(deepcopy(definitions[model]), inner)
        change.pop("required", None)
        definitions[f"{model}Change"] = change
    changed = {"anyOf": [{"$ref": "#/$defs/MoveChange"}, {"type": "null"}]}
    mapping = {
        "type": "object",
        "properties": dict.fromkeys(catalogue, changed),
        "additionalProperties": {"$ref": "#/$defs/Move"},
    }
    return {"anyOf": [{"type": "array", "items": {"enum": catalogue}}, mapping]}


def _referring(node: Any, models: tuple[str, ...]) -> Any:
    """Refer to the changes of models instead of to the models."""
    if isinstance(node, list):
        return [_referring(item, models) for item in node]
    if not isinstance(node, dict):
        return node
    for model in models:
        if node.get("$ref") == f"#/$defs/{model}":
            return {"$ref": f"#/$defs/{model}Change"}
    return {key: _referring(value, models) for key, value in node.items()}


def _world() -> Json:
    systems = {}
    for name, system in library("world").plain().items():
        dials = {dial: _dial(dial, body) for dial, body in system["dials"].items()}
        on = {"type": "boolean", "description": f"Whether {system['title'].lower()} acts at all.", "examples": [True]}
        about = {"description": f"{system['title']} ({system['theory']}).", "examples": [{"on": True}]}
        systems[name] = {**_closed({"on": on, **dials, "note": {"type": "string"}}), **about}
    return _closed(systems)


def _dial(name: str, body: Json) -> Json:
    """A dial of a system, with what the library says of it and its range there."""
    says = f"{name.replace('_', ' ').capitalize()}: {body['because']}. The library has {body['value']}."
    written = {key: body[key] for key in ("value", "per", "source") if key in body}
    return {"$ref": f"#/$defs/{body['kind']}", "description": says, "examples": [written]}


def _closed(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "additionalProperties": False}
