"""The study of two case files of one crisis: their differences, and which of these move the answer.

Every difference is taken over from the second file into the first, in every order or in some, and its share is what it
adds on average: Shapley's. All worlds have the same luck, and a dial stands in all of them at the same place within
its range, so that a share is a paired one, future by future, and all shares add up to the whole difference exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from offramp.analysis.shapley import coalitions, steps
from offramp.ensemble.player import Player, World
from offramp.scenario import case_hash
from offramp.scenario.differences import agreed
from offramp.study.shared.effects import named
from offramp.study.shared.leading import asked_first
from offramp.study.shared.paired import filled
from offramp.study.shared.result import ResultHead

from .attribution import Played, attribute, group
from .mixed_cases import TwoCases
from .question import CompareFiles
from .result import Diff, Differing

if TYPE_CHECKING:
    from offramp.analysis.shapley import Coalition


def diff(asked: CompareFiles, player: Player) -> Diff:
    """Say what differs between two files of one crisis, and which difference moves the answer.

    Raises
    ------
    CaseError
        If a file is faulty, they are not about the same crisis or have no such measure in common, or draws are to be
        weighed.
    """
    design = asked.design
    two = TwoCases.of(design, asked.other)
    names = named(two.measures, asked.measures or asked_first(two.one, two.measures))
    rules = design.rules(asked.structure)
    plan = steps(list(two.groups), seed=design.seed)
    worlds = {taken: two.world(taken) for taken in coalitions(plan) or [frozenset()]}
    player.work.expect(len(rules) * len(worlds) * two.plan.total)
    played = [_played(player, two, worlds, names, rule) for rule in rules]
    quantities, same = agreed(two.one, two.other)
    return Diff(
        other=Path(asked.other).stem,
        other_title=two.other_as_set.title,
        other_hash=case_hash(two.other_as_set),
        exact=all(step.pair == 0 for step in plan),
        worlds=len(worlds),
        quantities=quantities,
        same=same,
        differences=tuple(Differing(**asdict(each)) for each in two.differences),
        groups=tuple(group(two, id) for id in two.groups),
        measures=tuple(each for name in names if (each := attribute(two, plan, played, name))),
        **ResultHead.of(two.setup, two.plan, rules, player.work.seconds),
    )


def _played(
    player: Player, two: TwoCases, worlds: Mapping[Coalition, World], names: Sequence[str], rule: str
) -> Played:
    """Play worlds under a rule, and keep some measures of each."""
    days = two.plan.clock.days
    arms = {taken: player.play(world, two.plan, rule) for taken, world in worlds.items()}
    known = {taken: filled(arm.measures, two.measures, days) for taken, arm in arms.items()}
    return {taken: {name: values[name] for name in names} for taken, values in known.items()}
