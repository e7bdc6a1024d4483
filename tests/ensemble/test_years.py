"""Turns of a week: as good as days where both can run, and years that end with sane numbers."""

import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from offramp.engine import Clock
from offramp.engine.clock import ROUNDS
from offramp.ensemble import Ensemble, run
from offramp.ensemble.engine import OfframpEngine
from offramp.scenario import load
from offramp.scenario.measure_kinds import KINDS
from offramp.study.shared.paired import filled

TWO = str(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")
SIZE = {"baghdad-2020": 2_304, TWO: 4_608}
MEASURES = (
    "violent_answer_30d_prob",
    "open_violent_answer_30d_prob",
    "first_violent_answer_day",
    "violent_acts",
    "violent_acts_first",
    "violent_acts_second",
    "militarised_acts",
    "conciliatory_acts",
    "peak_rung",
    "arenas_hit",
    "answered_in_kind_share",
    "ordered_acts",
    "deaths_military",
    "deaths_civilian",
    "war_prob",
    "settlement_prob",
    "programme_acts",
    "votes_to_expel",
    "deadly_mistake_prob",
)
NEAR, POINTS = 0.10, 0.04  # of the daily mean; of a probability or share
SURE = 2.0  # standard errors, which luck adds
WEEKS, YEARS = 12, 1_825


@cache
def played(case: str, turn: str) -> dict[str, np.ndarray]:
    """Every measure; the dead by order of magnitude, since a few terrible futures make their mean."""
    made = run(case, runs=SIZE[case], draws=64, days=7 * WEEKS, seed=11, turn=turn, keep=0)  # type: ignore[arg-type]
    found = filled(made.measures(), made.scenario.measures, made.manifest.days)
    return {name: np.log1p(x) if name.startswith("deaths") else x for name, x in found.items()}


@pytest.mark.proof
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("case", SIZE, ids=lambda case: Path(case).stem)
def test_weeks_agree_with_days(case: str, measure: str) -> None:
    """Their luck is not shared: rounds are other numbers than days. So the draws' means are what differs."""
    daily, weekly = (played(case, turn)[measure] for turn in ("day", "week"))
    means = [np.nanmean(each) for each in (daily, weekly)]
    error = np.sqrt(sum(np.nanvar(each) / np.isfinite(each).sum() for each in (daily, weekly)))
    likely = load(case).measures[measure].unit in ("probability", "share")
    near = POINTS if likely else NEAR * abs(means[0])
    print(f"{measure:30} {means[0]:8.3f} -> {means[1]:8.3f}, allowed {near:.3f} and luck {SURE * error:.3f}")
    assert abs(means[1] - means[0]) <= near + SURE * error


@pytest.fixture(scope="module")
def years() -> Ensemble:
    began = time.monotonic()
    made = run("baghdad-2020", runs=288, draws=8, days=YEARS, turn="week", keep=16)
    seconds = time.monotonic() - began
    print(f"{made.manifest.runs} futures of five years in {seconds:.0f} s, compilation included")
    return made


@pytest.mark.proof
def test_five_years_end_with_sane_numbers(years: Ensemble) -> None:
    made, clock = years.manifest, Clock.of(YEARS, 7)
    assert (made.days, made.turn, made.complete) == (1_827, 7, True)
    most = clock.rounds * len(years.scenario.actors)
    for name, note in made.measures.items():
        values = years.runs[name].to_numpy()
        empty = np.isnan(values)
        assert not empty.any() or KINDS[note.kind].empty, name
        assert np.isfinite(values[~empty]).all() and (note.kind == "highest" or (values[~empty] >= 0).all()), name
        if note.kind == "count":
            assert values.max() <= most
    assert years.runs["first_violent_answer_day"].max() <= made.days
    assert 0 < years.runs["violent_acts"].mean() < years.runs["militarised_acts"].mean() < most / 4
    assert years.runs["deaths_military"].mean() + years.runs["deaths_civilian"].mean() < 1e6


@pytest.mark.proof
def test_nobody_acts_more_often_than_a_week_allows_and_nobody_falls_silent(years: Ensemble) -> None:
    events = years.events
    weekly = (
        events.assign(week=(events["day"] - 1) // 7).groupby(["draw", "run", "actor", "week"], observed=True).size()
    )
    assert weekly.max() <= ROUNDS[7]
    halves = [events[events["day"].between(*span)] for span in ((1, 913), (914, 1_827))]
    early, late = (each.groupby("actor", observed=True).size() for each in halves)
    active = early[early > 200].index
    assert len(active) > 8 and (late[active] > 0.2 * early[active]).all() and (late[active] < 5 * early[active]).all()


@pytest.mark.proof
@pytest.mark.slow
def test_a_game_is_compiled_once_for_every_clock() -> None:
    from offramp.engine.loops import whole

    engine = OfframpEngine()
    asked = {"runs": 16, "draws": 4, "days": 14, "turn": "week", "engine": engine}
    run(TWO, **asked)  # type: ignore[arg-type]
    before = whole._cache_size()
    run(TWO, **{**asked, "seed": 9, "sets": {"actors.aland.tempo": "0.2"}})  # type: ignore[arg-type]
    assert whole._cache_size() == before
