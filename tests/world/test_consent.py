"""Consent: nothing is settled by one, released unseized or called off unprepared; its laws as paired experiments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from offramp.engine import BLOCK, begin
from offramp.scenario import Scenario, load
from offramp.scenario.ladder import FORCE
from offramp.scenario.moves import Move
from offramp.wording.sentences import sentence
from offramp.world import World

from .law import OPEN, RIPE
from .paired import DRAWS, Act, Change, Lab, same
from .roles import BENCHES, CASES
from .statistic import Statistic, count, z
from .test_laws import LOOKS

# Concessions are cheap: much is offered, released and called off, and a rule that was broken would be seen.
MILD = Change(
    {
        r"world\.ladder\.(give_cost|effort)": lambda v: 0.1 * v,
        r"world\.reciprocity\.grudge": lambda v: 0 * v,
        r"world\.mediation\.bar": lambda v: 0.2 * v,
    }
)
WITHOUT = Change(off=("consent",))
BAGHDAD = BENCHES["baghdad-2020"][0].case


@dataclass
class Book:
    """What has gone before in one future, kept apart from the system: by doer, move and target, the days of acts."""

    case: Scenario
    draw: int
    values: Any
    held: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    offers: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    last: dict[tuple[str, str, str], int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def record(self) -> Book:
        """Enter the case's record; what was agreed in it was agreed by both."""
        for event in self.case.record.values():
            day = (np.datetime64(event.date) - np.datetime64(self.case.start)).astype(int)
            self.enter(event.actor, event.move, event.target, event.arena or "-", int(day))
        return self

    def day(self, day: int, acts: list[tuple[str, ...]], prepared: Mapping[tuple[str, str], float]) -> None:
        """Look at the acts of a day, and then enter them: what is done on one day is no precedent of the same day."""
        for doer, move, target, arena in acts:
            if fault := self.fault(day, doer, move, target, arena, prepared[doer, target]):
                self.wrong.append(f"day {day}: {doer} {move} {target}: {fault}")
        for act in acts:
            self.enter(*act, day)

    def fault(self, day: int, doer: str, move: str, target: str, arena: str, prepared: float) -> str:
        """Why an act could not be; empty if it could."""
        kind = self.case.moves[move]
        if kind.consent:
            self.seen[move] += 1
            offered = self.offers.get((target, move, doer, arena), -9999)
            if day - offered - 1 > self.value(move, "consent.within"):
                return "the other side has not offered it"
        if not kind.needs:
            return ""
        self.seen[move] += 1
        if kind.needs.held and self.held[doer, move, target] <= 0:
            return "nothing is left to undo"
        if (
            kind.needs.strike
            and prepared < self.value(move, "needs.strike") - 1e-4
            and not self.ordered(day, doer, target)
        ):
            return "no strike was prepared or ordered"
        return ""

    def ordered(self, day: int, doer: str, target: str) -> bool:
        """Whether partners were told to act within the days for which that counts."""
        given = self.last.get((doer, "order", target), -9999)
        return day - given - 1 <= self.value("call-off", "needs.within")

    def enter(self, doer: str, move: str, target: str, arena: str, day: int) -> None:
        """Enter an act."""
        kind = self.case.moves[move]
        for name, other in self.case.moves.items():
            if other.needs and move in other.needs.held:
                self.held[doer, name, target] += 1
            if other.consent and other.consent.offer == move:
                self.offers[doer, name, target, arena] = day
        if kind.needs and kind.needs.held:
            self.held[doer, move, target] = max(self.held[doer, move, target] - 1, 0)
        if kind.consent:
            for one in ((doer, move, target, arena), (target, move, doer, arena)):
                self.offers.pop(one, None)
        if kind.rung >= FORCE:
            gone = [each for each in self.offers if (each[0], each[2]) == (doer, target)]
            for each in gone:
                del self.offers[each]
        if "order" in kind.does:
            self.last[doer, "order", target] = day

    def value(self, move: str, part: str) -> float:
        """A number of a move in this future's draw."""
        return float(self.values[f"moves.{move}.{part}"][self.draw])


def books(lab: Lab, futures: NDArray[np.int64], *changes: Change) -> Iterator[Book]:
    """Follow futures day by day, a block at a time, and keep a book of each."""
    staged, days = lab.staged(*changes), lab.days
    names, axes, values = staged.game.names, staged.game.axes, lab.values.values
    ids = [tuple(option.split("/")) for option in names.options]
    for at in range(0, len(futures), BLOCK):
        block = futures[at : at + BLOCK]
        kept = [Book(lab.scenario, int(draw), values).record() for draw in block % DRAWS]
        position = begin(staged, lab.seed, block % DRAWS, block // DRAWS)
        for day in range(1, days + 1):
            prepared = np.asarray(ledger(position.state.world))
            position = position.play(day)
            option = np.asarray(position.rounds.option[day - 1])
            for run, book in enumerate(kept):
                acts = [ids[n] for n in option[:, run] if n >= 0]
                book.day(day, acts, dict(zip(axes.dyads, prepared[:, run], strict=True)))
        yield from kept


def ledger(world: World) -> Any:
    return world["reciprocity"].prepared


def kept_to(futures: int, *changes: Change, days: int = 60) -> tuple[list[str], Counter[str]]:
    """What was wrong in so many futures of the shipped case, and how often what needs something was done."""
    lab = Lab(BAGHDAD, days=days, blocks=1)
    found = list(books(lab, np.arange(futures), *changes))
    return [fault for book in found for fault in book.wrong], sum((book.seen for book in found), Counter())


def tried(seen: Counter[str]) -> set[str]:
    return {move for move, times in seen.items() if times >= 3}


def test_nothing_is_undone_that_was_not_done_nor_settled_by_one() -> None:
    """In one block of futures; that much is tried, and that the check sees it where the system is off."""
    wrong, seen = kept_to(BLOCK, MILD, days=40)
    assert wrong == []
    assert tried(seen) >= {"call-off", "prisoner-exchange", "direct-talks"}
    without, _ = kept_to(BLOCK, MILD, WITHOUT, days=40)
    for move in ("release-of-a-ship", "settlement", "admission"):
        assert any(f" {move} " in fault for fault in without)


@pytest.mark.proof
@pytest.mark.parametrize("changes", [(), (MILD,)], ids=["as shipped", "mild"])
def test_two_thousand_futures_keep_to_it(changes: tuple[Change, ...]) -> None:
    wrong, seen = kept_to(14 * BLOCK, *changes)
    print(dict(seen))
    assert wrong == []
    assert not changes or tried(seen) >= {"release-of-a-ship", "call-off", "prisoner-exchange", "settlement", "truce"}


def before(case: str) -> dict[str, tuple[Act, dict[str, Any]]]:
    """For each law an act that consent alone sees, and the acts that it brings."""
    r = BENCHES[case][1]
    offer = Act(r.striker, r.victim, -2, move="offer-of-a-settlement")
    settles = {"actors": [r.victim], "targets": [r.striker], "moves": ["settlement"]}
    if case == "baghdad-2020":
        act = Act("european-three", "iran", 4, "the-wider-world", move="ship-seizure")
        undoes = {"actors": ["european-three"], "targets": ["iran"], "moves": ["release-of-a-ship"]}
    else:
        act = Act("borduria", "coria", 0, "pass", move="shoot-down-by-mistake")
        undoes = {"actors": ["borduria"], "targets": ["coria"], "moves": ["admission"]}
    return {"an offer that stands brings the agreement": (offer, settles), "a deed brings its undoing": (act, undoes)}


LAWS = tuple(before("two-neighbours"))
GIVEN = (OPEN, RIPE, MILD)


def measured(case: str, law: str, part: float, off: str = "") -> tuple[Statistic, Statistic, bool]:
    """With the act before it and without, and whether the futures are the same."""
    (act, what), (lab, _) = before(case)[law], BENCHES[case]
    plain = lab.arm("consent", *GIVEN, off=off, part=part)
    after = lab.arm(f"consent {law}", *GIVEN, Change(seen_by="consent", act=act), off=off, part=part)
    return *(count(f.acts(**what, last=20)) for f in (after, plain)), same(plain.chunk, after.chunk)  # type: ignore[return-value]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", LAWS)
def test_law(law: str, case: str) -> None:
    found = []
    for part, sure in LOOKS:
        after, plain, _ = measured(case, law, part)
        print(f"{case:14} {law:45} {plain.value:8.4g} -> {after.value:8.4g}  z {z(after, plain):6.1f} in {part:.0%}")
        found.append(z(after, plain) > sure)
        if found[-1]:
            break
    assert any(found), f"{law}: the effect is not beyond luck"


@pytest.mark.parametrize("case", CASES[:1])
@pytest.mark.parametrize("law", LAWS)
def test_off_nothing_of_it_is_left(law: str, case: str) -> None:
    assert measured(case, law, 0.1, off="consent")[2]
    assert not measured(case, law, 0.1)[2]


def test_moves_that_are_offered_are_never_chosen() -> None:
    moves: dict[str, Move] = Lab(BAGHDAD, days=1, blocks=1).scenario.moves
    offers = {move.consent.offer for move in moves.values() if move.consent}
    assert offers == {name for name, move in moves.items() if "offer" in move.does}
    assert not any(moves[name].is_chosen for name in offers)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("offer-of-a-settlement", "Iran offered the United States a settlement."),
        ("settlement", "Iran and the United States settled their quarrel by agreement."),
        ("offer-of-an-exchange", "Iran offered the United States an exchange of prisoners."),
        ("invitation-to-talks", "Iran offered to meet the United States face to face."),
    ],
)
def test_offers_and_agreements_are_told_as_such(move: str, words: str) -> None:
    assert sentence(load(str(BAGHDAD)), "iran", move, "united-states") == words
