"""What a case is, apart from how it is told: the hash that addresses of futures begin with."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from .options import feasible
from .reading.joint import rows
from .record.events import OrderedBy
from .scenario import JOINT, LINES, PEAKS, RATES, REPORTING, Scenario, known_rates

# Names, labels, prose and citations: they tell a case, and no future depends on them. Nor on the word for where ranges
# come from: the ranges themselves are there, and the rows where they are drawn together. Nor on counts beside the
# record, which are for back-tests, nor on what seats aim at, nor on which file an entry stands in. How acts are
# reported is hashed where a run reads it.
TOLD = frozenset(
    "title question questions about name what says tells author publisher theory voice role condition mission unit"
    " sources source because unknowns prior short adjective possessive locative meant undoes tells_alone"
    " rates reporting background verified backtest aims coordinates explained include note aftermath_until".split()
)
# Fields that change nothing where they are left out.
SPARE = frozenset("attribution by_side correlations plugins red_lines".split())
ORDERED = frozenset({"principals"})  # elsewhere a list is a set


def case_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of a case, in hexadecimal.

    Names, labels, prose, citations, comments and every order except that of the principals leave it as it is;
    a range, a switch, a tie, an option or an event changes it.
    """
    parts = _canonical(scenario)
    parts["options"] = feasible(scenario)  # rules are a way to write options
    if scenario.learns:
        parts[REPORTING] = _canonical(scenario.reporting)
        parts[RATES] = _canonical(known_rates(scenario))
    for name in scenario.left_out:
        parts["world"].pop(name)
    if LINES in scenario.left_out:
        parts.pop("red_lines", None)
    if scenario.prior in PEAKS:  # then the ranges are not all that a draw is made of
        parts[JOINT] = rows()
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(node: Any, name: str = "") -> Any:
    if isinstance(node, OrderedBy) and node.prob is None:
        return node.actor
    if isinstance(node, BaseModel):
        node = {field: getattr(node, field) for field in type(node).model_fields if field not in TOLD}
        node = {field: value for field, value in node.items() if value or field not in SPARE}
    if isinstance(node, dict):
        return {key: _canonical(value, key) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        items = [_canonical(value) for value in node]
        return items if name in ORDERED else sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    return node
