"""Levels of the world that measures read: each the mean over some slots of the state.

The slots are every actor's coordination, every guest's welcome and presence, and how far every programme is.
"""

from __future__ import annotations

from collections.abc import Sequence

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, UInt

from offramp.scenario import Scenario
from offramp.scenario.questions import Measure
from offramp.scenario.states import states_of

from .board import Axes
from .names import Names
from .weights import alike
from .xla.jit import put


class Levels(eqx.Module):
    """Shares of the slots in each level; `patron` whose coordination an actor's own counts through, if it is tied."""

    share: Float[Array, "level slot"]
    patron: UInt[Array, " actor"]
    tied: Float[Array, "actor 1"]


def compile_levels(scenario: Scenario, names: Names, axes: Axes, measures: Sequence[Measure]) -> Levels:
    """Lay out the levels of measures of a state, in their order.

    Parameters
    ----------
    scenario : Scenario
    names : Names
    axes : Axes
    measures : sequence of Measure
        Those of the kind `state`.
    """
    slots = [
        *(("coordination", (actor, "")) for actor in names.actors),
        *((state, guest) for state in ("tolerance", "presence") for guest in axes.polity.guests),
        *(("programme", (actor, "")) for actor in axes.polity.programmes),
    ]
    one, patron = alike(scenario), {proxy: patron for patron, proxy in axes.ties}
    share = np.zeros((len(measures), len(slots)))
    for row, measure in enumerate(measures):
        for actor, arena in states_of(scenario, measure):
            share[row, slots.index((str(measure.state), (actor, one.get(arena, ""))))] += 1
    share /= np.maximum(share.sum(axis=1, keepdims=True), 1)
    at = [names.actors.index(patron.get(actor, actor)) for actor in names.actors]
    tied = [[float(actor in patron)] for actor in names.actors]
    return Levels(put(share, np.float32), put(at, np.uint32), put(tied, np.float32))
