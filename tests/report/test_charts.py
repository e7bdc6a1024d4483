"""Every chart's title is its finding, computed from the tables."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from offramp.report.charts import Chart
from offramp.report.charts.chart import NOT_KEPT
from offramp.report.charts.cost import deaths
from offramp.report.charts.drivers import drivers, purposes
from offramp.report.charts.ladder import days, peaks, singles
from offramp.report.charts.places import arenas, pairs
from offramp.report.material import Material
from offramp.report.page import page
from offramp.wording.measures import change


def with_runs(material: Material, **columns: list[float]) -> Material:
    """The material with other runs: one draw for each row of two."""
    n = len(next(iter(columns.values())))
    base = {"draw": [i // 2 for i in range(n)], "run": [i % 2 for i in range(n)]}
    zeros = {name: [0.0] * n for name in ("peak_rung", "deaths_military", "deaths_civilian", "war_prob")}
    return dataclasses.replace(material, runs=pd.DataFrame(base | zeros | columns))


def with_rungs(material: Material, kind: str, rows: list[tuple[int, int, int]]) -> Material:
    table = pd.DataFrame(rows, columns=["day", "rung", "futures"]).assign(kind=kind)
    return dataclasses.replace(material, rungs=table)


def with_events(material: Material, rows: list[tuple[str, str, str, int, int, int]], kept: int = 10) -> Material:
    """The material with these acts alone: who, whom, where, rung, day and run of the first setting."""
    table = pd.DataFrame(rows, columns=["actor", "target", "arena", "rung", "day", "run"]).assign(draw=0, move="strike")
    plain = with_runs(material, peak_rung=[0.0] * kept, draw=[0] * kept, run=list(range(kept)), war_prob=[0.0] * kept)
    return dataclasses.replace(plain, events=table, kept=kept, groups=(), stories=())


def test_the_climb_ends_where_most_futures_end(material: Material) -> None:
    chart = peaks(with_runs(material, peak_rung=[6, 6, 6, 5, 6, 6, 9, 10]))
    assert chart.finding == "Most often the climb ends at a limited strike: 62 in 100 futures. 25 in 100 go beyond it"


def test_a_future_without_an_act_stays_quiet(material: Material) -> None:
    assert "quiet: 100 in 100" in peaks(with_runs(material, peak_rung=[float("nan")] * 4)).finding


def test_what_is_reached_by_a_day_is_a_table(material: Material) -> None:
    rows = [(1, -9, 100), (7, 5, 60), (7, 7, 40), (90, 5, 10), (90, 9, 90)]
    made = dataclasses.replace(
        with_rungs(material, "peak", rows),
        rungs=pd.DataFrame(
            [(*row, kind) for row in rows for kind in ("peak", "day")], columns=["day", "rung", "futures", "kind"]
        ),
    )
    assert days(made).rows[0] == ("7, 10 January", "100", "40", "40", "0", "0", "0")
    assert days(made).rows[-1] == ("90, 2 April", "100", "90", "90", "90", "90", "0")


def test_the_most_violent_day_is_named(material: Material) -> None:
    rows = [(1, -9, 80), (1, 5, 20), (2, 0, 50), (2, 9, 50), (3, 2, 95), (3, 6, 5)]
    found = days(with_rungs(material, "day", rows)).finding
    assert found == "Violence is most frequent on day 2 (5 January): 50 in 100 futures. On day 3 it is 5 in 100"


def test_places_are_counted_in_futures_and_not_in_acts(material: Material) -> None:
    rows = [("north", "south", "strait", 6, 8, run) for run in (0, 0, 0, 1)] + [
        ("south", "north", "desert", 5, 1, 2),
        ("north", "south", "desert", 4, 1, 3),
    ]
    chart = arenas(with_events(material, rows))
    assert chart.finding == "20 of 100 futures see violence in the Strait; 10, in Desert"
    assert chart.rows[0][:3] == ("The Strait", "·", "20") and chart.rows[1][:2] == ("Desert", "10")


def test_pairs_are_counted_in_futures_and_told_both_ways(material: Material) -> None:
    rows = [("north", "south", "strait", 6, 8, run) for run in (0, 0, 0, 1)] + [("south", "north", "desert", 5, 1, 2)]
    chart = pairs(with_events(material, rows))
    assert chart.finding == "Northland strikes Southland in 20 of 100 futures and is struck back in 10"
    assert chart.rows == (("Northland", "Southland", "20.0"), ("Southland", "Northland", "10.0"))


def test_the_dead_are_told_by_the_middle_and_a_bad_future_and_not_by_the_average(material: Material) -> None:
    dead = [0.0] * 4 + [26.0] * 6 + [100.0] * 8 + [1400.0, 50_000.0]
    chart = deaths(with_runs(material, deaths_military=dead, deaths_civilian=[0.0] * 20))
    assert chart.finding == "Half of the futures have 26 dead or fewer; one in twenty has 1,400 or more"
    assert "higher than in 95 of 100 futures" in chart.caption
    assert chart.rows[0] == ("1", "80.0", "0.0") and chart.rows[-1] == ("10,000", "5.0", "0.0")
    assert chart.drawing.count("<circle") + chart.drawing.count("<path") == 50


def test_where_half_have_no_dead_it_is_said(material: Material) -> None:
    chart = deaths(with_runs(material, deaths_military=[0.0] * 12 + [3.0] * 8))
    assert chart.finding == "In at least half of the futures nobody dies; one in twenty has 3 or more"
    assert deaths(with_runs(material, deaths_military=[0.0] * 20)).finding.startswith("Nobody is killed")


def test_peace_is_told_as_peace(material: Material) -> None:
    quiet = with_events(material, [("north", "south", "-", -1, 3, 0)])
    assert "sees a violent act" in arenas(quiet).finding
    assert "Nobody strikes anybody" in pairs(quiet).finding
    assert days(with_rungs(material, "day", [(1, -9, 5), (2, 4, 5)])).finding == "No future sees violence on any day"


def test_what_two_runs_cannot_tell_is_said_to_be_unknown(material: Material) -> None:
    one = dataclasses.replace(material, runs=with_runs(material, peak_rung=[6.0, 6.0]).runs)
    assert "is not known" in peaks(one).caption
    assert "Thin lines: nine of ten of" in peaks(material).caption


def test_what_was_not_kept_is_not_told_as_peace(material: Material) -> None:
    nothing = with_events(material, [], kept=0)
    assert arenas(nothing).finding == pairs(nothing).finding == singles(nothing).finding == NOT_KEPT


@pytest.mark.parametrize("make", (days, singles, peaks, arenas, pairs, deaths), ids=lambda make: make.__name__)
def test_every_chart_says_how_many_futures_it_rests_on(
    make: object, drawn: dict[str, Chart], material: Material
) -> None:
    assert f"{material.futures:,}" in drawn[make.__name__].caption  # type: ignore[attr-defined]


def test_figures_for_a_notebook_have_the_finding_as_title(drawn: dict[str, Chart]) -> None:
    for chart in drawn.values():
        title = chart.titled().layout.title.text.replace("<br>", " ")
        assert title.startswith(chart.finding.replace("&", "&amp;"))
        assert all(f'<span style="color:{colour}">■</span> {words}' in title for words, colour in chart.legend)
        assert chart.figure.layout.title.text is None


def changed(
    system: str, measure: str, unit: str, before: float, after: float, half: float, explains: bool = True
) -> dict[str, object]:
    by = after - before
    return {
        "system": system,
        "measure": measure,
        "unit": unit,
        "with_it": before,
        "without": after,
        "difference": by,
        "luck_low": by - half,
        "luck_high": by + half,
        "explains": explains,
        "beyond_luck": abs(by) > half,
    }


def with_ablation(material: Material, *rows: dict[str, object]) -> Material:
    return dataclasses.replace(material, ablation=pd.DataFrame(rows))


WAR = ("war_prob", "probability")


def test_the_system_that_moves_war_most_is_named(material: Material) -> None:
    rows = [changed("ladder", *WAR, 0.03, 0.4, 0.02), changed("rules", *WAR, 0.03, 0.9, 1.0)]
    chart = drivers(with_ablation(material, *rows, changed("fronts", "arenas_hit", "arenas", 2.0, 2.5, 0.1)))
    assert chart.finding == (
        "Nothing moves the chance of war more than the ladder: 3 in 100 futures with it, 40 in 100 without"
    )
    assert chart.rows[0] == ("Ladder", "War", "3.0", "40.0", "+37.0", "+35.0 to +39.0")


def test_the_strongest_system_stands_first_and_luck_has_no_colour(material: Material) -> None:
    rows = [changed("rules", *WAR, 0.03, 0.9, 1.0), changed("fronts", "arenas_hit", "arenas", 2.0, 2.5, 0.1)]
    grid = drivers(with_ablation(material, *rows, changed("ladder", *WAR, 0.03, 0.4, 0.02))).figure.data[0]
    assert list(grid.y) == ["Ladder", "fronts", "rules"]
    assert list(grid.x) == ["War<br>3.0 in 100", "Arenas<br>2.0"]
    assert (grid.z[0][0], grid.z[1][1], grid.z[2][0]) == (1, 0.25, 0)
    assert list(grid.text[0]) == ["+37.0", ""] and list(grid.text[2]) == ["", ""]


def test_a_change_is_told_with_its_sign_and_one_within_luck_as_a_dot(material: Material) -> None:
    rows = [changed("ladder", *WAR, 0.03, 0.4, 0.02), changed("ladder", "arenas_hit", "arenas", 2.0, 2.05, 0.1)]
    drawing = drivers(with_ablation(material, *rows)).drawing
    assert "War (3.0 in 100)" in drawing and ">+37.0</td>" in drawing and "·" in drawing


def test_measures_of_the_case_are_told_where_a_system_explains_them(material: Material) -> None:
    """The chart keeps to the main columns; the numbers and the table have what each system is there for."""
    rows = [
        changed("host-politics", *WAR, 0.03, 0.03, 0.02, explains=False),
        changed("host-politics", "votes_to_expel", "acts", 0.5, 0.45, 0.1),
        changed("host-politics", "first_violent_answer_day", "day", 5.0, 9.0, 0.1),
        changed("host-politics", "far_attacks", "acts", 0.5, 0.1, 0.1, explains=False),
    ]
    made = with_ablation(material, *rows)
    assert [row[1] for row in drivers(made).rows] == [
        "War",
        "Votes to send foreign forces home",
        "First violent answer, on average",
    ]
    assert purposes(made) == [
        {
            "system": "host-politics",
            "measure": "First violent answer, on average",
            "with_it": "day 5.0",
            "without": "day 9.0",
        }
    ]
    (told,) = purposes(with_ablation(material, *rows[:2]))
    assert (told["with_it"], told["without"]) == ("0.50 acts", "0.45 acts, within luck")


def test_where_nothing_is_beyond_luck_it_is_said(material: Material) -> None:
    rows = [changed("rules", "war_prob", "probability", 0.03, 0.04, 0.02)]
    assert drivers(with_ablation(material, *rows)).finding.startswith("No system moves")


def test_only_an_ablated_run_has_the_part_on_what_drives_it(material: Material) -> None:
    rows = [changed("ladder", "war_prob", "probability", 0.03, 0.4, 0.02)]
    assert "What drives this crisis" not in page(material)
    assert "What drives this crisis" in page(with_ablation(material, *rows))


def test_a_change_is_told_with_its_sign() -> None:
    assert [change(*each) for each in ((0.1, "share"), (-0.12, "acts"), (-123.4, "people"))] == [
        "+10.0",
        "−0.12",
        "−123",
    ]
    assert change(30_964.0, "people") == "+30,964" and change(0.0, "acts", "") == "0"
    assert change(0.0037, "acts", "") == "0.0037" and change(-0.00001, "acts") == "0"


def test_over_years_dates_have_their_year_and_weeks_are_joined(material: Material) -> None:
    rows = [("north", "south", "strait", 6, 8, 0), ("north", "south", "strait", 6, 1_000, 1)]
    long = dataclasses.replace(material, manifest={**material.manifest, "days": 1_827, "turn": 7})
    chart = arenas(with_events(long, rows))
    assert chart.head[:2] == ("Arena", "Quarter 1") and len(chart.head) == 22
    weekly = with_rungs(long, "day", [(7, -9, 80), (7, 5, 20), (14, 0, 50), (14, 9, 50), (21, 2, 95), (21, 6, 5)])
    assert days(weekly).finding == (
        "Violence is most frequent in the week to day 14 (17 January 2020): 50 in 100 futures. "
        "In the week to day 21 it is 5 in 100"
    )
    assert "highest act of each week" in days(weekly).caption
