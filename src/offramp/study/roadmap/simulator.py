"""Play the moves and replies of plans in futures that share their luck.

The seat does what its plan says on its day, and nothing else until the plan's last exchange may be over; then it does
as the model has it, like everybody else. A move is made as soon as it can be prepared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk, Clock
from offramp.ensemble.arm import Futures, Reader
from offramp.ensemble.engine import Ints
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World, notes
from offramp.ensemble.record_weights import Floats, asked
from offramp.game.commands.course import NEVER, Course
from offramp.results import Evidence
from offramp.scenario import Scenario
from offramp.study.shared.setup import Setup

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
            self,
            draw=self.draw[at],
            run=self.run[at],
            option=self.option[:, at],
            day=self.day[:, at],
            decided=self.decided[at],
        )

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
    """Outcomes of lines: measures and score by line, the first answer and the evening of it."""

    measures: dict[str, NDArray[np.float64]]
    score: NDArray[np.float64]
    kind: NDArray[np.int16]
    answered: NDArray[np.float64]


@dataclass(frozen=True)
class OwnActs:
    """Reads which options one actor takes in a future."""

    actor: int
    options: int

    @property
    def key(self) -> str:
        """Name of what is read."""
        return f"own acts {self.actor} {self.options}"

    def read(self, chunk: Chunk, at: slice) -> dict[str, NDArray[np.bool_]]:
        """Read a block: bool[option, future]."""
        own = np.asarray(chunk.option)[:, self.actor]
        taken = np.zeros((self.options + 1, own.shape[1]), bool)
        taken[own, np.arange(own.shape[1])[None]] = True  # a wait is the last row
        return {"taken": taken[: self.options]}


@dataclass(frozen=True)
class FirstAnswers:
    """Reads the first answer to the last step of each line."""

    watch: Watch
    since: NDArray[np.float64]
    within: float
    clock: Clock

    @property
    def key(self) -> str:
        """Name of what is read."""
        known = (self.watch.of, self.watch.rung, self.since, np.array([len(self.watch.kinds), self.within]))
        return hashlib.sha256(b"first answers" + b"".join(each.tobytes() for each in known)).hexdigest()

    def read(self, chunk: Chunk, at: slice) -> dict[str, NDArray[Any]]:
        """Read a block: the kind of the first answer and the evening of it."""
        option, since = np.asarray(chunk.option), self.since[at]
        kind, answered = self.watch.first(option, since, self.within, self.clock.day(), self.clock.span)
        return {"kind": kind, "answered": answered}


@dataclass
class Table:
    """Plays lines of one case from one seat.

    Attributes
    ----------
    setup : Setup
        Which futures of which case.
    case : Scenario
        As it is played, with the measures that are looked at.
    player : Player
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

    setup: Setup
    case: Scenario
    player: Player
    seat: str
    aim: Aim
    watch: Watch
    shown: Sequence[str]
    exchange: int
    until: float
    games: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = World(self.case)
        self.values = self.world.drawn(self.plan)
        self.actor = sorted(self.case.actors).index(self.seat)

    @property
    def plan(self) -> Plan:
        """Which futures."""
        return self.setup.plan

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that are kept."""
        return tuple(dict.fromkeys((*self.aim.weights, *self.shown)))

    def game(self, rule: str) -> Any:
        """The case under a decision rule, compiled once."""
        if rule not in self.games:
            self.games[rule] = self.player.compile(self.world, self.plan, rule, STEPS)
        return self.games[rule]

    def weights(self) -> tuple[Floats | None, Evidence]:
        """How much each draw counts by the record; None if all the same."""
        design = self.setup.design
        rule = design.rule
        return self.player.weights(self.world, self.plan, rule, asked(design.evidence), lambda: self.game(rule))

    def days(self, candidate: Candidate) -> NDArray[np.float64]:
        """How long a move is prepared, by draw."""
        return self.values.values[f"moves.{candidate.move}.prepare"] if candidate.move else np.zeros(self.plan.draws)

    def usual(self, lines: Lines) -> tuple[Played, NDArray[np.float64]]:
        """Leave the seat to itself, and say in which share of the futures it takes each option."""
        found = self._play(self.setup.design.rule, lines, 0.0, OwnActs(self.actor, len(self.watch.of)))
        played = self._played(found, np.zeros(len(lines.draw), np.int16), lines.decided)
        return played, notes(found)["taken"].mean(axis=1)

    def play(self, rule: str, lines: Lines) -> Played:
        """Play lines under a rule, and see the first answer to their last step."""
        reader = FirstAnswers(self.watch, lines.decided, self.exchange, self.plan.clock)
        found = self._play(rule, lines, self.until, reader)
        seen = notes(found)
        return self._played(found, seen["kind"], seen["answered"])

    def _play(self, rule: str, lines: Lines, until: float, reader: Reader) -> dict[str, NDArray[Any]]:
        course = Course(self.actor, lines.option, lines.day, np.full(len(lines.draw), until))
        futures = Futures(lines.draw, lines.run, course)
        return self.player.roll(self.world, self.plan, rule, futures, reader, lambda: self.game(rule))

    def _played(self, found: dict[str, NDArray[Any]], kind: NDArray[np.int16], answered: NDArray[np.float64]) -> Played:
        measures = {name: found[name].astype(np.float64) for name in self.case.measures}
        whole = filled(measures, self.case.measures, self.plan.clock.days)
        return Played({name: whole[name] for name in self.names}, self.aim.score(whole), kind, answered)


def join(lines: Sequence[Lines]) -> Lines:
    """Put lines that are as far one after the other."""
    draw, run, decided = (np.concatenate([getattr(x, part) for x in lines]) for part in ("draw", "run", "decided"))
    option, day = (np.concatenate([getattr(each, part) for each in lines], axis=1) for part in ("option", "day"))
    return Lines(draw, run, option, day, lines[0].steps, decided)


def split(played: Played, sizes: Sequence[int]) -> list[Played]:
    """Split the outcomes of joined lines."""
    ends = np.cumsum(sizes)
    return [
        Played(
            {name: each[a:b] for name, each in played.measures.items()},
            played.score[a:b],
            played.kind[a:b],
            played.answered[a:b],
        )
        for a, b in zip([0, *ends[:-1]], ends, strict=True)
    ]
