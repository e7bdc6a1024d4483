"""Find events of the record that the model gave little chance in the fortnight before them.

From the state fourteen days before an event some futures are played, and those are counted in which the same actor did
something in the same band of rungs in the same place within these days. An event that has less than five in a hundred
is a surprise: something is missing from the case, or the world is odder than the model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from offramp.results.tables import frame
from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of
from offramp.scenario.ladder import LEVELS, band_of
from offramp.scenario.record.events import Event

if TYPE_CHECKING:
    import pandas as pd

    from offramp.engine import Stage
    from offramp.game import Game
    from offramp.game.record import RecordedActs

DAYS = 14  # before the event
SURPRISE = 0.05
DRAWS, RUNS = 32, 288  # a modest number of futures: a share of 5 in 100 is known to about 1
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Surprise:
    """One event and the chance that it was given.

    Attributes
    ----------
    event : str
        The event's id.
    date : str
    what : str
        The event in the words of the case.
    actor : str
    rungs : tuple of int
        The band of rungs that counts as the same, lowest and highest.
    arena : str or None
    chance : float
        Share of the futures with an act of this class in the fourteen days.
    futures : int
    """

    event: str
    date: str
    what: str
    actor: str
    rungs: tuple[int, int]
    arena: str | None
    chance: float
    futures: int

    @property
    def surprise(self) -> bool:
        """Whether it had less than five in a hundred."""
        return self.chance < SURPRISE


@dataclass(frozen=True)
class Foreseen(Sequence[Surprise]):
    """The events of a record in the order of time, each with the chance that it was given.

    Attributes
    ----------
    events : tuple of Surprise
    """

    events: tuple[Surprise, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each event."""
        return frame([{**asdict(each), "surprise": each.surprise} for each in self.events], "event")

    def __len__(self) -> int:
        return len(self.events)

    @overload
    def __getitem__(self, at: int) -> Surprise: ...

    @overload
    def __getitem__(self, at: slice) -> Foreseen: ...

    def __getitem__(self, at: int | slice) -> Surprise | Foreseen:
        return Foreseen(self.events[at]) if isinstance(at, slice) else self.events[at]


def forecasts(
    case: str | Path | Scenario,
    until: str | None = None,
    since: str | None = None,
    seed: int = 1,
    progress: Tell | None = None,
    runs: int = RUNS,
) -> Foreseen:
    """Forecast every event of a case from fourteen days before it, in the order of time.

    Parameters
    ----------
    case : str, Path or Scenario
    until : str, optional
        The last day whose events are forecast; the case's own start if left out, so that nothing later is read.
    since : str, optional
        The first day whose events are forecast; the case's first event if left out.
    seed : int
    progress : callable, optional
        Told the days done and the days in all.
    runs : int
        Futures before each day, rounded up to whole blocks.

    Raises
    ------
    CaseError
        If the case is faulty or says nothing of the day.
    """
    scenario = case if isinstance(case, Scenario) else load(case)
    scenario = as_of(scenario, until or scenario.start)
    events = [(key, event) for key, event in scenario.record.items() if event.date >= (since or "")]
    days = sorted({event.date for _, event in events})
    play = _Fortnights(scenario, seed, runs)
    found: list[Surprise] = []
    for done, day in enumerate(days, 1):
        chunk = play.before(dt.date.fromisoformat(day))
        found += [play.judge(key, event, chunk) for key, event in events if event.date == day]
        if progress:
            progress(done, len(days))
    return Foreseen(tuple(found))


class _Fortnights:
    """One compiled game, opened on any day of its record."""

    def __init__(self, scenario: Scenario, seed: int, runs: int = RUNS) -> None:
        from offramp.compile import compile_game
        from offramp.engine import BLOCK
        from offramp.ensemble.design import draws

        bare = scenario.model_copy(update={"plots": {}, "days": DAYS})  # a plot is of the start alone
        self.scenario, self.seed, self.blocks = bare, seed, -(-runs // BLOCK)
        self.game: Game = compile_game(bare, draws(bare, seed, DRAWS))

    def before(self, day: dt.date) -> NDArray[np.int16]:
        """What everybody does in the fortnight up to a day, from the state before it [turn, actor, future]."""
        from offramp.engine import BLOCK, rollout

        staged = self._stage(day - dt.timedelta(days=DAYS))
        index = np.arange(BLOCK * self.blocks)
        parts = np.split(index, self.blocks)
        return np.concatenate([rollout(staged, self.seed, at % DRAWS, at // DRAWS).option for at in parts], axis=-1)

    def judge(self, key: str, event: Event, option: NDArray[np.int16]) -> Surprise:
        """The share of the futures with an act of the event's class.

        Parameters
        ----------
        key : str
            Id of the event.
        event : Event
        option : int16[day, actor, run]
            What everybody does in these futures, -1 for a wait.
        """
        names, rung = self.game.names, self.scenario.moves[event.move].rung
        _, low, high = band_of(rung, LEVELS)
        arena = -1 if event.arena is None else names.arenas.index(event.arena)
        same = (names.actor == names.actors.index(event.actor)) & (names.rung >= low) & (names.rung <= high)
        same &= names.arena == arena
        hit = np.asarray(np.append(same, False)[option].any(axis=(0, 1)))
        return Surprise(key, event.date, event.what, event.actor, (low, high), event.arena, float(hit.mean()), len(hit))

    def _stage(self, day: dt.date) -> Stage:
        from offramp.engine import Stage
        from offramp.engine.record import opening
        from offramp.game.record import compile_record

        script = compile_record(self.scenario, self.game.names, day)
        return Stage(self.game, opening(self.game, _padded(script, len(self.game.script.days))))


def _padded(script: RecordedActs, steps: int) -> RecordedActs:
    """A script with empty steps of no length before it, so that scripts of any day compile to one program."""
    parts = {name: _front(name, part, steps) for name, part in vars(script).items()}
    return replace(script, **parts)


def _front(name: str, part: NDArray[Any], steps: int) -> NDArray[Any]:
    blank = np.full((steps - len(part), *part.shape[1:]), -1 if name in ("move", "arena", "row") else 0, part.dtype)
    return np.concatenate([blank, part])


def surprises(found: Sequence[Surprise]) -> Iterator[Surprise]:
    """Those that were given less than five in a hundred, the greatest surprise first."""
    yield from sorted((each for each in found if each.surprise), key=lambda each: (each.chance, each.date))
