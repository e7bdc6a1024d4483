"""Branch a future of a run: the same future with one act of one actor changed, and the same luck afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from offramp.ensemble import Address, Ensemble
from offramp.errors import CaseError, Fault, OfframpError
from offramp.scenario.words import nearest, one_of, show
from offramp.study.stories.story import Act, Story, tell

from .acts import GameAct, Plan
from .table import DRAWS, Table

Tell = Callable[[int, int], None]


def branched(
    ensemble: Ensemble, place: Address, day: int, actor: str, option: str | None, told: Tell | None = None
) -> tuple[Story, Story]:
    """Play a future as it was, and again with another act on one day.

    Parameters
    ----------
    ensemble : Ensemble
        The run.
    place : Address
        Of one of its futures, which is played by the day and within the draws that a table has.
    day : int
        The day of the other act, from 1.
    actor : str
        Who acts otherwise.
    option : str or None
        The id of what it does, or None to let it do nothing on that day.
    told : callable, optional
        Called with the days played and the days in all.

    Returns
    -------
    tuple of (Story, Story)
        The future as it was, and the branch.

    Raises
    ------
    CaseError
        If the case has no such option of the actor.
    OfframpError
        If the future cannot be branched, or has no such day.
    """
    ensemble.refuse_another(place)
    days = _days(ensemble, place, day)
    table = Table.of(ensemble.scenario, ensemble.manifest.hash, place.seed, days, place.rule)
    if actor not in table.actors:
        raise CaseError(Fault("branch", None, "actor", show(actor), one_of(table.actors), nearest(actor, table.actors)))
    own = [each for each in table.options if each.startswith(f"{actor}/")]
    if option is not None and option not in own:
        raise CaseError(Fault("branch", None, "option", show(option), one_of(own), nearest(option, own)))
    report = told or (lambda done, total: None)
    plain = list(_play(table, place, days, {}, lambda n: report(n, 2 * days)))
    other = list(_play(table, place, days, {day: {actor: option}}, lambda n: report(days + n, 2 * days)))
    return _story(ensemble, plain, str(place)), _story(ensemble, other, "")


def _days(ensemble: Ensemble, place: Address, day: int) -> int:
    if place.turn_days != 1 or place.draw >= DRAWS:
        raise OfframpError(
            f"{place}: only a future that is played by the day, in draw 0 to {DRAWS - 1}, can be branched"
        )
    if not 1 <= day <= ensemble.manifest.days:
        raise OfframpError(f"day {day}; allowed: 1 to {ensemble.manifest.days}")
    return ensemble.manifest.days


def _play(
    table: Table, place: Address, days: int, plans: dict[int, Plan], told: Callable[[int], None]
) -> Iterator[GameAct]:
    position = table.morning([place.draw], [place.run])
    for day in range(1, days + 1):
        position, acts = table.play_day(position, plans.get(day, {}), {})
        yield from acts
        told(day)


def _story(ensemble: Ensemble, acts: list[GameAct], address: str) -> Story:
    done = [
        Act(each.day, each.actor, each.move, each.target, each.arena, each.military, each.civilian, each.ordered)
        for each in acts
    ]
    return tell(ensemble.scenario, done, ensemble.manifest.days, address)
