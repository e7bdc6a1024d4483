"""What a run found, in sentences: the numbers are given, and the words must be theirs."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from offramp.report.assumptions import assumptions
from offramp.report.findings.endings import hundred
from offramp.report.findings.headline import answers as five
from offramp.report.findings.headline import headline, unsure
from offramp.report.findings.importance import first
from offramp.report.findings.told import groups, sample
from offramp.report.findings.ways import Ways
from offramp.report.material import Material
from offramp.report.sources import cited, link
from tests.report import answers, factory, hinges

STRIKE, DEAL = ("north", "strike", "south", 7), ("south", "deal", "north", -3)


def played(material: Material, futures: list[list[tuple[int, tuple[str, str, str, int]]]], *war: int) -> Material:
    """A run of one setting with these futures: for each its acts with their days; `war` says which came to war."""
    case = material.scenario
    deal = case.moves["offer"].model_copy(update={"name": "settlement", "rung": -3, "does": ("settle",)})
    rows = [
        {"draw": 0, "run": run, "day": day, "actor": who, "move": move, "target": whom, "rung": rung, "arena": "strait"}
        for run, acts in enumerate(futures)
        for day, (who, move, whom, rung) in acts
    ]
    runs = pd.DataFrame({"draw": 0, "run": range(len(futures))}).assign(
        peak_rung=[max((act[3] for _, act in acts), default=0) for acts in futures],
        deaths_military=0.0,
        deaths_civilian=0.0,
        war_prob=[float(run in war) for run in range(len(futures))],
    )
    share = dataclasses.replace(
        material.measures["war_prob"], estimate=len(war) / len(futures), assumptions=(0.01, 0.2)
    )
    return dataclasses.replace(
        material,
        scenario=case.model_copy(update={"moves": {**case.moves, "deal": deal}}),
        runs=runs,
        events=pd.DataFrame(rows, columns=["draw", "run", "day", "actor", "move", "target", "rung", "arena"]),
        kept=len(futures),
        measures={**material.measures, "war_prob": share},
        groups=(),
        stories=(),
    )


@pytest.fixture(scope="module")
def ten() -> Material:
    """Ten futures: war, five with late violence, two quiet, one deal that holds and one that violence follows."""
    late, quiet = [(80, STRIKE)], [(10, STRIKE)]
    held, broken = [(10, STRIKE), (20, DEAL)], [(20, DEAL), (40, STRIKE)]
    return played(factory.material(), [[(5, STRIKE)], *[late] * 5, quiet, [], held, broken], 0)


def test_a_future_ends_in_one_of_four_ways(ten: Material) -> None:
    assert list(ten.endings.of) == ["war", *["on"] * 5, "quiet", "quiet", "deal", "quiet"]
    assert ten.endings.hundred == {"war": 10, "on": 50, "quiet": 30, "deal": 10}


def test_the_headline_tells_the_three_findings(ten: Material) -> None:
    assert headline(ten, ten.endings) == (
        "Southland's side strikes back within a month in 84 of 100 futures. It comes to war in 10. "
        "In 50 there is still violence after 90 days."
    )
    calm = played(ten, [[], [], [], [(80, STRIKE)]])
    assert headline(calm, calm.endings).endswith("It comes to war in none. In 75 it has gone quiet after 90 days.")


def test_the_five_answers_have_one_range_each_at_most(ten: Material) -> None:
    told = five(ten, ten.endings, ten.shares, Ways.of(ten, ten.endings))
    assert [each.asked for each in told] == [
        "Will Southland answer?",
        "How far does it climb?",
        "Where, and who strikes whom?",
        "At what cost?",
        "Which way out?",
    ]
    assert (
        told[1].words == "Most often to a strike on forces (90) or quiet (10). War, by our measure: 10 of 100 futures."
    )
    assert told[1].sure == "1 to 20, by what nobody knows"
    assert told[2].words == "There is violence in the Strait in 90 of 100 futures. Northland strikes Southland in 90."
    assert told[3].words == "In all of the futures nobody is killed."
    assert told[4].words.startswith("By themselves the two settle in 10 of 100 futures.")
    assert all(each.words.count("to over") + each.words.count("under 1 to") == 0 for each in told)


def test_war_is_told_as_its_measure_has_it_though_few_acts_were_kept(ten: Material) -> None:
    rare = dataclasses.replace(ten.measures["war_prob"], estimate=0.064)
    made = dataclasses.replace(ten, measures={**ten.measures, "war_prob": rare})
    assert made.endings.hundred["war"] == 6 and sum(made.endings.hundred.values()) == 100
    assert made.endings.shares["on"] == pytest.approx(0.936 * 5 / 9)


def test_draws_count_by_their_weights(ten: Material) -> None:
    two = dataclasses.replace(
        ten,
        runs=ten.runs.assign(draw=[0] * 5 + [1] * 5),
        events=ten.events.assign(draw=ten.events["run"] // 5),
        weights={0: 3.0, 1: 1.0},
    )
    assert two.shares.peaks[7] == pytest.approx((5 * 3 + 4) / 20)
    assert two.shares.by(two.shares.violent, ["arena"])["strait"] == pytest.approx((5 * 3 + 4) / 20)


def test_whole_futures_of_a_hundred_add_up() -> None:
    assert hundred({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}) in ({"a": 34, "b": 33, "c": 33},)
    assert hundred({"a": 0.0, "b": 1.0}, 7) == {"a": 0, "b": 7}


def test_every_ending_is_told_and_the_groups_are_all_futures(material: Material) -> None:
    some = groups(material, material.endings)
    assert len(some) == 8 and sum(group.share for group in some) == pytest.approx(1)
    assert {group.ending for group in some} == set(material.endings.of)
    members = [member for group in some for member in group.members]
    assert len(members) == len(set(members)) == material.kept and all(group.at in group.members for group in some)
    dead = [material.dead[at] for at in some[1].members]
    assert dead == sorted(dead, reverse=True)
    assert sample(some[0], 1)[0] not in (some[0].members[0], some[0].members[-1]) and sample(some[0], 0) == []


def test_a_way_out_that_helps_is_named_with_what_it_changes(material: Material) -> None:
    tried = dataclasses.replace(material, answers=(answers.kept("offramps", answers.offramps()),))
    assert Ways.of(tried, tried.endings).finding == "“An old <channel>” helps most: war falls from 6 to 3 of 100"
    none = dataclasses.replace(material, answers=(answers.kept("offramps", answers.offramps(exits=answers.idle())),))
    assert Ways.of(none, none.endings).finding == "Of 3 ways out that were tried, none changes war by more than luck"


def test_the_most_unsure_chance_is_named(material: Material) -> None:
    wide = dataclasses.replace(material.measures["war_prob"], assumptions=(0.002, 0.97))
    made = dataclasses.replace(material, measures={**material.measures, "war_prob": wide})
    assert unsure(made) == "Most unsure: War (under 1 to 97)."


def test_assumptions_that_move_the_answer_come_first(material: Material) -> None:
    rows = assumptions(material.scenario)
    asked = dataclasses.replace(material, answers=(answers.kept("sensitivity", hinges.sensitivity()),))
    shown, known = first(asked, rows)
    assert known and [row.path for row in shown][:2] == ["actors.north.resolve", "actors.south.resolve"]
    guessed, known = first(material, rows)
    assert not known and len(guessed) == 10
    assert all(row.path.startswith(("actors.north.", "actors.south.")) for row in guessed)


def test_a_source_is_a_citation_with_what_rests_on_it(material: Material) -> None:
    (each,) = cited(material, assumptions(material.scenario), later=False)
    assert each.short == "A. Watcher, River Press" and len(each.rows) == 5 and each.link == ""


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"url": "https://example.org/a"}, "https://example.org/a"),
        ({"doi": "10.1000/182"}, "https://doi.org/10.1000/182"),
        ({"url": "javascript:alert(1)"}, ""),
        ({}, ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(material: Material, fields: dict[str, str], address: str) -> None:
    source = material.scenario.sources["watcher"].model_copy(update=fields)
    assert link(source) == address
