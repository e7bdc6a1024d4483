"""Find visible acts of the first days that move the forecast of what is still to come.

A sign is that somebody did something so many times by then; deniable acts count, as they are seen and blamed, covert
ones do not. What is forecast is what is still open: a war that had come by then is left out, and of a count what comes
later. A sign may move a forecast because it is a step on the way, or because it shows in which of the draws' worlds
we are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.given import apart
from offramp.engine import Chunk, Clock
from offramp.ensemble.arm import Values
from offramp.game.names import Names, name
from offramp.scenario import Scenario
from offramp.scenario.ladder import COARSE
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.options import feasible
from offramp.scenario.questions import Measure
from offramp.wording.names import name_of

from .result import Sign

DAYS = 5
FEWEST = 50  # futures on either side
MOST = 8  # signs of a measure
TWINS = 0.8  # a sign that is this much like a better one says nothing more
HIDDEN = "covert"
COUNTS = "counts"  # name of what the counter reads
SEEN = {"overt": "open", "attributable": "deniable"}
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class WatchedAct:
    """What is looked out for: a move of an actor, or all its moves of a kind that are seen in the same way."""

    actor: str
    move: str | None
    rungs: tuple[int, int]
    visibility: str
    what: str
    options: Flags


class ActCounter:
    """Counts the visible acts of the first days in every future.

    Parameters
    ----------
    case : Scenario
    clock : Clock
        Of the futures whose acts are counted.
    days : int
        How many days are looked at.
    """

    def __init__(self, case: Scenario, clock: Clock, days: int = DAYS) -> None:
        names = name(case, feasible(case))
        self.acts = tuple(_acts(case, names))
        self.member = np.array([each.options for each in self.acts], np.float32)
        self.early = clock.day() <= days
        self.counts = np.zeros((len(self.acts), 0), np.int16)

    @property
    def key(self) -> str:
        """Name of what is counted: which options belong to which act, and on which days."""
        return hashlib.sha256(self.member.tobytes() + self.early.tobytes()).hexdigest()

    def read(self, chunk: Chunk, at: slice) -> dict[str, NDArray[np.int16]]:
        """Count the acts of a block of futures: int16[act, future]."""
        option = np.asarray(chunk.option)[self.early]
        _, _, future = np.nonzero(option >= 0)
        done = np.zeros((self.member.shape[1], option.shape[-1]), np.float32)
        np.add.at(done, (option[option >= 0], future), 1.0)
        return {COUNTS: (self.member @ done).astype(np.int16)}

    def signs(self, values: Values, among: int) -> tuple[Sign, ...]:
        """The signs that move the forecast of a measure beyond luck, however many were looked at; the best first.

        Parameters
        ----------
        values : float64[draw, run]
            What is still to come; NaN where nothing is.
        among : int
            Of how many measures.
        """
        sure = NormalDist().inv_cdf(1 - 0.025 / max(1, among * len(self.acts)))
        made = [(each, shown) for each, shown in (self._sign(n, values) for n in range(len(self.acts))) if each]
        told = sorted((each for each in made if each[0].found.score > sure), key=lambda each: -each[0].found.told)
        return tuple(each for each, _ in _unlike(told))[:MOST]

    def _sign(self, at: int, values: Values) -> tuple[Sign | None, Flags]:
        act, counts = self.acts[at], self.counts[at].reshape(values.shape)
        least = 1
        while (counts >= least).mean() > 0.5:
            least += 1
        shown = counts >= least
        n, both = int(shown[~np.isnan(values)].sum()), int((~np.isnan(values)).sum())
        if not FEWEST <= n <= both - FEWEST:
            return None, shown
        words = (act.actor, act.move, act.rungs, act.visibility, act.what)
        return Sign(*words, least, float(shown.mean()), apart(shown, values)), shown


def still_open(measure: Measure, values: Values, early: Values) -> Values:
    """What is still to come of a measure: NaN where it has come, and of what adds up the rest.

    Parameters
    ----------
    measure : Measure
    values : float64[draw, run]
        Of the whole span.
    early : float64[draw, run]
        Of the days up to the sign.
    """
    left = KINDS[measure.kind].still_open
    if left == "unless come":
        return np.where(early > 0, np.nan, values)
    return values - early if left == "rest" else values


def _unlike(told: list[tuple[Sign, Flags]]) -> Iterator[tuple[Sign, Flags]]:
    """Leave out what is nearly the same as something better."""
    kept: list[Flags] = []
    for sign, shown in told:
        if all(abs(np.corrcoef(shown.ravel(), other.ravel())[0, 1]) < TWINS for other in kept):
            kept.append(shown)
            yield sign, shown


def _acts(case: Scenario, names: Names) -> Iterator[WatchedAct]:
    """Every actor's moves, and its moves of a kind, that anybody can see."""
    seen = np.array(names.visibility, object)
    for i, actor in enumerate(names.actors):
        who = name_of(case.actors, actor)
        for m, move in enumerate(names.moves):
            mine = (names.actor == i) & (names.move == m)
            if mine.any() and case.moves[move].visibility != HIDDEN:
                rung = case.moves[move].rung
                what = f"{who}: {case.moves[move].name}"
                yield WatchedAct(actor, move, (rung, rung), case.moves[move].visibility, what, mine)
        for (kind, low, high), visibility in ((kind, word) for kind in COARSE for word in SEEN):
            mine = (names.actor == i) & (names.rung >= low) & (names.rung <= high) & (seen == visibility)
            if len(np.unique(names.move[mine])) > 1:
                yield WatchedAct(actor, None, (low, high), visibility, f"{who}: {SEEN[visibility]} {kind}", mine)


Found = Mapping[str, tuple[Sign, ...]]
