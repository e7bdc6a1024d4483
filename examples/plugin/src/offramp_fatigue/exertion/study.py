"""The study: play the case with one measure for each actor."""

from __future__ import annotations

from offramp.analysis import estimate, structured
from offramp.ensemble.player import Player, World
from offramp.errors import CaseError, Fault
from offramp.scenario.ladder import FORCE
from offramp.scenario.questions import Measure, Where
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .question import AskExertion
from .result import DaysOfForce, Exertion

PACKAGE = "offramp-fatigue"


def exertion(asked: AskExertion, player: Player) -> Exertion:
    """Play the case and count for each actor the days on which it uses force.

    Raises
    ------
    CaseError
        If the case does not name the package, of which the measure kind is.
    """
    design, setup = asked.design, Setup.of(asked.design)
    if PACKAGE not in setup.case.plugins:
        raise CaseError(Fault(setup.case.case, None, "plugins", "nothing", f"a case that names {PACKAGE}"))
    force = {actor: Where(actors=(actor,), at_least=FORCE) for actor in setup.case.actors}
    names = {f"days_of_force_{n}": actor for n, actor in enumerate(force)}
    measures = {
        name: Measure(kind="busy-days", where=force[actor], says="Days of force", unit="days")
        for name, actor in names.items()
    }
    world, rules = World(setup.case.model_copy(update={"measures": measures})), design.rules(asked.structure)
    player.work.expect(len(rules) * setup.plan.total)
    arms = [player.play(world, setup.plan, rule) for rule in rules]
    found = {
        name: (estimate(arms[0].measures[name]), [estimate(arm.measures[name]) for arm in arms[1:]]) for name in names
    }
    return Exertion(
        actors=tuple(DaysOfForce(actor, structured(*found[name])) for name, actor in names.items()),
        **ResultHead.of(setup, setup.plan, rules, player.work.seconds),
    )
