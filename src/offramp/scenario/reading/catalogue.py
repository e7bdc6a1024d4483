"""What the library offers every case: the moves of the catalogue and the built-in measures, each as an object."""

from __future__ import annotations

from functools import cache

from offramp.scenario.moves import Move
from offramp.scenario.questions import Measure

from .merge import fill, library


@cache
def catalogue() -> dict[str, Move]:
    """Return the moves of the catalogue by their ids, from the lowest rung to the highest."""
    default = library("defaults").get("move")
    bodies = library("moves").items().items()
    moves = {name: Move.model_validate(fill(node, default).plain()) for name, node in bodies}
    return dict(sorted(moves.items(), key=lambda item: item[1].rung))


@cache
def built_in() -> dict[str, Measure]:
    """Return the built-in measures by their names; `$first` and `$second` stand for the principals."""
    return {name: Measure.model_validate(body) for name, body in library("measures").plain().items()}
