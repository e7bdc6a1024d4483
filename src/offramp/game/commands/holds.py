"""Holds: acts that are kept from happening in a window of days, whatever their actor would have chosen.

Who is held does nothing on a day on which it would have done such an act. An order that falls due is carried out all
the same.
"""

from __future__ import annotations

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, UInt

from offramp.errors import OfframpError
from offramp.game.measures import mask
from offramp.game.names import Names
from offramp.game.xla.jit import put
from offramp.scenario import Scenario
from offramp.scenario.questions import Hold

from .orders import NEVER

AT_ONCE = 8  # holds are padded to a multiple of this many, so that few numbers of holds need compiling
MOST = 32  # bits of a word


class Holds(eqx.Module):
    """What is held, as bits of one word for each option; padded with holds that never begin."""

    barred: UInt[Array, " option"]  # the holds that keep it from happening
    ends: UInt[Array, " option"]  # the holds that it ends
    first: Float[Array, " hold"]  # day
    last: Float[Array, " hold"]


def compile_holds(scenario: Scenario, names: Names) -> Holds | None:
    """Compile a case's holds; None if it has none."""
    if not scenario.holds:
        return None
    padded = -(-len(scenario.holds) // AT_ONCE) * AT_ONCE
    if padded > MOST:
        raise OfframpError(f"{len(scenario.holds)} holds at once; allowed: up to {MOST}")
    first, last = np.full(padded, NEVER), np.zeros(padded)
    barred, ends = (np.zeros(len(names.options), np.uint32) for _ in (0, 1))
    for n, hold in enumerate(sorted(scenario.holds, key=_rank)):
        bit = np.uint32(1 << n)
        mine = np.isin(np.array(names.actors)[names.actor], hold.actors)
        barred |= bit * (mine & (mask(hold.where, scenario, names) > 0)).astype(np.uint32)
        first[n], last[n] = max(hold.from_day, 1), max(hold.from_day, 1) + hold.for_days - 1
        if hold.until is not None:
            ends |= bit * mask(hold.until, scenario, names).astype(np.uint32)
    return Holds(put(barred, np.uint32), put(ends, np.uint32), put(first, np.float32), put(last, np.float32))


def _rank(hold: Hold) -> tuple[int, tuple[str, ...], str]:
    return hold.from_day, tuple(sorted(hold.actors)), hold.model_dump_json()
