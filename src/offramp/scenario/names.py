"""Names and dates of a case, and references that are checked against what the case defines.

The names that exist are handed to the validation as its context, `{"actors": {...}, "moves": {...}, ...}`; without a
context, references are not checked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from .reading.meant import day as meant_day
from .words import Refusal, nearest, one_of, show

_TEXT = {"type": "string"}


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        month = "" if 1 <= int(text[5:7]) <= 12 else ", with a month from 01 to 12"
        raise Refusal(show(text), f"a day of the calendar{month}, such as 2020-01-03", meant_day(text)) from None


def _known(section: str) -> Callable[[str, ValidationInfo], str]:
    def check(name: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(section)
        if known is not None and name not in known:
            if section == "moves":
                raise _no_move(name, known, (info.context or {}).get("catalogue", ()))
            own = [each for each in re.split(r"[\s,、，;/&]+|\band\b", name) if each]
            several = f"[{', '.join(own)}]" if len(own) > 1 and all(each in known for each in own) else None
            raise Refusal(show(name), f"one of the {section}: {one_of(known)}", several or nearest(name, known))
        return name

    return check


def _no_move(name: str, known: Collection[str], catalogue: Collection[str]) -> Refusal:
    """Refuse a move that the case does not list, with how to list it where the catalogue has it or one like it."""
    listed = nearest(name, known)
    near = name if name in catalogue else None if listed else nearest(name, catalogue)
    if near is None:
        more = "" if listed else "; or one of the catalogue, which is listed under moves first: offramp moves"
        return Refusal(show(name), f"one of the moves of the case: {one_of(known)}{more}", listed)
    allowed = f"a move that stands under moves; the catalogue has {near}, so write {near}: {{}} there"
    return Refusal(show(name), allowed, None if near == name else near)


def _listed(raw: Any) -> Any:
    """Let one name stand for a list of one."""
    return (raw,) if isinstance(raw, str) else raw


Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        description="an id of lower-case letters, digits and hyphens, such as united-states",
    ),
]
MeasureName = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]*$",
        max_length=80,
        description="a name of lower-case letters, digits and underscores, such as gulf_attacks",
    ),
]
Date = Annotated[
    str,
    Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a date, such as 2020-01-03"),
    AfterValidator(_date),
]
ActorId = Annotated[str, Field(description="the id of an actor"), AfterValidator(_known("actors"))]
ArenaId = Annotated[str, Field(description="the id of an arena"), AfterValidator(_known("arenas"))]
MoveId = Annotated[str, Field(description="the id of a move"), AfterValidator(_known("moves"))]
LeaderId = Annotated[str, Field(description="the id of a leader"), AfterValidator(_known("leaders"))]
SourceId = Annotated[str, Field(description="the id of a source"), AfterValidator(_known("sources"))]
ClaimId = Annotated[str, Field(description="the id of a claim"), AfterValidator(_known("claims"))]
MeasureId = Annotated[str, Field(description="the name of a measure"), AfterValidator(_known("measures"))]
SourceIds = Annotated[
    tuple[SourceId, ...],
    BeforeValidator(_listed),
    Field(min_length=1, description="the ids of sources"),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}),
]
_ONE_OR_MORE = WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]})
Sources = Annotated[tuple[SourceId, ...], BeforeValidator(_listed), _ONE_OR_MORE]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(description="a name, or several"), _ONE_OR_MORE]
