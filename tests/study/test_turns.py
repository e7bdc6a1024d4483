"""The futures that turn: those that were planted are found, addressed in both worlds, and told together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from offramp.ensemble import Address
from offramp.ensemble.address import parse
from offramp.errors import AddressError, CaseError
from offramp.results.manifest import NO_EVIDENCE
from offramp.scenario import load
from offramp.study.compare.question import Compare
from offramp.study.compare.words import turn_words
from offramp.study.shared.largest_differences import Turn, turns
from offramp.study.shared.paired import Pair
from offramp.study.stories.replay import beside, replay
from offramp.study.stories.side_by_side import Beside
from offramp.study.stories.story import Act, tell
from tests.ensemble.fake import FakeEngine
from tests.report.answers import effect
from tests.report.factory import scenario
from tests.study.ask import ask

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
HERE = parse("two-neighbours@0123456789ab/v0.1.0/s1/quantal/2031-05-10/20x1/d0/r0")
THERE = parse("two-neighbours@0123456789ab/v0.1.0/s1/without:rockets/quantal/2031-05-10/20x1/d0/r0")
SIZE = {"runs": 48, "draws": 8, "days": 20}
compare = ask(Compare)
NAMES = ("war_prob", "peak_rung", "deaths_civilian", "conciliatory_acts", "ordered_acts")


def planted(
    *apart: tuple[str, int, int, float], wanted: Sequence[str] = (), weights: np.ndarray | None = None
) -> list[tuple[int, int, str]]:
    """Draw, run and way of the turns where these measures differ."""
    without = {name: np.zeros((8, 6)) for name in NAMES}
    with_it = {name: each.copy() for name, each in without.items()}
    for name, draw, run, value in apart:
        with_it[name][draw, run] += value
    found = turns(load(CASE), Pair(with_it, without, weights, NO_EVIDENCE), HERE, THERE, wanted)
    assert all((each.with_it.draw, each.with_it.run) == (each.without.draw, each.without.run) for each in found)
    return [(each.with_it.draw, each.with_it.run, each.way) for each in found]


def test_war_counts_before_the_rung_and_the_rung_before_the_dead() -> None:
    apart = [("deaths_civilian", 1, 1, 900.0), ("peak_rung", 2, 2, 3.0), ("war_prob", 3, 3, 1.0)]
    assert planted(*apart) == [(3, 3, "worse"), (2, 2, "worse")]
    assert planted(*apart[:2], ("peak_rung", 4, 0, -1.0)) == [(2, 2, "worse"), (1, 1, "worse"), (4, 0, "better")]


def test_one_of_a_draw_and_none_that_do_not_differ() -> None:
    assert planted() == []
    assert planted(*[("peak_rung", 2, run, float(run)) for run in range(6)]) == [(2, 5, "worse")]


def test_what_is_asked_for_tells_them_apart() -> None:
    apart = ("conciliatory_acts", 1, 2, 4.0)
    assert planted(apart) == [] and planted(apart, wanted=["conciliatory_acts"]) == [(1, 2, "better")]
    assert planted(("ordered_acts", 1, 2, 4.0), wanted=["ordered_acts"]) == [(1, 2, "more")]


def test_a_draw_that_the_record_makes_unlikely_is_no_example() -> None:
    weights = np.array([0.0, 1, 1, 1, 1, 1, 1, 3])
    assert planted(("war_prob", 0, 0, 1.0), ("peak_rung", 5, 5, 1.0), weights=weights) == [(5, 5, "worse")]


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        ({"without": "rockets"}, "", "without:rockets"),
        ({"offramps": ["dorland-channel"]}, "with:dorland-channel", ""),
    ],
)
def test_both_worlds_are_opened_by_their_addresses(asked: dict[str, object], one: str, other: str) -> None:
    made = compare(CASE, engine=FakeEngine(), **SIZE, **asked)  # type: ignore[arg-type]
    assert made.turns == () and made.summary()["turns"] == []  # the quick engine knows of neither
    place = parse(f"two-neighbours@{made.hash[:12]}/v0.1.0/s1/{one or other}/quantal/2031-05-10/20x1/d3/r2")
    both = beside(place, CASE, engine=FakeEngine())
    assert (parse(both.with_it.address).policy, parse(both.without.address).policy) == (one, other)
    assert both.with_it.days == both.without.days and both.parted is None
    assert replay(place, CASE, engine=FakeEngine()).days == both.with_it.days


def test_what_was_set_is_told_beside_the_case_as_it_stands() -> None:
    sets = {"actors.aland.tempo": "0.4"}
    made = compare(CASE, sets=sets, engine=FakeEngine(), **SIZE)  # type: ignore[arg-type]
    turn = made.turns[0]
    assert turn.with_it.hash == made.hash[:12] != turn.without.hash
    both = beside(turn.with_it, CASE, sets, FakeEngine())
    assert both.without.address == str(turn.without) and both.parted
    assert [story.dead for story in (both.with_it, both.without)] == [
        sum(turn.measures[name][n] for name in ("deaths_civilian", "deaths_military")) for n in (0, 1)
    ]


@pytest.mark.parametrize(
    ("address", "error", "says"),
    [
        (str(HERE), AddressError, "nothing to tell it beside"),
        (str(THERE), AddressError, "the case here is two-neighbours@"),
        ("two-neighbours@{hash}/v0.1.0/s1/without:rocket/quantal/2031-05-10/20x1/d0/r0", CaseError, "rockets"),
        ("two-neighbours@{hash}/v0.1.0/s1/with:channel/quantal/2031-05-10/20x1/d0/r0", CaseError, "dorland-channel"),
    ],
)
def test_what_cannot_be_opened_is_refused(address: str, error: type[Exception], says: str) -> None:
    made = compare(CASE, without="rockets", measures=["war_prob"], engine=FakeEngine(), **SIZE)  # type: ignore[arg-type]
    with pytest.raises(error, match=says):
        beside(address.format(hash=made.hash[:12]), CASE, engine=FakeEngine())


def told(*acts: Act) -> Beside:
    case = scenario()
    shared = Act(1, "north", "threat", "south")
    return Beside(
        tell(case, [shared, *acts], 90, "one"), tell(case, [shared, Act(5, "south", "offer", "north")], 90, "b")
    )


def test_the_two_are_told_day_by_day() -> None:
    both = told(Act(5, "south", "offer", "north"), Act(5, "north", "rockets", "south", "desert", 2))
    assert both.parted == 5
    assert both.text().startswith(
        "Day 1 · 4 January 2020\n  both    [ 1] Northland threatened Southland.\n"
        "Day 5 · 8 January 2020 · here they part\n  both    [-2] Southland offered Northland talks.\n"
        "  with    [ 5] Northland fired rockets at Southland in Desert. Two soldiers and fighters died.\n\nWith:    The"
    )
    assert "without [-2] Southland offered" in told().text()


def test_a_turn_is_an_object_of_plain_numbers() -> None:
    turn = Turn(HERE, THERE, "worse", {"war_prob": (1.0, 0.0)})
    assert turn.summary() == {
        "with": str(HERE),
        "without": str(THERE),
        "way": "worse",
        "measures": {"war_prob": [1, 0]},
    }
    assert isinstance(turn.with_it, Address)


def test_a_turn_tells_only_what_goes_its_way() -> None:
    ends = {"war_prob": (0.0, 1.0), "peak_rung": (5.0, 5.0), "deaths_military": (9.0, 7.0)}
    turn = Turn(HERE, THERE, "better", ends)
    assert turn_words(turn, {"war_prob": effect(0.0, 1.0)}) == "Better with it: war no, without it yes."
