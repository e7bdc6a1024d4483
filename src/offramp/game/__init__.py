"""Names become numbers: a case and its draws as arrays with named axes."""

from .board import Board
from .compile import Game, compile_game
from .dials import Dials
from .draws import Draws
from .measures import Ballot
from .names import Names

__all__ = ["Ballot", "Board", "Dials", "Draws", "Game", "Names", "compile_game"]
