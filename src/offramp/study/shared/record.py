"""Write results as JSON objects and read them back: each type lists its keys once, in their order.

A key names an attribute: `title`; `key:attribute` has another word in JSON, and `part.title` is the title of a part;
`*key` spreads an estimate or a part over the object that holds it; `?key` is left out where it is empty. What is a
property is written and not read. Parts with a name of their own stand in one object by that name, others in a list.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from operator import attrgetter
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from offramp.analysis import Estimate
from offramp.analysis.estimates import LUCK
from offramp.ensemble.address import Address, parse
from offramp.errors import AddressError
from offramp.scenario.words import show

SPANS = ("luck", "assumptions", "structure")
MIDDLE = "estimate"
KNOWN: dict[type[Record], tuple[Key, ...]] = {}


class Damaged(ValueError):
    """A JSON object that is no result: which key, what it has, what may stand there."""

    def __init__(self, at: str, found: str, allowed: str) -> None:
        super().__init__(f"{at or 'the object'}: found {found}; allowed: {allowed}")


@dataclasses.dataclass(frozen=True)
class Key:
    """One key of a JSON object: its name, the attribute behind it, if it is spread or may be left out, its type."""

    name: str
    attribute: str
    spread: bool
    spare: bool
    type: Any
    field: dataclasses.Field[Any] | None


class Record:
    """A part of a result. Subclasses are frozen dataclasses.

    Attributes
    ----------
    KEYS : str
        The keys of its JSON object, in their order; every field if left out.
    NAMED_BY : str
        The field that is the key of the part where several stand in one object.
    """

    KEYS: ClassVar[str] = ""
    NAMED_BY: ClassVar[str] = ""

    @property
    def luck_level(self) -> float:
        """How much of the luck each interval of luck holds."""
        return LUCK

    def summary(self) -> dict[str, Any]:
        """Return the JSON object."""
        found: dict[str, Any] = {}
        for key in _keys(type(self)):
            value = attrgetter(key.attribute)(self)
            if key.spare and not value:
                continue
            if not key.spread:
                found[key.name] = _plain(value, key.type)
            else:
                found |= bars(value, key.name) if isinstance(value, Estimate) else _plain(value)
        return found

    @classmethod
    def read(cls, body: Any, at: str = "", name: str = "") -> Self:
        """Read a JSON object.

        Parameters
        ----------
        body : object
            As JSON has it.
        at : str
            Where it stands in a larger object, for messages.
        name : str
            Its name among others.

        Raises
        ------
        Damaged
            For the first key that is missing, or whose value is of another kind.
        """
        if not isinstance(body, Mapping):
            raise Damaged(at, show(body), "an object")
        found: dict[str, Any] = {cls.NAMED_BY: name} if cls.NAMED_BY else {}
        for key in _keys(cls):
            if key.field is None:
                continue
            place = f"{at}.{key.name}".lstrip(".")
            if key.spread:
                part = body if key.type is not Estimate else {MIDDLE: body.get(key.name), **_spans(body, at)}
                found[key.attribute] = _read(key.type, part, at if key.type is not Estimate else place)
            elif key.name in body:
                found[key.attribute] = _read(key.type, body[key.name], place)
            elif key.field.default is key.field.default_factory is dataclasses.MISSING:
                raise Damaged(place, "nothing", "what this version of Offramp writes there")
        return cls(**found)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of its object."""
        parts: dict[str, Any] = {}
        whole = _object(cls, parts)
        return whole | ({"$defs": parts} if parts else {})


def _keys(cls: type[Record]) -> tuple[Key, ...]:
    """The keys of a type of record, worked out once."""
    if cls not in KNOWN:
        KNOWN[cls] = tuple(_worked_out(cls))
    return KNOWN[cls]


def _worked_out(cls: type[Record]) -> Iterator[Key]:
    fields = {each.name: each for each in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for word in (cls.KEYS or " ".join(fields)).split():
        name, _, attribute = word.lstrip("*?").partition(":")
        attribute = attribute or name
        type_ = reduce(_type_of, attribute.split("."), cls)
        yield Key(name.rpartition(".")[2], attribute, word[0] == "*", word[0] == "?", type_, fields.get(attribute))


def _type_of(cls: Any, attribute: str) -> Any:
    """The type of a field or of a property."""
    found = getattr(cls, attribute, None)
    made = getattr(found, "fget", None) or getattr(found, "func", None)
    return get_type_hints(made)["return"] if made else get_type_hints(cls)[attribute]


def bars(found: Estimate, middle: str = MIDDLE) -> dict[str, Any]:
    """Return an estimate with its three bars as JSON has it, under a name of its own."""
    return {middle: found.estimate, **{bar: _plain(getattr(found, bar)) for bar in SPANS}}


def _plain(value: Any, type_: Any = None) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Record):
        return value.summary()
    if isinstance(value, Estimate):
        return bars(value)
    if isinstance(value, Address):
        return str(value)
    if isinstance(value, Mapping):
        inner = get_args(type_)[1] if get_origin(type_) is Mapping else None
        return {str(key): _plain(each, inner) for key, each in value.items()}
    if isinstance(value, tuple | list):
        inner = _item(type_)
        if named := inner and inner.NAMED_BY:
            return {getattr(each, named): _plain(each) for each in value}
        return [_plain(each) for each in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain(dataclasses.asdict(value))
    return value


def _item(type_: Any) -> type[Record] | None:
    """The records that a tuple holds."""
    if get_origin(type_) is not tuple:
        return None
    inner = get_args(type_)[0]
    return inner if _is_record(inner) else None


def _spans(body: Mapping[str, Any], at: str) -> dict[str, Any]:
    if missing := [bar for bar in SPANS if bar not in body]:
        raise Damaged(f"{at}.{missing[0]}".lstrip("."), "nothing", "two numbers, or null")
    return {bar: body[bar] for bar in SPANS}


def _optional(type_: Any) -> Any:
    """The other type of a union with None; nothing for any other type."""
    others = [each for each in get_args(type_) if each is not types.NoneType]
    return others[0] if get_origin(type_) in (Union, types.UnionType) and len(others) == 1 else None


def _read(type_: Any, value: Any, at: str, name: str = "") -> Any:
    """Read a value of a type; a part may have a name among others."""
    inner, item, args = _optional(type_), _item(type_), get_args(type_)
    if _is_record(type_):
        found: Record = type_.read(value, at, name)
        return found
    if item and item.NAMED_BY and isinstance(value, Mapping):
        return tuple(item.read(each, f"{at}.{key}", key) for key, each in value.items())
    if item and not item.NAMED_BY and isinstance(value, list):
        return tuple(item.read(each, f"{at}[{n}]") for n, each in enumerate(value))
    if get_origin(type_) is Mapping and isinstance(value, Mapping):
        return {_leaf(args[0], key, at): _read(args[1], each, f"{at}.{key}", key) for key, each in value.items()}
    if inner is not None:
        return None if value is None else _read(inner, value, at)
    return _leaf(type_, value, at)


def _leaf(type_: Any, value: Any, at: str) -> Any:
    try:
        return parse(value) if type_ is Address else _adapter(type_).validate_python(value)
    except AddressError as error:
        raise Damaged(at, show(value), str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join([at, *map(str, first["loc"])])
        raise Damaged(place, show(first["input"]), first["msg"].removeprefix("Input should be ")) from error


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _object(cls: type[Record], parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of a record; those of the records in it are added to `parts`, by the names of their types."""
    properties: dict[str, Any] = {}
    for key in _keys(cls):
        if not key.spread:
            properties[key.name] = _schema(key.type, parts)
        elif key.type is Estimate:
            bars = _adapter(Estimate).json_schema()["properties"]
            properties |= {key.name: bars[MIDDLE], **{bar: bars[bar] for bar in SPANS}}
        else:
            inner = _object(key.type, parts) if _is_record(key.type) else _adapter(key.type).json_schema()
            properties |= inner["properties"]
    spare = {key.name for key in _keys(cls) if key.spare}
    return {"type": "object", "properties": properties, "required": [name for name in properties if name not in spare]}


def _is_record(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Record)


def _schema(type_: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a type's values."""
    inner, item, args = _optional(type_), _item(type_), get_args(type_)
    if _is_record(type_):
        if type_.__name__ not in parts:
            parts[type_.__name__] = {}  # before what it holds, which may be of its own type
            parts[type_.__name__] = _object(type_, parts)
        return {"$ref": f"#/$defs/{type_.__name__}"}
    if item:
        several = "additionalProperties" if item.NAMED_BY else "items"
        return {"type": "object" if item.NAMED_BY else "array", several: _schema(item, parts)}
    if get_origin(type_) is Mapping:
        return {"type": "object", "additionalProperties": _schema(args[1], parts)}
    if inner is not None:
        return {"anyOf": [_schema(inner, parts), {"type": "null"}]}
    return {"type": "string"} if type_ is Address else _leaf_schema(type_, parts)


def _leaf_schema(type_: Any, parts: dict[str, Any]) -> dict[str, Any]:
    found = _adapter(type_).json_schema()
    parts |= found.pop("$defs", {})
    return found
