"""A future told: dates, names, deaths, orders, and why."""

from __future__ import annotations

import pytest

from offramp.study.stories.reasons import OF_KIND, REASONS, Why
from offramp.study.stories.story import Act, tell
from offramp.wording.names import count, deaths_words, sentence, with_article
from offramp.world import SYSTEMS
from offramp.world.registry import label
from tests.report.factory import scenario


def test_a_day_is_told_with_its_date_names_deaths_and_order() -> None:
    acts = [
        Act(5, "river-brigade", "rockets", "south", "middleland", 2, 1, ordered=True),
        Act(5, "south", "threat", "north"),
        Act(1, "north", "message", "south", None),
    ]
    story = tell(scenario(), acts, 90, "an address")
    assert story.text() == (
        "Day 1 · 4 January 2020\n"
        "  [-1] Northland sent Southland a message that it wanted the old rules back.\n"
        "  … three days without an act …\n"
        "Day 5 · 8 January 2020\n"
        "  [ 5] River Brigade & Sons fired rockets at Southland in Middleland. Two soldiers and fighters and one "
        "civilian died. Ordered by Northland.\n"
        "  [ 1] Southland threatened Northland.\n"
        "\n"
        "The highest rung was 5, on day 5. In all, two soldiers and fighters and one civilian died. "
        "The last militarised act was on day 5; then it was quiet."
    )
    assert (story.rung, story.dead) == (5, 3)


def test_why_names_the_largest_terms_for_and_against_and_the_runner_up() -> None:
    why = Why({"reciprocity": 2.1, "rules": 0.6, "ladder": -3.0, "fronts": 0.01}, instead="a threat", hazard=0.12)
    assert why.words() == (
        "because it was owed (+2.1) and it kept within the rules (+0.6); against what the step would cost (−3.0); "
        "it nearly chose: a threat; chance that it would act then: 12 in 100"
    )
    told = tell(scenario(), [Act(1, "north", "threat", "south", why=why)]).text()
    assert "       Because it was owed (+2.1)" in told


@pytest.mark.parametrize(
    ("rung", "does", "terms", "says"),
    [
        (5, (), {"pressure": 0.4}, "because it was pressed and saw no way out (+0.4)"),
        (-1, (), {"pressure": 0.4}, "because the pressure called for a way out (+0.4)"),
        (-1, (), {"pressure": -0.4}, "in spite of waiting for the other side's election (−0.4)"),
        (-1, (), {"audiences": -0.4}, "in spite of the shame of it at home (−0.4)"),
        (-3, ("settle",), {"mediation": 2.0}, "because the moment was ripe: both hurt, and a channel was open (+2.0)"),
        (-3, ("settle",), {"dominance": 0.2}, "because the other side was the stronger (+0.2)"),  # as for all calm
        (-1, ("admit",), {"misperception": 2.2}, "because its own mistake weighed on it (+2.2)"),
        (-1, ("admit",), {"reciprocity": 0.3}, "because good will was returned (+0.3)"),
        (5, (), {"mediation": -0.5}, "in spite of the agreement in force (−0.5)"),
        (2, ("expel",), {"host_politics": 1.5}, "because its patience with the guest was at an end (+1.5)"),
        (7, (), {"host_politics": -0.3}, "in spite of a soil that it is leaving (−0.3)"),
        (2, ("programme",), {"nuclear": 1.1}, "because pressure and harm called for a step (+1.1)"),
        (5, (), {"nuclear": 0.1}, "because the other side's programme alarmed it (+0.1)"),
        (8, ("kill-leader",), {"world_order": 0.6}, "because others had done the same (+0.6)"),
        (0, ("mishap",), {"ladder": -3.0}, "nobody ordered it: a militarised act went terribly wrong"),
    ],
)
def test_a_reason_depends_on_what_the_act_was(
    rung: int, does: tuple[str, ...], terms: dict[str, float], says: str
) -> None:
    move = scenario().moves["threat"].model_copy(update={"rung": rung, "does": does})
    assert Why(terms).words(move) == says


def test_a_vote_and_a_mistake_are_turning_points_whatever_their_rung() -> None:
    case = scenario()
    vote = case.moves["sanctions"].model_copy(update={"does": ("expel",)})
    case = case.model_copy(update={"moves": {**case.moves, "vote": vote}})
    acts = [Act(day, "north", "rockets", "south", "desert", 1) for day in range(1, 30)]
    told = tell(case, [*acts, Act(17, "middle", "vote", "south"), Act(21, "middle", "vote", "south")], 90)
    short = told.turning_points()
    assert [day.day for day in short if any(line.turn for line in day.lines)] == [17]
    assert len(short) <= 12 < len(told.days)


def test_every_system_has_words_for_and_against() -> None:
    named = {label(system) for system in SYSTEMS} - {"human_cost"}  # which moves nobody by itself
    assert named | {"foresight"} == set(REASONS)
    assert {system for _, system in OF_KIND} <= set(REASONS)


def test_a_name_with_holes_in_it_stays_a_name() -> None:
    case = scenario()
    actors = case.actors | {"north": case.actors["north"].model_copy(update={"name": "{target} {0.__class__}"})}
    words = sentence(case.model_copy(update={"actors": actors}), "north", "threat", "south", None)
    assert words == "{target} {0.__class__} threatened Southland."


def test_names_within_a_sentence() -> None:
    assert with_article("United States") == "the United States"
    assert with_article("The Gulf and its straits") == "the Gulf and its straits"
    assert with_article("France, Germany and the United Kingdom") == "France, Germany and the United Kingdom"
    assert with_article("Iran") == "Iran"


def test_the_same_act_twice_on_a_day_is_told_once_unless_it_kills() -> None:
    again = [Act(1, "north", "threat", "south")] * 2 + [Act(1, "north", "rockets", "south", "desert", 1)] * 2
    (day,) = tell(scenario(), again).days
    assert [line.rung for line in day.lines] == [5, 5, 1]


def test_nothing_is_told_as_nothing() -> None:
    assert tell(scenario(), [], 30).text().strip() == "Nothing happened in 30 days."


def test_a_short_telling_keeps_the_top_the_ends_and_the_steps_towards_peace() -> None:
    acts = [Act(day, "north", "seize", "south", "strait") for day in range(1, 60)]
    acts += [Act(40, "south", "homeland", "north", None, 9), Act(41, "north", "offer", "south")]
    points = tell(scenario(), acts).turning_points(8)
    kept = [day.day for day in points]
    assert len(kept) == 8 and {1, 40, 41, 59} <= set(kept) and kept == sorted(kept)


def test_numbers_in_prose() -> None:
    assert (count(3), count(13), count(1200)) == ("three", "13", "1,200")
    assert deaths_words(0, 0) == "" and deaths_words(0, 1) == "One civilian died."
