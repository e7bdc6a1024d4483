"""Classify the ending of a future: war, violence to the last, quiet or a settlement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from offramp.scenario.ladder import VIOLENT
from offramp.scenario.measure_kinds.between_sides import war_day
from offramp.scenario.passing import sides

from .chronicle import Act

if TYPE_CHECKING:
    from offramp.scenario import Scenario

MONTH = 30
Kind = Literal["war", "violent", "quiet", "settled"]


@dataclass(frozen=True)
class Ending:
    """How a future ends.

    Attributes
    ----------
    kind : {"war", "violent", "quiet", "settled"}
        War by the definition of the measure; else whether somebody was violent in the last 30 days, or the principals
        settled and no violence followed.
    words : str
        The ending as a sentence.
    war : int, optional
        The day on which it became war.
    """

    kind: Kind
    words: str
    war: int | None = None


def ending(scenario: Scenario, acts: Sequence[Act], days: int) -> Ending:
    """Say how a future ends.

    Parameters
    ----------
    scenario : Scenario
    acts : sequence of Act
        In the order of their days.
    days : int
        How many days the future lasted.
    """
    if not acts:
        return Ending("quiet", f"Nothing happened in {days:,} days.")
    war = war_day(scenario, sides(scenario), acts)
    violent = [act.day for act in acts if _rung(scenario, act) >= VIOLENT]
    settled = _settled(scenario, acts, violent)
    if war is not None:
        last = f"; the last violence was on day {violent[-1]} of {days:,}" if violent else ""
        return Ending("war", f"It became war on day {war}{last}.", war)
    if settled is not None:
        return Ending("settled", f"The principals settled on day {settled}, and no violence followed.")
    if not violent:
        return Ending("quiet", f"There was no violence in {days:,} days.")
    if days - violent[-1] < MONTH:
        return Ending("violent", _last(violent, days))
    return Ending("quiet", _last(violent, days))


def _last(violent: Sequence[int], days: int) -> str:
    """When the last violence was, and what that says of the end."""
    quiet = days - violent[-1]
    if quiet >= MONTH:
        return f"The last violence was on day {violent[-1]}; the {quiet:,} days after it saw none."
    return f"There was still violence in the last month, the last of it on day {violent[-1]} of {days:,}."


def _settled(scenario: Scenario, acts: Sequence[Act], violent: Sequence[int]) -> int | None:
    """The day on which the principals settled with no violence by anybody after it."""
    for act in reversed(acts):
        move = scenario.moves.get(act.move)
        if move and "settle" in move.does and {act.actor, act.target} == set(scenario.principals):
            return act.day if not violent or violent[-1] <= act.day else None
    return None


def _rung(scenario: Scenario, act: Act) -> int:
    move = scenario.moves.get(act.move)
    return move.rung if move else 0
