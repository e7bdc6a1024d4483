"""Two analysts, one crisis: what differs in their files, which difference moves the answer, and what they agree on.

Every difference is taken over from the second file into the first, in every order or in some, and its share is what it
adds on average: Shapley's. All worlds have the same luck, and a dial stands in all of them at the same place within
its range, so that a share is a paired one, future by future, and all shares add up to the whole difference exactly.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis.shapley import coalitions, steps
from offramp.engine import RULES
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine, OfframpEngine
from offramp.ensemble.execute import Progress
from offramp.results.tables import frame
from offramp.scenario import apply, case_hash, load
from offramp.scenario.differences import Difference, agreed
from offramp.study.shared.effects import named
from offramp.study.shared.result import About

from .attribution import Group, Played, Told, bars, group, told
from .mixed_cases import Two

if TYPE_CHECKING:
    import pandas as pd

    from offramp.analysis.shapley import Step

RUNS = 4_096
ALONE = "other other_title other_hash exact worlds quantities same seconds".split()


@dataclass(frozen=True)
class Diff(About):
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
    measures : tuple of Told
    seconds : float
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
    measures: tuple[Told, ...]
    seconds: float

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and group of differences."""
        rows = [
            {"measure": told.measure, "group": name, **bars(each, "share"), "by_chance": told.by_chance[name]}
            for told in self.measures
            for name, each in told.shares.items()
        ]
        return frame(rows, "measure", "group")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp diff --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ALONE}
        return {
            **about,
            "differences": [{**asdict(each), "moves": each.moves} for each in self.differences],
            "groups": {each.id: {"name": each.name, "paths": list(each.paths)} for each in self.groups},
            "measures": {each.measure: each.summary() for each in self.measures},
        }  # fmt: skip


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
    began = time.monotonic()
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    two = Two.of(design, other)
    names = named(two.measures, measures)
    rules = (design.rule, *(rule for rule in RULES if structure and rule != design.rule))
    plan = steps(list(two.groups), seed=design.seed)
    made = engine or OfframpEngine()
    played = [_played(two, plan, names, rule, made, _part(progress, n, len(rules))) for n, rule in enumerate(rules)]
    mine, theirs = (apply(load(each), design.sets or {}) for each in (case, other))
    quantities, same = agreed(two.one, two.other)
    return Diff(
        **vars(About.of(mine, two.one.start, design, two.plan, rules)), other=Path(other).stem,
        other_title=theirs.title, other_hash=case_hash(theirs),
        exact=all(step.pair == 0 for step in plan), worlds=len(played[0]), quantities=quantities, same=same,
        differences=two.found, groups=tuple(group(two, id) for id in two.groups),
        measures=tuple(each for name in names if (each := told(two, plan, played, name))),
        seconds=round(time.monotonic() - began, 3),
    )  # fmt: skip


def _played(
    two: Two, plan: Sequence[Step], names: Sequence[str], rule: str, engine: Engine, progress: Progress
) -> Played:
    """Play every world that is needed; where nothing differs, the first file's alone."""
    taken = coalitions(plan) or [frozenset()]
    found = {}
    for n, each in enumerate(taken):

        def tell(done: int, total: int, before: int = n) -> None:
            progress(before * total + done, len(taken) * total)

        found[each] = two.play(each, names, rule, engine, tell)
    return found


def _part(progress: Progress | None, before: int, parts: int) -> Progress:
    def tell(done: int, total: int) -> None:
        if progress:
            progress(before * total + done, parts * total)

    return tell
