"""Acts of a game: one act of one day, and one day, as they stand in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offramp.scenario.options import NOWHERE, option_id


@dataclass(frozen=True)
class GameAct:
    """One act as it came about.

    Attributes
    ----------
    day : int
        From 1.
    actor, move, target : str
        Ids.
    arena : str or None
    military, civilian : int
        Whom it killed.
    ordered : bool
        Whether its actor's patron had ordered it.
    blamed : bool
        Whether it is laid at the patron's door.
    """

    day: int
    actor: str
    move: str
    target: str
    arena: str | None
    military: int = 0
    civilian: int = 0
    ordered: bool = False
    blamed: bool = False

    @classmethod
    def of(cls, day: int, option: str, **more: Any) -> GameAct:
        """Make the act of an option by its id, `actor/move/target/arena`."""
        actor, move, target, arena = option.split("/")
        return cls(day, actor, move, target, None if arena == NOWHERE else arena, **more)

    @property
    def option(self) -> str:
        """The id of the option that was taken."""
        return option_id(self.actor, self.move, self.target, self.arena)

    @property
    def dead(self) -> int:
        """How many it killed."""
        return self.military + self.civilian

    def plain(self) -> list[Any]:
        """As it stands in a log."""
        return [self.option, self.military, self.civilian, self.ordered, self.blamed]


def read_acts(day: int, rows: Sequence[Sequence[Any]]) -> tuple[GameAct, ...]:
    """Read the acts of a day from a log."""
    return tuple(
        GameAct.of(day, option, military=military, civilian=civilian, ordered=ordered, blamed=blamed)
        for option, military, civilian, ordered, blamed in rows
    )


Plan = Mapping[str, str | None]  # what actors are told to do on a day: an option's id, or None to wait
