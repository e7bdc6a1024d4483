"""Types of a compiled case: arrays with named axes."""

from .board import Board
from .dials import Dials
from .draws import Draws
from .game import Game
from .inputs import Inputs
from .measures import Ballot
from .names import Names

__all__ = ["Ballot", "Board", "Dials", "Draws", "Game", "Inputs", "Names"]
