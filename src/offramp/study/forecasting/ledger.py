"""A ledger of forecasts that is only ever added to: question, chance, what was known when, until when, what came about.

One JSON object a line. Each line holds the hash of the line before it and its own, so that a line that was changed,
moved or taken out breaks the chain. Whoever rewrites the whole file makes a new chain: keep the last hash elsewhere,
and the ledger tells whether it still holds it. A forecast is never changed; what turns out to be undecidable is void.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from offramp import clock
from offramp.errors import DataError, Fault
from offramp.results.file_lock import locked
from offramp.results.whole_append import append_whole
from offramp.study.shared.record import Record

from .ledger_chain import FORECAST, NOTHING, chain, cut_off, linked

Outcome = Literal["yes", "no", "void"]
Foretold = tuple[str, float, str, str, str]  # question, chance, last day known, horizon, source
SHORT = 8  # characters of a hash that name a forecast


@dataclass(frozen=True)
class Entry(Record):
    """One forecast and what became of it.

    Attributes
    ----------
    id : str
        The first characters of its line's hash.
    question : str
        What is said to happen, decidable by a yes or no.
    probability : float
        The chance that it happens within the horizon.
    as_of : str
        The last day whose events were known.
    horizon : str
        The last day on which it counts.
    source : str
        Who says so: a model's address, a person, a page.
    recorded : str
        When the line was written, in UTC.
    outcome : {"yes", "no", "void"} or None
        None until it is resolved.
    on : str or None
        The day on which it happened, or was seen not to have.
    evidence : str
        Where that stands.
    """

    KEYS = "id question probability as_of horizon source recorded outcome on evidence ahead"

    id: str
    question: str
    probability: float
    as_of: str
    horizon: str
    source: str
    recorded: str
    outcome: Outcome | None = None
    on: str | None = None
    evidence: str = ""

    @property
    def ahead(self) -> bool:
        """Whether it was written down before it came true and before its horizon was over: nobody could know."""
        written = self.recorded[:10]
        return written <= self.horizon and (self.outcome != "yes" or self.on is None or written < self.on)


class Ledger:
    """A ledger in a file.

    Parameters
    ----------
    path : str or Path
    now : callable, optional
        Tells the time, in UTC.
    """

    def __init__(self, path: str | Path, now: Callable[[], dt.datetime] | None = None) -> None:
        self.path = Path(path)
        self._now = now or (lambda: clock.now())

    def entries(self) -> list[Entry]:
        """Every forecast in the order in which it was written, with its outcome.

        Raises
        ------
        DataError
            If a line was changed, moved, taken out or cut off, naming the line.
        """
        found: dict[str, Entry] = {}
        for line in self._lines():
            if line["kind"] == "forecast":
                told = {name: line[name] for name in FORECAST}
                found[line["hash"]] = Entry(line["hash"][:SHORT], **told, recorded=line["recorded"])
            else:
                found[line["forecast"]] = replace(
                    found[line["forecast"]], outcome=line["outcome"], on=line["on"], evidence=line["source"]
                )
        return list(found.values())

    def head(self) -> str:
        """The hash of the last line: whoever keeps it can tell whether anything before it was changed."""
        return next((line["hash"] for line in reversed(list(self._lines()))), NOTHING)

    def holds(self, head: str) -> bool:
        """Whether the ledger still holds a hash that was kept."""
        return any(line["hash"] == head for line in self._lines())

    def add(self, question: str, probability: float, as_of: str, horizon: str, source: str = "") -> Entry:
        """Write one forecast down; see `add_all`.

        Parameters
        ----------
        question : str
            What is said to happen, decidable by a yes or no.
        probability : float
            The chance that it happens within the horizon.
        as_of : str
            The last day whose events are known.
        horizon : str
            The last day on which it counts.
        source : str
            Who says so.
        """
        return self.add_all([(question, probability, as_of, horizon, source)])[0]

    def add_all(self, told: Iterable[Foretold]) -> list[Entry]:
        """Write forecasts down: all of them, or none.

        Parameters
        ----------
        told : iterable of (question, probability, as_of, horizon, source)

        Raises
        ------
        DataError
            If one cannot be meant, or stands there already.
        """
        lines = [self._meant(*each) for each in told]
        with locked(self.path):
            there = {_same(asdict(each)): each.id for each in self.entries()}
            for each in lines:
                twice = there.setdefault(_same(each), "")
                self._unless(not twice, "question", f"the same as {twice}", "a forecast that does not stand there yet")
            written = self._append("forecast", lines)
        return [
            Entry(line["hash"][:SHORT], **each, recorded=line["recorded"])
            for line, each in zip(written, lines, strict=True)
        ]

    def _meant(self, question: str, probability: float, as_of: str, horizon: str, source: str) -> dict[str, Any]:
        question, source = " ".join(question.split()), " ".join(source.split())
        self._unless(bool(question), "question", "nothing", "what is said to happen, decidable by a yes or no")
        self._unless(0 <= probability <= 1, "probability", f"{probability:g}", "a number from 0 to 1")
        known, until = self._day("as_of", as_of), self._day("horizon", horizon)
        self._unless(known < until, "horizon", horizon, f"a day after {as_of}, the last that is known")
        self._unless(known <= self._today(), "as_of", as_of, "a day that has come")
        return dict(zip(FORECAST, (question, float(probability), str(known), str(until), source), strict=True))

    def resolve(self, forecast: str, outcome: str, on: str | None = None, source: str = "") -> Entry:
        """Write down what came about.

        Parameters
        ----------
        forecast : str
            The forecast's id, or enough of it.
        outcome : {"yes", "no", "void"}
            A yes may come before the horizon is over, a no only with it; void is what cannot be decided.
        on : str, optional
            The day on which it happened; for a no, one on which the horizon is over. Today if left out.
        source : str
            Where that stands.

        Raises
        ------
        DataError
            If there is no such forecast, it is resolved, or the day does not fit.
        """
        today = self._today()
        self._unless(outcome in get_args(Outcome), "outcome", repr(outcome), ", ".join(get_args(Outcome)))
        day = self._day("on", on) if on else today
        self._unless(day <= today, "on", str(day), "a day that has come")
        with locked(self.path):
            whole, entry = self._find(forecast)
            self._unless(entry.outcome is None, "forecast", f"{entry.id}, resolved {entry.outcome}", "one that is open")
            self._unless(outcome == "void" or str(day) > entry.as_of, "on", str(day), f"a day after {entry.as_of}")
            late = f"a day up to {entry.horizon}, the horizon"
            self._unless(outcome != "yes" or str(day) <= entry.horizon, "on", str(day), late)
            soon = f"{entry.horizon} or later: before its horizon is over, nobody knows a no"
            self._unless(outcome != "no" or str(day) >= entry.horizon, "on", str(day), soon)
            told = {"forecast": whole, "outcome": outcome, "on": str(day), "source": " ".join(source.split())}
            self._append("outcome", [told])
        return self._find(entry.id)[1]

    def _find(self, forecast: str) -> tuple[str, Entry]:
        hashes = [line["hash"] for line in self._lines() if line["kind"] == "forecast"]
        found = [
            (whole, each) for whole, each in zip(hashes, self.entries(), strict=True) if whole.startswith(forecast)
        ]
        allowed = "the id of a forecast, as `offramp ledger show` prints it"
        self._unless(len(found) == 1 and bool(forecast), "forecast", f"{forecast!r}: {len(found)} of them", allowed)
        return found[0]

    def _append(self, kind: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Add lines to the file: all of them, or none where there is no room."""
        now = self._now().astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        lines = linked(kind, now, told, self.head())
        self.path.parent.mkdir(parents=True, exist_ok=True)
        append_whole(self.path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
        return lines

    def mend(self) -> str:
        """Cut off a last line that was not written to its end, as on a full disk; nothing else is changed.

        Returns
        -------
        str
            What was cut off; empty where the last line is whole.

        Raises
        ------
        DataError
            If a line above it was changed, moved or taken out.
        """
        with locked(self.path):
            return cut_off(self.path)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Every line, seen to be whole and in its place."""
        yield from chain(self.path)

    def _today(self) -> dt.date:
        """The day that it is, here or in UTC, whichever is later: who writes it down has seen it come."""
        now = self._now()
        return max(now.date(), now.astimezone().date())

    def _day(self, name: str, value: str) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise DataError(Fault(str(self.path), None, name, repr(value), "a date such as 2020-01-03")) from None

    def _unless(self, right: bool, name: str, found: str, allowed: str) -> None:
        if not right:
            raise DataError(Fault(str(self.path), None, name, found, allowed))


def _same(told: dict[str, Any]) -> tuple[str, ...]:
    """What makes two forecasts one: who says it of what, knowing what, until when."""
    return tuple(told[name] for name in FORECAST if name != "probability")
