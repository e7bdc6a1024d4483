"""Every kind of measure: what it reads from the kept acts of a future is what the simulation counted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from offramp.engine.measures.final import READERS
from offramp.ensemble import Ensemble, run
from offramp.game.measures import readings
from offramp.scenario.measure_kinds import KINDS, between_sides, of_acts, of_days, of_states
from offramp.scenario.measure_kinds.between_sides import SPECIAL
from offramp.scenario.measure_kinds.future_acts import FutureAct, FutureActs
from offramp.scenario.reading.merge import LIBRARY, library
from offramp.scenario.reading.tree import read
from offramp.study.shared.recorded_future import silence
from tests.cases.generator import Parts, kin

TWO = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
CASES = {"baghdad": LIBRARY / "cases" / "baghdad-2020.yaml", "two": TWO}
READ = {kind.id for kind in KINDS.values() if callable(kind.events)}
NEEDS: dict[str, Any] = {"after": {}, "within": 7}
HARD, CALM, FORCE = {"at_least": 4}, {"at_most": 1}, {"at_least": 3}


def asked(one: str, other: str) -> dict[str, Any]:
    """Measures of every kind that acts can tell, with and without windows; one that is new with what it needs."""
    bodies: dict[str, Any] = {
        "any_soon": {"kind": "any", "where": {"led_by": [other], **FORCE}, "within": 9},
        "any_late": {"kind": "any", "where": {"led_by": [other], **FORCE}, "from_day": 8},
        "count_all": {"kind": "count"},
        "count_led": {"kind": "count", "where": {"led_by": [other]}},
        "count_window": {"kind": "count", "where": HARD, "from_day": 4, "within": 15},
        "count_on_side": {"kind": "count", "where": {"target_sides": [one], "visibility": ["overt", "attributable"]}},
        "first_words": {"kind": "first", "where": {"sides": [other], **CALM}},
        "first_late": {"kind": "first", "where": FORCE, "from_day": 6, "within": 12},
        "highest_other": {"kind": "highest", "where": {"led_by": [other]}},
        "deaths_all": {"kind": "deaths", "where": {"target_sides": [one]}},
        "deaths_soldiers": {"kind": "deaths", "of": "military"},
        "arenas_led": {"kind": "arenas", "where": {"led_by": [other]}},
        "spread_led": {"kind": "spread", "where": {"led_by": [other], **FORCE}},
        "war": {"kind": "war"},
        "turns": {"kind": "alternations", "where": HARD},
        "turns_of_force": {"kind": "alternations", "where": FORCE},
        "turns_of_all": {"kind": "alternations"},
        "yields_one": {"kind": "yields", "where": {"sides": [one]}},
        "yields_other": {"kind": "yields", "where": {"sides": [other]}},
        "followed": {"kind": "followed", "where": CALM, "after": {"led_by": [other], **FORCE}, "within": 7},
        "unprompted": {"kind": "unprompted", "where": CALM, "after": {"sides": [other], **FORCE}, "within": 3},
    }
    others = READ - {body["kind"] for body in bodies.values()} - {"special"}
    bodies |= {f"bare_{id}": {"kind": id, **{need: NEEDS[need] for need in KINDS[id].needs}} for id in others}
    return {f"asked_{name}": {**body, "unit": "x", "says": name} for name, body in bodies.items()}


def played(parts: Parts, folder: Path, runs: int, **more: Any) -> Ensemble:
    """Play a case that asks for all of them, and keep every act."""
    path = folder / "case.yaml"
    measures = {**parts.get("measures", {}), **asked(*parts["principals"])}
    path.write_text(json.dumps({**parts, "measures": measures}, default=str), encoding="utf-8")
    return run(path, out=folder / "run", runs=runs, draws=8, keep="all", seed=5, force=True, **more)


def both(made: Ensemble) -> Iterator[tuple[str, str, np.ndarray, np.ndarray]]:
    """Of each measure that acts can tell: its name, its kind, as read from the acts, and as the simulation counted."""
    case, days = made.scenario, [int(day) for day in made.clock.day()]
    columns = "day actor move target arena deaths_military deaths_civilian ordered".split()
    acts = dict(tuple(made.events.astype({"arena": object}).groupby(["draw", "run"])[columns]))
    rows = [acts.get(at) for at in zip(made.runs["draw"], made.runs["run"], strict=True)]
    futures = [FutureActs.of(case, () if row is None else map(act, row.itertuples(index=False)), days) for row in rows]
    for name, measure in case.measures.items():
        if not silence(case, [name]):
            tell = KINDS[measure.kind].events
            found = np.array([tell(name, measure, future) for future in futures], float)  # type: ignore[operator]
            assert KINDS[measure.kind].empty or not np.isnan(found).any(), name
            yield name, measure.kind, found, made.runs[name].to_numpy(float)


def act(row: Any) -> FutureAct:
    return FutureAct(row.day, row.actor, row.move, row.target, row.arena if row.arena == row.arena else None, *row[5:])


@pytest.mark.parametrize(
    ("case", "turn"),
    [
        ("two", "day"),
        pytest.param("two", "week", marks=pytest.mark.proof),
        pytest.param("baghdad", "day", marks=pytest.mark.proof),
    ],
)
def test_acts_tell_what_the_simulation_counted(case: str, turn: str, tmp_path: Path) -> None:
    """And of every kind something differs between these futures; the small case hardly knows a war."""
    made = played(read(CASES[case], case).plain(), tmp_path, 256, days=112, turn=turn)
    differ = set()
    for name, kind, found, counted in both(made):
        np.testing.assert_allclose(found, counted, rtol=1e-6, err_msg=name)
        differ |= {kind} if len(np.unique(found)) > 1 else set()
    assert differ | ({"war"} if case == "two" else set()) == READ


@pytest.mark.proof
@settings(max_examples=settings.default.max_examples // 25)
@given(kin(2))
def test_acts_of_any_case_tell_what_the_simulation_counted(
    tmp_path_factory: pytest.TempPathFactory, parts: list[Parts]
) -> None:
    for each in parts:
        for name, _, found, counted in both(played(each, tmp_path_factory.mktemp("any"), 64)):
            np.testing.assert_allclose(found, counted, rtol=1e-6, err_msg=name)


def test_every_kind_has_a_reader_for_all_that_it_is_read_from() -> None:
    assert set(readings()) == set(READERS)


def test_a_kind_that_acts_cannot_tell_says_why() -> None:
    silent = {kind.id: kind.events for kind in KINDS.values() if isinstance(kind.events, str)}
    assert set(silent) == {"stumbled", "state"} and all("record of acts" in why for why in silent.values())


def test_measures_by_name_are_those_of_the_library() -> None:
    assert {name for name, each in library("measures").plain().items() if each["kind"] == "special"} == set(SPECIAL)


def test_no_two_kinds_have_one_id() -> None:
    assert len(KINDS) == sum(len(part.KINDS) for part in (of_acts, between_sides, of_days, of_states))
