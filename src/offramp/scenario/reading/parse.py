"""How a quantity is written: `0.4`, `0.2..0.6`, `{value, per, source, because}` or `{low, likely, high}`.

Each kind of quantity is a type of its own (`Share`, `Rate`, ...), which reads what an author writes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_args

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from offramp.scenario.quantity import ASSUMED, DAYS_IN, NEEDS_PERIOD, Kind, Period, Quantity
from offramp.scenario.words import Refusal, comma_trap, nearest, one_of, show

from .meant import meant, often

_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*")
FIELDS = ("value", "low", "likely", "high", "per", "source", "because", "note")
ALLOWED = {
    "share": "a share between 0 and 1, such as 0.55..0.85",
    "probability": "a probability between 0 and 1 with its period, such as {value: 0.1..0.3, per: month}",
    "rate": "a positive rate with its period, such as {value: 0.05..0.2, per: day} or 2..5 times a week",
    "positive": "a positive number, such as 2..5",
    "days": "a positive number of days, such as 3..10",
    "number": "a number, such as -1..1",
}


OFTEN = {"type": "string", "pattern": r" (a|an|per|every|each) (day|week|month|year)$"}  # a rate in words
# What an end of a quantity may be at least and at most: beyond, the arithmetic of futures has no room.
BOUNDS = {
    "rate": (1e-6, 100.0, "from a millionth to 100"),
    "positive": (1e-6, 1e6, "from a millionth to a million"),
    "days": (0.001, 36_525.0, "from a thousandth to 36,525"),
    "number": (-1_000.0, 1_000.0, "from -1,000 to 1,000"),
}


def parse(raw: Any, kind: Kind, sources: Collection[str] | None = None) -> Quantity:
    """Read a quantity of `kind` from what stands in a case file.

    Parameters
    ----------
    raw : number, str, mapping or Quantity
        What stands there.
    kind : Kind
        What sort of number it must be.
    sources : collection of str or None
        The sources that may be cited; None where they are not known.

    Raises
    ------
    Refusal
        If it is no quantity, has no period where it needs one, or lies outside its kind's bounds.
    """
    if isinstance(raw, Quantity):
        return raw
    body = _often(dict(raw) if isinstance(raw, dict) else {"value": raw}, kind)
    for name in body:
        if name not in FIELDS:
            hint = _cut(body, name) or nearest(name, FIELDS)
            raise Refusal(show(name), one_of(FIELDS) + comma_trap(body[name]), hint, at=name)
    low, likely, high, shape = _bounds(body, kind)
    _check(low, likely, high, shape, kind)
    return Quantity(
        kind=kind,
        shape=shape,
        low=low,
        high=high,
        likely=likely,
        per=_period(body, kind),
        source=_sources(body.get("source"), sources),
        because=_text(body.get("because"), "because", "a sentence that says why"),
        note=_text(body.get("note"), "note", "text"),
    )


def _often(body: dict[str, Any], kind: Kind) -> dict[str, Any]:
    """Read a rate in words, `five times a week`, as its number and its period."""
    told = often(body.get("value")) if kind == "rate" else None
    if told is None:
        return body
    if body.get("per") not in (None, told[1]):
        raise Refusal(f"{show(body['value'])} and per {show(body['per'])}", "one period", at="per")
    return {**body, "value": told[0] if ".." in told[0] else float(told[0]), "per": told[1]}


def _cut(body: dict[str, Any], name: Any) -> str | None:
    """The range that a decimal comma cut in two or three: `0,4..0,7` within braces is `0`, `4..0` and `7`."""
    keys = list(body)
    at = keys.index(name)
    if body[name] is not None or at == 0 or not re.fullmatch(r"\d[\d. ]*", str(name)):
        return None
    parts = [str(body[keys[at - 1]])]
    for key in keys[at:]:
        if body[key] is not None or not re.fullmatch(r"\d[\d. ]*", str(key)):
            break
        parts.append(str(key))
    return meant(",".join(parts), "positive")


def _bounds(body: dict[str, Any], kind: Kind) -> tuple[float, float | None, float, Any]:
    if "value" not in body:
        for name in ("low", "likely", "high"):
            if name not in body:
                raise Refusal(f"no {name}" if set(body) & {"low", "likely", "high"} else "no value", ALLOWED[kind])
        low, likely, high = (_number(body[name], kind, name) for name in ("low", "likely", "high"))
        return low, likely, high, "pert"
    for name in ("low", "likely", "high"):
        if name in body:
            raise Refusal(f"both value and {name}", "either value, or low, likely and high", at=name)
    raw = body["value"]
    match = _RANGE.fullmatch(raw) if isinstance(raw, str) else None
    if match:
        return float(match[1]), None, float(match[2]), "interval"
    number = _number(raw, kind, "value")
    return number, None, number, "known"


def _number(raw: Any, kind: Kind, at: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise Refusal(show(raw), ALLOWED[kind], meant(raw, kind), at=at)
    try:
        return float(raw)
    except OverflowError:
        raise Refusal("a number beyond all bounds", ALLOWED[kind], at=at) from None


def _check(low: float, likely: float | None, high: float, shape: str, kind: Kind) -> None:
    found = f"{low:g}" if shape == "known" else f"{low:g}..{high:g}"
    if not (math.isfinite(low) and math.isfinite(high)):
        raise Refusal(found, ALLOWED[kind])
    if shape != "known" and not low < high:
        raise Refusal(found, "a low end below the high end", f"{high:g}..{low:g}" if high < low else f"{low:g}")
    if likely is not None and not low <= likely <= high:
        raise Refusal(f"likely {likely:g} outside {found}", "low <= likely <= high", at="likely")
    closed = shape != "interval"  # an interval's link needs room beyond both ends
    if kind in ("share", "probability"):
        inside = 0 <= low <= high <= 1 and (closed or 0 < low < high < 1)
        if not inside:
            hint = meant(low, kind) if shape == "known" else meant(f"{low:g}..{high:g} %", kind) if high >= 2 else None
            raise Refusal(found, ALLOWED[kind], hint)
        return
    least, most, words = BOUNDS[kind]
    zero = low == 0 and (shape == "pert" or (shape == "known" and kind == "positive"))
    if kind != "number" and low <= 0 and not zero:
        raise Refusal(found, ALLOWED[kind])
    if not (zero or least <= low) or high > most:
        raise Refusal(found, f"{ALLOWED[kind]}, and {words}")


def _period(body: dict[str, Any], kind: Kind) -> Any:
    period = body.get("per")
    if kind not in NEEDS_PERIOD:
        if period is not None:
            raise Refusal(f"per {show(period)}", f"no period: {ALLOWED[kind]}", at="per")
        return None
    allowed = get_args(Period) if kind == "probability" else tuple(DAYS_IN)
    if period is None:
        raise Refusal("no period", f"a {kind} with its period, per: {one_of(allowed)}")
    if period not in allowed:
        raise Refusal(show(period), f"per: {one_of(allowed)}", nearest(period, allowed), at="per")
    return period


def _sources(raw: Any, known: Collection[str] | None) -> tuple[str, ...]:
    cited = (raw,) if isinstance(raw, str) else raw or ()
    if not isinstance(cited, (list, tuple)):
        raise Refusal(show(raw), "the id of a source, or a list of ids", at="source")
    for source in cited:
        if not isinstance(source, str) or (known is not None and source not in known and source != ASSUMED):
            right = [ASSUMED, *(known or ())]
            raise Refusal(show(source), f"one of the sources: {one_of(right)}", nearest(source, right), at="source")
    return tuple(cited)


def _text(raw: Any, name: str, allowed: str) -> str:
    if raw is not None and not isinstance(raw, str):
        raise Refusal(show(raw), allowed, at=name)
    return (raw or "").strip()


def _dial(raw: Any, info: ValidationInfo) -> Quantity:
    """Read a system's dial, whose kind stands beside its value."""
    if isinstance(raw, Quantity):
        return raw
    body = dict(raw)
    return _cited(parse(body, body.pop("kind"), (info.context or {}).get("sources")), info)


def _cited(quantity: Quantity, info: ValidationInfo) -> Quantity:
    """Refuse a range of a case for which nobody is cited."""
    if info.context and quantity.is_range and not quantity.source:
        raise Refusal(f"the range {quantity.text()} without a source", "source: the id of a source, or assumed")
    return quantity


def reader(kind: Kind) -> Callable[[Any, ValidationInfo], Quantity]:
    """Return what reads a quantity of one kind from what an author writes."""

    def read(raw: Any, info: ValidationInfo) -> Quantity:
        return _cited(parse(raw, kind, (info.context or {}).get("sources")), info)

    return read


def _annotated(kind: Kind) -> Any:
    return Annotated[
        Quantity,
        BeforeValidator(reader(kind)),
        WithJsonSchema(json_schema(kind)),
        Field(description=ALLOWED[kind]),
    ]


def json_schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of a quantity as an author writes it."""
    number: dict[str, Any] = {"type": "number"}
    if kind != "number":
        number["minimum"] = 0
    if kind in ("share", "probability"):
        number["maximum"] = 1
    text = {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*\.\.\s*{_NUMBER}\s*$"}
    value = {"anyOf": [number, text, *([OFTEN] if kind == "rate" else [])]}
    periods = get_args(Period) if kind == "probability" else tuple(DAYS_IN)
    shared: dict[str, Any] = {
        "source": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "because": {"type": "string"},
        "note": {"type": "string"},
    }
    needed = ["per"] if kind in NEEDS_PERIOD else []
    if needed:
        shared["per"] = {"enum": list(periods)}
    forms: list[dict[str, Any]] = [
        _form({"value": value, **shared}, ["value", *([] if kind == "rate" else needed)]),
        _form({"low": number, "likely": number, "high": number, **shared}, ["low", "likely", "high", *needed]),
    ]
    return {
        "title": kind,
        "description": ALLOWED[kind],
        "anyOf": [*({"rate": [OFTEN], "probability": []}.get(kind, [number, text])), *forms],
    }


def _form(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


if TYPE_CHECKING:
    Share: TypeAlias = Quantity
    Probability: TypeAlias = Quantity
    Rate: TypeAlias = Quantity
    Positive: TypeAlias = Quantity
    Days: TypeAlias = Quantity
    Number: TypeAlias = Quantity
    Dial: TypeAlias = Quantity
else:
    Share = _annotated("share")
    Probability = _annotated("probability")
    Rate = _annotated("rate")
    Positive = _annotated("positive")
    Days = _annotated("days")
    Number = _annotated("number")
    Dial = Annotated[Quantity, BeforeValidator(_dial)]
