"""Name the rungs of the ladder."""

from __future__ import annotations

from functools import lru_cache

from offramp.scenario.ladder import LadderRung, ladder

_BARE = {"quiet", "harassment", "deniable violence", "war"}  # names that take no article


@lru_cache
def rung_name(rung: int) -> str:
    """A rung in the words of the ladder, short enough for an axis."""
    return _ladder()[rung].name


@lru_cache
def a_rung(rung: int) -> str:
    """A rung in a sentence: `a limited strike`, `an all-out attack`, `harassment`."""
    name = rung_name(rung)
    return name if name in _BARE else f"an {name}" if name[0] in "aeiou" else f"a {name}"


def rung_means(rung: int) -> str:
    """What a rung means, as a sentence."""
    return _ladder()[rung].means


@lru_cache
def _ladder() -> dict[int, LadderRung]:
    return ladder()
