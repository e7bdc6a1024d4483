"""Counterfactual pairs: the same futures, with the same luck (common random numbers), in two worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from offramp import __version__
from offramp.ensemble import Address
from offramp.ensemble.address import HASH_LETTERS
from offramp.ensemble.arm import Values
from offramp.ensemble.player import Player, World
from offramp.ensemble.record_weights import Floats, asked
from offramp.results import Evidence
from offramp.scenario import Scenario, case_hash
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.policy import refuse_overruled
from offramp.scenario.questions import Measure
from offramp.scenario.without import without as leave_out

from .padding import padded
from .setup import Setup, on_its_day


@dataclass(frozen=True)
class CounterfactualPair:
    """Two worlds of one case.

    Attributes
    ----------
    setup : Setup
        Which case, and which futures are played in each world.
    with_it, without : Scenario
        The world with what is compared, and the world without it.
    event : str
        The event of the record that the world `without` leaves out; empty if none.
    offramps : tuple of str
        The off-ramps that are taken in the world `with_it`. With neither, the two differ by what was set.
    """

    setup: Setup
    with_it: Scenario
    without: Scenario
    event: str = ""
    offramps: tuple[str, ...] = ()

    @classmethod
    def of(cls, setup: Setup, event: str | None = None, offramps: Sequence[str] = ()) -> CounterfactualPair:
        """Return the worlds with and without an event or off-ramps; as set and as written if there are none.

        Parameters
        ----------
        setup : Setup
        event : str, optional
            That is left out in the other world.
        offramps : sequence of str
            That are taken in one world and not in the other.
        """
        case = setup.case
        if offramps:
            refuse_overruled(setup.as_written, offramps, setup.design.sets or {})
            return cls(setup, padded(case, offramps), padded(case), offramps=tuple(offramps))
        if event is not None:
            return cls(setup, case, leave_out(case, event), event)
        return cls(setup, case, on_its_day(setup.as_written, setup.design))

    @property
    def addresses(self) -> tuple[Address, Address]:
        """The address of the first future in either world, with it and without it."""
        plan, as_set = self.setup.plan, self.setup.as_set
        plain = Address(
            case=as_set.case,
            hash=case_hash(as_set)[:HASH_LETTERS],
            version=__version__,
            seed=plan.seed,
            as_of=self.with_it.start_date,
            turns=plan.clock.turns,
            draw=0,
            run=0,
            rule=self.setup.design.rule,
            turn_days=plan.clock.turn,
        )
        if self.offramps:
            return replace(plain, offramps=self.offramps), plain
        if self.event:
            return plain, replace(plain, without=self.event)
        return plain, replace(plain, hash=case_hash(self.setup.as_written)[:HASH_LETTERS])

    def play(self, player: Player, rules: Sequence[str]) -> list[Pair]:
        """Play both worlds under each rule.

        Draws are weighed by the record of the world without it, which both have; if that world parts from the other
        before the start of the case, the days until then are played in it, too.
        """
        plan, design = self.setup.plan, self.setup.design
        lead = (self.with_it.start_date - self.without.start_date).days
        worlds = {"with": World(self.with_it), "without": World(self.without, lead)}
        arms = player.play_all(worlds, plan, rules, weigh_by="without", asked=asked(design.evidence))
        known, days = self.with_it.measures, plan.clock.days
        return [
            Pair(
                filled(arms["with", rule].measures, known, days),
                filled(arms["without", rule].measures, known, days),
                arms["without", rule].weights,
                arms["without", rule].evidence,
            )
            for rule in rules
        ]


@dataclass(frozen=True)
class Pair:
    """Every measure as [draw, run] in both worlds.

    Attributes
    ----------
    with_it, without : mapping
    weights : float64[draw] or None
        How much each draw counts by the record of the world `without`, which is what both have; None for all the same.
    evidence : Evidence
        What that record made of the draws.
    """

    with_it: Mapping[str, Values]
    without: Mapping[str, Values]
    weights: Floats | None
    evidence: Evidence


def filled(values: Mapping[str, Values], measures: Mapping[str, Measure], days: int) -> dict[str, Values]:
    """Fill empty values where their being empty says something.

    A first day that never comes is the day after the last; the highest rung of a future without an act is 0. What an
    empty one counts for is said by its kind.

    Parameters
    ----------
    values : mapping of str to float64[...]
        NaN where a measure is empty.
    measures : mapping of str to Measure
        The measures of the case.
    days : int
        That were played.
    """
    return {name: np.nan_to_num(each, nan=KINDS[measures[name].kind].when_empty(days)) for name, each in values.items()}
