"""Cases made by tests: plain mappings, written as files and loaded like any other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import BLOCK, Chunk, Stage, rollout
from offramp.game import Draws
from offramp.scenario import Scenario, load
from offramp.scenario.reading.merge import library

SYSTEMS = tuple(library("world").items())  # every causal system of the library, so that none is forgotten
QUIET: dict[str, Any] = {system: {"on": False} for system in SYSTEMS}  # a world in which nothing pulls
DATE = "2031-05-10"


def skeleton(**parts: Any) -> dict[str, Any]:
    """The smallest case: `a` may make statements about `b`; whatever is given replaces a part."""
    return {
        "offramp": 1,
        "case": "made-by-a-test",
        "title": "Made by a test",
        "question": "What happens?",
        "information_date": DATE,
        "start": DATE,
        "days": 30,
        "principals": ["a", "b"],
        "sources": {"note": {"author": "T. Est", "title": "A note", "date": DATE, "kind": "report"}},
        "actors": {"a": {"name": "A", "kind": "state"}, "b": {"name": "B", "kind": "host"}},
        "ties": [{"kind": "rivalry", "between": ["a", "b"]}],
        "arenas": {},
        "moves": {"statement": {}},
        "options": [{"actors": ["a"], "moves": ["statement"], "targets": ["b"]}],
        **parts,
    }


def made(parts: dict[str, Any]) -> Scenario:
    """Write the case to a file and load it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(json.dumps(parts, default=str), encoding="utf-8")
        return load(path)


def at_medians(scenario: Scenario, k: int = 1, values: Mapping[str, float] | None = None) -> Draws:
    """Every quantity at its median, or at the value given for its path, the same in all draws."""
    known = {path: quantity.middle() for path, quantity in scenario.quantities()}
    assert set(values or {}) <= set(known)
    return Draws({path: np.full(k, value) for path, value in {**known, **(values or {})}.items()}, seed=0)


def futures_of(staged: Stage, draw: NDArray[Any], run: NDArray[Any], seed: int = 3) -> Chunk:
    """Play futures block by block and put the blocks side by side."""
    blocks = [slice(at, at + BLOCK) for at in range(0, len(draw), BLOCK)]
    return side_by_side([rollout(staged, seed, draw[block], run[block]) for block in blocks])


def side_by_side(chunks: Sequence[Chunk]) -> Chunk:
    """Join blocks along the runs."""
    parts = {
        part: np.concatenate([getattr(chunk, part) for chunk in chunks], axis=-1)
        for part in ("peak", "option", "deaths", "ordered")
    }
    measures = {m: np.concatenate([chunk.measures[m] for chunk in chunks]) for m in chunks[0].measures}
    return Chunk(measures=measures, **parts)
