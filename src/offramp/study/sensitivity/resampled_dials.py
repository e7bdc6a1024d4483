"""Plays one case with some of its dials dealt anew: the same draws, the same luck, those dials from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offramp.ensemble import Design
from offramp.ensemble.arm import play_arm
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan
from offramp.ensemble.summary import Summary
from offramp.errors import CaseError, Fault
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.study.shared.paired import Values, Worlds, whole

LEAST_DRAWS, LEAST_RUNS = 64, 2
PRICES = "offramps."  # what an exit costs is the author's word, and moves no future
_ANEW = 9  # the stream that says from which draw a dial is taken


@dataclass
class Dealer:
    """Deals and plays.

    Attributes
    ----------
    worlds : Worlds
        Its `with_it` is the case as asked for.
    engine : Engine
    tell : callable
        Told how many futures more are done.
    """

    worlds: Worlds
    engine: Engine
    tell: Callable[[int], None]

    @property
    def case(self) -> Scenario:
        """The case as asked for."""
        return self.worlds.with_it

    @cached_property
    def dials(self) -> tuple[str, ...]:
        """The paths of the uncertain quantities that futures hang on, in their order."""
        return tuple(sorted(path for path in self.case.dials() if not path.startswith(PRICES)))

    def drawn(self, plan: Plan) -> Draws:
        """The draws of a plan, every dial dealt independently of all others."""
        return draws(self.case, plan.seed, plan.draws)

    def play(
        self, plan: Plan, rule: str, anew: Collection[str] = (), see: Callable[[range, Summary], None] | None = None
    ) -> Mapping[str, Values]:
        """Play the futures of a plan.

        Parameters
        ----------
        plan : Plan
        rule : str
        anew : collection of str
            Dials whose values are those of other draws, of the same other draw for all of them.
        see : callable, optional
            Is shown each batch and its acts.

        Returns
        -------
        mapping of str to float64[draw, run]
            Every measure.
        """
        drawn = self.drawn(plan)
        order = np.random.default_rng([plan.seed, _ANEW]).permutation(plan.draws)
        moved = {path: drawn.values[path][order] for path in anew}
        before = 0

        def tell(done: int, _: int) -> None:
            nonlocal before
            self.tell(done - before)
            before = done

        values = Draws({**drawn.values, **moved}, drawn.seed)
        arm = play_arm(self.engine, self.case, values, plan, rule, "off", tell, see)
        return whole(arm.measures, self.case.measures, plan.clock.days)


def plans(design: Design, case: Scenario) -> tuple[Plan, Plan]:
    """The futures that are played as the case stands, and those that are played again with dials dealt anew.

    The latter are of a quarter of the draws: how much a dial moves one future takes fewer than how much all move it.

    Raises
    ------
    CaseError
        If there are too few to tell luck from assumptions, or draws are to be weighed.
    """
    if design.evidence:
        raise CaseError(
            Fault("--evidence", None, "", "draws that are weighed", "draws that count alike, as dials must")
        )
    plan = Plan.of(design, case.days)
    if plan.draws < LEAST_DRAWS or plan.runs_per_draw < LEAST_RUNS:
        found, allowed = f"{plan.draws} of {plan.runs_per_draw} runs", f"{LEAST_DRAWS} or more of {LEAST_RUNS} or more"
        raise CaseError(Fault("--draws", None, "", found, allowed))
    return plan, replace(plan, draws=plan.draws // 4)


def own(values: Values) -> NDArray[np.float64]:
    """Each draw's own mean."""
    return np.asarray(values.mean(axis=1))
