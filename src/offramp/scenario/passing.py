"""Which acts pass a filter, by the names of a case: for its record and its options, before there is a game."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .moves import Move
from .options import Option, feasible
from .questions import Where
from .record.events import Event
from .scenario import Scenario


def move_passes(where: Where, name: str, move: Move) -> bool:
    """Whether a move can pass a filter, whoever does it to whom and wherever.

    Parameters
    ----------
    where : Where
    name : str
        Id of the move.
    move : Move
    """
    return (
        (not where.moves or name in where.moves)
        and (not where.does or bool({*where.does} & {*move.does}))
        and (not where.visibility or move.visibility in where.visibility)
        and (where.at_least is None or move.rung >= where.at_least)
        and (where.at_most is None or move.rung <= where.at_most)
    )


def options_of(scenario: Scenario, where: Where) -> list[Option]:
    """The options that pass a filter, done or ordered."""
    side = sides(scenario)
    return [option for option in feasible(scenario) if passes(scenario, side, where, option, True)]


def events_of(scenario: Scenario, where: Where, first: str, last: str) -> Iterator[Event]:
    """The events of the record that pass a filter, from one date to another.

    Parameters
    ----------
    scenario : Scenario
    where : Where
    first : str
        Date of the first day that counts.
    last : str
        Date of the last.
    """
    side = sides(scenario)
    for event in scenario.record.values():
        act = (event.actor, event.move, event.target, event.arena)
        if first <= event.date <= last and passes(scenario, side, where, act, event.is_ordered):
            yield event


def sides(scenario: Scenario) -> dict[str, str]:
    """Each actor's side: the root of its patron chain, itself if nobody stands behind it."""
    chains = {actor: [each for each in patrons(scenario, actor) if each != actor] for actor in scenario.actors}
    return {actor: chain[-1] if chain else actor for actor, chain in chains.items()}


def patrons(scenario: Scenario, actor: str) -> list[str]:
    """Return who stands behind an actor: its patron, the patron of that, and so on.

    No checked case has an actor with two patrons, of whom the first counts, nor a ring, in which one stands behind
    itself.
    """
    patron = {tie.proxy: tie.patron for tie in reversed(scenario.ties.values()) if tie.kind == "patronage"}
    chain: list[str] = []
    while (above := patron.get(chain[-1] if chain else actor)) is not None and above not in chain:
        chain.append(above)
    return chain


def passes(scenario: Scenario, side: Mapping[str, str], where: Where, act: Option, ordered: bool) -> bool:
    """Whether an act passes a filter; `side` as `sides` gives it, `ordered` whether its actor's patron ordered it."""
    actor, move, target, arena = act
    return (
        move_passes(where, move, scenario.moves[move])
        and (not where.actors or actor in where.actors)
        and (not where.sides or side[actor] in where.sides)
        and (not where.led_by or actor in where.led_by or (ordered and side[actor] in where.led_by))
        and (not where.targets or target in where.targets)
        and (not where.target_sides or side[target] in where.target_sides)
        and (not where.arenas or arena in where.arenas)
    )
