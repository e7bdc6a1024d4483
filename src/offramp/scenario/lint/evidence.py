"""Remarks on where numbers come from: how sure a source lets one be, whose voice it is, what still stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from offramp.scenario.checks.evidence import written
from offramp.scenario.quantity import ASSUMED, Quantity
from offramp.scenario.reading.faults import Loc
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .note import Note, note

NARROW = "ranges narrower than their evidence bears"
VOICE = "ranges that rest on one voice"
STOPGAP = "placeholders"
UNVERIFIED = "what was not looked up"
LATE = "sources that knew more than the eve, or nobody knows what"
# The least that a range must span, by the best kind of source that it cites: a share's width, its odds, the ends of a
# positive number, a number's width. A share that is wide by its width or by its odds is wide.
LEAST = {"data": (0.05, 1.5, 1.15, 0.2), "report": (0.1, 2.0, 1.3, 0.5), "commentary": (0.15, 3.0, 1.5, 1.0)}
CLASS = {"data": "data", "study": "data", "history": "report", "report": "report"}
ONE_VOICE = ("commentary", "statement")
PLACEHOLDER = re.compile(
    r"\b(todo|fixme|tbd|tba|xxx+|placeholder|lorem ipsum|to be (done|decided|written))\b|\?\?+", re.I
)


def on_ranges(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on ranges that look surer of themselves than what they cite."""
    for loc, quantity in written(scenario, tree, scenario.dials().items()):
        kinds = {CLASS.get(scenario.sources[name].kind, "commentary") for name in cited(quantity)}
        best = next((kind for kind in LEAST if kind in kinds), "commentary")
        if _is_narrow(quantity, *LEAST[best]):
            evidence = f"what {' and '.join(cited(quantity))} can show" if cited(quantity) else "an assumption"
            says = f"the range {quantity.text()} is narrow for {evidence}; is anybody that sure?"
            yield note(scenario, tree, NARROW, loc, says)


def on_voices(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on ranges for which one author or one government is all the evidence."""
    for loc, quantity in written(scenario, tree, scenario.dials().items()):
        names = cited(quantity)
        if len(names) == 1 and scenario.sources[names[0]].kind in ONE_VOICE:
            says = f"{quantity.text()} rests on {names[0]} alone, a {scenario.sources[names[0]].kind}"
            yield note(scenario, tree, VOICE, loc, says)


def on_placeholders(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on words that stand where words are still to come."""
    for loc, text in _prose((), scenario):
        if found := PLACEHOLDER.search(text):
            yield note(scenario, tree, STOPGAP, loc, f"{found[0]} stands in for something")
    for loc, quantity in written(scenario, tree, scenario.dials().items()):
        if found := PLACEHOLDER.search(quantity.because):
            yield note(scenario, tree, STOPGAP, loc, f"because: {found[0]} stands in for a reason")


def on_unverified(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on what nobody looked up."""
    for part in ("record", "aftermath", "rates", "background", "sources"):
        for name, each in getattr(scenario, part).items():
            if not each.verified:
                says = "not looked up: no text that tells of it was opened when the case was checked"
                yield note(scenario, tree, UNVERIFIED, (part, name), says)


def on_sources(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on exits and claims from after the information date, and on ranges whose source has no date."""
    asked = {
        **{("claims", name): (each.source,) for name, each in scenario.claims.items()},
        **{("offramps", name): each.source for name, each in scenario.offramps.items()},
        **{("policies", name): each.source for name, each in scenario.policies.items()},
    }
    for loc, names in asked.items():
        for name in names:
            if (date := scenario.sources[name].date or "") > scenario.information_date:
                yield note(scenario, tree, LATE, loc, f"{name} of {date} knew more than {scenario.information_date}")
    used = {name for _, quantity in written(scenario, tree, scenario.dials().items()) for name in cited(quantity)}
    for name in sorted(used):
        if scenario.sources[name].date is None:
            says = "no date, and ranges rest on it: nobody can tell whether it knew what came after"
            yield note(scenario, tree, LATE, ("sources", name), says)


def cited(quantity: Quantity) -> list[str]:
    """The sources of a quantity that anybody could read."""
    return [name for name in quantity.source if name != ASSUMED]


def _is_narrow(quantity: Quantity, width: float, odds: float, ratio: float, number: float) -> bool:
    low, high = quantity.low, quantity.high
    if quantity.kind in ("share", "probability"):
        return high - low < width and high * (1 - low) < odds * low * (1 - high)
    return high - low < number if quantity.kind == "number" else high < ratio * low


def _prose(loc: Loc, part: Any) -> Iterator[tuple[Loc, str]]:
    """Every text of a case but those of quantities, with its place."""
    if isinstance(part, str):
        yield loc, part
    elif isinstance(part, Quantity):
        return
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _prose((*loc, name), getattr(part, name))
    elif isinstance(part, Mapping):
        for key, each in part.items():
            yield from _prose((*loc, key), each)
    elif isinstance(part, tuple):
        for i, each in enumerate(part):
            yield from _prose((*loc, i), each)
