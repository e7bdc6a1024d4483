"""A compiled game: a case as arrays with named axes."""

from dataclasses import dataclass

from .board import Axes, Board
from .commands.holds import Holds
from .commands.orders import Orders
from .dials import Dials
from .measures import Ballot, Tally
from .names import Names
from .record import RecordedActs


@dataclass(frozen=True)
class Game:
    """A case as arrays: `board` is its structure, `dials` its numbers (last axis: draw), `ballot` its measures."""

    names: Names
    axes: Axes
    board: Board
    dials: Dials
    ballot: Ballot
    tally: Tally
    script: RecordedActs
    orders: Orders | None
    holds: Holds | None
    days: int
