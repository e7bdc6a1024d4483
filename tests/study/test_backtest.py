"""Back-tests: laws of counts, rivals, scores by known answers, what was known then, and the command."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chi2, gamma, poisson
from typer.testing import CliRunner

from offramp.analysis.count_laws import Law, NegativeBinomial, Played
from offramp.analysis.count_scores import Forecast, block_interval, monte_carlo_error, score, total
from offramp.analysis.hawkes import hawkes
from offramp.analysis.standing_rates import empirical_prior, standing_rates
from offramp.cli.app import app
from offramp.compile import compile_game
from offramp.engine import Clock, stage
from offramp.ensemble.design import draws
from offramp.errors import CaseError
from offramp.scenario import Scenario, load
from offramp.study.backtest.cells import ActCounts, acts_in, band_of, came, cells, groups, violence_in
from offramp.study.backtest.known_then import known_then
from offramp.study.backtest.reporting import chances, reordered, reported
from offramp.study.backtest.verdict import Verdict, verdict
from offramp.study.backtest.windows import windows
from tests.cases.build import futures_of, made, skeleton

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
DECLARED = {"first": "2031-01-15", "last": "2031-05-01", "windows": [30, 60]}
Ints = NDArray[np.int64]


def monthly(**parts: Any) -> dict[str, Any]:
    """A case in which `a` speaks every ten days from January to July, and starts in May."""
    days = [dt.date(2031, 1, 5) + dt.timedelta(days=10 * n) for n in range(19)]
    events = {
        f"e{n}": {
            "date": f"{day}",
            "actor": "a",
            "move": "statement",
            "target": "b",
            "what": "A spoke.",
            "source": "note" if f"{day}" <= "2031-05-10" else "later",
        }
        for n, day in enumerate(days)
    }
    later = {"author": "L. Ater", "title": "What came", "date": "2031-09-01", "kind": "history"}
    note = skeleton()["sources"]["note"]
    return skeleton(
        record={key: each for key, each in events.items() if each["date"] <= "2031-05-10"},
        aftermath={key: each for key, each in events.items() if each["date"] > "2031-05-10"},
        sources={"note": note, "later": later},
        backtest=DECLARED,
        **parts,
    )


# Laws


@given(st.lists(st.integers(0, 9), min_size=2, max_size=60))
def test_the_chances_of_a_played_law_add_up_to_one(counts: list[int]) -> None:
    law = Played(np.array([counts]))
    every = [float(law.mass(np.array([n]))[0]) for n in range(max(counts) + 2)]
    assert sum(every) == pytest.approx(1)
    below = [float(law.below(np.array([n]))[0]) for n in range(max(counts) + 2)]
    assert below == pytest.approx([0, *np.cumsum(every)[:-1]])
    assert law.mass(np.array([max(counts) + 9]))[0] == pytest.approx(every[-1])  # beyond the largest is one class


def test_a_chance_is_what_the_protocol_says() -> None:
    law = Played(np.array([[0, 0, 1, 3]]))
    assert law.mass(np.array([0]))[0] == pytest.approx((2 + 0.5) / (4 + 0.5 * 5))
    assert law.mass(np.array([7]))[0] == pytest.approx(0.5 / (4 + 0.5 * 5))


def test_standing_rates_are_a_poisson_process_of_unknown_rate() -> None:
    """The law is the mixture over the gamma posterior, integrated by brute force."""
    ages = [np.array([3.0, 40.0, 200.0]), np.array([]), np.array([10.0])]
    law = standing_rates(ages, 300, 30)
    exposure = sum(0.5 ** (d / 134) for d in range(1, 301))
    seen = [sum(0.5 ** (age / 134) for age in some) for some in ages]
    shape, rate = empirical_prior(np.array(seen), exposure)
    for cell, some in enumerate(seen):
        posterior = gamma(shape + some, scale=1 / (rate + exposure))
        rates = posterior.ppf((np.arange(20_000) + 0.5) / 20_000)
        for count in (0, 1, 4):
            expected = poisson.pmf(count, 30 * rates).mean()
            assert law.mass(np.full(3, count))[cell] == pytest.approx(expected, rel=2e-3)


def test_hawkes_expects_more_after_a_burst_and_answers_by_the_other() -> None:
    """Planted: the second side answers each act of the first within days; quiet and busy eves differ."""
    from offramp.study.backtest.cells import Cell

    listed = [Cell("a", "violent"), Cell("b", "violent"), Cell("c", "violent")]
    random = np.random.default_rng(5)
    first = sorted(random.choice(np.arange(10, 390), 24, replace=False))
    acts = [(int(day), 0, "b") for day in first] + [(int(day) + 2, 1, "a") for day in first]
    quiet = hawkes(listed, [each for each in acts if each[0] < 370], 400).play(10, 1)
    busy = hawkes(listed, [*acts, (397, 0, "b"), (398, 0, "b"), (399, 0, "b")], 400).play(10, 1)
    assert busy.mean[1] > quiet.mean[1] + 0.5  # the answerer
    assert busy.mean[1] > 2 * busy.mean[2]  # and not a bystander


# Scores


def in_windows(law: Law, counts: Ints) -> list[Forecast]:
    return [Forecast(law, each) for each in counts.T]


def test_totals_and_scores_add_up() -> None:
    law = NegativeBinomial(np.array([2.0, 0.5]), 0.3)
    forecasts = in_windows(law, np.array([[3, 0, 9], [0, 1, 0]]))
    assert score(forecasts) == pytest.approx(sum(np.log(law.mass(each.came)).sum() for each in forecasts))
    whole = total(forecasts, np.array([True, True]), 1)
    assert whole.came == 13
    assert whole.expected == pytest.approx(3 * law.mean.sum())
    assert whole.interval[0] < whole.expected < whole.interval[1]


def test_coverage_and_pit_of_a_certain_law() -> None:
    law = Played(np.tile([[2]], (1, 4096)))
    (forecast,) = in_windows(law, np.array([[2]]))
    assert forecast.covered[0] == pytest.approx([0.5, 0.8, 0.9], abs=0.01)
    assert forecast.pit[0] == pytest.approx(np.full(10, 0.1), abs=0.01)


def test_the_monte_carlo_error_is_that_of_other_seeds() -> None:
    """The jackknife agrees with the spread of scores over independent samples of futures."""
    random = np.random.default_rng(3)
    seen = random.poisson(2.0, (6, 8))

    def forecasts(seed: int) -> list[Forecast]:
        return in_windows(Played(np.random.default_rng(seed).poisson(2.0, (6, 512))), seen)

    spread = float(np.std([score(forecasts(seed)) for seed in range(60)]))
    assert monte_carlo_error(forecasts(99)) == pytest.approx(spread, rel=0.5)


def test_intervals_by_blocks_know_that_neighbours_go_together() -> None:
    alone = np.random.default_rng(1).normal(size=300)
    together = np.repeat(alone[:100], 3)
    low, high = block_interval(together, 1)
    assert high - low == pytest.approx(2 * 1.645 * np.sqrt(3 * together.var() * 300), rel=0.25)
    assert np.subtract(*block_interval(alone, 1)[::-1]) == pytest.approx(
        2 * 1.645 * np.sqrt(300 * alone.var()), rel=0.25
    )


# Known answers: records that a world made itself, and planted worlds


@pytest.fixture(scope="module")
def counted() -> Ints:
    """Acts in 30 days by cell in futures of one small world: int64[cell, future]."""
    case = load(CASE)
    reader = ActCounts(case, cells(case), Clock(30), (30,))
    game = compile_game(case, draws(case, 1, 16))
    index = np.arange(4_608)
    chunk = futures_of(stage(game, "quantal", Clock(30)), index % 16, index // 16)
    return np.asarray(reader.read(chunk, slice(0, len(index)))[acts_in(30)], np.int64)


@pytest.mark.proof
@pytest.mark.parametrize("scale", [0.2, 1.0, 3.0])
def test_pit_is_uniform_for_records_that_the_world_made(counted: Ints, scale: float) -> None:
    """Each of 200 records gives one cell, drawn by lot; a world at other rates does not pass."""
    random = np.random.default_rng(11)
    world = Played(at_rate(counted[:, :4_096], scale))
    records = counted[:, 4_096 : 4_096 + 200]
    busy = np.nonzero(counted.mean(axis=1) > 0.2)[0]
    lots = random.choice(busy, 200)
    pits = np.array([Forecast(world, each).pit[cell] for each, cell in zip(records.T, lots, strict=True)])
    found = pits.sum(axis=0)
    p = chi2.sf(((found - 20) ** 2 / 20).sum(), 9)
    assert p > 0.01 if scale == 1 else p < 0.01


@pytest.mark.proof
@pytest.mark.parametrize(("scale", "word"), [(0.2, "refused"), (1.0, "not refused"), (3.0, "refused")])
def test_planted_worlds_are_refused_and_the_true_one_is_not(counted: Ints, scale: float, word: str) -> None:
    """Twenty windows that the world made itself, one after the other; standing rates learn from those before."""
    world = Played(at_rate(counted[:, :4_096], scale))
    records = counted[:, 4_096 : 4_096 + 24].T
    mine, theirs = [], []
    for n in range(4, len(records)):
        ages = [
            np.repeat([30.0 * (n - m) - 15 for m in range(n)], records[:n, cell]) for cell in range(records.shape[1])
        ]
        mine.append(Forecast(world, records[n]))
        theirs.append(Forecast(standing_rates(ages, 30 * n, 30), records[n]))
    assert judged(mine, theirs).word == word


def at_rate(counts: Ints, scale: float) -> Ints:
    """Counts of a world whose acts come at another rate: some left out, or several futures in one."""
    if scale < 1:
        return np.asarray(np.random.default_rng(2).binomial(counts, scale))
    return np.asarray(np.sum([np.roll(counts, 7 * n, axis=1) for n in range(round(scale))], axis=0))


def judged(mine: Sequence[Forecast], theirs: Sequence[Forecast]) -> Verdict:
    by_start = np.array([(a.log_scores - b.log_scores).sum() for a, b in zip(mine, theirs, strict=True)])
    every = np.ones(len(mine[0].came), bool)
    return verdict(total(theirs, every, 1).expected, block_interval(by_start, 1), total(mine, every, 1))


def test_few_acts_are_not_judged() -> None:
    law = NegativeBinomial(np.array([1.0]), 0.5)
    forecasts = in_windows(law, np.zeros((1, 20), np.int64))
    assert judged(forecasts, forecasts).word == "too few to judge"


# Cells and windows


def test_bands_are_those_of_the_protocol() -> None:
    assert [band_of(rung) for rung in (-3, -1, 0, 2, 3, 4, 5, 10)] == [
        *["conciliatory"] * 2,
        *["words"] * 2,
        *["force-shown"] * 2,
        *["violent"] * 2,
    ]


@pytest.mark.proof
def test_acts_are_counted_as_one_counts_them_by_hand(counted: Ints) -> None:
    case = load(CASE)
    listed, clock = cells(case), Clock(30)
    reader = ActCounts(case, listed, clock, (10, 30))
    game = compile_game(case, draws(case, 1, 16))
    index = np.arange(64)
    chunk = futures_of(stage(game, "quantal", clock), index % 16, index // 16)
    found = reader.read(chunk, slice(0, 64))
    names, day = game.names, clock.day()
    for days in (10, 30):
        by_cell, by_place = np.zeros((len(listed), 64), int), np.zeros((len(listed), len(case.arenas) + 1, 64), int)
        for n, actor, future in zip(*np.nonzero(chunk.option >= 0), strict=True):
            option = int(chunk.option[n, actor, future])
            if day[n] <= days:
                band = band_of(int(names.rung[option]))
                at = next(i for i, c in enumerate(listed) if (c.actor, c.band) == (names.actors[actor], band))
                by_cell[at, future] += 1
                if names.rung[option] >= 5:
                    by_place[at, names.arena[option], future] += 1  # -1, nowhere, is the last place
        np.testing.assert_array_equal(found[acts_in(days)], by_cell)
        np.testing.assert_array_equal(found[violence_in(days)], by_place)
    np.testing.assert_array_equal(found[acts_in(30)], counted[:, :64])


def test_windows_are_told_apart_by_the_start_of_the_case() -> None:
    case = made(monthly())
    found = [(f"{each.start}", each.days, each.phase) for each in windows(case)]
    assert found == [
        *[(f"2031-0{m}-01", 30, "before" if m < 5 else "into") for m in range(2, 6)],
        *[(f"2031-0{m}-01", 60, "before" if m < 4 else "into") for m in range(2, 6)],
    ]
    assert windows(case)[0].eve == "2031-01-31"
    shorter = case.model_copy(update={"aftermath": {}})
    assert max(each.end for each in windows(shorter) if each.days == 60) == dt.date(
        2031, 4, 30
    )  # 60 days of April: not known


def test_what_came_is_counted_from_the_first_day_to_the_last() -> None:
    case = made(monthly())
    assert came(case, cells(case), dt.date(2031, 1, 5), dt.date(2031, 1, 15)).tolist() == [1]
    assert came(case, cells(case), dt.date(2031, 1, 5), dt.date(2031, 1, 16)).tolist() == [2]


def test_a_case_without_windows_is_refused() -> None:
    parts = monthly()
    del parts["backtest"]
    with pytest.raises(CaseError, match="backtest"):
        windows(made(parts))
    late = {"first": "2031-05-05", "last": "2031-05-09"}
    with pytest.raises(CaseError, match="no first of a month"):
        windows(made(parts | {"backtest": late}))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"first": "2030-12-01"}, "first"), ({"last": "2031-06-01"}, "last"), ({"first": "2031-05-02"}, "last")],
)
def test_starts_lie_between_the_first_event_and_the_start_of_the_case(changed: dict[str, str], field: str) -> None:
    parts = monthly()
    parts["backtest"] = DECLARED | changed
    with pytest.raises(CaseError, match=f"backtest.{field}"):
        made(parts)


# What was known


def with_late_dial() -> Scenario:
    parts = monthly()
    early = {"value": "0.1..0.2", "per": "day", "source": "old", "because": "known"}
    late = {"value": "0.6..0.9", "source": "note", "because": "read in May"}
    parts["sources"]["old"] = {"author": "O. Ld", "title": "Before", "date": "2030-12-01", "kind": "report"}
    parts["actors"]["a"] |= {"tempo": early, "resolve": late}
    return made(parts)


def test_a_dial_with_a_later_source_has_the_range_of_the_library() -> None:
    case = with_late_dial()
    then = known_then(case, "2031-01-31")
    assert then.defaulted == ("actors.a.resolve",)
    dials = then.case.dials()
    assert (dials["actors.a.resolve"].low, dials["actors.a.resolve"].high) == (0.3, 0.7)
    assert dials["actors.a.tempo"] == case.dials()["actors.a.tempo"]
    own = known_then(case, "2031-01-31", own_ranges=True)
    assert own.case.dials() == case.dials()
    assert (own.defaulted, own.kept) == ((), ("actors.a.resolve",))


def test_nothing_later_is_in_the_record() -> None:
    then = known_then(with_late_dial(), "2031-01-31").case
    assert max(event.date for event in then.record.values()) <= "2031-01-31"
    assert then.start == "2031-01-31"


# The command


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("case") / "case.yaml"
    path.write_text(json.dumps(monthly()), encoding="utf-8")
    asked = ["backtest", str(path), "--runs", "64", "--draws", "4", "--json"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_the_command_scores_every_forecaster_in_every_group(body: dict[str, Any]) -> None:
    groups = {(each["days"], each["phase"]) for each in body["scores"]}
    assert groups == {(30, "before"), (30, "into"), (60, "before"), (60, "into")}
    names = {each["forecaster"] for each in body["scores"]}
    assert names == {"world", "world, author's ranges", "standing rates", "hawkes"}
    assert {each["world"]["came"] for each in body["rows"] if each["kind"] == "band" and each["days"] == 30} >= {9}
    assert all(word["word"] == "too few to judge" for word in body["verdicts"].values())


def test_the_chart_says_what_came(body: dict[str, Any]) -> None:
    from offramp.report.charts.backtest import backtest
    from offramp.study.backtest.result import BackTested

    chart = backtest(BackTested.read(body), 30)
    assert "9 came" in chart.finding
    assert chart.rows[0][3] == "9"


def test_the_same_command_gives_the_same_scores(body: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(monthly()), encoding="utf-8")
    done = CliRunner().invoke(app, ["backtest", str(path), "--runs", "64", "--draws", "4", "--no-own-ranges"])
    assert done.exit_code == 0, done.output
    world = next(each for each in body["scores"] if each["forecaster"] == "world")
    assert f"{world['log_score']:.1f}" in done.stdout
    assert "can refuse a" in " ".join(done.stdout.split())


# What enters a record


def test_acts_are_left_out_with_their_chance_and_violence_stays_whole() -> None:
    acts, violence = np.full((2, 20_000), 8), np.zeros((2, 3, 20_000), int)
    violence[1, 0], violence[1, 2] = 5, 3  # the second cell is the violent one
    chance = np.array([[0.25, 0.5], [0.1, 0.9]])
    draw = np.arange(20_000) % 2
    found = reported(acts, violence, chance, draw, (1,), np.arange(2))
    for n in (0, 1):
        assert found.acts[:, draw == n].mean(axis=1) == pytest.approx(8 * chance[:, n], rel=0.03)
    np.testing.assert_array_equal(found.violence.sum(axis=0), found.acts[1])
    assert found.violence[:, draw == 1].mean(axis=1) == pytest.approx([4.5, 0, 2.7], rel=0.03)


def test_every_draw_has_chances_within_the_ranges_of_the_case() -> None:
    case = load(CASE)
    listed = cells(case)
    found = chances(case, case, listed, groups(case, listed)[0], 1, 64)
    assert found.shape == (len(listed), 64)
    for cell, row in zip(listed, found, strict=True):
        asked = case.reporting[case.actors[cell.actor].kind][cell.band]
        assert np.median(row) == pytest.approx(asked.middle(), abs=0.05)
        assert len(set(row)) == 64


def test_totals_over_starts_add_up_futures_with_luck_of_their_own() -> None:
    """Where runs of one number are alike from every start, a sum over starts varies as if they were not."""
    random = np.random.default_rng(4)
    once = random.poisson(3.0, (1, 8 * 256))  # by draw, then run
    starts = [Forecast(Played(reordered(once, 8, n)), np.array([3])) for n in range(16)]
    low, high = total(starts, np.array([True]), 1).interval
    assert high - low == pytest.approx(2 * 1.645 * np.sqrt(16 * 3), rel=0.1)  # and not four times as much
    for n in (0, 5):
        assert reordered(once, 8, n).reshape(8, 256).sum(axis=1).tolist() == once.reshape(8, 256).sum(axis=1).tolist()
