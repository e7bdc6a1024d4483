"""Play the same futures with the values of some dials taken from other draws (pick and freeze).

This is pick-and-freeze sampling (Sobol' 1993; Saltelli 2002): the random numbers of every future stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offramp.ensemble import Design
from offramp.ensemble.arm import Values
from offramp.ensemble.design import draws
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.errors import CaseError, Fault
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.scenario.reading.joint import groups
from offramp.study.shared.paired import filled

LEAST_DRAWS, LEAST_RUNS = 64, 2
PRICES = "offramps."  # what an exit costs is the author's word, and moves no future
_STREAM = 9  # of random numbers: that which says from which draw a dial is taken


@dataclass
class Resampler:
    """Plays a case with some of its dials resampled.

    Attributes
    ----------
    case : Scenario
    player : Player
    """

    case: Scenario
    player: Player

    @cached_property
    def together(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of dials that are drawn together, and so are one quantity here, by the id of each group."""
        return groups(self.case)

    @cached_property
    def dials(self) -> tuple[str, ...]:
        """The uncertain quantities that futures depend on, in order: paths, and ids of groups drawn together."""
        paths = {path for path in self.case.dials() if not path.startswith(PRICES)}
        return tuple(sorted(paths.difference(*self.together.values()).union(self.together)))

    def paths(self, dial: str) -> tuple[str, ...]:
        """The paths of one of `dials`."""
        return self.together.get(dial, (dial,))

    def drawn(self, plan: Plan) -> Draws:
        """Return the draws of a plan, every quantity drawn independently of all others."""
        return draws(self.case, plan.seed, plan.draws)

    def world(self, plan: Plan, resampled: Collection[str] = ()) -> World:
        """Return the case with some dials resampled.

        Parameters
        ----------
        plan : Plan
        resampled : collection of str
            Those of `dials` whose values are those of other draws, of the same other draw for all of them.
        """
        if not resampled:
            return World(self.case)
        drawn = self.drawn(plan)
        order = np.random.default_rng([plan.seed, _STREAM]).permutation(plan.draws)
        other = {path: drawn.values[path][order] for each in resampled for path in self.paths(each)}
        return World(self.case, values=Draws({**drawn.values, **other}, drawn.seed))

    def play(self, plan: Plan, rule: str, resampled: Collection[str] = ()) -> Mapping[str, Values]:
        """Play the futures of a plan, and return every measure as float64[draw, run].

        Parameters
        ----------
        plan : Plan
        rule : str
        resampled : collection of str
            As in `world`.
        """
        arm = self.player.play(self.world(plan, resampled), plan, rule)
        return filled(arm.measures, self.case.measures, plan.clock.days)


def plans(design: Design, case: Scenario) -> tuple[Plan, Plan]:
    """Return the futures that are played as the case stands, and those that are played again with resampled dials.

    The latter are of a quarter of the draws: how much a dial moves one future takes fewer than how much all move it.

    Raises
    ------
    CaseError
        If there are too few to tell luck from assumptions.
    """
    plan = Plan.of(design, case.days)
    if plan.draws < LEAST_DRAWS or plan.runs_per_draw < LEAST_RUNS:
        found = f"{design.runs:,} futures for {plan.draws:,} draws, {plan.runs_per_draw} for each"
        most = design.runs // LEAST_RUNS
        fewer = f", or --draws {most}" if LEAST_DRAWS <= most < plan.draws else ""
        allowed = f"{LEAST_DRAWS} draws or more of {LEAST_RUNS} futures or more"
        allowed += f": --runs {LEAST_RUNS * max(LEAST_DRAWS, plan.draws)}{fewer}"
        raise CaseError(Fault("--runs", None, "", found, allowed))
    return plan, replace(plan, draws=plan.draws // 4)


def own(values: Values) -> NDArray[np.float64]:
    """Return each draw's own mean."""
    return np.asarray(values.mean(axis=1))
