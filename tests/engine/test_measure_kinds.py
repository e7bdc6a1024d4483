"""Every kind of measure: what it reads from the kept acts of a future is what the simulation counted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from offramp.engine.measures.final import READERS
from offramp.engine.measures.totals import Played, Row
from offramp.ensemble import Ensemble, run
from offramp.game.measures import readings
from offramp.scenario.measure_kinds import KINDS, Kind, add
from offramp.scenario.measure_kinds.between_sides import SPECIAL
from offramp.scenario.measure_kinds.future_acts import Act, FutureActs
from offramp.scenario.reading.merge import LIBRARY, library
from offramp.scenario.reading.tree import read
from offramp.study.shared.recorded_future import silence
from tests.cases.build import skeleton
from tests.cases.generator import Parts, kin

TWO = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
CASES = {"baghdad": LIBRARY / "cases" / "baghdad-2020.yaml", "two": TWO}
READ = {kind.id for kind in KINDS.values() if callable(kind.events)}
HARD, CALM, FORCE = {"at_least": 4}, {"at_most": 1}, {"at_least": 3}


def asked(one: str, other: str) -> dict[str, Any]:
    """Measures of every kind that acts can tell, with and without windows."""
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


def act(row: Any) -> Act:
    return Act(row.day, row.actor, row.move, row.target, row.arena if row.arena == row.arena else None, *row[5:])


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
@settings(max_examples=settings.default.max_examples // 12)
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


def different(played: Played, row: Row) -> Any:
    return (played.totals.count > 0).astype("float32").sum(axis=0)


DIFFERENT = Kind(
    "different",
    "how many different acts are done",
    lambda name, measure, future: float(len({act[1:5] for act in future.acts})),
    plugin=lambda: {"totals": different},
)


@pytest.mark.proof
def test_another_package_can_add_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even after a game of the same shape was played without it."""
    options = [{"actors": ["a"], "moves": ["statement", "threat", "sanctions"], "targets": ["b"]}]
    parts = skeleton(moves={move: {} for move in options[0]["moves"]}, options=options)
    measure = {"kind": "count", "unit": "acts", "says": "Acts of a kind"}
    played({**parts, "measures": {"acts": measure}}, tmp_path, 64)
    monkeypatch.setitem(KINDS, "different", DIFFERENT)
    made = played({**parts, "measures": {"acts": {**measure, "kind": "different"}}}, tmp_path, 64)
    found, counted = next(each[2:] for each in both(made) if each[0] == "acts")
    np.testing.assert_array_equal(found, counted)
    assert len(np.unique(found)) > 2


def test_two_kinds_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="an id that no other kind has"):
        add(Kind(id="war", says="", events="never"))
    assert KINDS["war"].says
