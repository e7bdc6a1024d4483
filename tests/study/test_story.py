"""A future told: dates, names, deaths, orders, what each act answers, and its turning points."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.record.events import Event
from offramp.study.stories.reasons import Why
from offramp.study.stories.story import Act, Day, Line, Story, tell
from offramp.study.stories.tolls import chance_of
from offramp.study.stories.turning_points import few
from tests.report.factory import scenario

KILLING = Event.model_validate(
    {
        "date": "2020-01-03",
        "actor": "north",
        "move": "homeland",
        "target": "south",
        "deaths": {"military": 9},
        "what": "A killing.",
        "source": ["watcher"],
    }
)


def line_of(story: Story, day: int) -> Line:
    return next(each for each in story.days if each.day == day).lines[0]


def with_move(case: Scenario, old: str, new: str, **changes: object) -> Scenario:
    return case.model_copy(update={"moves": {**case.moves, new: case.moves[old].model_copy(update=changes)}})


def test_a_day_is_told_with_its_date_names_deaths_order_and_what_it_answers() -> None:
    acts = [
        Act(5, "river-brigade", "rockets", "south", "middleland", 2, 1, ordered=True),
        Act(5, "south", "threat", "north"),
        Act(1, "north", "message", "south", None),
        Act(7, "south", "strike", "river-brigade", "middleland", 14),
    ]
    story = tell(scenario(), acts, 90, "an address")
    assert story.text() == (
        "Day 1 · 4 January 2020\n"
        "  [-1] Northland sent Southland a message that it wanted the old rules back.\n"
        "  … three days without an act …\n"
        "Day 5 · 8 January 2020 · the first violence\n"
        "  [ 5] River Brigade & Sons fired rockets at Southland in Middleland. Two soldiers and fighters and one "
        "civilian died. Ordered by Northland.\n"
        "  [ 1] Southland threatened Northland.\n"
        "Day 7 · 10 January 2020 · the first violent answer · the highest act · the deadliest day · the last violence\n"
        "  [ 7] Southland struck the forces of River Brigade & Sons in Middleland, in answer to River Brigade & Sons' "
        "rockets two days earlier. 14 soldiers and fighters died.\n"
        "\n"
        "It went as far as a strike on forces on day 7; in all 16 soldiers and fighters and one civilian died, 14 of "
        "them by one act on day 7. The last violence was on day 7; the 83 days after it saw none."
    )
    assert story.summary[0] == (
        "The first violent answer came on day 7, 10 January 2020: Southland struck the forces of River Brigade & Sons "
        "in Middleland."
    )
    assert (story.rung, story.dead, len(story.summary)) == (7, 17, 3)


def test_an_answer_is_told_from_the_debts_and_said_once_by_each() -> None:
    acts = [
        Act(2, "south", "strike", "north", "middleland"),
        Act(3, "south", "strike", "north", "middleland"),
        Act(4, "old-ally", "strike", "north", "middleland"),
        Act(5, "east", "strike", "north", "middleland"),  # of no side to which anything is owed
    ]
    story = tell(scenario(record={"killing": KILLING.model_dump()}), acts)
    lines = [line_of(story, day) for day in (2, 3, 4, 5)]
    assert "in answer to Northland's homeland two days earlier." in lines[0].words
    assert lines[1].cause and "answer" not in lines[1].words
    assert "still in answer to Northland's homeland four days earlier." in lines[2].words
    assert lines[3].cause is None


def test_a_higher_answer_says_again_what_it_answers_and_only_violence_makes_it_still() -> None:
    case = scenario(record={"killing": KILLING.model_dump()})
    acts = [
        Act(day, "south", move, "north", "strait") for day, move in ((2, "sanctions"), (3, "rockets"), (4, "rockets"))
    ]
    story = tell(case, [*acts, Act(5, "old-ally", "rockets", "north", "strait")])
    sanctions, first, second, ally = (line_of(story, day) for day in (2, 3, 4, 5))
    assert ", in answer to" in sanctions.words and ", in answer to" in first.words
    assert second.cause and "answer" not in second.words and ", still in answer to" in ally.words


def test_no_day_is_the_deadliest_beside_one_as_deadly() -> None:
    acts = [Act(day, "north", "rockets", "south", "desert", 3) for day in (4, 9)]
    assert not any("the deadliest day" in day.marks for day in tell(scenario(), acts).days)
    more = tell(scenario(), [*acts, Act(12, "north", "rockets", "south", "desert", 4)])
    assert [day.day for day in more.days if "the deadliest day" in day.marks] == [12]


def test_what_is_paid_calls_for_no_more_and_what_is_long_ago_is_no_cause() -> None:
    strike = Act(1, "north", "rockets", "south", "middleland")
    paid = tell(scenario(), [strike, *(Act(day, "south", "strike", "north", "middleland") for day in (2, 3))])
    assert [bool(line_of(paid, day).cause) for day in (2, 3)] == [True, False]
    late = tell(scenario(), [strike, Act(31, "south", "rockets", "north", "middleland")])
    assert line_of(late, 31).cause is None


def test_what_never_happened_is_no_cause() -> None:
    case = scenario(record={"killing": KILLING.model_dump()})
    acts = [Act(2, "south", "strike", "north", "middleland")]
    assert line_of(tell(case, acts), 2).cause and line_of(tell(case, acts, record=()), 2).cause is None


MEANT = "It was meant to spare lives; it killed eleven soldiers and fighters."


@pytest.mark.parametrize(("dead", "says"), [(0, ""), (10, "Ten soldiers and fighters died."), (11, MEANT)])
def test_words_of_little_harm_do_not_stand_over_many_dead(dead: int, says: str) -> None:
    case = with_move(scenario(), "limited-strike", "limited-strike", meant="to spare lives")
    line = line_of(tell(case, [Act(1, "north", "limited-strike", "south", "desert", dead)]), 1)
    assert ("meaning to spare lives" in line.words) == (dead <= 10)
    assert line.deaths == says


def test_nothing_is_undone_that_was_not_done() -> None:
    case = with_move(
        scenario(),
        "offer",
        "release",
        undoes=("seize",),
        tells="{actor} released a ship of {target}",
        tells_alone="{actor} made {target} a gesture",
    )
    release, seize = Act(3, "north", "release", "south"), Act(2, "north", "seize", "south", "strait")
    assert line_of(tell(case, [release]), 3).words == "Northland made Southland a gesture."
    story = tell(case, [seize, release, replace(release, day=4)])
    assert line_of(story, 3).words == "Northland released a ship of Southland."
    assert line_of(story, 4).words == "Northland made Southland a gesture."  # there was one ship


def test_a_campaign_is_told_as_one() -> None:
    acts = [Act(day, "north", "campaign", "south", "border", 100) for day in (10, 15, 20)]
    acts += [Act(12, "south", "war", "north", None, 50), Act(13, "middle", "message", "south")]
    acts += [Act(60, "south", "campaign", "north", "border", 7)]
    story = tell(scenario(), acts, 90)
    first, alone = line_of(story, 10), line_of(story, 60)
    assert first.course == (
        "The campaign goes on until day 20: two more attacks by Northland and one more attack by Southland; 250 "
        "soldiers and fighters died in them."
    )
    assert alone.course == "No second such attack followed."
    assert [day.day for day in story.folded()] == [10, 13, 60]
    assert next(day for day in story.folded() if day.day == 13).heading.endswith("the campaign goes on")
    assert story.end.kind == "war" and story.end.war == 12


def test_repeated_words_are_said_once_until_the_next_violence() -> None:
    acts = [Act(day, "north", "message", "south") for day in (1, 4, 6, 9)]
    acts.append(Act(8, "south", "rockets", "north", "desert"))
    days = tell(scenario(), acts).folded()
    assert [day.day for day in days] == [1, 8, 9]
    assert days[0].lines[0].words.endswith("wanted the old rules back three times by 9 January 2020.")
    assert len(tell(scenario(), acts).days) == 5  # for machines every act stays


@pytest.mark.parametrize(
    ("acts", "kind", "says"),
    [
        ([("north", "rockets", 20)], "quiet", "The last violence was on day 20; the 70 days after it saw none."),
        ([("north", "rockets", 61)], "violent", "still violence in the last month, the last of it on day 61 of 90"),
        ([("north", "rockets", 60)], "quiet", "the 30 days after it saw none"),
        ([("north", "threat", 60)], "quiet", "There was no violence in 90 days."),
        ([("north", "campaign", 20), ("south", "campaign", 34)], "war", "It became war on day 34; the last violence"),
        ([("north", "campaign", 20), ("south", "campaign", 35)], "quiet", "The last violence was on day 35"),
    ],
)
def test_a_future_ends_in_one_of_four_ways(acts: list[tuple[str, str, int]], kind: str, says: str) -> None:
    other = {"north": "south", "south": "north"}
    story = tell(scenario(), [Act(day, actor, move, other[actor]) for actor, move, day in acts], 90)
    assert story.end.kind == kind and says in story.ending


def test_a_thousand_dead_in_battle_are_war_and_a_settlement_ends_it() -> None:
    dead = Act(5, "river-brigade", "strike", "south", "desert", 600, 400)
    assert tell(scenario(), [dead]).end.kind == "war"
    assert tell(scenario(), [replace(dead, deaths_civilian=399)]).end.kind == "quiet"
    case = with_move(scenario(), "offer", "offer", does=("settle",))
    settled = [Act(5, "north", "strike", "south", "desert", 9), Act(80, "south", "offer", "north")]
    assert tell(case, settled, 90).ending == "The principals settled on day 80, and no violence followed."
    assert tell(case, [*settled, Act(85, "north", "rockets", "south")], 90).end.kind == "violent"


def test_a_vote_and_a_mistake_are_turning_points_whatever_their_rung() -> None:
    case = with_move(scenario(), "sanctions", "vote", does=("expel",))
    acts = [Act(day, "north", "rockets", "south", "desert", 1) for day in range(1, 30)]
    told = tell(case, [*acts, Act(17, "middle", "vote", "south"), Act(21, "middle", "vote", "south")], 90)
    short = told.turning_points()
    assert [day.day for day in short if "a vote to send forces home" in day.marks] == [17]
    assert [line.turn for line in next(day for day in short if day.day == 17).pointed().lines] == ["expel"]
    assert len(short) <= 12 < len(told.days)


def test_the_same_act_twice_on_a_day_is_told_once_unless_it_kills() -> None:
    again = [Act(1, "north", "threat", "south")] * 2 + [Act(1, "north", "rockets", "south", "desert", 1)] * 2
    (day,) = tell(scenario(), again).days
    assert [line.rung for line in day.lines] == [5, 5, 1]


def test_nothing_is_told_as_nothing() -> None:
    story = tell(scenario(), [], 30)
    assert story.ending == "Nothing happened in 30 days." and story.summary == (story.ending,)


def test_a_short_telling_keeps_the_top_the_ends_and_the_steps_towards_peace() -> None:
    acts = [Act(day, "north", "seize", "south", "strait") for day in range(1, 60)]
    acts += [Act(40, "south", "homeland", "north", None, 9), Act(41, "north", "offer", "south")]
    points = tell(scenario(), acts).turning_points(8)
    kept = [day.day for day in points]
    assert len(kept) == 8 and {1, 40, 41, 59} <= set(kept) and kept == sorted(kept)


@pytest.mark.parametrize(
    ("share", "says"), [(0.41, "like 41 in 100 futures"), (0.004, "like under 1 in 100 futures"), (None, "")]
)
def test_a_story_says_for_how_many_it_stands(share: float | None, says: str) -> None:
    assert tell(scenario(), [Act(1, "north", "threat", "south")], weight=share).stands_for == says


def test_a_rare_choice_and_a_rare_toll_are_marked() -> None:
    loud = Act(1, "north", "rockets", "south", "desert", why=Why({}, share=0.009))
    assert line_of(tell(scenario(), [loud]), 1).rare.startswith("Rare: it would do this in fewer than 1 in 100")
    assert not line_of(tell(scenario(), [replace(loud, why=Why({}, share=0.011))]), 1).rare
    assert not line_of(tell(scenario(), [replace(loud, move="threat")]), 1).rare  # words are cheap
    case = load("baghdad-2020")
    tolls = [Act(1, "iran", "face-saving-strike", "united-states", "iraq", dead) for dead in (1, 50)]
    assert [bool(line_of(tell(case, [act]), 1).rare) for act in tolls] == [False, True]


def test_the_chance_of_a_toll_is_that_of_the_model() -> None:
    harm = load("baghdad-2020").moves["missile-strike"].harm.military
    assert harm is not None
    median, chance = harm.deaths.middle(), harm.chance.middle()
    assert chance_of(harm, 1, 1.0) == pytest.approx(chance)
    assert chance_of(harm, round(median + 0.5), 1.0) == pytest.approx(chance / 2, rel=0.05)
    assert chance_of(harm, 100, 1.0, exposure=2) > chance_of(harm, 100, 1.0)


def test_a_few_days_are_those_that_say_most_in_their_order() -> None:
    marks = {1: ("the last violence",), 2: (), 3: ("it becomes war",), 4: ("the first violent answer",), 5: ()}
    line = Line("words", 5)
    days = [Day(day, dt.date(2020, 1, day), (replace(line, rung=day),), marks=mark) for day, mark in marks.items()]
    assert [day.day for day in few(days, 2)] == [3, 4]
    assert [day.day for day in few(days, 3)] == [1, 3, 4]
    assert [day.day for day in few(days, 4)] == [1, 3, 4, 5]  # of those that are nothing to the story the gravest
