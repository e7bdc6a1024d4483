"""The world: one file for each causal system, all with the same small contract.

A system has a `Slice` of the state, `start` (its slice before the record), `appraise` (what it adds to the utility of
the options) and `advance` (its slice after a turn's acts), and says in its `System` all else that is known of it.
Systems read each other's slices and never call each other.
"""

from .acts import Acts
from .pull import Pull, add, spread
from .registry import (
    RULE_TERMS,
    RULES,
    SYSTEMS,
    advance,
    appraise,
    begin,
    each,
    learns,
    pulls,
    shown,
    start,
    systems_of,
)
from .state import World
from .system import METHOD, Rule, Says, System, register, registered

__all__ = ["METHOD", "RULES", "RULE_TERMS", "SYSTEMS", "Acts", "Pull", "Rule", "Says", "System", "World"]
__all__ += [
    "add",
    "advance",
    "appraise",
    "begin",
    "each",
    "learns",
    "pulls",
    "register",
    "registered",
    "spread",
    "start",
]
__all__ += ["shown", "systems_of"]
