"""Types of a compiled case: arrays with named axes."""

from .board import Board
from .dials import Dials
from .draws import Draws
from .game import Game
from .inputs import Inputs
from .measures import MeasureArrays
from .names import Names

__all__ = ["Board", "Dials", "Draws", "Game", "Inputs", "MeasureArrays", "Names"]
