"""The world: one file for each causal system, all with the same small contract.

A system has a `Slice` of the state, `start` (its slice before the record), `appraise` (what it adds to the utility of
the options) and `advance` (its slice after a turn's acts). Systems read each other's slices and never call each
other.
"""

from .acts import Acts
from .pull import Pull, add, spread
from .registry import SYSTEMS, advance, appraise, start
from .state import World

__all__ = ["SYSTEMS", "Acts", "Pull", "World", "add", "advance", "appraise", "spread", "start"]
