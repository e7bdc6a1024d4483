"""A compiled game: a case as arrays with named axes."""

from dataclasses import dataclass

from .board import Axes, Board
from .commands.holds import Holds
from .commands.orders import Orders
from .dials import Dials
from .measures import MeasureArrays, MeasureList
from .names import Names
from .record import RecordedActs


@dataclass(frozen=True)
class Game:
    """A case as arrays: its structure, its numbers (last axis: draw), its record and what is asked of it."""

    names: Names
    axes: Axes
    board: Board
    dials: Dials
    measure_arrays: MeasureArrays
    measure_list: MeasureList
    script: RecordedActs
    orders: Orders | None
    holds: Holds | None
    days: int
