"""Name rungs and bands of the ladder."""

from __future__ import annotations

from functools import lru_cache

from offramp.scenario.ladder import FINEST, FORCEFUL, LadderRung, band_of, ladder, united

_BARE = {"quiet", "harassment", "deniable violence", "war"}  # names that take no article

_BANDS = (united("conciliatory", FINEST[:2]), FINEST[2], united("words and pressure", FINEST[3:5]), *FORCEFUL)
# bands of the ladder with a colour each: ordered in lightness, so that they survive grey printing and colour blindness
_COLOURS = ("#2f7183", "#f1eee6", "#ecd28c", "#e2a346", "#b95514", "#a8321f", "#541022")
BANDS: tuple[tuple[str, tuple[int, int], str], ...] = tuple(
    (each.name, (each.low, each.high), colour) for each, colour in zip(_BANDS, _COLOURS, strict=True)
)


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


def band(rung: int) -> int:
    """The band of a rung; nothing at all counts as quiet."""
    return _BANDS.index(band_of(rung, _BANDS))
