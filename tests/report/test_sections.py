"""The sections of kept answers: found in the page, complete, linked to assumptions and sources, and honest."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import jsonschema
import pytest

from offramp.analysis import Estimate
from offramp.errors import RunError
from offramp.report.charts.compare import compare as compared
from offramp.report.charts.offramps import offramps as ranked
from offramp.report.material import Kept, Material
from offramp.report.page import page
from offramp.report.sections import ANSWERS, sections
from tests.report import answers, factory, hinges
from tests.report.conftest import Page


def with_answers(*made: object) -> Material:
    return dataclasses.replace(factory.material(), answers=made)


@pytest.fixture(scope="module")
def everything() -> Page:
    return Page(page(with_answers(*answers.everything())))


def test_every_kind_of_answer_has_an_invented_one_and_its_section() -> None:
    made = answers.everything()
    assert {each.kind for each in made} == {*ANSWERS, "offramps"}
    names = [each.id for each in sections(with_answers(*made))]
    assert len(names) == len(set(names)) and {each.name for each in made if each.kind != "offramps"} | {
        "ways-out"
    } <= set(names)
    charts = [chart.id for each in sections(with_answers(*made)) for chart in each.charts]
    assert len(charts) == len(set(charts))


def test_answers_stand_between_the_run_and_its_stories(everything: Page) -> None:
    names = [section["id"] for section in everything.all("section")]
    assert (
        names.index("cost")
        < names.index("ways-out")
        < names.index("futures")
        < names.index("compare-without-killing")
        < names.index("assumptions")
    )
    links = dict.fromkeys(link["href"] for link in everything.all("a"))
    assert [each for each in links if (each or "").startswith("#compare-") and "effects" not in (each or "")] == [
        "#compare-without-killing",
        "#compare-with-channel",
        "#compare-set-resolve",
    ]


def test_a_case_cannot_write_into_the_page(everything: Page) -> None:
    assert not [tag for tag, _ in everything.elements if tag in ("channel", "each", "commander")]
    assert "An old <channel>" in everything.text


def test_an_effect_is_told_with_all_its_bars(everything: Page) -> None:
    for words in (
        "6 in 100",
        "5 in 1,000",
        "+5.5 in 100",
        "+4.9 to +6.1",
        "+3.7 to +6.7",
        "−54.0 days",
        "day 63.0",
        "One decision rule was played",
    ):
        assert words in everything.text, words


def test_the_futures_that_turn_are_told_with_the_command_that_opens_both(everything: Page) -> None:
    assert "Worse with it: war yes, without it no; how high it climbs 10, without it 2;" in everything.text
    address = answers.HERE.format("without:killing/")
    assert f"offramp replay {address} --case test-data.yaml --beside" in everything.text


def test_off_ramps_are_ranked_with_price_window_and_backfire(everything: Page) -> None:
    for words in (
        "0.20 (0.10 to 0.30)",
        "best begun on day 1, still of use on day 29, the last that was tried",
        "no day was found that helps: A letter",
        "not tried on other days",
        "no effect found",
        "nothing tried is both cheaper and safer",
        "An old <channel> and A letter",
        "Tried in pairs: 1 of 3",
    ):
        assert words in everything.text, words


def test_numbers_lead_to_their_assumptions() -> None:
    case = factory.scenario(
        offramps={
            "channel": {
                "name": "An old channel",
                "says": "It is used.",
                "who": ["north"],
                "source": "watcher",
                "price": factory.range_of("0.1..0.3", "watcher"),
            }
        }
    )
    made = Page(page(dataclasses.replace(with_answers(*answers.everything()), scenario=case)))
    links = {link["href"] for link in made.all("a")}
    assert {"#dial-offramps.channel.price", "#dial-actors.north.resolve", "#source-watcher", "#assumptions"} <= links
    ids = {attributes.get("id") for _, attributes in made.elements}
    assert {f"#{each}" for each in ids} >= {
        link for link in links if "channel" in (link or "") or "north" in (link or "")
    }


def test_every_link_of_every_section_leads_somewhere() -> None:
    made = Page(page(factory.everything()))
    ids = {attributes.get("id") for _, attributes in made.elements}
    inner = {link["href"] for link in made.all("a") if (link["href"] or "").startswith("#")}
    assert "#dial-offramps.channel.price" in inner and "#source-watcher" in inner
    assert {each for each in inner if (each or "")[1:] not in ids} == set()


def test_the_front_and_the_best_are_named() -> None:
    found = ranked(answers.offramps())
    assert found.finding == (
        "War: 6 in 100 if nothing is done, 3 in 100 with “An old <channel>” and 20 in 100 with “An ultimatum”"
    )
    assert [row[-1] for row in found.rows] == ["helps", "no effect found", "harms", "helps"]
    assert ranked(answers.offramps(exits=answers.idle(), pairs=())).finding == (
        "War: nothing that was tried changes it by more than luck"
    )


def test_the_finding_is_the_gravest_that_moves() -> None:
    made = answers.compare()
    assert compared(made).finding == "War: 6 in 100 with the killing, 5 in 1,000 without"
    unsure = answers.named(war_prob=answers.effect(0.06, 0.06))
    other = answers.compare(effects=(*unsure.values(), *made.effects[1:]))
    assert compared(other).finding.startswith("A violent answer within 30 days: 94 in 100")
    still = tuple(replace(each, difference=Estimate(0.0, (-0.1, 0.1), None)) for each in made.effects)
    assert compared(answers.compare(effects=still)).finding == "No measure moves beyond luck with the killing"


def test_better_and_worse_are_told_by_shape_as_well_as_by_colour() -> None:
    chart = compared(answers.compare())
    point = chart.figure.data[-1]
    order = [each.measure for each in answers.compare().leading]
    symbols = dict(zip(order, point.marker.symbol, strict=True))
    assert symbols["war_prob"] == "diamond" and symbols["first_violent_answer_day"] == "circle"
    assert symbols["conciliatory_acts"] == symbols["levels_of_trust"] == "circle-open"
    rows = dict(zip(order, chart.drawing.split("<li")[1:], strict=True))
    assert "mark diamond t-harm" in rows["war_prob"] and "mark circle t-help" in rows["first_violent_answer_day"]
    assert "mark ring t-none" in rows["conciliatory_acts"] and "within luck" in rows["conciliatory_acts"]
    assert [words for words, _ in chart.legend] == ["luck", "assumptions", "structure", "better", "worse"]


def test_nothing_is_shown_of_an_answer_of_no_known_kind() -> None:
    later = answers.kept("of-a-later-version", {})
    assert "of-a-later-version" not in [each.id for each in sections(with_answers(later))]


def test_every_bar_of_a_row_lies_within_its_scale() -> None:
    for trace in compared(answers.compare()).figure.data:
        assert all(abs(x) <= 1.0 + 1e-9 for x in trace.x)


def test_a_report_without_answers_is_as_before(parsed: Page) -> None:
    assert not [
        section for section in parsed.all("section") if (section["id"] or "").startswith(("compare", "offramps"))
    ]


def test_a_number_names_the_assumptions_that_carry_it_where_that_was_asked() -> None:
    made = Page(page(with_answers(*answers.everything())))
    carried = [each for each in hinges.sensitivity().measures[0].dials if each.counts]
    assert carried and "hangs most on" in made.text
    assert f"#dial-{carried[0].path}" in [link["href"] for link in made.all("a")]
    assert "hangs most on" not in Page(page(with_answers())).text


@pytest.mark.parametrize("each", answers.everything(), ids=lambda each: each.name)
def test_a_result_is_read_as_it_was_written(each: Kept) -> None:
    body = json.loads(json.dumps(each.made.summary()))
    assert type(each.made).read(body) == each.made and each.made.summary() == body
    jsonschema.validate(body, type(each.made).schema())


def test_a_damaged_answer_is_refused_by_its_name() -> None:
    body = answers.compare().summary()
    del body["measures"]["war_prob"]["luck"]
    with pytest.raises(RunError, match=r"compare-x\.json: a damaged answer \(measures\.war_prob\.luck: found nothing"):
        answers.kept("compare", body, "x")
