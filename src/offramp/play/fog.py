"""What a seat can see of an act: by its visibility, by whose side it was done, and by whom it is laid to.

| act | its doer, and the patrons of its doer | its target | everybody else |
|---|---|---|---|
| overt | all of it | all of it | all of it |
| attributable | all of it | who did it is a rumour | who did it is a rumour |
| covert, in words | all of it | all of it | nothing |
| covert, an order to partners | all of it, and those partners | nothing | nothing |
| covert, any other | all of it | who did it is a rumour | nothing; if it kills, that somebody did it |

A rumour names the patron where the world lays a partner's act at the patron's door. That an act was ordered is known
to those alone who know all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from offramp.scenario import Scenario
from offramp.scenario.passing import patrons

from .acts import GameAct

ORDERS = {"order", "restrain"}  # effects of moves by which partners are told what to do


@dataclass(frozen=True)
class Sight:
    """What a seat sees of one act.

    Attributes
    ----------
    day : int
    doer : str or None
        None where nobody says who did it.
    move, target : str
    arena : str or None
    military, civilian : int
    is_rumour : bool
        Whether the doer is only said to have done it.
    ordered : bool or None
        Whether the doer's patron had ordered it; None where the seat cannot know.
    """

    day: int
    doer: str | None
    move: str
    target: str
    arena: str | None
    military: int
    civilian: int
    is_rumour: bool = False
    ordered: bool | None = None

    @property
    def dead(self) -> int:
        """How many it killed."""
        return self.military + self.civilian


class Fog:
    """What each seat of a case can see."""

    def __init__(self, case: Scenario) -> None:
        self._case = case
        self.patrons: Mapping[str, list[str]] = {actor: patrons(case, actor) for actor in case.actors}

    def sees(self, seat: str, act: GameAct) -> Sight | None:
        """Return what a seat sees of an act; None if it sees nothing."""
        move = self._case.moves[act.move]
        whole = Sight(act.day, act.actor, act.move, act.target, act.arena, act.military, act.civilian)
        if seat == act.actor or seat in self.patrons[act.actor]:
            return replace(whole, ordered=act.ordered)
        if move.visibility == "overt":
            return whole
        rumour = replace(whole, doer=self.said_doer(act), is_rumour=True)
        if move.visibility == "attributable":
            return rumour
        if ORDERS & {*move.does}:
            return whole if act.actor in self.patrons[seat] else None
        if seat == act.target:
            return whole if move.rung <= 0 else rumour
        return replace(whole, doer=None) if act.dead else None

    def said_doer(self, act: GameAct) -> str:
        """Return who is said to have done an act: its doer, or the patron that is blamed for it."""
        return next(iter(self.patrons[act.actor]), act.actor) if act.blamed else act.actor

    def seen(self, seat: str, acts: Iterable[GameAct]) -> tuple[Sight, ...]:
        """Return all that a seat sees of some acts, in an order that does not betray who did them."""
        found = [sight for act in acts if (sight := self.sees(seat, act)) is not None]
        return tuple(sorted(found, key=_rank))


def _rank(sight: Sight) -> tuple[int, str, str, str, str, int, int]:
    place = sight.arena or ""
    return sight.day, sight.move, sight.target, place, sight.doer or "", sight.military, sight.civilian
