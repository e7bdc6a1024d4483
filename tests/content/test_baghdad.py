"""The shipped case of 3 January 2020 is as rich as it promises, and reads nothing from after its day."""

from pathlib import Path

import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from offramp.scenario.quantity import ASSUMED
from offramp.scenario.scenario import known_rates

CASE, START = "baghdad-2020", "2020-01-03"
CLAIMS = {
    "slim": 6,
    "watling": 6,
    "examiner": 5,
    "vaez": 3,
    "official": 1,
    "preempt": 1,
    "itani": 1,
    "brodsky": 1,
    "petti": 1,
    "kadhim": 1,
}


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


def test_it_has_the_width_that_it_promises(case: Scenario) -> None:
    assert len(case.actors) >= 12
    assert len(case.arenas) >= 6
    assert len(feasible(case)) >= 150
    assert any(arena.worldwide for arena in case.arenas.values())
    assert {actor.kind for actor in case.actors.values()} == {"state", "proxy", "host", "mediator", "bloc"}


def test_its_own_ranges_are_many_and_cited(case: Scenario) -> None:
    dials = {p: q for p, q in case.dials().items() if p.startswith(("actors", "ties", "arenas", "leaders", "plots"))}
    assert all(dial.source and dial.because for dial in dials.values())
    assert sum(set(dial.source) != {ASSUMED} for dial in dials.values()) >= 60


def test_its_moves_span_the_ladder(case: Scenario) -> None:
    rungs = {move.rung for move in case.moves.values()}
    assert len(case.moves) >= 35
    assert rungs == set(range(-3, 11))


def test_each_principal_can_settle_and_can_wage_war(case: Scenario) -> None:
    for actor, target in (case.principals, case.principals[::-1]):
        rungs = [case.moves[move].rung for a, move, t, _ in feasible(case) if (a, t) == (actor, target)]
        assert {-3, -2, -1, 9, 10} <= set(rungs)
        assert sum(rung < 0 for rung in rungs) >= 6


def test_the_record_runs_from_the_deal_to_the_killing(case: Scenario) -> None:
    events = list(case.record.values())
    dates = [event.date for event in events]
    assert len(events) >= 25
    assert dates == sorted(dates) and (dates[0], dates[-1]) == ("2018-05-08", START)
    killing = case.record["killing"]
    assert killing.date == START and set(killing.loses) == set(case.leaders) == {"soleimani", "al-muhandis"}


def test_the_record_and_the_numbers_cite_nothing_later_than_the_day(case: Scenario) -> None:
    cited = {name for event in case.record.values() for name in event.source}
    cited |= {name for _, quantity in case.quantities() for name in quantity.source} - {ASSUMED}
    late = {name: case.sources[name].date for name in cited if (case.sources[name].date or "") > case.information_date}
    assert case.information_date == START
    assert not late


def test_the_aftermath_runs_to_april_and_is_told_by_later_sources(case: Scenario) -> None:
    events = list(case.aftermath.values())
    dates = [event.date for event in events]
    assert len(events) >= 15
    assert dates == sorted(dates) and dates[0] > START and "2020-04-01" <= dates[-1] <= "2020-04-30"
    for event in events:
        assert max(case.sources[name].date or "" for name in event.source) >= event.date


def test_what_happened_is_nearly_all_among_the_options(case: Scenario) -> None:
    options = set(feasible(case))
    events = {**case.record, **case.aftermath}
    strange = {k for k, e in events.items() if (e.actor, e.move, e.target, e.arena) not in options}
    assert strange == {"leaving-the-deal"}  # one cannot leave twice


def test_mistakes_can_happen_to_those_who_are_on_alert(case: Scenario) -> None:
    mishaps = {(a, t, k) for a, m, t, k in feasible(case) if m == "shoot-down-by-mistake"}
    assert mishaps == {("iran", "bystanders", "iran-homeland"), ("united-states", "iran", "gulf")}


def test_governments_are_of_several_minds(case: Scenario) -> None:
    minds = {name: actor.factions for name, actor in case.actors.items() if actor.factions}
    assert set(minds) >= {"united-states", "iran", "iraq"}
    for factions in minds.values():
        wishes = [faction.wish.middle() for faction in factions.values()]
        assert len(wishes) >= 2 and max(wishes) - min(wishes) > 0.2
    iran = minds["iran"]
    assert iran["ministry"].weight.high < iran["guards"].weight.low  # sidelined (Watling)


def test_clocks_might_and_programme_are_those_of_the_day(case: Scenario) -> None:
    clocks = {name: actor.election.date for name, actor in case.actors.items() if actor.election}
    assert clocks == {"united-states": "2020-11-03", "iran": "2020-02-21", "israel": "2020-03-02"}
    might = {name: actor.might.middle() for name, actor in case.actors.items()}
    assert might["united-states"] > might["russia"] > might["israel"] > might["iran"] > might["kataib-hezbollah"]
    assert {name for name, actor in case.actors.items() if actor.programme} == {"iran"}


def test_others_can_take_up_the_method(case: Scenario) -> None:
    users = {a for a, m, _, _ in feasible(case) if case.moves[m].method == "declared-killing"}
    assert users == {"united-states", "israel", "saudi-arabia", "emirates", "russia"}
    counted = set(case.measures["others_declared_killings"].where.actors)
    assert users - {"united-states"} <= counted


def test_all_claims_are_there_as_data(case: Scenario) -> None:
    assert set(case.claims) == {f"{author}-{i + 1}" for author, n in CLAIMS.items() for i in range(n)}
    conflicts = {(name, other) for name, claim in case.claims.items() for other in claim.against}
    assert {("preempt-1", "vaez-1"), ("examiner-2", "slim-5"), ("brodsky-1", "kadhim-1")} <= conflicts
    assert all((other, name) in conflicts for name, other in conflicts)


def test_no_proposition_is_a_stand_in(case: Scenario) -> None:
    for claim in case.claims.values():
        assert claim.tests and not claim.undecidable and "Here" not in claim.says
    named = {word for claim in case.claims.values() for test in claim.tests for word in (*test.effect_of, *test.than)}
    assert set(case.policies) <= named


def test_exits_are_many_and_within_the_days_of_the_case(case: Scenario) -> None:
    assert len(case.offramps) >= 15
    steps = [order for offramp in case.offramps.values() for order in offramp.orders]
    assert max(order.from_day + order.for_days for order in steps) <= case.days
    assert all(offramp.orders or offramp.sets for offramp in case.offramps.values())


def test_every_source_is_used(case: Scenario) -> None:
    cited = {name for event in (*case.record.values(), *case.aftermath.values()) for name in event.source}
    cited |= {name for _, quantity in case.quantities() for name in quantity.source}
    cited |= {name for offramp in case.offramps.values() for name in offramp.source}
    cited |= {claim.source for claim in case.claims.values()}
    cited |= {name for _, quantity in case.unread() for name in quantity.source}
    cited |= {name for each in case.background.values() for name in each.source}
    cited |= {name for each in case.questions.values() for voice in each.voices for name in voice.source or ()}
    cited |= {name for span in case.complete for name in span.source}
    own = Path(__file__).parents[2] / "src/offramp/scenario/library/cases/baghdad-2020.yaml"
    lines = own.read_text(encoding="utf-8").splitlines()
    named = {line.split(":")[0].strip() for line in lines if line.startswith("  ") and ": {author:" in line}
    assert named and named <= cited


def test_what_its_reasons_tell_was_known(case: Scenario) -> None:
    """No reason and no name speaks of what came later; voices have their texts."""
    assert "Ukraine" not in case.actors["bystanders"].about and "Canada" not in case.actors["bystanders"].about
    assert not [path for path, quantity in case.quantities() if "2020 was" in quantity.because]
    assert all(voice.source for question in case.questions.values() for voice in question.voices)
    assert "slim" not in case.offramps["notice-through-the-host"].source


def test_what_was_never_shown_is_no_fact_of_the_record(case: Scenario) -> None:
    for name in ("rockets-kirkuk", "embassy-stormed"):
        order = case.record[name].ordered_by
        assert order and order.prob and 0 < order.prob.low < order.prob.high < 1
    denied = ("oil-strike", "tankers-off-fujairah", "tankers-gulf-of-oman", "golan-rockets-may", "depot-balad")
    for name in denied:
        share = case.record[name].attribution
        assert share and share.high < 1
    crowds = [e for e in case.record.values() if (e.actor, e.move) == ("iraq", "embassy-storming")]
    assert len(crowds) == 3 and all(e.attribution and e.attribution.high <= 0.25 for e in crowds)


def test_each_side_of_the_killing_has_its_dead_and_its_leader(case: Scenario) -> None:
    killing = case.record["killing"]
    assert {side: losses.total for side, losses in killing.deaths.by_side.items()} == {"iran": 5, "kataib-hezbollah": 5}


def test_the_session_of_parliament_was_called_on_the_day(case: Scenario) -> None:
    called = case.record["session-called"]
    assert called.date == START and "5 January" in called.what


def test_chronic_violence_is_counted(case: Scenario) -> None:
    who = {(name, whom) for rate in case.rates.values() for name in rate.who for whom in rate.whom}
    assert who >= {("saudi-arabia", "houthis"), ("houthis", "saudi-arabia"), ("israel", "iran")}
    assert ("kataib-hezbollah", "united-states") in who
    assert 0 < len(known_rates(case)) < len(case.rates)


def test_it_says_what_it_does_not_know(case: Scenario) -> None:
    assert len(case.unknowns) >= 10
