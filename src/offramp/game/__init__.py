"""Types of a compiled case: arrays with named axes, and the compiler that fills them from a case and its draws."""

from .board import Board
from .compile import Game, compile_game
from .dials import Dials
from .draws import Draws
from .measures import Ballot
from .names import Names

__all__ = ["Ballot", "Board", "Dials", "Draws", "Game", "Names", "compile_game"]
