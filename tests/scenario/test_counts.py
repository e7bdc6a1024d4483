"""What is told beside and about the record: rates, background, reporting, and how sure an event is."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_hash, check, load
from offramp.scenario.asof import as_of
from offramp.scenario.lint.evidence import UNVERIFIED
from offramp.scenario.record.counts import RUNGS
from offramp.scenario.scenario import known_rates
from tests.scenario.broken import GOOD
from tests.scenario.edited import edited

ACTS = "acts: {value: 0.1..0.3, per: day, source: gazette, because: five in a month}"
RATE = (
    f"{{start: 2031-04-01, end: 2031-04-30, who: [mountain-league], whom: [aland], band: violent, {ACTS}, what: Fire}}"
)
END = "\naftermath:\n"
ORDER, DEAD = "ordered_by: borduria", "    deaths: {military: 2}\n"


def rates(rate: str) -> tuple[str, str]:
    """The good case with one rate."""
    return END, f"\nrates:\n  fire: {rate}\n{END}"


def faults(folder: Path, *edits: tuple[str, str]) -> list[tuple[str, str]]:
    """Field and finding of each fault of the good case with some edits."""
    path = edited(folder, *edits)
    with pytest.raises(CaseError) as caught:
        load(path)
    assert all(fault.line and fault.allowed for fault in caught.value.faults)
    return [(fault.field, fault.found) for fault in caught.value.faults]


def test_a_rate_is_read_and_changes_no_hash(tmp_path: Path) -> None:
    case = load(edited(tmp_path, rates(RATE)))
    assert case.rates["fire"].where.at_least == 5 and case.rates["fire"].acts.per == "day"
    assert case_hash(case) == case_hash(load(GOOD))
    assert set(case.dials()) == set(load(GOOD).dials())


@pytest.mark.parametrize(
    ("old", "new", "field", "found"),
    [
        ("end: 2031-04-30", "end: 2031-03-30", "rates.fire.end", "2031-03-30"),
        ("band: violent, ", "", "rates.fire", "no band and no moves"),
        ("band: violent", "band: violent, moves: [rocket-attack]", "rates.fire", "both a band and moves"),
        ("whom: [aland]", "whom: [dorland]", "rates.fire", "a rate of acts that are no option of the case"),
        ("value: 0.1..0.3", "value: 0.001..0.01", "rates.fire.acts", "0.3 acts in 30 days at most"),
        ("per: day, ", "", "rates.fire.acts", "no period"),
        (", because: five in a month", "", "rates.fire.acts", "the range 0.1..0.3 per day without a reason"),
        ("source: gazette, because", "because", "rates.fire.acts", "the range 0.1..0.3 per day without a source"),
        ("band: violent", "band: voilent", "rates.fire.band", "'voilent'"),
    ],
)
def test_a_rate_that_cannot_be_meant(tmp_path: Path, old: str, new: str, field: str, found: str) -> None:
    assert RATE.count(old) == 1
    assert faults(tmp_path, rates(RATE.replace(old, new))) == [(field, found)]


def test_a_start_knows_no_rate_that_was_counted_later(tmp_path: Path) -> None:
    later = RATE.replace("source: gazette", "source: later").replace("2031-04-01", "2031-04-02")
    case = load(edited(tmp_path, (END, f"\nrates:\n  fire: {RATE}\n  counted-later: {later}\n{END}")))
    assert list(known_rates(case)) == ["fire"] and set(case.rates) == {"fire", "counted-later"}
    assert not known_rates(as_of(case, "2031-04-20"))  # the gazette had not been printed


def test_a_rate_is_known_up_to_the_day(tmp_path: Path) -> None:
    case = load(edited(tmp_path, rates(RATE.replace("source: gazette", "source: yearbook"))))
    assert known_rates(case)["fire"].end == "2031-04-30"
    assert known_rates(as_of(case, "2031-04-20"))["fire"].end == "2031-04-20"
    assert not known_rates(as_of(case, "2031-03-20"))


def test_bands_part_the_ladder() -> None:
    rungs = [rung for low, high in RUNGS.values() for rung in range(low, high + 1)]
    assert rungs == list(range(-3, 11))


def test_every_case_has_chances_of_being_reported_and_may_write_its_own(tmp_path: Path) -> None:
    mine = "\nreporting:\n  state: {violent: {value: 0.95, per: act, source: yearbook}}\n"
    good, own = load(GOOD), load(edited(tmp_path, (END, mine + END)))
    assert set(good.reporting) == {"state", "proxy", "host", "mediator", "bloc"}
    assert all(set(bands) == set(RUNGS) for bands in good.reporting.values())
    assert own.reporting["state"]["violent"].low == 0.95
    assert own.reporting["state"]["words"] == good.reporting["state"]["words"]
    assert case_hash(own) == case_hash(good)
    for edit, field in (("per: act", "per: day"), ("state", "sate")):
        assert faults(tmp_path, (END, mine.replace(edit, field) + END))


def test_background_before_the_start_cites_nobody_from_after_it(tmp_path: Path) -> None:
    told = "\nbackground:\n  flood: {date: 2031-05-01, what: A flood, source: later}\n"
    assert faults(tmp_path, (END, told + END)) == [("background.flood.source", "the source later of 2031-08-01")]
    load(edited(tmp_path, (END, told.replace("2031-05-01", "2031-06-01") + END)))


def test_what_was_not_looked_up_is_listed(tmp_path: Path) -> None:
    path = edited(tmp_path, ("what: Rockets fell on the garrison", "verified: false\n    what: Rockets fell"))
    noted = [note for note in check(path).notes if note.kind == UNVERIFIED]
    assert [(note.field, note.says.split(":")[0]) for note in noted] == [("record.rockets", "not looked up")]
    assert not [note for note in check(GOOD).notes if note.kind == UNVERIFIED]


SURE = "{value: 0.3..0.8, source: gazette, because: it says so}"


def sure(folder: Path) -> Scenario:
    """The good case whose rockets are told with all that may be unsure of them."""
    toll = "{value: 2..6, source: gazette, because: reports differ}"
    dead = f"    deaths: {{military: {toll}}}\n    attribution: {SURE}\n"
    return load(edited(folder, (DEAD, dead), (ORDER, f"ordered_by: {{actor: borduria, prob: {SURE}}}")))


def test_what_is_unsure_of_an_event_is_drawn(tmp_path: Path) -> None:
    case = sure(tmp_path)
    drawn = set(case.dials()) - set(load(GOOD).dials())
    assert drawn == {f"record.rockets.{part}" for part in ("attribution", "ordered_by.prob", "deaths.military")}
    assert case_hash(case) != case_hash(load(GOOD))
    assert not set(as_of(case, "2031-04-10").dials()) & drawn  # not yet told: no run of that day reads it


@pytest.mark.parametrize(
    ("edit", "field", "found"),
    [
        ((ORDER, "ordered_by: dorland"), "record.rockets.ordered_by", "'dorland'"),
        (
            (ORDER, "ordered_by: {actor: borduria, prob: 0.2..0.4}"),
            "record.rockets.ordered_by.prob",
            "without a source",
        ),
        ((ORDER, "attribution: 1.5"), "record.rockets.attribution", "1.5"),
        ((DEAD, "    deaths: {military: -1}\n"), "record.rockets.deaths.military", "-1"),
        ((DEAD, "    deaths: {military: 2.5}\n"), "record.rockets.deaths.military", "2.5"),
        (
            (DEAD, "    deaths: {military: 2, by_side: {aland: {military: 2}, coria: {military: 1}}}\n"),
            "record.rockets.deaths.by_side",
            "3 military dead of the sides",
        ),
    ],
)
def test_an_event_that_cannot_be_meant(tmp_path: Path, edit: tuple[str, str], field: str, found: str) -> None:
    ((where, what),) = faults(tmp_path, edit)
    assert where == field and found in what
