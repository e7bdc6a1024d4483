"""One crisis, pure: random numbers, choice, a turn, the record's replay, likelihood, and many futures at once.

A block of futures is begun, stepped and kept:

>>> from offramp.engine import begin, stage, step  # doctest: +SKIP
>>> position = begin(stage(game), seed=7, draw=np.arange(8), run=np.zeros(8, int))  # doctest: +SKIP
>>> state, record = step(position.block, position.state, position.luck)  # one round  # doctest: +SKIP
>>> day_ten = position.play(10)  # doctest: +SKIP
>>> same, other = day_ten.play().chunk(), day_ten.reseed(8).play().chunk()  # doctest: +SKIP
"""

from offramp.game.xla.device import describe, devices, numerics
from offramp.world import RULES

from .clock import Clock
from .explain import Reason, explain
from .rollout import Position, begin, rollout
from .stage import Chunk, Stage, stage
from .state import BLOCK, Block, Luck, Round, State
from .step import step
from .turn import Forced

__all__ = [
    "BLOCK",
    "RULES",
    "Block",
    "Chunk",
    "Clock",
    "Forced",
    "Luck",
    "Position",
    "Reason",
    "Round",
    "Stage",
    "State",
    "begin",
    "describe",
    "devices",
    "explain",
    "numerics",
    "rollout",
    "stage",
    "step",
]
