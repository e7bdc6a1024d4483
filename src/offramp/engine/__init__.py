"""One crisis, pure: random numbers, choice, a turn, the record's replay, likelihood, and many runs of it at once."""

from offramp.game.xla.device import describe, devices

from .clock import Clock
from .explain import Reason, explain
from .lookahead import RULES
from .rollout import BLOCK, Chunk, Stage, rollout, stage

__all__ = [
    "BLOCK", "RULES", "Chunk", "Clock", "Reason", "Stage", "describe", "devices", "explain", "rollout", "stage",
]  # fmt: skip
