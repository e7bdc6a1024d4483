"""The kind of measure that reads a level of the world instead of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from .kind import Kind, When

if TYPE_CHECKING:
    from offramp.scenario.questions import Measure
    from offramp.scenario.scenario import Scenario

WHEN: tuple[str, ...] = get_args(When)


def _somebody(name: str, measure: Measure, case: Scenario) -> tuple[str, str] | None:
    from offramp.scenario.states import states_of  # which knows cases, and so measures, of which this is a kind

    if measure.state is None or states_of(case, measure):
        return None
    needs = {"programme": "who has a programme", "coordination": "actors or sides"}
    allowed = f"where with {needs.get(measure.state, 'a guest by actors, and its host by arenas')}"
    return f"nobody whose {measure.state} it could be", allowed


SAYS = """a level of the world `at` its start, lowest, highest or end, the mean over `actors` or `sides`: `coordination`
of an actor that its own leaders and its patron's leave it, 1 with all of them in place; `tolerance` of a host for a
guest and the guest's `presence`, on the soil of `arenas`; how far a nuclear `programme` is""".replace("\n", " ")
KINDS = (
    Kind(
        "state",
        SAYS,
        "a level of the world is no act, and no record of acts holds it",
        sources=("levels",),
        argument=lambda name, measure, case: WHEN.index(str(measure.at)),
        takes=("from_day", "within", "state", "at"),
        needs=("state", "at"),
        filters=("actors", "sides", "arenas"),
        check=_somebody,
        direction=0,
    ),
)
