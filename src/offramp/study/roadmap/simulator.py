"""The table at which plans are played: every move and reply in futures that share their luck.

The seat does what its plan says on its day, and nothing else until the plan's last exchange may be over; then it does
as the model has it, like everybody else. A move is made as soon as it can be prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.ensemble.design import draws
from offramp.ensemble.engine import Chunk, Engine, Ints
from offramp.ensemble.execute import Plan
from offramp.ensemble.forced import play_steered
from offramp.ensemble.record_weights import Floats, asked, testify
from offramp.game.commands.course import NEVER, Course
from offramp.results import Evidence
from offramp.scenario import Scenario
from offramp.study.shared.paired import Worlds

from .candidates import Candidate
from .objective import Aim, filled
from .responses import Watch

STEPS = 3  # of every course, so that plans of any depth are played by one compiled program


@dataclass(frozen=True)
class Lines:
    """Futures on their courses; a future may stand on several.

    Attributes
    ----------
    draw, run : int32[line]
    option, day : int[step, line], float[step, line]
    steps : int
        How many are taken; waiting is one.
    decided : float[line]
        The evening on which the next step is decided, 0 that of the start.
    """

    draw: Ints
    run: Ints
    option: NDArray[np.int64]
    day: NDArray[np.float64]
    steps: int
    decided: NDArray[np.float64]

    @classmethod
    def fresh(cls, draw: Ints, run: Ints) -> Lines:
        """Futures in which nothing has been decided."""
        shape = STEPS, len(draw)
        return cls(draw, run, np.zeros(shape, np.int64), np.full(shape, NEVER), 0, np.zeros(len(draw)))

    def some(self, at: NDArray[np.intp]) -> Lines:
        """Some of them."""
        return replace(
            self, draw=self.draw[at], run=self.run[at], option=self.option[:, at], day=self.day[:, at],
            decided=self.decided[at],
        )  # fmt: skip

    def then(self, option: int, days: NDArray[np.float64]) -> Lines:
        """One step more; -1 is to wait. `days` is how long it is prepared, by draw."""
        taken, when = self.option.copy(), self.day.copy()
        decided = self.decided
        if option >= 0:
            taken[self.steps] = option
            when[self.steps] = decided = self.decided + np.maximum(1, np.ceil(days[self.draw]))
        return replace(self, option=taken, day=when, steps=self.steps + 1, decided=decided)


@dataclass(frozen=True)
class Played:
    """What came of lines: measures and score by line, the first answer and the evening of it."""

    measures: dict[str, NDArray[np.float64]]
    score: NDArray[np.float64]
    kind: NDArray[np.int16]
    answered: NDArray[np.float64]


@dataclass
class Table:
    """Plays lines of one case from one seat.

    Attributes
    ----------
    worlds : Worlds
        Its `with_it` is the case as it is asked for.
    engine : Engine
    seat : str
    aim : Aim
    watch : Watch
    shown : sequence of str
        Measures that are kept beside the aim's.
    exchange : int
        Days for which an answer is waited.
    until : float
        The last day on which the seat does nothing but its plan.
    """

    worlds: Worlds
    case: Scenario
    engine: Engine
    seat: str
    aim: Aim
    watch: Watch
    shown: Sequence[str]
    exchange: int
    until: float
    tell: Callable[[int], None] = lambda done: None
    games: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = draws(self.case, self.plan.seed, self.plan.draws)
        self.actor = sorted(self.case.actors).index(self.seat)

    @property
    def plan(self) -> Plan:
        """Which futures."""
        return self.worlds.plan

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that are kept."""
        return tuple(dict.fromkeys((*self.aim.weights, *self.shown)))

    def game(self, rule: str) -> Any:
        """The case under a decision rule, compiled once."""
        if rule not in self.games:
            self.games[rule] = self.engine.compile(self.case, self.values, rule, self.plan.clock, STEPS)
        return self.games[rule]

    def weights(self) -> tuple[Floats | None, Evidence]:
        """How much each draw counts by the record; None if all the same."""
        design = self.worlds.design
        weights, evidence = testify(self.engine, self.game(design.rule), asked(design.evidence), self.plan.draws)
        return (weights if evidence.used else None), evidence

    def days(self, candidate: Candidate) -> NDArray[np.float64]:
        """How long a move is prepared, by draw."""
        return self.values.values[f"moves.{candidate.move}.prepare"] if candidate.move else np.zeros(self.plan.draws)

    def usual(self, lines: Lines) -> tuple[Played, NDArray[np.float64]]:
        """Leave the seat to itself, and say in which share of the futures it takes each option."""
        options = len(self.watch.of)

        def read(chunk: Chunk, at: slice) -> NDArray[np.bool_]:
            own = np.asarray(chunk.option)[:, self.actor]
            taken = np.zeros((own.shape[1], options + 1), bool)
            taken[np.arange(own.shape[1])[None], own] = True  # a wait is the last column
            return taken[:, :options]

        measures, seen = self._play(self.worlds.design.rule, lines, 0.0, read)
        return self._told(measures, np.zeros(len(lines.draw), np.int16), lines.decided), np.concatenate(seen).mean(
            axis=0
        )

    def play(self, rule: str, lines: Lines) -> Played:
        """Play lines under a rule, and see the first answer to their last step."""
        clock = self.plan.clock

        def read(chunk: Chunk, at: slice) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
            since = lines.decided[at]
            return self.watch.first(np.asarray(chunk.option), since, self.exchange, clock.day(), clock.span)

        measures, seen = self._play(rule, lines, self.until, read)
        kind, answered = (np.concatenate(each) for each in zip(*seen, strict=True))
        return self._told(measures, kind, answered)

    def _play(
        self, rule: str, lines: Lines, until: float, read: Callable[[Chunk, slice], Any]
    ) -> tuple[Any, list[Any]]:
        course = Course(self.actor, lines.option, lines.day, np.full(len(lines.draw), until))
        return play_steered(
            self.engine, self.game(rule), self.plan.seed, lines.draw, lines.run, course, read, self.tell
        )

    def _told(
        self, measures: dict[str, NDArray[np.float64]], kind: NDArray[np.int16], answered: NDArray[np.float64]
    ) -> Played:
        whole = filled(measures, self.case.measures, self.plan.clock.days)
        return Played({name: whole[name] for name in self.names}, self.aim.score(whole), kind, answered)


def join(lines: Sequence[Lines]) -> Lines:
    """Put lines that are as far one after the other."""
    draw, run, decided = (np.concatenate([getattr(x, part) for x in lines]) for part in ("draw", "run", "decided"))
    option, day = (np.concatenate([getattr(each, part) for each in lines], axis=1) for part in ("option", "day"))
    return Lines(draw, run, option, day, lines[0].steps, decided)


def split(played: Played, sizes: Sequence[int]) -> list[Played]:
    """Cut what came of joined lines apart again."""
    ends = np.cumsum(sizes)
    return [
        Played({name: each[a:b] for name, each in played.measures.items()}, played.score[a:b], played.kind[a:b],
               played.answered[a:b])
        for a, b in zip([0, *ends[:-1]], ends, strict=True)
    ]  # fmt: skip
