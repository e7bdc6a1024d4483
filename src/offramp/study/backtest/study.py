"""Back-test: play the world of a case from earlier days, and score what it expected by the acts that came.

The protocol, and every score that was ever looked at, stand in `docs/backtest.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.count_laws import NegativeBinomial, Played
from offramp.analysis.hawkes import Fitted, hawkes
from offramp.analysis.standing_rates import standing_rates
from offramp.engine import Clock
from offramp.ensemble import Design
from offramp.ensemble.arm import Futures
from offramp.ensemble.design import layout
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World, notes
from offramp.scenario import Scenario
from offramp.scenario.record.events import Event
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .cells import ActCounts, acts_in, cell_of, cells, dated, groups, violence_in
from .known_then import KnownThen, known_then
from .question import BackTestWorld
from .reporting import Floats, Reported, chances, reordered, reported
from .result import OWN, RATES, WORLD, BackTested, Compared, judged
from .windows import Window, windows


def backtest(asked: BackTestWorld, player: Player) -> BackTested:
    """Start the world of a case on earlier days and compare what it expects with what came.

    Raises
    ------
    CaseError
        If the case is faulty or declares no back-test.
    """
    setup = Setup.of(asked.design)
    listed = windows(setup.as_set)
    players = Starts(setup, asked.design, listed, player)
    variants = (False, True) if asked.own_ranges else (False,)
    player.work.expect(len(variants) * len(players.starts) * players.plan.total)
    compared = [each for window in listed for each in players.compare(window, variants)]
    head = ResultHead.of(setup, players.plan, (asked.design.rule,), player.work.seconds)
    return judged(head, setup.as_set, listed, compared, players.defaulted)


class Starts:
    """The worlds of a case on the evenings before its windows, each played once for all lengths.

    Parameters
    ----------
    setup : Setup
    design : Design
    asked : sequence of Window
    player : Player
    """

    def __init__(self, setup: Setup, design: Design, asked: Sequence[Window], player: Player) -> None:
        self.case, self.rule, self.player = setup.as_set, design.rule, player
        self.starts = sorted({window.start for window in asked})
        self.lengths = sorted({window.days for window in asked})
        each, _ = layout(design.runs, design.draws)
        self.plan = Plan(design.seed, Clock(max(self.lengths)), design.draws, each, 0)
        self.cells = cells(self.case)
        self.events = dated(self.case)
        self.defaulted: dict[str, KnownThen] = {}
        self._played: dict[tuple[dt.date, bool], dict[int, Reported]] = {}
        self._fitted: dict[dt.date, Fitted] = {}

    def compare(self, window: Window, variants: Sequence[bool]) -> list[Compared]:
        """Compare every forecaster with what came in a window; the world with the author's ranges last."""
        past = [(day, event) for day, event in self.events if day < window.start]
        span = (window.start - self.events[0][0]).days
        seed = self.plan.seed + self.starts.index(window.start)  # each start has luck of its own
        ages = [
            np.array([float((window.start - day).days) for day, event in past if cell_of(self.case, event) == cell])
            for cell in self.cells
        ]
        laws: dict[str, Played | NegativeBinomial] = {
            RATES: standing_rates(ages, span, window.days),
            "hawkes": self._hawkes(window.start, past, span).play(window.days, seed),
        }
        for own in variants:
            laws[OWN if own else WORLD] = Played(self._reported(window, own).acts)
        violence = self._reported(window, False).violence
        return [Compared.of(self.case, window, name, law, violence) for name, law in laws.items()]

    def _hawkes(self, start: dt.date, past: Sequence[tuple[dt.date, Event]], span: int) -> Fitted:
        """Return the Hawkes law of a start; fitted when it is first needed, for windows of all lengths."""
        if start not in self._fitted:
            first, index = self.events[0][0], {cell: n for n, cell in enumerate(self.cells)}
            acts = [((day - first).days, cell_of(self.case, event), event.target) for day, event in past]
            known = [(day, index[cell], target) for day, cell, target in acts if cell in index]
            self._fitted[start] = hawkes(self.cells, known, span)
        return self._fitted[start]

    def _reported(self, window: Window, own: bool) -> Reported:
        """Return the acts in the futures from a start that enter the record; played when they are first needed."""
        key = window.start, own
        if key not in self._played:
            then = known_then(self.case, window.eve, own)
            if not own:
                self.defaulted[window.eve] = then
            reader = ActCounts(then.case, self.cells, self.plan.clock, self.lengths)
            world = World(_bare(then.case))
            rolled = self.player.roll(world, self.plan, self.rule, Futures.of(self.plan), reader)
            start = self.starts.index(window.start)
            found, _ = groups(then.case, self.cells)
            chance = chances(self.case, then.case, self.cells, found, self.plan.seed, self.plan.draws)
            cell, counts = np.array([group.cell for group in found]), notes(rolled)
            self._played[key] = {days: self._told(counts, days, start, chance, cell) for days in self.lengths}
        return self._played[key][window.days]

    def _told(
        self, counts: Mapping[str, NDArray[Any]], days: int, start: int, chance: Floats, cell: NDArray[Any]
    ) -> Reported:
        """Leave out what no record tells of."""
        plan = self.plan
        acts, violence = (reordered(counts[name(days)], plan.draws, start) for name in (acts_in, violence_in))
        return reported(acts, violence, chance, Futures.of(plan).draw, (plan.seed, start, days), cell)


def _bare(case: Scenario) -> Scenario:
    """A case without measures: they would cost time, and nobody reads them here."""
    return case.model_copy(update={"measures": {}})
