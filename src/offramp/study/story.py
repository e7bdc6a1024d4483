"""A future as a dated story in plain words, and why each actor chose as it did."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from offramp.scenario import Scenario

NOWHERE = ("", "-", None)
VIOLENT, MILITARISED, CONCESSION = 5, 3, -2
_WITH_THE = re.compile(r"^United |(?:States|Emirates|Islands|Nations|Kingdom|Union|Guards?|Forces|Houthis)$")
_HOLE = re.compile(r"\{(actor|target|arena)\}")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

# what a system's terms say when they speak for an option, and when they speak against it
REASONS: Mapping[str, tuple[str, str]] = {
    "ladder": ("it stayed low on the ladder", "the cost of climbing"),
    "reciprocity": ("it was owed", "it was out of proportion to what was owed"),
    "rules": ("it kept within the rules", "it broke the rules of the game"),
    "proxies": ("the ties of patron and proxy called for it", "the patron held it back"),
    "leaders": ("the loss of a leader called for an answer", "the loss of a leader held it back"),
    "deterrence": ("the other side looked unlikely to make it pay", "fear of the answer"),
    "opportunity": ("the target was within reach", "little was exposed"),
    "fronts": ("the front was already hot", "the front was hard to reach"),
    "pressure": ("the pressure called for a way out", "the pressure left no means"),
    "audiences": ("its public asked for it", "its public was against it"),
    "hosts": ("the host let it happen", "the host would not bear it"),
    "mediation": ("a channel was open", "no channel was open"),
    "dominance": ("it was the stronger side", "it was the weaker side"),
    "norms": ("others had done the same", "the world's rules were against it"),
}  # fmt: skip


@dataclass(frozen=True)
class Why:
    """Why an actor chose as it did: its terms of utility by system, and what it nearly did instead."""

    terms: Mapping[str, float]
    instead: str = ""  # in words; empty where nothing else came near
    hazard: float | None = None  # the chance that it acted at all on that day

    def words(self, most: int = 3, least: float = 0.1) -> str:
        """The largest terms in words, for and against, then the runner-up."""
        ranked = sorted(self.terms.items(), key=lambda item: -abs(item[1]))
        told = [(name, value) for name, value in ranked if abs(value) >= least][: most + 1]
        pro = [f"{_reason(name, value)} ({value:+.1f})" for name, value in told if value > 0]
        con = [f"{_reason(name, value)} ({value:+.1f})".replace("-", "−") for name, value in told if value < 0]
        parts = [f"for it: {', '.join(pro)}" if pro else "", f"against it: {', '.join(con)}" if con else ""]
        parts.append(f"it nearly chose instead: {self.instead}" if self.instead else "")
        return "; ".join(filter(None, parts))


@dataclass(frozen=True)
class Act:
    """One act of one future, by ids."""

    day: int
    actor: str
    move: str
    target: str
    arena: str | None = None
    deaths_military: int = 0
    deaths_civilian: int = 0
    ordered: bool = False
    why: Why | None = None


@dataclass(frozen=True)
class Line:
    """One act in words."""

    words: str
    rung: int
    deaths: str = ""
    ordered: str = ""
    why: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, self.deaths, self.ordered)))


@dataclass(frozen=True)
class Day:
    """What happened on one day; `silent` days before it had nothing at all."""

    day: int
    date: dt.date
    lines: tuple[Line, ...]
    silent: int = 0

    @property
    def rung(self) -> int:
        """The highest rung of the day."""
        return max(line.rung for line in self.lines)

    def brief(self) -> Day:
        """The day without its words and messages, where it has more to tell."""
        loud = tuple(x for x in self.lines if x.rung >= MILITARISED or x.rung <= CONCESSION or x.deaths)
        return replace(self, lines=loud or self.lines[:1])


@dataclass(frozen=True)
class Story:
    """One future, told."""

    address: str
    days: tuple[Day, ...]
    ending: str
    rung: int = 0  # the highest
    dead: int = 0

    def turning_points(self, most: int = 12) -> tuple[Day, ...]:
        """The days that a short telling keeps: the highest, the deadliest, the first and last step towards peace."""
        if len(self.days) <= most:
            return self.days
        peace = [day for day in self.days if any(line.rung <= CONCESSION for line in day.lines)]
        kept = {day.day for day in (self.days[0], self.days[-1], *peace[:1], *peace[-1:])}
        for day in sorted(self.days, key=lambda day: (-day.rung, -sum(bool(x.deaths) for x in day.lines), day.day)):
            if len(kept) >= most:
                break
            kept.add(day.day)
        return tuple(day.brief() for day in self.days if day.day in kept)

    def text(self, why: bool = True) -> str:
        """The story as plain lines for a terminal."""
        return "\n".join([*self._lines(why), "", self.ending])

    def _lines(self, why: bool) -> Iterator[str]:
        for day in self.days:
            if day.silent > 1:
                yield f"  … {count(day.silent)} days without an act …"
            yield f"Day {day.day} · {date_words(day.date)}"
            for line in day.lines:
                yield f"  [{line.rung:>2}] {line}"
                if why and line.why:
                    yield f"       why: {line.why}."


def tell(scenario: Scenario, acts: Iterable[Act], days: int | None = None, address: str = "") -> Story:
    """Tell the acts of one future.

    Parameters
    ----------
    scenario : Scenario
        The case, for names and for the sentences of its moves.
    acts : iterable of Act
        What was done, in any order.
    days : int, optional
        How many days the future lasted; the case's own length if left out.
    address : str
        The address of the future.
    """
    ordered = sorted(acts, key=lambda each: each.day)
    told, last = [], 0
    for day, group in groupby(ordered, key=lambda each: each.day):
        lines = _merged(_line(scenario, each) for each in group)
        date = scenario.start_date + dt.timedelta(days=day)
        told.append(Day(day, date, tuple(lines), silent=max(0, day - last - 1)))
        last = day
    return Story(
        address,
        tuple(told),
        _ending(ordered, told, days or scenario.days),
        rung=max((day.rung for day in told), default=0),
        dead=sum(each.deaths_military + each.deaths_civilian for each in ordered),
    )


def act(row: Mapping[str, Any], why: Why | None = None) -> Act:
    """One row of the table of acts."""
    fields: dict[str, Any] = {name: int(row[name]) for name in ("day", "deaths_military", "deaths_civilian")}
    fields |= {name: row[name] for name in ("actor", "move", "target", "arena")}
    return Act(**fields, ordered=bool(row["ordered"]), why=why)


def sentence(scenario: Scenario, actor: str, move: str, target: str, arena: str | None) -> str:
    """One act in the words of its move, with names for ids."""
    names = {
        "actor": with_article(_name(scenario.actors, actor)),
        "target": with_article(_name(scenario.actors, target)),
        "arena": "" if arena in NOWHERE else with_article(_name(scenario.arenas, arena)),
    }
    kind = scenario.moves.get(move)
    template = kind.tells if kind else "{actor}: " + move.replace("-", " ") + ", {target}"
    # one pass, so that a name with braces in it stays a name
    words = _HOLE.sub(lambda hole: names[hole[1]], template).strip()
    if arena not in NOWHERE and "{arena}" not in template:
        words = f"{words.rstrip('.')} ({names['arena']})"
    words = re.sub(r" +(?:in|at|on|near) *(?=[.,;]|$)", "", words) if arena in NOWHERE else words
    words = words.replace("s's ", "s' ")  # the United States' bases
    return words[:1].upper() + words[1:].rstrip(".") + "."


def with_article(name: str) -> str:
    """A name as it stands within a sentence: `the United States`, `the Gulf`, `Iran`."""
    if name.startswith("The "):
        return "the " + name[4:]
    several = "," in name or " and " in name
    return f"the {name}" if _WITH_THE.search(name) and not several else name


def date_words(date: dt.date) -> str:
    """`8 January 2020`."""
    return f"{date.day} {date:%B %Y}"


def count(number: int, words: str = "") -> str:
    """A whole number as it is written in prose, with its noun."""
    text = _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"
    return f"{text} {words}".strip()


def deaths_words(military: int, civilian: int) -> str:
    """How many died, in words; empty if nobody did."""
    parts = []
    if military:
        parts.append(count(military, "soldier or fighter" if military == 1 else "soldiers and fighters"))
    if civilian:
        parts.append(count(civilian, "civilian" if civilian == 1 else "civilians"))
    if not parts:
        return ""
    words = " and ".join(parts) + " died."
    return words[:1].upper() + words[1:]


def _line(scenario: Scenario, act: Act) -> Line:
    kind = scenario.moves.get(act.move)
    patron = _patron(scenario, act.actor)
    order = f"Ordered by {with_article(patron)}." if patron else "Ordered."
    return Line(
        words=sentence(scenario, act.actor, act.move, act.target, act.arena),
        rung=kind.rung if kind else 0,
        deaths=deaths_words(act.deaths_military, act.deaths_civilian),
        ordered=order if act.ordered else "",
        why=act.why.words() if act.why else "",
    )


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Say once what was done twice on a day and cost nobody's life."""
    kept: list[Line] = []
    for line in lines:
        if line.deaths or line not in kept:
            kept.append(line)
    return sorted(kept, key=lambda line: -line.rung)


def _ending(acts: list[Act], told: list[Day], days: int) -> str:
    if not acts:
        return f"Nothing happened in {days} days."
    top = max(told, key=lambda day: day.rung)
    military, civilian = (sum(getattr(each, f"deaths_{who}") for each in acts) for who in ("military", "civilian"))
    dead = deaths_words(military, civilian)
    militarised = [day.day for day in told if day.rung >= MILITARISED]
    if not militarised:
        quiet = "No act was militarised."
    elif days - militarised[-1] >= 14:
        quiet = f"The last militarised act was on day {militarised[-1]}; then it was quiet."
    else:
        quiet = f"It was still going on at the end: the last militarised act was on day {militarised[-1]}."
    total = f"In all, {dead[:1].lower()}{dead[1:]}" if dead else "Nobody was killed."
    return f"The highest rung was {top.rung}, on day {top.day}. {total} {quiet}"


def _reason(system: str, value: float) -> str:
    pro, con = REASONS.get(system, (system.replace("-", " "), system.replace("-", " ")))
    return pro if value > 0 else con


def _name(named: Mapping[str, object], key: str | None) -> str:
    part = named.get(key or "")
    return str(getattr(part, "name", "")) or (key or "").replace("-", " ")


def _patron(scenario: Scenario, proxy: str) -> str:
    for tie in scenario.ties.values():
        if tie.kind == "patronage" and tie.proxy == proxy:
            return _name(scenario.actors, tie.patron)
    return ""
