"""Turn the acts of one future into sentences, day by day, with what each answers and what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from offramp.scenario.ladder import CONCESSION, FORCE
from offramp.scenario.passing import patrons, sides
from offramp.wording.names import name_of, with_article
from offramp.wording.sentences import sentence

from .chronicle import Act, Line
from .debts import Ledger, lost_leader
from .tolls import meant_words, rare_toll, toll_words

if TYPE_CHECKING:
    from offramp.scenario import Scenario
    from offramp.scenario.moves import Move
    from offramp.scenario.record.events import Event

TURNS = ("mishap", "settle", "expel", "withdraw")  # effects of acts that may turn the course, whatever their rung


class Teller:
    """Tells the acts of one future, day by day in their order.

    Parameters
    ----------
    scenario : Scenario
        The case, for names and for the sentences of its moves.
    record : sequence of Event, optional
        What happened before the start; the case's own record if left out.
    """

    def __init__(self, scenario: Scenario, record: Sequence[Event] | None = None) -> None:
        self._scenario = scenario
        self._record = tuple(scenario.record.values()) if record is None else tuple(record)
        self._ledger = Ledger(scenario, self._record)
        self._leaders: dict[str, str] = {}
        self._done: Counter[tuple[str, str, str]] = Counter()
        for event in self._record:
            self._undone(event.actor, event.move, event.target)

    def day(self, acts: Iterable[Act]) -> list[Line]:
        """Tell the acts of one day; what was done on one day answers nothing of the same day."""
        acts = list(acts)
        lines = [self._line(act) for act in acts]
        for act in acts:
            self._ledger.book(act)
        return lines

    def _line(self, act: Act) -> Line:
        kind = self._scenario.moves.get(act.move)
        alone = self._undone(act.actor, act.move, act.target)
        words = sentence(self._scenario, act.actor, act.move, act.target, act.arena, alone).rstrip(".")
        cause = self._ledger.answer(act)
        clauses = [words, meant_words(kind, act.dead), str(cause or "")]
        leader = self._leader(act.actor) if act.why else ""
        return Line(
            words=", ".join(filter(None, clauses)) + ".",
            rung=kind.rung if kind else 0,
            deaths=toll_words(kind, act.deaths_military, act.deaths_civilian),
            ordered=self._order(act),
            why=act.why.sentence(kind, leader, cause is not None) if act.why else "",
            sums=act.why.numbers(kind, leader) if act.why else "",
            act=act,
            turn=next((effect for effect in TURNS if kind and effect in kind.does), ""),
            cause=cause,
            rare=self._rare(kind, act),
        )

    def _undone(self, actor: str, move: str, target: str) -> bool:
        """Count an act, and say whether there is nothing left that it would undo."""
        kind = self._scenario.moves.get(move)
        undoes = kind.undoes if kind else ()
        held = sum(self._done[actor, each, target] for each in undoes) - self._done[actor, move, target]
        alone = bool(undoes) and held <= 0
        if not alone:
            self._done[actor, move, target] += 1
        return alone

    def _order(self, act: Act) -> str:
        if not act.ordered:
            return ""
        behind = patrons(self._scenario, act.actor)
        return f"Ordered by {with_article(name_of(self._scenario.actors, behind[0]))}." if behind else "Ordered."

    def _rare(self, kind: Move | None, act: Act) -> str:
        if toll := rare_toll(self._scenario, act) if act.dead else "":
            return toll
        loud = kind and not CONCESSION < kind.rung < FORCE
        return act.why.rare if act.why and loud else ""

    def _leader(self, actor: str) -> str:
        if actor not in self._leaders:
            self._leaders[actor] = lost_leader(self._scenario, self._record, actor)
        return self._leaders[actor]


def merged(lines: Iterable[Line]) -> list[Line]:
    """Say once what was done twice on a day and cost nobody's life."""
    kept: list[Line] = []
    for line in lines:
        if line.deaths or all(line.words != other.words for other in kept):
            kept.append(line)
    return sorted(kept, key=lambda line: -line.rung)


def side_names(scenario: Scenario, actor: str) -> str:
    """An actor's side within a sentence: `Iran and its partners`."""
    name = with_article(name_of(scenario.actors, actor))
    partners = [each for each, side in sides(scenario).items() if side == actor and each != actor]
    return f"{name} and its partners" if partners else name
