"""The study of two case files of one crisis: their differences, and which of these move the answer.

Every difference is taken over from the second file into the first, in every order or in some, and its share is what it
adds on average: Shapley's. All worlds have the same luck, and a dial stands in all of them at the same place within
its range, so that a share is a paired one, future by future, and all shares add up to the whole difference exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis.estimates import LUCK
from offramp.analysis.shapley import coalitions, steps
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.player import Player, World
from offramp.ensemble.work import Progress, Work
from offramp.results.tables import frame
from offramp.scenario import case_hash
from offramp.scenario.differences import Difference, agreed
from offramp.study.shared.effects import named
from offramp.study.shared.paired import filled
from offramp.study.shared.result import ResultHead

from .attribution import Group, MeasureDifference, Played, attribute, bars, group
from .mixed_cases import TwoCases

if TYPE_CHECKING:
    import pandas as pd

    from offramp.analysis.shapley import Coalition

RUNS = 4_096
ALONE = "other other_title other_hash exact worlds quantities same seconds".split()


@dataclass(frozen=True, kw_only=True)
class Diff(ResultHead):
    """What tells two files of one crisis apart; it is about the first of them.

    Attributes
    ----------
    other, other_title, other_hash : str
        The second file, after what was set.
    exact : bool
        Whether all orders count, or some were sampled; `worlds` were played.
    worlds : int
    quantities, same : int
        How many both files have, and how many of these are alike.
    differences : tuple of Difference
        All of them, also in words.
    groups : tuple of Group
    measures : tuple of MeasureDifference
    """

    other: str
    other_title: str
    other_hash: str
    exact: bool
    worlds: int
    quantities: int
    same: int
    differences: tuple[Difference, ...]
    groups: tuple[Group, ...]
    measures: tuple[MeasureDifference, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and group of differences."""
        rows = [
            {"measure": measure.measure, "group": name, **bars(each, "share"), "by_chance": measure.by_chance[name]}
            for measure in self.measures
            for name, each in measure.shares.items()
        ]
        return frame(rows, "measure", "group")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp diff --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ALONE}
        return {
            **about,
            "luck_level": LUCK,
            "differences": [{**asdict(each), "moves": each.moves} for each in self.differences],
            "groups": {each.id: {"name": each.name, "paths": list(each.paths)} for each in self.groups},
            "measures": {each.measure: each.summary() for each in self.measures},
        }


def diff(
    case: str | Path,
    other: str | Path,
    *,
    measures: Sequence[str] = (),
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Diff:
    """Say what differs between two files of one crisis, and which difference moves the answer.

    Parameters
    ----------
    case, other : str or Path
        What is set is set in both.
    measures : sequence of str, optional
        All that both files have and define alike if left out.
    structure : bool
        Share the difference out under the other decision rules, too.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of futures of each world, 4,096 if left out.

    Raises
    ------
    CaseError
        If a file is faulty, they are not about the same crisis or have no such measure in common, or draws are to be
        weighed.
    """
    work = Work.of(progress)
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    two = TwoCases.of(design, other)
    names, rules = named(two.measures, measures), design.rules(structure)
    plan = steps(list(two.groups), seed=design.seed)
    worlds = {taken: two.world(taken) for taken in coalitions(plan) or [frozenset()]}
    work.expect(len(rules) * len(worlds) * two.plan.total)
    player = Player(engine, work)
    played = [_played(player, two, worlds, names, rule) for rule in rules]
    quantities, same = agreed(two.one, two.other)
    return Diff(
        **ResultHead.of(two.setup, two.plan, rules, work.seconds),
        other=Path(other).stem,
        other_title=two.other_as_set.title,
        other_hash=case_hash(two.other_as_set),
        exact=all(step.pair == 0 for step in plan),
        worlds=len(worlds),
        quantities=quantities,
        same=same,
        differences=two.differences,
        groups=tuple(group(two, id) for id in two.groups),
        measures=tuple(each for name in names if (each := attribute(two, plan, played, name))),
    )


def _played(
    player: Player, two: TwoCases, worlds: Mapping[Coalition, World], names: Sequence[str], rule: str
) -> Played:
    """Play worlds under a rule, and keep some measures of each."""
    days = two.plan.clock.days
    arms = {taken: player.play(world, two.plan, rule) for taken, world in worlds.items()}
    known = {taken: filled(arm.measures, two.measures, days) for taken, arm in arms.items()}
    return {taken: {name: values[name] for name in names} for taken, values in known.items()}
