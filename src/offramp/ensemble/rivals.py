"""What is played beside a run for its third error bar: other decision rules, and lower peaks of the posterior.

The peaks are those of numbers that are drawn together (`prior: joint`): about each of them the same rows, with other
ranges. All that is played beside a run has about as many futures as the run, shared among them.
"""

from __future__ import annotations

from dataclasses import replace

from offramp.engine import RULES
from offramp.results import Manifest
from offramp.scenario import Scenario, case_hash
from offramp.scenario.scenario import JOINT, PEAKS
from offramp.scenario.sets import apply

from .design import layout
from .settings import Design

SHARED = {"runs", "runs_per_draw", "keep"}


def rivals(design: Design, case: Scenario) -> dict[str, Design]:
    """What is played beside a run, by the name of its folder.

    Parameters
    ----------
    design : Design
        Of the run.
    case : Scenario
        After what was set.
    """
    found = {rule: replace(design, rule=rule) for rule in RULES if rule != design.rule}
    if case.prior == JOINT:
        found |= {peak: replace(design, sets={**(design.sets or {}), "prior": peak}) for peak in PEAKS[1:]}
    runs = -(-layout(design.runs, design.draws)[1] // len(found))
    return {name: replace(each, runs=runs) for name, each in found.items()}


def is_rival(name: str, other: Manifest, mine: Manifest, case: Scenario) -> bool:
    """Whether the run in a folder of that name was played beside this one, to its end.

    Parameters
    ----------
    name : str
    other, mine : Manifest
    case : Scenario
        Of this run, after what was set.
    """
    asked = rivals(Design(case.case, mine.runs, mine.draws, rule=mine.rule), case)
    if name not in asked or not other.complete:
        return False
    differ = set(other.differs(mine))
    if other.runs_per_draw == layout(asked[name].runs, mine.draws)[0]:
        differ -= SHARED
    if name in RULES:
        return differ == {"rule"}
    return differ == {"hash", "sets"} and other.hash == case_hash(apply(case, {"prior": name}))
