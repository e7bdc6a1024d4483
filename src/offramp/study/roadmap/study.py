"""The roadmap study: plan one to three exchanges for one actor by rollouts with common random numbers.

An exchange is a move of the seat and the first answer that tells. Every move that is worth a look is played in the same
futures; on every kind of answer every reply is tried; the best is planned, from the last exchange back to the first.
The plan is then played in fresh futures, and under the other decision rule: all that is told comes from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from offramp.analysis import Estimate
from offramp.engine import RULES
from offramp.ensemble.player import Player
from offramp.ensemble.record_weights import Floats
from offramp.results import Evidence
from offramp.scenario import Scenario
from offramp.scenario.questions import Measure, Where
from offramp.study.shared.effects import named
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup
from offramp.wording.measures import SHARES
from offramp.wording.names import name_of, with_article

from .candidates import Candidate, asked_for, classes, refuse_nobody, screened
from .estimator import Scale
from .evaluate import steps
from .objective import Aim
from .planner import choose, follow, lines_to_play
from .question import PlanRoadmap
from .responses import watch
from .result import Roadmap
from .simulator import Lines, Table
from .tree import Step

RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"
LOSSES = "seat_losses"
SHOWN = (RISK, ELSE, "deaths_military", "deaths_civilian", LOSSES, "settlement_prob")


def roadmap(asked: PlanRoadmap, player: Player) -> Roadmap:
    """Plan what comes next for one seat.

    Raises
    ------
    CaseError
        If the case is faulty, or has no such seat, move or measure.
    """
    setup, seat = Setup.of(asked.design), asked.seat
    refuse_nobody(setup.case, seat)
    here = with_losses(setup.case, seat)
    shown = named(here.measures, asked.measures or [name for name in SHOWN if name in here.measures], "--measure")
    held = min(asked.exchange * (asked.depth + 1), setup.plan.clock.days)
    aims = Aim.of(here, asked.aim or [RISK])
    only = {name: here.measures[name] for name in here.measures if name in {*aims.weights, *shown, RISK, ELSE}}
    table = Table(
        setup,
        here.model_copy(update={"measures": only}),
        player,
        seat,
        aims,
        watch(here, seat),
        list(shown),
        asked.exchange,
        float(held),
    )
    return _Session(table, asked.depth, asked.structure).made(bool(asked.aim), asked.moves, asked.most)


class _Session:
    """One plan being made."""

    def __init__(self, table: Table, depth: int, structure: bool) -> None:
        self.table, self.depth, self.work = table, depth, table.player.work
        self.rule = table.setup.design.rule
        self.other = next((each for each in RULES if each != self.rule), "") if structure else ""

    def made(self, aimed: bool, moves: Sequence[str], most: int) -> Roadmap:
        """See what is usual, choose among what is worth a look, and follow what was chosen in fresh futures.

        Parameters
        ----------
        aimed : bool
            Whether the asker says what the plan is for.
        moves : sequence of str
            Those that are tried; all that pass a screening if empty.
        most : int
            How many may pass it.
        """
        plan, table = self.table.plan, self.table
        weights, evidence = table.weights()
        chosen_on, told_on = self._futures(0), self._futures(plan.runs_per_draw)
        self._expect(most + 1, 2 * plan.total)
        every = self._classes(chosen_on, aimed)
        tried = asked_for(every, moves) if moves else self._screened(every, most)
        self._expect(len(tried), 2 * plan.total)
        free, _ = table.usual(told_on)
        scale = self._scale(weights, len(tried), plan.runs_per_draw)
        first = choose(table, self.rule, chosen_on, tried, self.depth, self._scale(weights, len(tried), 0))
        seen = follow(table, self.rule, told_on, first)
        there = follow(table, self.other, told_on, first) if self.other else None
        usual = {name: scale.mean(told_on, each, name in scale.shares) for name, each in free.measures.items()}
        usual |= {"aim": scale.mean(told_on, free.score, scale.share)}
        usual |= {"gain": scale.mean(told_on, free.score - seen[0].value)}
        return self._told(usual, every, tried, not moves, steps(scale, table.watch, seen, there), evidence)

    def _classes(self, lines: Lines, aimed: bool) -> list[Candidate]:
        """All that the seat may do, by what it usually does; and what the plan wants, if nobody says."""
        played, usual = self.table.usual(lines)
        if not aimed and float(played.measures[RISK].mean()) < RARE:
            self.table.aim = Aim.of(self.table.case, [ELSE])
        return classes(self.table.case, self.table.seat, usual)

    def _screened(self, every: Sequence[Candidate], most: int) -> list[Candidate]:
        table = self.table
        ready = {each.move: float(np.mean(table.days(each))) <= table.exchange for each in every}
        return screened(table.case, table.seat, every, ready, most)

    def _expect(self, tried: int, beside: int) -> None:
        """Foresee how many lines will be played."""
        futures = self.table.plan.total
        self.work.expect(beside + lines_to_play(tried, futures, self.depth, [futures] * (1 + bool(self.other))))

    def _futures(self, before: int) -> Lines:
        """All futures of the plan whose runs come after so many."""
        plan = self.table.plan
        draw, run = np.divmod(np.arange(plan.total), plan.runs_per_draw)
        return Lines.fresh(draw.astype(np.int32), (run + before).astype(np.int32))

    def _scale(self, weights: Floats | None, tried: int, before: int) -> Scale:
        plan, known = self.table.plan, self.table.case.measures
        shares = frozenset(name for name in self.table.names if known[name].unit in SHARES)
        one = self.table.aim.only
        share = one is not None and one in shares
        return Scale(plan.draws, plan.runs_per_draw, before, weights, tried, shares, share)

    def _told(
        self,
        usual: Mapping[str, Estimate],
        every: Sequence[Candidate],
        tried: Sequence[Candidate],
        was_screened: bool,
        first: tuple[Step, ...],
        evidence: Evidence,
    ) -> Roadmap:
        table, case, one = self.table, self.table.case, self.table.aim.only
        measures = {name: case.measures[name] for name in table.names}
        head = ResultHead.of(table.setup, table.plan, [self.rule, *filter(None, [self.other])], self.work.seconds)
        return Roadmap(
            **head,
            seat=table.seat,
            name=with_article(name_of(case.actors, table.seat)),
            depth=self.depth,
            exchange=table.exchange,
            held=int(table.until),
            aim=dict(table.aim.weights),
            aim_words=table.aim.words,
            unit=case.measures[one].unit if one else "",
            usual=usual,
            classes=len(every),
            tried=tuple(each.told for each in tried),
            screened=was_screened,
            first=first,
            evidence=evidence,
            says={name: each.description(table.plan.clock.days) for name, each in measures.items()},
            units={name: each.unit for name, each in measures.items()},
        )


def with_losses(case: Scenario, seat: str) -> Scenario:
    """Count the seat's own dead, too."""
    name = name_of(case.actors, seat)
    own = Measure(
        kind="deaths", where=Where(targets=(seat,)), says=f"Killed in acts against {with_article(name)}", unit="deaths"
    )
    return case.model_copy(update={"measures": {LOSSES: own, **case.measures}})
