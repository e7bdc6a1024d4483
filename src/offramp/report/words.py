"""The bands of the ladder that have a colour."""

from __future__ import annotations

from offramp.scenario.ladder import FINEST, FORCEFUL, band_of, united

_BANDS = (united("conciliatory", FINEST[:2]), FINEST[2], united("words and pressure", FINEST[3:5]), *FORCEFUL)
# bands of the ladder with a colour each: ordered in lightness, so that they survive grey printing and colour blindness
_COLOURS = ("#2f7183", "#f1eee6", "#ecd28c", "#e2a346", "#b95514", "#a8321f", "#541022")
BANDS: tuple[tuple[str, tuple[int, int], str], ...] = tuple(
    (each.name, (each.low, each.high), colour) for each, colour in zip(_BANDS, _COLOURS, strict=True)
)


def band(rung: int) -> int:
    """The band of a rung; nothing at all counts as quiet."""
    return _BANDS.index(band_of(rung, _BANDS))
