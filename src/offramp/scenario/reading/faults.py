"""From a failed validation to faults with place, finding, what is allowed and the nearest right word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from offramp.errors import MOST, Fault
from offramp.scenario.words import Refusal, comma_trap, nearest, one_of, show

from .meant import as_id, comparison, day, listed, whole
from .tree import Node

Loc = tuple[int | str, ...]


@dataclass(frozen=True)
class Spot:
    """A place in the tree, and what the models want there."""

    node: Node
    path: tuple[str, ...]
    wants: Any
    words: str | None = None

    def fault(self, found: str, allowed: str, hint: str | None = None, at: str = "") -> Fault:
        """Make the fault of this place, or of the field `at` below it.

        Parameters
        ----------
        found : str
            What stands there.
        allowed : str
            What may stand there.
        hint : str, optional
            The nearest right word.
        at : str
        """
        node = self.node.child(at) if at else None
        path = (*self.path, at) if at and node else self.path
        return Fault((node or self.node).file, (node or self.node).line, field_name(path), found, allowed, hint)


def field_name(path: Loc) -> str:
    """Name a field as its author knows it: the dials of a system stand directly below it."""
    steps = [str(step) for i, step in enumerate(path) if (path[0], i, step) != ("world", 2, "dials")]
    return ".".join(steps)


def from_validation(error: ValidationError, tree: Node, model: type[BaseModel]) -> list[Fault]:
    """Turn every error of a validation into a fault; a misspelt field is not reported as missing too."""
    details = sorted(error.errors(include_url=False), key=lambda each: locate(tree, each["loc"], model).node.line)
    inside = {d["loc"][:i] for d in details for i in range(len(d["loc"]))}
    extra = [detail for detail in details if detail["type"] == "extra_forbidden"][:MOST]
    strange = {(detail["loc"][:-1], _nearest_field(detail, tree, model)) for detail in extra}
    return [
        _fault(detail, tree, model, hints=number < MOST)  # a hint costs time, and no more faults than that are shown
        for number, detail in enumerate(details)
        if not (detail["type"] == "missing" and (detail["loc"][:-1], detail["loc"][-1]) in strange)
        and not (detail["type"] == "too_short" and detail["loc"] in inside)  # its members have faults of their own
    ]


def _fault(detail: Any, tree: Node, model: type[BaseModel], hints: bool) -> Fault:
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    if kind == "missing":
        parent = locate(tree, loc[:-1], model)
        wanted = _step(parent, loc[-1])
        return Fault(
            parent.node.file,
            parent.node.line,
            field_name((*parent.path, str(loc[-1]))),
            "nothing",
            describe(wanted),
        )
    if kind == "extra_forbidden":
        spot, fields = locate(tree, loc, model), _fields(detail, tree, model)
        hint = (_thousands(loc, tree, model) or nearest(loc[-1], fields)) if hints else None
        allowed = one_of(fields) + ("" if hint else comma_trap(spot.node.value))
        return spot.fault(show(loc[-1]), allowed, hint)
    is_key = bool(loc) and loc[-1] == "[key]"
    spot = locate(tree, loc[:-1] if is_key else loc, model)
    refusal = context.get("error")
    if isinstance(refusal, Refusal):
        return spot.fault(refusal.found, refusal.allowed, refusal.hint, refusal.at)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = [tag for member in get_args(spot.wants) for tag in get_args(member.model_fields["kind"].annotation)]
        tag = spot.node.get("kind")
        found = show(tag.value) if tag else "no kind"
        return spot.fault(found, f"kind: {one_of(tags)}", nearest(tag.value if tag else None, tags), "kind")
    if is_key:
        wants, words = _bare(get_args(locate(tree, loc[:-2], model).wants)[0])
        choices = list(map(str, get_args(wants))) if get_origin(wants) is Literal else []
        hint = nearest(loc[-2], choices) or _named(words or "", loc[-2])
        return spot.fault(show(loc[-2]), words or one_of(choices or ["a name"]), hint)
    return _plain_fault(spot)


def _thousands(loc: Loc, tree: Node, model: type[BaseModel]) -> str | None:
    """The number that a comma cut in two within braces: `{military: 1,200}` has the fields `military` and `200`."""
    beside = locate(tree, loc[:-1], model).node.items()
    names = list(beside)
    at = names.index(str(loc[-1])) if str(loc[-1]) in names else 0
    before = beside[names[at - 1]].value if at else None
    cut = re.fullmatch(r"\d{3}", str(loc[-1])) and beside[names[at]].value is None and type(before) is int
    return f"{names[at - 1]}: {before}{loc[-1]}" if cut else None


def _plain_fault(spot: Spot) -> Fault:
    found = spot.node.plain()
    several = f"a list of {len(found)}" if isinstance(found, list) and get_origin(spot.wants) is tuple else show(found)
    return spot.fault(several, describe(spot), _right(spot, found))


def _named(words: str, found: Any) -> str | None:
    """The id or the name of a measure that is most like what was found."""
    joints = {"an id of": "-", "a name of": "_"}
    return next((as_id(found, joint) for kind, joint in joints.items() if words.startswith(kind)), None)


def _right(spot: Spot, found: Any) -> str | None:
    """The right word or form of what was found, where anybody can tell it."""
    wants, words = spot.wants, spot.words or ""
    if get_origin(wants) is Literal:
        return nearest(_bared(found), [str(choice) for choice in get_args(wants)])
    if words.startswith("a date"):
        return day(found)
    if wants is int or words.startswith(("a whole number", "a rung")):
        return whole(found)
    if wants is bool:
        return {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(str(found).lower())
    if get_origin(wants) is tuple:
        return listed(found)
    if words.startswith("a comparison"):
        return comparison(found)
    if get_origin(wants) is dict and isinstance(found, list) and all(isinstance(each, str) for each in found):
        return f"{{{', '.join(f'{each}: …' for each in found)}}}"
    if isinstance(wants, type) and issubclass(wants, BaseModel) and isinstance(found, (int, str)):
        first, field = next(iter(wants.model_fields.items()))
        kind = int if (field.description or "").startswith("a whole number") else field.annotation
        return f"{{{first}: {found}}}" if type(found) is kind else None
    return _named(words, found) if isinstance(found, str) else None


def _bared(found: Any) -> Any:
    """A word without the curly quotation marks and the blanks around it, for which YAML has no use."""
    return found.strip("“”„‟‘’‚«» \u00a0\u200b\u202f") if isinstance(found, str) else found


def locate(tree: Node, loc: Loc, model: type[BaseModel]) -> Spot:
    """Walk down tree and models together, as far as the tree goes."""
    spot = Spot(tree, (), model)
    for step in loc:
        spot = _step(spot, step)
    return spot


def _step(spot: Spot, step: int | str) -> Spot:
    wants = spot.wants
    if get_origin(wants) in (Union, UnionType):  # a tagged union: the step names the member
        member = next((m for m in get_args(wants) if step in get_args(m.model_fields["kind"].annotation)), None)
        if member:
            return Spot(spot.node, spot.path, member)
    below, words = _below(wants, step)
    node = spot.node.child(step)
    return Spot(node, (*spot.path, str(step)), below, words) if node else Spot(spot.node, spot.path, below, words)


def _below(wants: Any, step: int | str) -> tuple[Any, str | None]:
    """Say what the models want one step below."""
    if isinstance(wants, type) and issubclass(wants, BaseModel):
        field = wants.model_fields.get(str(step))
        return _bare(field.annotation, field.description) if field else (None, None)
    args = get_args(wants)
    if get_origin(wants) is dict:
        return _bare(args[1])
    if get_origin(wants) is tuple and isinstance(step, int):
        return _bare(args[0] if args[-1] is Ellipsis else args[min(step, len(args) - 1)])
    return None, None


def _bare(wants: Any, words: str | None = None) -> tuple[Any, str | None]:
    """Strip what is said about a type from the type, and keep its description."""
    if get_origin(wants) is Annotated:
        said = [m.description for m in wants.__metadata__ if isinstance(m, FieldInfo) and m.description]
        return _bare(get_args(wants)[0], words or (said[-1] if said else None))
    if get_origin(wants) in (Union, UnionType):
        members = [member for member in get_args(wants) if member is not NoneType]
        if len(members) == 1:
            return _bare(members[0], words)
    return wants, words


def describe(spot: Spot) -> str:
    """Say in words what may stand at a place."""
    wants, words = spot.wants, spot.words
    if words:
        return words
    if get_origin(wants) is Literal:
        return one_of(map(str, get_args(wants)))
    if get_origin(wants) is tuple:
        each, said = _bare(get_args(wants)[0])
        number = "a list of" if get_args(wants)[-1] is Ellipsis else "two of"
        return f"{number}: {describe(Spot(spot.node, (), each, said))}"
    if get_origin(wants) is dict:
        key, value = (describe(Spot(spot.node, (), *_bare(each))) for each in get_args(wants))
        short = value if len(value) < 90 else "its fields"
        return f"a mapping: {key}, a colon, and {short}"
    if isinstance(wants, type) and issubclass(wants, BaseModel):
        return f"a mapping with {one_of(wants.model_fields)}"
    return {str: "text", int: "a whole number", bool: "true or false"}.get(wants, "another value")


def _fields(detail: Any, tree: Node, model: type[BaseModel]) -> list[str]:
    wants = locate(tree, detail["loc"][:-1], model).wants
    return list(wants.model_fields) if isinstance(wants, type) and issubclass(wants, BaseModel) else []


def _nearest_field(detail: Any, tree: Node, model: type[BaseModel]) -> str | None:
    return nearest(detail["loc"][-1], _fields(detail, tree, model))
