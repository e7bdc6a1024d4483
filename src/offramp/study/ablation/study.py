"""The ablation study: switch each causal system off and play the same futures again.

Both arms of a pair have the same seed, draws, runs and decision rule, hence the same luck (common random numbers), so a
difference is the system's doing as far as its interval goes. A world without a system is no rival model: it shows
what the system is there for, and is no error bar.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis import estimate
from offramp.analysis.estimates import LUCK, widened
from offramp.ensemble import Design, Ensemble, Settings, run
from offramp.ensemble.arm import Values
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.ensemble.work import Progress, Work
from offramp.results import Manifest, RunFolder, tables
from offramp.results.folder import MANIFEST
from offramp.study.shared.paired import filled
from offramp.study.shared.setup import Setup
from offramp.world import System, systems_of

from .purpose import explains

if TYPE_CHECKING:
    import pandas as pd

RUNS = 4_096
SAME = "case hash start days turn as_of rule sets".split()  # what an ablation and a run in one folder have in common


@dataclass(frozen=True)
class Change:
    """What one measure does when one system is switched off.

    Attributes
    ----------
    system, measure, unit : str
    with_it, without : float
        The measure's mean with the system and without it.
    difference : float
        Without, less with.
    luck : (low, high)
        90 % Monte Carlo interval of the paired difference.
    explains : bool
        Whether the system is there to explain this measure.
    """

    system: str
    measure: str
    unit: str
    with_it: float
    without: float
    difference: float
    luck: tuple[float, float]
    explains: bool

    @property
    def beyond_luck(self) -> bool:
        """Whether the difference leaves out zero at 95 in 100."""
        low, high = widened(self.difference, self.luck)
        return low > 0 or high < 0


@dataclass(frozen=True)
class Ablation:
    """Every system switched off in turn; `manifest` is that of the arm with all of them."""

    manifest: Manifest
    changes: tuple[Change, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each system and measure."""
        return tables.ablation(self.rows()).to_pandas()

    def rows(self) -> list[dict[str, Any]]:
        """The changes as the table `ablation` of a run folder has them."""
        return [_row(each) for each in self.changes]

    def summary(self) -> dict[str, Any]:
        """The object that `offramp ablate --json` prints."""
        made = self.manifest
        about = {name: getattr(made, name) for name in "case hash seed draws runs_per_draw runs days turn rule".split()}
        systems: dict[str, dict[str, Any]] = {}
        for row in self.rows():
            system, measure, luck = row.pop("system"), row.pop("measure"), [row.pop("luck_low"), row.pop("luck_high")]
            systems.setdefault(system, {})[measure] = {**row, "luck": luck}
        return {**about, "luck_level": LUCK, "systems": systems}


def ablate(
    case: str | Path,
    *,
    out: str | Path | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Ablation:
    """Switch each causal system off in paired futures.

    Parameters
    ----------
    case, progress, engine
        As in `offramp.ensemble.run`.
    out : path, optional
        A run folder of the same case, which keeps the table and whose report shows it. If it holds no run yet, the arm
        with all systems becomes it.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of futures of each arm, 4,096 if left out.

    Raises
    ------
    CaseError
        If the case is faulty.
    RunError
        If the folder holds something else.
    """
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    place = None if out is None else RunFolder(Path(out))
    new = None if place is None or (place.path / MANIFEST).exists() else place.path

    work = Work.of(progress)
    setup = Setup.of(design)
    plan = Plan.of(design, setup.case.days)
    on = [system for system in systems_of(setup.case.world) if setup.case.world[system.id].on]
    work.expect((1 + len(on)) * plan.total)
    base = run(design, out=new, keep=2_000 if new else 0, progress=work.part(), engine=engine)
    if not base.manifest.complete:
        raise KeyboardInterrupt
    if place is not None:
        place.refuse_another(base.manifest, SAME)
    player = Player(engine, work)
    changes = [each for system in on for each in _compare(system, base, _without(player, design, system.id))]
    made = Ablation(base.manifest, tuple(changes))
    if place is not None:
        place.add_table("ablation", tables.ablation(made.rows()))
    return made


def _without(player: Player, design: Design, system: str) -> Mapping[str, Values]:
    """Play the futures of a design with one system switched off; every measure as [draw, run]."""
    off = replace(design, sets={**(design.sets or {}), f"world.{system}.on": "false"})
    setup = Setup.of(off)
    return player.play(World(setup.case), setup.plan, design.rule).measures


def _compare(system: System, base: Ensemble, off: Mapping[str, Values]) -> Iterator[Change]:
    """Every measure with and without the system, future by future."""
    weights, case = base.weights(), base.scenario  # both arms weigh the draws as the whole world does
    with_it, without = (filled(each, case.measures, base.manifest.days) for each in (base.measures(), off))
    for name, values in with_it.items():
        found = estimate(without[name] - values, weights=weights)
        means = [estimate(arm[name], weights=weights).estimate for arm in (with_it, without)]
        if found.estimate is not None and found.luck is not None and means[0] is not None and means[1] is not None:
            yield Change(
                system.id,
                name,
                base.manifest.measures[name].unit,
                means[0],
                means[1],
                found.estimate,
                found.luck,
                explains(system, name, case.measures[name], case.moves),
            )


def _row(change: Change) -> dict[str, Any]:
    row = dataclasses.asdict(change)
    row["luck_low"], row["luck_high"] = row.pop("luck")
    return {**row, "beyond_luck": change.beyond_luck}
