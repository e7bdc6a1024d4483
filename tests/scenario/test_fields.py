"""Every field of the language is described, with an example that is allowed there, in the schema and by part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from offramp.errors import CaseError
from offramp.scenario import case_path, schema
from offramp.scenario.reading.fields import CASE, field, fields
from offramp.scenario.reading.merge import library
from offramp.scenario.reading.tree import Node, read

SCHEMA = schema()


def properties(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema, with its place."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from properties(item, f"{place}[{number}]")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "properties":
                for name, body in value.items():
                    yield f"{place}.{name}", body
            if key not in ("examples", "default", "enum"):
                yield from properties(value, f"{place}.{key}")


FIELDS = {
    place: body for place, body in properties(SCHEMA) if not place.startswith(".properties.moves.anyOf[1].")
}  # the ids of the catalogue's moves are no fields


def test_every_field_says_what_it_is() -> None:
    assert len(FIELDS) > 400
    assert [place for place, body in FIELDS.items() if len(body.get("description", "")) < 4] == []


@pytest.mark.parametrize("place", FIELDS)
def test_every_field_has_an_example_that_is_allowed_there(place: str) -> None:
    examples = FIELDS[place]["examples"]
    own = {**FIELDS[place], "$defs": SCHEMA["$defs"]}
    assert (
        examples and [error.message for each in examples for error in Draft202012Validator(own).iter_errors(each)] == []
    )


def test_numbers_have_units() -> None:
    told = library("fields").plain()
    kinds = ("share", "probability", "rate", "positive", "days", "number")
    bare = [
        f"{model}.{name}"
        for model, body in SCHEMA["$defs"].items()
        for name, each in body.get("properties", {}).items()
        if each.get("$ref", "").rpartition("/")[2] in kinds and "unit" not in told[model.removesuffix("Change")][name]
    ]
    assert bare == []


def test_nothing_is_described_that_is_no_field() -> None:
    told = {f"{model}.{name}" for model, body in library("fields").items().items() for name in body.items()}
    models = {"Scenario": SCHEMA, "Part": SCHEMA, "Quantity": {"properties": {}}, **SCHEMA["$defs"]}
    there = {f"{m}.{n}" for m, body in models.items() for n in _names(body)}
    there |= {f"Quantity.{name}" for kind in ("share", "rate") for name in _names(SCHEMA["$defs"][kind])}
    assert told <= there, told - there


def _names(body: dict[str, Any]) -> set[str]:
    return {name for form in (body, *body.get("anyOf", ())) for name in form.get("properties", {})}


@pytest.mark.parametrize(
    ("part", "kinds", "some"),
    [
        (CASE, ["Scenario"], ["principals", "record"]),
        ("record", ["Event"], ["date", "ordered_by"]),
        ("record.strike.deaths", ["Deaths"], ["by_side"]),
        ("record.deaths", ["Deaths"], ["military"]),
        ("actors.iran.programme", ["Programme"], ["pace"]),
        ("ties", ["Patronage", "Rivalry", "Alliance", "Access"], ["kind"]),
        ("moves", ["Move"], ["rung"]),
        ("moves.harm.military", ["Harm"], ["chance"]),
        ("claims.tests", ["Test"], ["holds"]),
        ("options", ["OptionRule"], ["targets"]),
        ("offramps.holds.until", ["Where"], ["at_least"]),
        ("world.reciprocity", ["Scenario.world.reciprocity"], ["readiness"]),
    ],
)
def test_parts_are_listed_with_their_fields(part: str, kinds: list[str], some: list[str]) -> None:
    found = fields(SCHEMA, part)
    assert list(found) == kinds
    for several in found.values():
        assert {*some} <= {each.name for each in several}
        assert all(each.says and each.kind for each in several)


def test_a_field_knows_what_is_left_out() -> None:
    found = field(SCHEMA, "actors.iran.resolve")
    assert found and found[1].unit == "share, 0 to 1" and "proxy 0.35..0.75" in found[1].default
    assert (found := field(SCHEMA, "ties.doubt")) and found[1].default == "0.2..1.5"
    assert (found := field(SCHEMA, "days")) and (found[1].default, found[1].needed) == ("90", False)
    assert (found := field(SCHEMA, "title")) and found[1].needed
    assert field(SCHEMA, "actors.iran.nothing") is None


@pytest.mark.parametrize(("part", "hint"), [("recrod", "record"), ("actor.iran", "actors.iran"), ("title", None)])
def test_what_is_no_part_has_the_nearest(part: str, hint: str | None) -> None:
    with pytest.raises(CaseError) as error:
        fields(SCHEMA, part)
    assert error.value.faults[0].hint == hint


def test_every_path_of_a_written_case_is_a_field_of_a_part() -> None:
    unknown = [path for path in _paths(read(case_path("mountain-pass"))) if field(SCHEMA, path) is None]
    assert unknown == []


def _paths(node: Node, path: str = "") -> Iterator[str]:
    """The paths of the parts of a case that are neither ids, nor lists, nor within a quantity."""
    for name, child in node.items().items():
        here = f"{path}.{name}" if path else name
        if not path or path.count(".") == 1:
            yield here
        if (
            path == ""
            and isinstance(child.value, dict)
            and name in ("actors", "arenas", "record", "leaders", "measures")
        ):
            yield from (each for key, entry in child.items().items() for each in _paths(entry, f"{name}.{key}"))
