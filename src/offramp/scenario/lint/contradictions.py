"""Remarks on a record that contradicts itself or the rest of the case: days, twins, who acted last, who is harmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from offramp.scenario.ladder import THREAT, VIOLENT
from offramp.scenario.parts import Access, Patronage, Rivalry
from offramp.scenario.passing import sides
from offramp.scenario.reading.faults import Loc
from offramp.scenario.reading.tree import Node
from offramp.scenario.record.events import Event
from offramp.scenario.recorded import REPLAYED
from offramp.scenario.scenario import Scenario

from .note import Note, note

AMISS = "parts of the case that contradict each other"
YEAR = dt.timedelta(days=365.25)
LONG_BEFORE = 30  # days between the information date and the start that nobody knows anything of


def on_dates(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on days that are years away from the start, and on an information date long before it."""
    days: dict[Loc, str] = {
        (part, name, "date"): event.date
        for part in ("record", "aftermath")
        for name, event in getattr(scenario, part).items()
    }
    days |= {
        ("actors", name, "election", "date"): actor.election.date
        for name, actor in scenario.actors.items()
        if actor.election
    }
    for loc, day in days.items():
        away = dt.date.fromisoformat(day) - scenario.start_date
        if abs(away) > REPLAYED:
            side = "after" if away > dt.timedelta() else "before"
            lost = ", and the record is replayed for 20: it leaves no trace" if loc[0] == "record" else ""
            says = f"{day} is {abs(away) / YEAR:,.0f} years {side} the start{lost}; is the year right?"
            yield note(scenario, tree, AMISS, loc, says)
    gap = (scenario.start_date - dt.date.fromisoformat(scenario.information_date)).days
    if gap > LONG_BEFORE:
        says = (
            f"{scenario.information_date} is {gap} days before the start, {scenario.start}: nothing in between counts"
        )
        yield note(scenario, tree, AMISS, ("information_date",), says)


def on_twins(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on acts that stand in the record or the aftermath twice, and on leaders who are lost twice."""
    for part in ("record", "aftermath"):
        seen: dict[tuple[str | None, ...], str] = {}
        for name, event in getattr(scenario, part).items():
            act = (event.date, event.actor, event.move, event.target, event.arena)
            if act in seen:
                says = f"the same day, doer, move, target and place as {seen[act]}; one act told twice counts twice"
                yield note(scenario, tree, AMISS, (part, name), says)
            seen.setdefault(act, name)
    lost: dict[str, str] = {}
    for name, event in (*scenario.record.items(), *scenario.aftermath.items()):
        part = "record" if name in scenario.record and scenario.record[name] is event else "aftermath"
        for leader in event.loses:
            if leader in lost:
                yield note(scenario, tree, AMISS, (part, name, "loses"), f"{leader} was lost in {lost[leader]} already")
            lost.setdefault(leader, name)


def on_principals(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on principals in the other order than that in which the record lets them act."""
    first, second = scenario.principals
    last = _last_blow(scenario, first, second)
    if last and sides(scenario)[scenario.record[last].actor] == sides(scenario)[second]:
        says = f"by the record {second} acted last ({last}), and yet its answer is awaited; who acted last comes first"
        yield note(scenario, tree, AMISS, ("principals",), says)


def _last_blow(scenario: Scenario, first: str, second: str) -> str | None:
    """The last violent act between the sides of two actors, or the last hostile one where none was violent."""
    side = sides(scenario)
    ends = {side[first], side[second]}
    between = {n: e for n, e in scenario.record.items() if {side[e.actor], side[e.target]} == ends and len(ends) > 1}
    for rung in (VIOLENT, THREAT):
        blows = [name for name, event in between.items() if scenario.moves[event.move].rung >= rung]
        latest = max((between[name].date for name in blows), default=None)
        both = {side[between[name].actor] for name in blows if between[name].date == latest}
        if blows and len(both) == 1:
            return blows[-1]
        if blows:  # both on one day: nobody can tell
            return None
    return None


def on_harm(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on the dead of acts that harm nobody, on leaders of others, and on sources older than what they tell."""
    for part in ("record", "aftermath"):
        for name, event in getattr(scenario, part).items():
            for field, says in _harm(scenario, event):
                yield note(scenario, tree, AMISS, (part, name, *([field] if field else [])), says)


def _harm(scenario: Scenario, event: Event) -> Iterator[tuple[str, str]]:
    move = scenario.moves[event.move]
    dead = round(event.deaths.total)
    if dead and move.rung < VIOLENT and not (move.harm.military or move.harm.civilian):
        yield "deaths", f"{dead} dead of {event.move}, a move that harms nobody"
    side = sides(scenario)
    for leader in event.loses:
        if side[owner := scenario.leaders[leader].actor] != side[event.target]:
            yield "loses", f"{leader} leads {owner}, which is not on the side of the target, {event.target}"
    dated = [scenario.sources[name].date for name in event.source if name in scenario.sources]
    if dated and all(date is not None and date < event.date for date in dated):
        yield "source", f"no source of it is of {event.date} or later: none can know of the act"


def on_ties(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on allies, and on patrons and their proxies, that are rivals at the same time."""
    rivals = {frozenset(tie.between): name for name, tie in scenario.ties.items() if isinstance(tie, Rivalry)}
    for name, tie in scenario.ties.items():
        if isinstance(tie, (Rivalry, Access)):
            continue
        ends = frozenset((tie.patron, tie.proxy) if isinstance(tie, Patronage) else tie.between)
        if ends in rivals:
            says = f"{' and '.join(sorted(ends))} are rivals, too: {rivals[ends]}"
            yield note(scenario, tree, AMISS, ("ties", name), says)
