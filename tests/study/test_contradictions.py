"""Two thousand stories of random futures: none contradicts its own acts, which are counted here by themselves."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.options import Option, feasible
from offramp.scenario.passing import sides
from offramp.study.stories.story import Act, Line, Story, tell

STORIES, ACTS, DAYS = 2_000, 12, 90
SEIZES, VIOLENT, CAMPAIGN = ("ship-seizure", "detention"), 5, 9


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("baghdad-2020")


@pytest.fixture(scope="module")
def told(case: Scenario) -> list[tuple[list[Act], Story]]:
    """Stories of acts dealt at random; half of them among the acts that could contradict each other."""
    options = feasible(case)
    delicate = [each for each in options if each[1] in (*SEIZES, "release-of-a-ship") or _is_loud(case, each[1])]
    futures = [_dealt(case, options if n % 2 else delicate, n) for n in range(STORIES)]
    return [(acts, tell(case, acts, DAYS)) for acts in futures]


def _is_loud(case: Scenario, move: str) -> bool:
    return bool(case.moves[move].meant) or case.moves[move].rung >= 8


def _dealt(case: Scenario, options: list[Option], seed: int) -> list[Act]:
    dice = random.Random(seed)

    def act() -> Act:
        actor, move, target, arena = dice.choice(options)
        dead = int(dice.expovariate(0.06)) if case.moves[move].harm.military and dice.random() < 0.7 else 0
        return Act(dice.randint(1, DAYS), actor, move, target, arena, dead)

    dealt = {(each.day, each.actor): each for each in (act() for _ in range(ACTS))}  # one act a day each, as in a run
    return sorted(dealt.values(), key=lambda each: each.day)


def lines(told: list[tuple[list[Act], Story]]) -> Iterator[tuple[list[Act], Line, Act]]:
    for acts, story in told:
        for day in story.days:
            yield from ((acts, line, line.act) for line in day.lines if line.act)


def test_no_words_of_little_harm_stand_over_ten_dead(told: list[tuple[list[Act], Story]], case: Scenario) -> None:
    seen = 0
    for _, line, act in lines(told):
        if act.dead > 10 and case.moves[act.move].meant:
            seen += 1
            assert "meaning to" not in str(line) and "; it killed " in line.deaths
    assert seen > 100


def test_nothing_is_released_that_was_not_seized(told: list[tuple[list[Act], Story]]) -> None:
    seen = 0
    for acts, line, act in lines(told):
        if "released" not in line.words:
            continue
        seen += 1
        before = [each for each in acts if (each.actor, each.target) == (act.actor, act.target) and each.day < act.day]
        assert any(each.move in SEIZES for each in before), line  # what the record holds was let go by its end
    assert seen > 50


def test_nothing_is_an_answer_to_nothing(told: list[tuple[list[Act], Story]], case: Scenario) -> None:
    side, seen = sides(case), 0
    known = {(each.actor, each.move, each.target) for each in case.record.values()}
    for acts, line, act in lines(told):
        if line.cause is None:
            assert "in answer to" not in line.words
            continue
        seen += 1
        deed = line.cause.deed
        assert deed.day < act.day and side[deed.actor] == side[act.target] and side[deed.target] == side[act.actor]
        assert deed in acts or (deed.actor, deed.move, deed.target) in known, line
    assert seen > 1_000


def test_no_first_is_a_second(told: list[tuple[list[Act], Story]], case: Scenario) -> None:
    side, second, seen = sides(case), case.principals[1], 0
    for acts, story in told:
        violent = [act for act in acts if case.moves[act.move].rung >= VIOLENT]
        answers = [act for act in violent if side[act.actor] == second]
        peace = [act for act in acts if case.moves[act.move].rung <= -2]
        firsts = {
            "the first violence": violent,
            "the first violent answer": answers,
            "the first violence of the struck side": answers,
            "the first step towards peace": [a for a in peace if {a.actor, a.target} == set(case.principals)],
        }
        for day in story.days:
            for mark in (each for each in day.marks if each.startswith("the first")):
                seen += 1
                assert day.day == firsts[mark][0].day, (mark, story.text())
        if answers:
            assert f"came on day {answers[0].day}," in story.summary[0]
        else:
            assert story.summary[0].startswith("No violence came from") or not violent
    assert seen > 1_000


def test_a_campaign_goes_on_only_where_it_does(told: list[tuple[list[Act], Story]], case: Scenario) -> None:
    side, seen = sides(case), 0
    for acts, line, act in lines(told):
        if not line.course:
            continue
        seen += 1
        heavy = [each for each in acts if case.moves[each.move].rung >= CAMPAIGN and each is not act]
        pair = {side[act.actor], side[act.target]}
        near = [each for each in heavy if act.day <= each.day <= act.day + 14]
        same = [each for each in near if {side[each.actor], side[each.target]} == pair]
        assert ("goes on" in line.course) == bool(same), line
    assert seen > 100
