"""The comparison study: the same futures with an event, off-ramps or a setting, and without.

*Without an event* is the world as the record before it left it, played from its eve: the event has no effect and what
followed it did not follow. The days up to the case's start are played there, too, so both worlds are counted over the
same days, and what either saw before them counts in neither. *Without off-ramps* nobody is told to take them, and
*without a setting* is the case as it stands. Both arms of a pair have the same seed, draws, runs and turns, hence the
same luck (common random numbers), and weigh the draws by the record that both have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis.estimates import LUCK
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.player import Player
from offramp.ensemble.work import Progress, Work
from offramp.errors import OfframpError
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario import Scenario
from offramp.study.shared.effects import Effect, effects, named
from offramp.study.shared.largest_differences import Turn, turns
from offramp.study.shared.paired import CounterfactualPair
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

if TYPE_CHECKING:
    import pandas as pd

RUNS = 4_096
ALONE = "event what offramps eve seconds".split()


@dataclass(frozen=True)
class Comparison(ResultHead):
    """What an event, off-ramps or a setting do to every measure.

    Attributes
    ----------
    event : str or None
        The event that is left out in the other world.
    what : str
        What it was, or what the off-ramps are, in the words of the case.
    offramps : tuple of str
        What is taken in the one world and not in the other.
    eve : str
        The day at which the worlds part.
    evidence : Evidence
        What the record that both worlds have made of the draws.
    seconds : float
    effects : tuple of Effect
    turns : tuple of Turn
        The pairs of futures that differ most, by their addresses.
    """

    event: str | None
    what: str
    offramps: tuple[str, ...]
    eve: str
    evidence: Evidence
    seconds: float
    effects: tuple[Effect, ...]
    turns: tuple[Turn, ...] = ()

    @property
    def question(self) -> str:
        """The question in a few words: `without killing`, `with omani-channel`, `set actors.iran.resolve=0.8`."""
        sets = " ".join(f"set {path}={value}" for path, value in self.sets.items())
        event = f"without {self.event}" if self.event else ""
        exits = f"with {' '.join(self.offramps)}" if self.offramps else ""
        return " ".join(filter(None, (event, exits, sets)))

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each measure."""
        return frame([{"measure": each.measure, **each.summary()} for each in self.effects], "measure")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp compare --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ALONE} | {"evidence": asdict(self.evidence)}
        measures = {each.measure: each.summary() for each in self.effects}
        return {**about, "luck_level": LUCK, "measures": measures, "turns": [each.summary() for each in self.turns]}


def compare(
    case: str | Path,
    *,
    without: str | None = None,
    offramps: Sequence[str] = (),
    measures: Sequence[str] = (),
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Comparison:
    """Play the same futures with an event or off-ramps and without, or as set and as the case stands.

    Parameters
    ----------
    case : str or Path
    without : str, optional
        An event of the record. What is set is then set in both worlds.
    offramps : sequence of str, optional
        Off-ramps of the case, all of them taken. What is set is then set in both worlds.
    measures : sequence of str, optional
        The measures to compare; all that the case has if left out.
    structure : bool
        Play both worlds under the other decision rules, too: what they move is the third error bar.
    progress : callable or Work, optional
        Called with the futures done and the futures in all; a `offramp.ensemble.work.Work` can be cancelled.
    engine : Engine, optional
        Another engine, for tests.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of pairs, 4,096 if left out.

    Raises
    ------
    CaseError
        If the case is faulty, or has no such event, off-ramp or measure.
    OfframpError
        If there is nothing to compare, or too much.
    """
    work = Work.of(progress)
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    _refuse(without, offramps, design)
    setup = Setup.of(design)
    both = CounterfactualPair.of(setup, without, offramps)
    names = named(both.with_it.measures, measures)
    plan, rules = setup.plan, design.rules(structure)
    work.expect(2 * len(rules) * plan.total)
    pairs = both.play(Player(engine, work), rules)
    event = None if without is None else both.with_it.record[without]
    return Comparison(
        **vars(ResultHead.of(setup, plan, rules)),
        event=without,
        what=event.what if event else " and ".join(_names(setup.as_set, offramps)),
        offramps=tuple(offramps),
        eve=both.without.start,
        evidence=pairs[0].evidence,
        effects=tuple(effects(both.with_it, plan.clock.days, pairs, names)),
        turns=turns(both.with_it, pairs[0], *both.addresses, wanted=measures),
        seconds=work.seconds,
    )


def _refuse(without: str | None, offramps: Sequence[str], design: Design) -> None:
    """Refuse what is no comparison, or more than one."""
    if without is None and not (offramps or design.sets):
        raise OfframpError("nothing to compare: leave out an event of the record, take an off-ramp, or set something")
    if without is not None and offramps:
        raise OfframpError("leave out an event or take off-ramps: one comparison at a time")


def _names(case: Scenario, offramps: Sequence[str]) -> list[str]:
    """Off-ramps and policies by their names."""
    known = {**case.policies, **case.offramps}
    return [known[each].name for each in offramps]
