"""Numbers have a sense of size: what the arithmetic has no room for is refused, what is far from usual is noted."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import check, load
from offramp.scenario.lint.numbers import BARE, UNUSUAL
from tests.scenario.edited import Edit, edited, remarks

EXPOSURE = "exposure: {value: 1..2, source: gazette, because: it was to be relieved in June}"
DEATHS = "deaths: {value: 1..4, source: yearbook, because: as in 2029}"


@pytest.mark.parametrize(
    ("edit", "field", "found", "allowed"),
    [
        ((EXPOSURE, "exposure: 1e39"), "arenas.pass.assets.aland.exposure", "1e+39", "to a million"),
        (("deaths: 4}", "deaths: 1e30}"), "moves.limited-strike.harm.military.deaths", "1e+30", "to a million"),
        (("value: 3..6,", "value: 3..60,"), "ties.aland~borduria.ceiling", "3..60", "a rung of the ladder, from -3"),
        (("value: 3..6,", "value: 3..1e308,"), "ties.aland~borduria.ceiling", "3..1e+308", "from -1,000 to 1,000"),
        (("value: 0.05..0.2, per: day", "value: 0, per: day"), "actors.aland.tempo", "0", "a positive rate"),
        (
            ("value: 0.05..0.2, per: day", "value: 1e-308..0.2, per: day"),
            "actors.aland.tempo",
            "1e-308..0.2",
            "from a millionth",
        ),
        (("value: 60..300", "value: 60..1e9"), "world.reciprocity.debt_half_life", "60..1e+09", "to 36,525"),
        (("weight: 1,", "weight: 1e308,"), "actors.aland.factions.palace.weight", "1e+308", "to a million"),
        (
            ("deaths: {military: 2}", "deaths: {military: 999999999}"),
            "record.rockets.deaths.military",
            "999999999",
            "from 0 to 100 million",
        ),
        (
            ('within: 60, holds: "> 0"', 'within: 999999999999, holds: "> 0"'),
            "claims.gazette-1.tests.1.within",
            "999999999999",
            "from 1 to 36525",
        ),
        (("fronts: {on: true}", "dominance: {stock: 0}"), "world.dominance.stock", "0", "others are divided by it"),
    ],
)
def test_what_the_arithmetic_has_no_room_for_is_refused(
    edit: Edit, field: str, found: str, allowed: str, tmp_path: Path
) -> None:
    with pytest.raises(CaseError) as error:
        load(edited(tmp_path, edit))
    (fault,) = error.value.faults
    assert (fault.field, fault.found) == (field, found) and allowed in fault.allowed


@pytest.mark.parametrize("path", ["actors.aland.tempo", "moves.admission.prepare", "world.mediation.hurts"])
def test_a_zero_that_others_are_divided_by_cannot_be_set(path: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="found 0; allowed"):
        load(edited(tmp_path), {path: "0"})


@pytest.mark.parametrize(
    ("edit", "field", "says"),
    [
        (
            (EXPOSURE, "exposure: {value: 2000..5200, source: gazette, because: soldiers}"),
            "arenas.pass.assets.aland.exposure",
            "2000..5200 is far from what is usual, 0.5..2: how exposed",
        ),
        (
            ("value: 0.05..0.2, per: day", "value: 20..60, per: day"),
            "actors.aland.tempo",
            "acts a day when nothing presses",
        ),
        (
            ("value: 0.5..1.2, source", "value: 90..130, source"),
            "actors.aland.factions.staff.weight",
            "no number of seats",
        ),
        (("value: 60..300", "value: 9000..36000"), "world.reciprocity.debt_half_life", "72..512"),
        (
            (DEATHS, DEATHS.replace("1..4", "1..400000")),
            "moves.limited-strike.harm.civilian.deaths",
            "people that it kills",
        ),
    ],
)
def test_what_is_far_from_usual_gets_a_remark_with_its_unit(edit: Edit, field: str, says: str, tmp_path: Path) -> None:
    (note,) = [note for note in remarks(tmp_path, edit) if note.kind == UNUSUAL]
    assert note.field == field and says in note.says


def test_a_bare_number_gets_a_remark_and_one_with_a_source_none(tmp_path: Path) -> None:
    def bare(*edits: Edit) -> set[str]:
        return {note.field for note in check(edited(tmp_path, *edits)).notes if note.kind == BARE}

    assert "leaders.commander.stature" in bare()
    assert "leaders.commander.stature" not in bare(("stature: 0.6", "stature: {value: 0.6, source: yearbook}"))
    assert "actors.aland.factions.palace.weight" not in bare()  # 1 is the usual weight, by definition
    assert "ties.aland~borduria.seen_resolve.borduria" not in bare(("seen_resolve: {borduria: 0.4}", "doubt: 0"))


def test_a_number_of_many_digits_is_read_in_linear_time(tmp_path: Path) -> None:
    path = edited(tmp_path, ("approval: 0.3", f"approval: {'1' * 150_000}x"))
    began = time.monotonic()
    with pytest.raises(CaseError):
        load(path)
    assert time.monotonic() - began < 20  # it was minutes
