"""The ablation study: switch each causal system off and play the same futures again.

Both arms of a pair have the same seed, draws, runs and decision rule, hence the same luck (common random numbers), so a
difference is the system's doing as far as its interval goes. A world without a system is no rival model: it shows
what the system is there for, and is no error bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from offramp.analysis import estimate, structured
from offramp.ensemble import Design, Ensemble, run
from offramp.ensemble.arm import Values
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.results import RunFolder, tables
from offramp.results.folder import MANIFEST
from offramp.study.shared.paired import filled
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup
from offramp.world import System, systems_of

from .purpose import explains
from .question import Ablate
from .result import Ablation, Change

Measures = Mapping[str, Values]  # each as [draw, run]
SAME = "case hash start days turn as_of rule sets".split()  # what an ablation and a run in one folder have in common


def ablate(asked: Ablate, player: Player) -> Ablation:
    """Switch each causal system off in paired futures.

    Raises
    ------
    CaseError
        If the case is faulty.
    RunError
        If the folder holds something else.
    """
    design, work = asked.design, player.work
    place = None if asked.out is None else RunFolder(Path(asked.out))
    new = None if place is None or (place.path / MANIFEST).exists() else place.path

    setup = Setup.of(design)
    plan = Plan.of(design, setup.case.days)
    on = [system for system in systems_of(setup.case.world) if setup.case.world[system.id].on]
    rules = design.rules(asked.structure)
    work.expect((1 + len(on)) * len(rules) * plan.total)
    base = run(design, out=new, keep=2_000 if new else 0, progress=work.part(), engine=player.engine)
    if not base.manifest.complete:
        raise KeyboardInterrupt
    if place is not None:
        place.refuse_another(base.manifest, SAME)
    whole = [player.play(World(setup.case), plan, rule).measures for rule in rules[1:]]
    systems = {each.id: tuple(_compare(each, base, *_without(player, design, each.id, rules), whole)) for each in on}
    made = Ablation(systems=systems, **ResultHead.of(setup, plan, rules, work.seconds))
    if place is not None:
        place.add_table("ablation", tables.ablation(made.rows()))
    return made


def _without(player: Player, design: Design, system: str, rules: Sequence[str]) -> tuple[Measures, list[Measures]]:
    """Play the futures of a design with one system switched off, under the first decision rule and the others."""
    off = replace(design, sets={**(design.sets or {}), f"world.{system}.on": "false"})
    setup = Setup.of(off)
    first, *others = (player.play(World(setup.case), setup.plan, rule).measures for rule in rules)
    return first, others


def _compare(
    system: System, base: Ensemble, off: Measures, others_off: Sequence[Measures] = (), others: Sequence[Measures] = ()
) -> Iterator[Change]:
    """Every measure with and without the system, future by future; under other decision rules, too, if played.

    Parameters
    ----------
    system : System
    base : Ensemble
        With the system.
    off : mapping of str to float64[draw, run]
        Without it.
    others_off, others : sequence of mapping
        Without it and with it, under each of the other rules.
    """
    weights, case = base.weights(), base.scenario  # both arms weigh the draws as the whole world does
    with_it, without = (filled(each, case.measures, base.manifest.days) for each in (base.measures(), off))
    rivals = [
        [filled(each, case.measures, base.manifest.days) for each in arms]
        for arms in zip(others_off, others, strict=True)
    ]
    for name, values in with_it.items():
        there = [estimate(arm[name] - whole[name], weights=weights) for arm, whole in rivals]
        found = structured(estimate(without[name] - values, weights=weights), there)
        means = [estimate(arm[name], weights=weights).estimate for arm in (with_it, without)]
        if found.estimate is not None and found.luck is not None and means[0] is not None and means[1] is not None:
            yield Change(
                name,
                base.manifest.measures[name].unit,
                means[0],
                means[1],
                found.estimate,
                found.luck,
                explains(system, name, case.measures[name], case.moves),
                base.manifest.measures[name].says,
                found.structure,
            )
