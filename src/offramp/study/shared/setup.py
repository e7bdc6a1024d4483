"""The case of a study: as written, as set, and as of the day from which it is played."""

from __future__ import annotations

from dataclasses import dataclass

from offramp.ensemble import Design
from offramp.ensemble.execute import Plan
from offramp.scenario import Scenario, apply, load
from offramp.scenario.asof import as_of


@dataclass(frozen=True)
class Setup:
    """Case of a study.

    Attributes
    ----------
    design : Design
        Which futures are played of it.
    as_written : Scenario
        As its file has it.
    as_set : Scenario
        After what was set.
    case : Scenario
        After what was set, as of the day before the first turn: what is played where nothing else is changed.
    """

    design: Design
    as_written: Scenario
    as_set: Scenario
    case: Scenario

    @classmethod
    def of(cls, design: Design) -> Setup:
        """Read the case of a design.

        Raises
        ------
        CaseError
            If the case is faulty, or says nothing of the day.
        """
        as_written = load(design.case)
        as_set = apply(as_written, design.sets or {})
        return cls(design, as_written, as_set, on_its_day(as_set, design))

    @property
    def plan(self) -> Plan:
        """The futures of each world, as many days as the design or else the case says."""
        return Plan.of(self.design, self.case.days)


def on_its_day(case: Scenario, design: Design) -> Scenario:
    """Return a case as of the day of a design; as of its own start if the design names none."""
    return as_of(case, case.start if design.as_of is None else design.as_of)
