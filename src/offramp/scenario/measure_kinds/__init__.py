"""Kinds of measures, each one record; the engine's half of a kind, which needs JAX, is in `offramp.engine.measures`."""

from . import between_sides, of_acts, of_days, of_states
from .kind import Kind

__all__ = ["KINDS", "Kind", "add"]

KINDS: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    """Add a kind to those that a case may ask for.

    Parameters
    ----------
    kind : Kind
        One of another package has `plugin`, which imports its readers when the first case that asks for it is compiled.

    Raises
    ------
    ValueError
        If there is a kind of this id.
    """
    if kind.id in KINDS:
        raise ValueError(f"a measure kind {kind.id}; allowed: an id that no other kind has")
    KINDS[kind.id] = kind


for each in (*of_acts.KINDS, *between_sides.KINDS, *of_days.KINDS, *of_states.KINDS):
    add(each)
