"""The chart of what happened before the start, in the order of days, with one future behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from markupsafe import Markup

from offramp.report.charts.chart import Chart
from offramp.report.charts.plots import scattered
from offramp.report.components import Line, Point, Row, scale, tracks
from offramp.report.findings.names import begun
from offramp.report.material import Material
from offramp.report.words import BANDS, band
from offramp.scenario.ladder import VIOLENT
from offramp.scenario.record.events import Event
from offramp.wording.counts import people
from offramp.wording.names import count, date_words

YEAR, MONTH = 365, 30
HEAD = ("Date", "Who", "Did what", "Whom", "Where", "Rung", "Dead")


def timeline(material: Material) -> Chart | None:
    """The acts of the record of a year, by doer, and those of the future that is told first; None without any."""
    acts = {name: each for name, each in material.scenario.record.items() if _day(each) <= material.start}
    if not acts:
        return None
    first = max(min(map(_day, acts.values())), material.start - dt.timedelta(days=YEAR))
    shown = {name: each for name, each in acts.items() if _day(each) >= first}
    later = _later(material)
    last = material.date(material.days) if later else material.start
    earlier = len(acts) - len(shown)
    return Chart(
        id="timeline",
        finding=_finding(material, shown, first),
        caption=_caption(material, earlier, bool(later)),
        drawing=_drawn(material, shown, later, first, last),
        head=HEAD,
        rows=tuple(_told(material, each) for each in acts.values()),
        plot=lambda: scattered([_spot(material, each) for each in shown.values()]),
    )


def _spot(material: Material, event: Event) -> tuple[str, str, str, str]:
    colour = BANDS[band(_rung(material, event))][2]
    return event.date, material.name(event.actor), colour, event.what


def _day(event: Event) -> dt.date:
    return dt.date.fromisoformat(event.date)


def _rung(material: Material, event: Event) -> int:
    return int(material.scenario.moves[event.move].rung)


def _later(material: Material) -> list[tuple[dt.date, str, int]]:
    """The acts of the future that is told first: day, doer and rung."""
    if not material.stories or not len(material.events):
        return []
    draw, run = material.stories[0].at
    acts = material.events
    mine = acts[(acts["draw"] == draw) & (acts["run"] == run)]
    rows = zip(mine["day"], mine["actor"], mine["rung"], strict=True)
    return [(material.date(int(day)), str(actor), int(rung)) for day, actor, rung in rows]


def _drawn(
    material: Material, shown: Mapping[str, Event], later: list[tuple[dt.date, str, int]], first: dt.date, last: dt.date
) -> Markup:
    ends = first.toordinal(), max(last, material.start).toordinal()

    def at(day: dt.date) -> float:
        return scale(day.toordinal(), *ends)

    marks: dict[str, list[Point]] = {}
    for event in shown.values():
        marks.setdefault(event.actor, []).append(Point(at(_day(event)), f"b{band(_rung(material, event))}"))
    for day, actor, rung in later:
        marks.setdefault(actor, []).append(Point(at(day), f"b{band(rung)}", "ring"))
    number = {actor: sum(event.actor == actor for event in shown.values()) for actor in marks}
    rows = [
        Row(material.name(actor), marks[actor], f"{number[actor]:,}")
        for actor in sorted(marks, key=lambda actor: (-number[actor], actor))
    ]
    lines = [Line(at(material.start), "the start")]
    said = "; ".join(f"{material.name(actor)}: {number[actor]} acts" for actor in marks)
    return tracks(rows, lines, said, (date_words(first), date_words(last) if last > material.start else ""))


def _finding(material: Material, shown: Mapping[str, Event], first: dt.date) -> str:
    violent = [_day(each) for each in shown.values() if _rung(material, each) >= VIOLENT]
    if not violent:
        return begun(f"{count(len(shown), 'acts' if len(shown) > 1 else 'act')} before the start, none of them violent")
    edge = material.start - dt.timedelta(days=MONTH)
    recent = sum(day > edge for day in violent)
    before, months = len(violent) - recent, (edge - first).days / MONTH
    told = begun(
        f"{count(recent, 'violent acts' if recent != 1 else 'violent act')} in the {MONTH} days before the start"
    )
    return f"{told}, against {before / months:.1f} in {MONTH} days of the time before" if months >= 1 else told


def _caption(material: Material, earlier: int, with_future: bool) -> str:
    bands = ", ".join(name for name, _, _ in BANDS)
    told = f"Filled: acts of the record, darker the higher on the ladder ({bands})."
    if with_future:
        told += (
            f" Rings: the acts of one future, {material.stories[0].title[:1].lower()}{material.stories[0].title[1:]}."
        )
    if earlier:
        told += (
            f" Not drawn: {count(earlier, 'acts' if earlier > 1 else 'act')} of earlier years, which the numbers list."
        )
    return told


def _told(material: Material, event: Event) -> tuple[str, ...]:
    place = material.name(event.arena) if event.arena else "·"
    names = material.name(event.actor), material.name(event.target)
    dead = people(event.deaths.total) if event.deaths.total else "·"
    return event.date, names[0], event.what, names[1], place, str(_rung(material, event)), dead
