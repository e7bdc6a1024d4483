"""The crisis in pictures: a timeline, the cast and a map, each with its finding, nothing from outside."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from offramp.errors import CaseError
from offramp.report.charts import Chart
from offramp.report.charts.arena_map import arena_map
from offramp.report.charts.cast import cast
from offramp.report.charts.timeline import timeline
from offramp.report.components import Link, Rule, Spot, plane
from offramp.report.material import Material
from offramp.report.page import page
from offramp.scenario import load
from offramp.scenario.hashing import case_hash
from tests.cases.build import made, skeleton
from tests.report import factory
from tests.report.conftest import Page
from tests.report.test_charts import with_events

EVIL = "<img src=x onerror=alert(1)> & more"


def event(day: str, actor: str = "north", move: str = "rockets", **more: object) -> dict[str, object]:
    about = {"date": day, "actor": actor, "move": move, "target": "south", "what": f"What {EVIL}", "source": "watcher"}
    return {**about, "arena": "strait", **more}


RECORD: dict[str, Any] = {
    "old": event("2012-05-01"),
    "first": event("2019-03-01"),
    "second": event("2019-06-01", move="threat"),
    "third": event("2019-12-20", "south", target="north"),
    "last": event("2020-01-02", deaths={"military": 30}),
}
BASE = factory.material()
SHARE = factory.range_of("0.3..0.7")
TIES = {
    "north~south": {
        "kind": "rivalry",
        "between": ["north", "south"],
        "ceiling": factory.range_of("3..6"),
        "doubt": factory.range_of("0.5..1"),
    },
    "south+old-ally": {
        "kind": "alliance",
        "between": ["south", "old-ally"],
        "solidarity": factory.range_of("0.3..0.7"),
    },
    "harbour:north~south": {
        "kind": "access",
        "mediator": "harbour",
        "to": ["north", "south"],
        "quality": SHARE,
    },
}


def places(**degrees: tuple[int, int]) -> dict[str, Any]:
    return {
        key: {"name": name, "open": 1, "reach": {}}
        | ({"coordinates": dict(zip(("latitude", "longitude"), degrees[key], strict=True))} if key in degrees else {})
        for key, name in factory.ARENAS.items()
    }


def shown(**changes: Any) -> Material:
    return dataclasses.replace(BASE, scenario=factory.scenario(**changes))


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def test_the_timeline_says_what_changed_before_the_start() -> None:
    chart = drawn(timeline(shown(record=RECORD)))
    assert (
        chart.finding == "Two violent acts in the 30 days before the start, against 0.1 in 30 days of the time before"
    )
    assert [row[0] for row in chart.rows] == [each["date"] for each in RECORD.values()]
    assert chart.rows[-1][-1] == "30" and "Not drawn: one act of earlier years" in chart.caption
    filled = re.findall(r'class="mark circle t-b\d"', chart.drawing)
    assert len(filled) == len(RECORD) - 1  # the old one is in the numbers alone


def test_the_acts_of_the_first_future_stand_behind_the_record() -> None:
    material = shown(record=RECORD)
    draw, run = material.stories[0].at
    acts = material.events[(material.events["draw"] == draw) & (material.events["run"] == run)]
    rings = re.findall(r'class="mark ring t-b\d"', drawn(timeline(material)).drawing)
    assert len(rings) == len(acts) > 0
    alone = drawn(timeline(dataclasses.replace(material, stories=())))
    assert "ring" not in alone.drawing and "Rings" not in alone.caption


def test_a_record_without_violence_or_without_acts() -> None:
    quiet = drawn(timeline(shown(record={"word": event("2020-01-01", move="threat")})))
    assert quiet.finding == "One act before the start, none of them violent"
    assert timeline(shown()) is None


def test_the_cast_has_everybody_and_every_tie() -> None:
    material = shown(ties=TIES)
    chart = drawn(cast(material))
    assert chart.finding == (
        "Northland has no proxies and no allies, Southland has no proxies and one ally; one other can speak to both"
    )
    assert sorted(chart.rows) == [
        ("Harbour States", "can speak to", "Northland"),
        ("Harbour States", "can speak to", "Southland"),
        ("Northland", "are rivals", "Southland"),
        ("Southland", "is allied with", "Old Ally"),
    ]
    kinds = re.findall(r'class="tie (\w+)"', chart.drawing)
    assert sorted(kinds) == ["dashed", "dotted", "dotted", "thick"]
    assert all(f">{name.replace('&', '&amp;')}<" in chart.drawing for name, _ in factory.ACTORS.values())
    assert cast(shown(ties={})) is None


def test_the_map_is_a_grid_with_labelled_arenas_and_its_finding() -> None:
    material = shown(arenas=places(strait=(26, 56), border=(-10, 44)), record=RECORD)
    chart = drawn(arena_map(with_events(material, [("north", "south", "strait", 7, 3, 0)], kept=4)))
    assert chart.finding == (
        "Of the arenas on the map, violence is likeliest in the Strait: 25 of 100 futures; "
        "four of the 4 violent acts of the record happened there"
    )
    assert chart.rows == (("The Strait", "26", "56", "25", "4"), ("Northern border", "-10", "44", "0", "0"))
    assert "Not drawn: 4 without coordinates" in chart.caption
    assert "10° south" in chart.drawing and "50° east" in chart.drawing
    tops = {name: float(top) for top, name in re.findall(r"top:([\d.]+)%\">([^<]+)<", chart.drawing)}
    assert tops["The Strait"] < tops["Northern border"]  # north is up
    assert not re.search(r"<image|<img|href|url\(|https?:", chart.drawing)


@pytest.mark.parametrize("degrees", [{}, {"strait": (26, 56)}])
def test_fewer_than_two_places_make_no_map(degrees: dict[str, tuple[int, int]]) -> None:
    assert arena_map(shown(arenas=places(**degrees))) is None


@pytest.mark.parametrize("ends", [((0, 0), (0, 0)), ((90, 180), (-90, -180)), ((89, 0), (90, 0)), ((0, 179), (1, 180))])
def test_any_two_points_of_the_globe_can_be_drawn(ends: tuple[tuple[int, int], tuple[int, int]]) -> None:
    chart = drawn(arena_map(shown(arenas=places(strait=ends[0], border=ends[1]))))
    for number in re.findall(r"(?:left|top):(-?[\d.]+)%", chart.drawing):
        assert -25 <= float(number) <= 125
    assert "nan" not in chart.drawing and "inf" not in chart.drawing


def test_the_page_has_the_pictures_and_writes_no_tag_of_the_case() -> None:
    material = shown(record=RECORD, ties=TIES, arenas=places(strait=(26, 56), border=(30, 44)))
    told = Page(page(material))
    assert "crisis" in [section["id"] for section in told.all("section")]
    for chart in ("timeline", "cast", "map"):
        assert [each for each in told.all("figure") if each["id"] == f"chart-{chart}"], chart
    assert not [tag for tag, about in told.elements if tag == "img"]
    assert EVIL in told.text


def test_licence_and_credit_of_a_source_are_shown() -> None:
    source = {"author": "A", "title": "Events", "licence": "by permission of <A>", "credit": "A and B (2031)"}
    told = Page(page(shown(sources={"watcher": source}))).text
    assert "licence: by permission of <A>" in told and "credit: A and B (2031)" in told


def test_a_notebook_gets_the_figures_too() -> None:
    material = shown(record=RECORD, ties=TIES, arenas=places(strait=(26, 56), border=(30, 44)))
    for chart, marks in ((timeline(material), 4), (cast(material), 12), (arena_map(material), 2)):
        assert len(drawn(chart).figure.data[0].x) == marks


def test_a_plane_sets_names_apart_and_escapes_them() -> None:
    near = [Spot(0.5, 0.5, "Somewhere"), Spot(0.52, 0.5, EVIL)]
    told = plane(near, [Link(0, 1, "arrow")], [Rule(0.5, "50°")], 0.5, "said")
    assert told.count("above") == 1 and "<img" not in told and "50°" in told


def test_coordinates_are_whole_degrees_and_change_no_hash() -> None:
    field = {"name": "the field", "reach": {"a": 0.5, "b": 0.5}}
    plain = made(skeleton(arenas={"field": field}))
    placed = made(skeleton(arenas={"field": {**field, "coordinates": {"latitude": 33, "longitude": 44}}}))
    assert placed.arenas["field"].coordinates is not None
    assert case_hash(placed) == case_hash(plain)


@pytest.mark.parametrize(
    "wrong", [{"latitude": 33.5, "longitude": 44}, {"latitude": 91, "longitude": 0}, {"latitude": 1}]
)
def test_finer_or_other_coordinates_are_refused(wrong: dict[str, float]) -> None:
    arena = {"name": "the field", "reach": {"a": 0.5, "b": 0.5}, "coordinates": wrong}
    with pytest.raises(CaseError, match="degrees"):
        made(skeleton(arenas={"field": arena}))


def test_the_shipped_case_has_a_map_and_its_hash() -> None:
    case = load("baghdad-2020")
    assert case_hash(case).startswith("d56071fd1791")
    without = {key for key, each in case.arenas.items() if each.coordinates is None}
    assert without == {"the-wider-world"}
