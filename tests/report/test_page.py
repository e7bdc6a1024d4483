"""The report: whole, self-contained, escaped, readable without a mouse, and honest about its numbers."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from offramp.report.assumptions import assumptions
from offramp.report.charts import Chart
from offramp.report.findings.taken import Exits, exits
from offramp.report.isolation import isolated
from offramp.report.made import command, facts, replay_command
from offramp.report.material import Material
from offramp.report.page import brief, page
from offramp.report.sections.futures import summary_words
from offramp.scenario import load
from offramp.study.outlook.cards import NOT_YET
from tests.report import answers, factory
from tests.report.conftest import Page

TWO_NEIGHBOURS = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted" {actor} {{ 7 * 7 }}'
SECTIONS = "answer cost places climb futures crisis assumptions unknowns numbers sources key made".split()


def test_sections_stand_in_their_order(parsed: Page) -> None:
    assert [section["id"] for section in parsed.all("section")] == SECTIONS


def test_every_link_within_the_page_leads_somewhere(parsed: Page) -> None:
    ids = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    targets = {str(link["href"]) for link in parsed.all("a")}
    assert targets and all(target[0] == "#" and target[1:] in ids for target in targets)


def test_nothing_is_loaded_from_anywhere(parsed: Page) -> None:
    loading = ("src", "srcset", "href", "data", "action", "poster", "background", "formaction", "ping", "manifest")
    found = {
        (tag, name, value)
        for tag, attributes in parsed.elements
        for name, value in attributes.items()
        if name in loading and not str(value).startswith("#")
    }
    assert found == set()
    assert not {"link", "iframe", "object", "embed", "base"} & {tag for tag, _ in parsed.elements}
    own = re.sub(r"<script>.*?</script>", "", parsed.source, flags=re.S)
    assert "@import" not in own and "url(" not in own


def test_the_browser_is_forbidden_the_network(parsed: Page) -> None:
    policy = next(meta["content"] for meta in parsed.all("meta") if meta.get("http-equiv"))
    assert str(policy).startswith("default-src 'none';")


def test_headings_descend_without_a_gap(parsed: Page) -> None:
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_have_words_and_tables_have_heads(parsed: Page) -> None:
    pictures = [attributes for _, attributes in parsed.elements if attributes.get("role") == "img"]
    assert len(pictures) >= 3 and all(each.get("aria-label") or each.get("title") for each in pictures)
    assert all(head.get("scope") in ("col", "row") for head in parsed.all("th"))
    assert len(parsed.all("caption")) == len(parsed.all("table"))


def test_every_chart_has_its_finding_its_caption_and_its_numbers(parsed: Page, drawn: dict[str, Chart]) -> None:
    for chart in drawn.values():
        assert chart.finding in parsed.text
        assert " ".join(chart.caption.split()) in parsed.text
        assert all(cell in parsed.text for row in chart.rows for cell in row)
    assert len(parsed.all("figure")) == len(drawn) >= 7


def test_every_measure_has_its_ranges(parsed: Page, material: Material) -> None:
    for each in material.measures.values():
        assert each.says in parsed.text
    assert parsed.text.count(NOT_YET) >= len(material.measures)
    for word in ("Luck", "Assumptions", "Over both rules"):
        assert word in parsed.text


def test_every_assumption_is_listed_with_its_source(parsed: Page, material: Material) -> None:
    rows = [row for row in parsed.all("tr") if (row.get("id") or "").startswith("dial-")]
    dials = material.scenario.dials()
    assert len(rows) == len(dials) > 40
    assert all(path in parsed.texts for path in dials)
    assumed = [quantity for quantity in dials.values() if set(quantity.source) <= {"assumed"}]
    assert sum("data-assumed" in row for row in rows) == len(assumed)
    for source in material.scenario.sources.values():
        assert source.title in parsed.text and source.author in parsed.text


def test_sources_of_what_came_later_are_no_sources_of_a_run() -> None:
    case = factory.scenario()
    later = case.sources["watcher"].model_copy(update={"title": "What came of it", "date": "2020-02-01"})
    told = case.model_copy(update={"sources": {**case.sources, "later": later}})
    text = Page(page(dataclasses.replace(factory.material(), scenario=told))).text
    assert "What came of it" not in text and "Not listed: the sources of what happened later (1)" in text


def test_dials_are_told_by_the_names_of_the_case() -> None:
    told = {each.path: each.label for each in assumptions(load(TWO_NEIGHBOURS))}
    assert told["actors.aland.factions.staff.weight"] == "Aland: the general staff: weight"
    assert told["actors.borduria.programme.pace"] == "Borduria: nuclear programme, pace"
    assert told["actors.aland.capability.air"] == "Aland: capability, air"
    assert told["ties.borduria>mountain-league.control"] == "the Mountain League, held by Borduria: control"


def with_exits(material: Material, *rows: tuple[int, int, int, str, str, str, int]) -> Material:
    """The material with a settlement among its moves, and these acts alone."""
    case = material.scenario
    deal = case.moves["offer"].model_copy(update={"name": "settlement", "rung": -3, "does": ("settle",)})
    names = ["draw", "run", "day", "actor", "move", "target", "rung"]
    acts = pd.DataFrame(rows, columns=names).assign(arena="-")
    return dataclasses.replace(
        material, scenario=case.model_copy(update={"moves": {**case.moves, "deal": deal}}), events=acts, kept=50
    )


def test_exits_are_told_with_their_day_and_with_what_broke_them(material: Material) -> None:
    made = with_exits(
        material,
        (0, 0, 9, "north", "deal", "south", -3),
        (0, 0, 12, "south", "strike", "north", 7),  # fire
        (0, 1, 20, "south", "deal", "north", -3),
        (0, 1, 19, "north", "strike", "south", 7),  # before it
        (1, 0, 31, "north", "deal", "south", -3),
        (1, 0, 40, "old-ally", "strike", "north", 7),  # another's
    )
    told = exits(made)
    assert told is not None and told.finding == "By themselves: a way out is taken in 6 in 100 futures"
    (row,) = told.rows
    assert row.what == "Settlement between Northland and Southland"
    assert (row.futures, row.half, row.fire) == ("3 of 50", "day 20", "1 of 3")
    text = Page(page(dataclasses.replace(made, stories=()))).text
    assert "Ways out" in text and row.what in text


def test_what_is_there_on_request_stands_in_its_place() -> None:
    told = Page(page(factory.everything()))
    ids = [section["id"] for section in told.all("section")]
    kept = [each.name for each in answers.everything() if each.kind != "offramps"]
    assert [each for each in ids if each not in kept] == [
        *SECTIONS[:4],
        "ways-out",
        "futures",
        "drivers",
        *SECTIONS[5:],
    ]
    assert ids.index("drivers") < min(map(ids.index, kept)) and max(map(ids.index, kept)) < ids.index("assumptions")
    assert len(told.all("caption")) == len(told.all("table"))
    assert all(head.get("scope") in ("col", "row") for head in told.all("th"))


def test_where_nobody_took_an_exit_it_is_said(material: Material) -> None:
    assert exits(with_exits(material)) == Exits("By themselves: no way out is taken in any future", "", ())
    assert exits(material) is None  # the case has none


def test_it_says_what_it_does_not_know(parsed: Page, material: Material) -> None:
    assert all(each in parsed.text for each in material.scenario.unknowns)
    assert "not be used to choose targets" in parsed.text


def test_it_says_how_it_was_made(parsed: Page, material: Material) -> None:
    assert "offramp run test-data.yaml --runs 960 --draws 16 --days 90 --seed 7" in parsed.text
    for each in (material.manifest["hash"][:12], "0.1.0", "dDRAW/rRUN"):
        assert each in parsed.text


def test_a_run_in_weeks_is_told_as_one(material: Material) -> None:
    made = {**material.manifest, "days": 1_827, "turn": 7}
    assert "--days 1827 --seed 7 --turn week" in command(made)
    told = dict(facts(dataclasses.replace(material, manifest=made)))
    assert told["Address of a future"].endswith("/2020-01-03/261x7/dDRAW/rRUN")
    assert told["Decision rule"] == "quantal response, one turn a week"
    assert dict(facts(material))["Address of a future"].endswith("/90x1/dDRAW/rRUN")


def test_the_command_names_the_file_that_was_run() -> None:
    made = factory.material().manifest
    assert command(made | {"file": "cases/pulwama.yaml"}).startswith("offramp run cases/pulwama.yaml --runs")
    assert "--case cases/pulwama.yaml" in replay_command(made | {"file": "cases/pulwama.yaml"}, "x@1/v0")
    assert command(made | {"case": "baghdad-2020", "file": ""}).startswith("offramp run baghdad-2020 --runs")


def test_the_command_is_safe_to_paste() -> None:
    made = factory.material().manifest | {"sets": {"a.b": "0.1..0.2; rm -rf ~"}}
    assert command(made).endswith("--set 'a.b=0.1..0.2; rm -rf ~'")


def test_stories_are_told(parsed: Page, material: Material) -> None:
    for each in material.stories:
        assert each.title in parsed.text and summary_words(each.story) in parsed.text
        assert f"offramp replay {each.story.address} --case test-data.yaml" in parsed.text
    assert len(material.stories) >= 4


@pytest.fixture(scope="module")
def attacked() -> str:
    case = factory.scenario()
    actors = {key: actor.model_copy(update={"name": f"{EVIL} {key}"}) for key, actor in case.actors.items()}
    source = case.sources["watcher"].model_copy(update={"title": EVIL, "author": EVIL})
    evil = case.model_copy(
        update={
            "title": EVIL,
            "question": EVIL,
            "unknowns": (EVIL,),
            "actors": actors,
            "sources": {"watcher": source},
            "arenas": {key: arena.model_copy(update={"name": EVIL}) for key, arena in case.arenas.items()},
        }
    )
    plain = factory.material()
    stories = factory.stories(evil, plain.events, plain.groups)
    made = dataclasses.replace(plain, scenario=evil, paragraph=EVIL, stories=stories)
    return page(made)


def test_a_case_cannot_write_into_the_page(attacked: str, parsed: Page) -> None:
    elements = Page(attacked).elements
    assert not [attributes for tag, attributes in elements if tag == "img" or "onerror" in attributes]
    assert len(Page(attacked).all("script")) == len(parsed.all("script"))
    assert "<script>alert" not in attacked


def test_a_case_cannot_write_into_the_styles(attacked: str, parsed: Page) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", attacked, flags=re.S)
    (foot,) = re.findall(r"@bottom-left \{ content: (\".*?\");", style)
    assert re.fullmatch(r'"(?:[\w ·@.,:;()-]|\\[0-9a-f]{6})*"', foot)


def test_a_place_without_bars_is_shown_as_not_known(material: Material) -> None:
    empty = dataclasses.replace(material.measures["war_prob"], estimate=None, luck=None, assumptions=None)
    made = dataclasses.replace(material, measures={**material.measures, "war_prob": empty})
    assert "not known" in Page(page(made)).text


def test_the_page_needs_no_library_and_no_font(html: str, parsed: Page) -> None:
    assert len(html.encode()) < 1_000_000 and "plotly" not in html.lower()
    assert len(parsed.all("script")) == 1


def test_the_headline_is_the_finding_and_the_title_too(html: str, material: Material) -> None:
    war = round(100 * (material.measures["war_prob"].estimate or 0))
    (told,) = re.findall(r"<h1>(.*?)</h1>", html)
    assert told.startswith("Southland&#39;s side strikes back within a month in 84 of 100 futures.")
    assert f"It comes to war in {war}." in told and f"<title>{told} – " in html


def test_every_dot_leads_to_a_future_that_is_told(parsed: Page, material: Material) -> None:
    dots = [link for link in parsed.all("a") if link.get("class") == "dot"]
    on_screen = [link for link in dots if link["href"]]
    assert len(on_screen) == 200  # the page and its brief
    told = {f"#{each.id}" for each in material.stories}
    assert {link["href"] for link in dots} <= told
    assert all("/d" in (link["title"] or "") and "/r" in (link["title"] or "") for link in dots)
    assert len({link["title"] for link in dots}) == 100


def test_what_a_run_is_too_short_for_is_not_shown_as_answered(material: Material) -> None:
    known = {"late": {"kind": "any", "where": {}, "within": 365, "says": "Within a year", "unit": "probability"}}
    measures = factory.scenario(measures=known).measures
    late = dataclasses.replace(material.measures["war_prob"], name="late", says="Within a year")
    made = dataclasses.replace(
        material,
        scenario=material.scenario.model_copy(update={"measures": measures}),
        measures={**material.measures, "late": late},
    )
    told = Page(page(made))
    assert "1 measures that a run of 90 days cannot answer" in told.text
    assert not [row for row in told.all("tr") if row.get("id") == "measure-late"]


def test_ids_are_those_of_one_element_each(parsed: Page) -> None:
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_a_meaning_can_be_shown_for_every_term_that_asks_for_it() -> None:
    told = Page(page(factory.everything()))
    popovers = {attributes.get("id") for _, attributes in told.elements if "popover" in attributes}
    targets = {button["popovertarget"] for button in told.all("button") if "popovertarget" in button}
    assert "ladder" in targets and targets <= popovers and len(targets) >= 5


def test_the_brief_alone_has_no_script_and_all_that_a_minister_needs(material: Material) -> None:
    told = Page(brief(material))
    assert not told.all("script")
    for words in ("Will Southland answer?", "At what cost?", "Which way out?", "What nobody knows", "seed 7"):
        assert words in told.text or words in told.source, words


def test_names_from_right_to_left_leave_numbers_in_their_places(material: Material) -> None:
    name = "القيادة الشمالية"
    actors = {**material.scenario.actors, "north": material.scenario.actors["north"].model_copy(update={"name": name})}
    made = page(dataclasses.replace(material, scenario=material.scenario.model_copy(update={"actors": actors})))
    assert made.count(name) == made.count(f"\u2068{name}\u2069") > 10


def test_words_from_left_to_right_are_left_alone() -> None:
    assert isolated("Iran strikes 97 of 100; 3 > 2") == "Iran strikes 97 of 100; 3 > 2"
    assert isolated("<b>צפון 12</b>") == "<b>\u2068צפון\u2069 12</b>"
