"""Whatever stands in a file: a scenario or a CaseError comes out, never anything else."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_hash, check, load
from offramp.scenario.reading.tree import read
from tests.scenario.broken import GOOD

TEXT = GOOD.read_text(encoding="utf-8")
WORDS = st.sampled_from(
    "aland borduria pass coast assumed gazette yearbook $first 0.1..0.9 1..0 2031-05-10 2031-02-30 day month act"
    " any war special deployment settlement {actor} {nobody} > 0.5 on off null".split()
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | WORDS
    | st.text(max_size=8)
    | st.just("x" * 3000)
    | st.just(10**400)
)
KEYS = (
    WORDS
    | st.sampled_from("value low likely high per source because kind name on moves date weight every air".split())
    | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=6
)


def survives(data: bytes) -> None:
    """Load what stands in a file, and use it if it can be loaded."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_bytes(data)
        try:
            scenario = load(path)
        except CaseError as error:
            assert all(fault.found and fault.allowed for fault in error.faults)
            assert str(error)
        else:
            assert isinstance(scenario, Scenario)
            assert len(case_hash(scenario)) == 64
            assert check(path).counts["days"] == scenario.days


def written(body: Any) -> bytes:
    """Write a structure as JSON, which is YAML; every other time with its characters escaped."""
    text = json.dumps(body)
    return text.encode() if len(text) % 2 else json.dumps(body, ensure_ascii=False).encode()


@cache
def good() -> Any:
    return read(GOOD).plain()


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths of all that stands below a value."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for step, child in steps for place in ((*path, step), *places(child, (*path, step)))]


def change(node: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    """Copy a value with one place deleted, replaced, doubled or renamed."""
    step, *rest = path
    if rest:
        changed = change(node[step], tuple(rest), how, value)
        return {**node, step: changed} if isinstance(node, dict) else [*node[:step], changed, *node[step + 1 :]]
    if isinstance(node, list):
        new = {"delete": [], "replace": [value], "double": [node[step]] * 2, "rename": [value, node[step]]}[how]
        return [*node[:step], *new, *node[step + 1 :]]
    others = {key: child for key, child in node.items() if key != step}
    name = value if isinstance(value, str) else "another"
    return {
        "delete": others,
        "replace": {**others, step: value},
        "double": {**node, name: node[step]},
        "rename": {**others, name: node[step]},
    }[how]


@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    survives(data)


@given(st.dictionaries(KEYS | st.sampled_from(sorted(Scenario.model_fields)), VALUES, max_size=6))
def test_random_structures(body: dict[str, Any]) -> None:
    survives(written(body))


@given(st.data())
def test_a_good_case_with_places_changed(data: st.DataObject) -> None:
    body = good()
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(body)))
        how = data.draw(st.sampled_from(["delete", "replace", "double", "rename"]))
        body = change(body, path, how, data.draw(VALUES))
    survives(written(body))


@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 40),
    st.text(max_size=6) | st.sampled_from("\t : - [ { & * ! | > %".split(" ")),
)
def test_a_good_case_with_text_changed(start: int, length: int, put: str) -> None:
    survives((TEXT[:start] + put + TEXT[start + length :]).encode("utf-8", "surrogatepass"))
