"""What a check finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Problem(NamedTuple):
    """Something that cannot be meant, at a path of the scenario."""

    path: tuple[str | int, ...]
    found: str
    allowed: str
    hint: str | None = None


Problems = Iterator[Problem]
