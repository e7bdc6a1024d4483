"""Kinds of measures, each one record; the engine's half of a kind, which needs JAX, is in `offramp.engine.measures`.

Another package adds a kind through the entry point `offramp.measure_kinds`: its name is the kind's id, its value the
record, which has `readers`. Cases may ask for it that name the package among their plugins.
"""

from importlib.metadata import entry_points

from offramp.errors import OfframpError

from . import between_sides, of_acts, of_days, of_states
from .kind import Kind

__all__ = ["GROUP", "KINDS", "Kind", "find_kind"]

GROUP = "offramp.measure_kinds"
KINDS: dict[str, Kind] = {
    kind.id: kind for kind in (*of_acts.KINDS, *between_sides.KINDS, *of_days.KINDS, *of_states.KINDS)
}


def find_kind(id: str) -> Kind | None:
    """Find a kind, among those of installed packages, too; None if there is none.

    Parameters
    ----------
    id : str
        Its word in a case.

    Raises
    ------
    OfframpError
        If what packages have under this id is not one record of it.
    """
    if id not in KINDS and (points := [*entry_points(group=GROUP, name=id)]):
        kind = points[0].load()
        if len(points) > 1 or not isinstance(kind, Kind) or kind.id != id or kind.readers is None:
            found = " and ".join(point.value for point in points)
            raise OfframpError(f"entry point {GROUP}: {id}: found {found}; allowed: one Kind of this id with readers")
        KINDS[id] = kind
    return KINDS.get(id)
