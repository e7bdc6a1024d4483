"""Event data as a record: codes become moves, names actors, places arenas; twins go, coordinates are never read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offramp.scenario import Scenario
from offramp.scenario.options import feasible
from offramp.scenario.reading.entry import Names, entry
from offramp.scenario.record.events import Event
from offramp.scenario.words import Refusal, show

from .cells import DayOrder, day
from .codebook import CAMEO, PLOVER, Class, class_of, whole_code
from .deaths import deaths
from .entries import Entries, Entry, free, grown, left_out, said
from .layout import Layout
from .matching import Matching
from .sheet import Row, Sheet

_LONGEST_ID = 70


@dataclass
class Reader:
    """Reads the rows of one data set for one case.

    Attributes
    ----------
    case : Scenario
    part : {"record", "aftermath"}
    layout : Layout
    source : str
        The id of the source that events cite.
    matching : Matching
    own : mapping of str to str
        Moves by codes, which go over those of the codebook.
    dates : {"dmy", "mdy"} or None
    """

    case: Scenario
    part: str
    layout: Layout
    source: str
    matching: Matching
    own: Mapping[str, str] = field(default_factory=dict)
    dates: DayOrder | None = None

    def __post_init__(self) -> None:
        self._open = {(actor, move, target) for actor, move, target, _ in feasible(self.case)}
        self._placed = {move for rule in self.case.options if rule.arenas for move in rule.moves}
        self._unplaced = {move for rule in self.case.options if not rule.arenas for move in rule.moves}

    def read(self, sheet: Sheet, names: Names, keep_twins: bool = False) -> Entries:
        """Read a table.

        Parameters
        ----------
        sheet : Sheet
        names : mapping
            What the case defines, with the source.
        keep_twins : bool
            Keep events of the same day, pair, move and place.
        """
        found = Entries(self.part, dropped=list(sheet.dropped))
        seen: dict[tuple[str, ...], int] = {}
        for row in sheet.rows:
            try:
                fields = self.event(row)
            except Refusal as refusal:
                at = f"{refusal.at}: " if refusal.at else ""
                found.dropped.append(left_out(row, f"{at}found {refusal.found}; allowed: {refusal.allowed}"))
                continue
            twin = (fields["date"], fields["actor"], fields["target"], fields["move"], *self.layout.places(row))
            if twin in seen and not keep_twins:
                reason = f"a twin of line {seen[twin]}: the same day, pair, class and place"
                found.dropped.append(left_out(row, reason))
                continue
            made, faults = entry(Event, grown(fields, sheet.name, row.line), names)
            if made is None:
                found.dropped.append(left_out(row, " | ".join(map(said, faults))))
                continue
            seen.setdefault(twin, row.line)
            found.keep(self._id(row, fields, found.kept), Entry(row, fields, made, by_act=True))
        return found

    def event(self, row: Row) -> dict[str, Any]:
        """One row as an event.

        Raises
        ------
        Refusal
            If it is none of the case.
        """
        date = self._date(row)
        doer, target = (self._actor(row, what, end) for end, what in enumerate(("doer", "target")))
        if doer == target:
            raise Refusal(f"{doer} as doer and target", "two actors of the case", at="actors")
        meant, move = self._move(row, doer, target)
        arena = self._arena(row, move)
        fields: dict[str, Any] = {"date": date, "actor": doer, "move": move, "target": target}
        fields |= {"arena": arena} if arena else {}
        dead, note = deaths(self.layout, row, doer, target)
        fields |= {"deaths": dead} if dead else {}
        words = f"{meant.says[:1].upper()}{meant.says[1:]}, as coded by {self.layout.source['title']}"
        return {**fields, "what": f"{words}{self._number(row)}{note}", "source": [self.source]}

    def _number(self, row: Row) -> str:
        name = self.layout.cell(row, "id")
        return f" ({name[:60]})" if name else ""

    def _date(self, row: Row) -> str:
        try:
            date = day(self.layout.cell(row, "date"), self.dates)
        except Refusal as refusal:
            raise Refusal(refusal.found, refusal.allowed, at="date") from None
        if self.layout.is_vague(row):
            raise Refusal("a day that is not known", "events whose day is known", at="date")
        start, known = self.case.start, self.case.information_date
        if self.part == "aftermath" and date <= start:
            raise Refusal(date, f"a day after the start, {start}", at="date")
        if self.part == "record" and date > min(start, known):
            raise Refusal(date, f"a day up to {min(start, known)}", at="date")
        return date

    def _actor(self, row: Row, what: str, end: int) -> str:
        name = self.layout.cell(row, what)
        found = self.matching.actor(name) or self.matching.actor(self.layout.country(row, end))
        if found is None:
            told = "an actor of the case, or a name in the table of --names"
            raise Refusal(show(name) if name else "nothing", told, at=what)
        return found

    def _move(self, row: Row, doer: str, target: str) -> tuple[Class, str]:
        """What a row's code means, and the move of the case for it: one that the pair has among its options first."""
        words = self.layout.codes(row)
        codebook = self.layout.codebook
        meant = class_of(codebook, words)
        shown = next(filter(None, words), "")
        own = next((self.own[each.lower()] for each in words if each.lower() in self.own), None)
        if own is not None:
            meant, candidates = meant or Class(shown, shown, ()), [own] if own else []
        elif meant is None:
            raise Refusal(show(shown) if shown else "nothing", f"a code of {codebook}", at="code")
        else:
            candidates = [*meant.moves, *self._coded(codebook, words, meant)]
        if not candidates:
            raise Refusal(f"{shown} ({meant.says})", "an act of one actor on another", at="code")
        there = [move for move in candidates if move in self.case.moves]
        if not there:
            told = f"a code for which the case has a move: {' or '.join(candidates)}; or a line in --codes"
            raise Refusal(f"{shown} ({meant.says})", told, at="code")
        return meant, next((move for move in there if (doer, move, target) in self._open), there[0])

    def _coded(self, codebook: str, words: Sequence[str], meant: Class) -> list[str]:
        """The case's own moves that have this code."""
        if codebook == CAMEO:
            code = whole_code(words[0])
            return [name for name, move in self.case.moves.items() if move.cameo == code and meant.moves]
        if codebook == PLOVER:
            kind = meant.code.partition("-")[0]
            return [name for name, move in self.case.moves.items() if move.plover == kind and meant.moves]
        return []

    def _arena(self, row: Row, move: str) -> str | None:
        if move in self._unplaced and move not in self._placed:
            return None
        found = self.matching.arena(self.layout.places(row))
        if found is None and move in self._placed and move not in self._unplaced:
            place = ", ".join(self.layout.places(row)[:2])
            told = "an arena of the case, or a place in the table of --names"
            raise Refusal(show(place) if place else "nothing", told, at="place")
        return found

    def _id(self, row: Row, fields: Mapping[str, Any], taken: Mapping[str, Entry]) -> str:
        number = self.layout.cell(row, "id") or "-".join(fields[name] for name in ("date", "actor", "move", "target"))
        stem = "-".join(re.findall(r"[a-z0-9]+", f"{self.source} {number}".lower()))[:_LONGEST_ID].strip("-")
        return free(stem, taken)
