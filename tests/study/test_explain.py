"""A quantity explained: its spread, its default, who reads it by known answers, its shares, what it moves, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from offramp import __version__, ensemble
from offramp.analysis import estimate
from offramp.errors import CaseError, RunError
from offramp.game import Draws, Game
from offramp.results import RunFolder
from offramp.results.answers import answer
from offramp.scenario import Quantity, Scenario, load
from offramp.study.explain.distribution import distribution, kind_words
from offramp.study.explain.moves import distance
from offramp.study.explain.numbers import WORDS, changed, ends
from offramp.study.explain.readers import readers, readings_in
from offramp.study.explain.study import Explained, explain
from offramp.study.shared.effects import Effect
from tests.ensemble.fake import DIAL, FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
SHORT = {"runs": 256, "draws": 8, "days": 20}
OTHER = "actors.aland.resolve"  # the invented engine does not read it


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


def read_by(made: Explained) -> dict[str, tuple[str, ...]]:
    return {each.name: each.read_by for each in made.readers}


# Who reads it


def test_a_dial_is_read_by_those_whose_code_reads_it() -> None:
    known = readers()
    assert "reciprocity" in known["world.rules.widen"] and "rules" not in known["world.rules.widen"]
    assert known["world.audiences.memory"] == {"audiences"}
    assert known["world.choice.eagerness"] == {"choice"}
    assert known["climb"] == {"ladder"}
    assert "world.rules.of-no-such-name" not in known


def test_what_is_read_for_its_shape_alone_is_not_read() -> None:
    text = """
def advance(board, dials, world, acts, days):
    me, dial = world.rules, dials.world["rules"]
    zero = jnp.zeros_like(dials.belief)
    many = dials.hub.shape[0]
    return dial["jump"] * block.dials.reach + dials.world["host-politics"]["lag"] + zero + other["not_a_dial"]
"""
    assert readings_in(text) == {"world.rules.jump", "reach", "world.host-politics.lag"}


def test_every_dial_of_the_world_is_read_or_makes_a_number_that_is(case: Scenario) -> None:
    """The dials that no module reads by themselves go into constants, which are read."""
    alone = [path for path in case.dials() if path.startswith("world.") and path not in readers()]
    assert 5 < len(alone) < 25
    for path in (alone[0], alone[-1], "world.ladder.steepness"):
        assert path in alone
        found = changed(case, path)
        assert found and all(each.read_by for each in found), path


def test_a_resolve_is_in_the_cost_of_its_own_options(case: Scenario) -> None:
    climb = next(each for each in changed(case, OTHER) if each.name == "climb")
    assert climb.of == ("aland",)
    assert climb.says == WORDS["climb"]
    assert climb.read_by == ("ladder",)


def test_a_control_is_that_of_its_tie_alone(case: Scenario) -> None:
    (control,) = changed(case, "ties.borduria>mountain-league.control")
    assert (control.name, control.rows, control.of) == ("control", 1, ("borduria", "mountain-league"))


def test_what_no_future_depends_on_is_read_by_nobody() -> None:
    assert explain("offramps.dorland-channel.price", case=CASE).readers == ()
    assert explain("reporting.state.violent", case=CASE).readers == ()


def test_a_dial_of_a_system_that_is_off_is_read_by_nobody() -> None:
    off = explain("world.rules.jump", case=CASE, sets={"world.rules.on": "false"})
    on = explain("world.rules.jump", case=CASE)
    assert "rules" in read_by(on)["world.rules.jump"] and off.readers == ()
    assert explain("world.rules", case=CASE, sets={"world.rules.on": "off"}).about.endswith("switched off in this case")


# What it is


@pytest.mark.parametrize(
    ("quantity", "says"),
    [
        (Quantity(kind="share", shape="known", low=0.3, high=0.3), "the same in every setting"),
        (
            Quantity(kind="rate", shape="interval", low=0.1, high=0.4, per="day"),
            "nine in ten settings lie from 0.1 to 0.4; half of the settings lie below 0.2 (log-normal)",
        ),
        (
            Quantity(kind="days", shape="interval", low=72, high=512),
            "nine in ten settings lie from 72 to 512; half of the settings lie below 192 (log-normal)",
        ),
        (
            Quantity(kind="number", shape="interval", low=-1, high=2),
            "nine in ten settings lie from -1 to 2; half of the settings lie below 0.5 (normal)",
        ),
        (
            Quantity(kind="share", shape="pert", low=0.2, likely=0.5, high=0.8),
            "never below 0.2 or above 0.8, most often near 0.5; half of the settings lie below 0.5 (PERT)",
        ),
    ],
)
def test_the_spread_is_told_in_words(quantity: Quantity, says: str) -> None:
    assert distribution(quantity) == says
    assert kind_words(quantity).endswith(f" per {quantity.per}") == bool(quantity.per)


def test_ends_are_those_of_the_middle_nine_in_ten() -> None:
    assert ends(Quantity(kind="share", shape="interval", low=0.2, high=0.6)) == pytest.approx((0.2, 0.6))
    low, high = ends(Quantity(kind="share", shape="pert", low=0, likely=0.5, high=1))
    assert 0.1 < low < 0.3 and low + high == pytest.approx(1)
    assert ends(Quantity(kind="share", shape="known", low=0.5, high=0.5)) == pytest.approx((0.45, 0.55))


def test_the_library_s_default_stands_beside_the_case_s_own() -> None:
    (own,) = explain(OTHER, case=CASE).quantities
    assert (own.value, own.default, own.is_default) == ("0.4..0.7", "0.3..0.7", False)
    assert own.sources == ("gazette",) and own.cited[0].startswith("A. Writer, “The night at the pass”")
    (same,) = explain("world.rules.jump", case=CASE).quantities
    assert same.is_default and same.cited == ("assumed: nobody has measured it",)
    (none,) = explain("moves.limited-strike.harm.military.chance", case=CASE).quantities
    assert none.default is None and not none.is_default


def test_the_beginning_of_a_path_lists_all_below_it(case: Scenario) -> None:
    made = explain("actors.aland", case=CASE)
    assert not made.is_one and made.about == "Aland" and made.readers == ()
    assert [each.path for each in made.quantities] == [p for p, _ in case.quantities() if p.startswith("actors.aland.")]
    assert explain("world.rules", case=CASE).about == "Rules of the game (Schelling 1960; Carson 2018)"


def test_the_first_shipped_case_is_meant_if_none_is_named() -> None:
    assert explain("world.rules.jump").case == "baghdad-2020"


# What it carries and moves


def kept(folder: Path, path: str) -> Path:
    """A run with an invented sensitivity answer in which a dial carries 0.4 of one measure."""
    run = folder / "run"
    ensemble.run(CASE, out=run, runs=64, draws=4, days=20, engine=FakeEngine(block=64))
    dial = {"path": path, "first": {"share": 0.4, "interval": [0.3, 0.5]}, "total": None, "low": 0.1, "high": 0.9}
    measure = {"says": "It comes to war", "unit": "probability"}
    body = {"measures": {"war_prob": {**measure, "dials": [dial]}, "coast_attacks": {**measure, "dials": []}}}
    answer("sensitivity", "", RunFolder(run).manifest(), __version__, body).write(run / "answers")
    return run


def test_its_share_comes_from_the_run_that_is_named(tmp_path: Path) -> None:
    run = kept(tmp_path, OTHER)
    made = explain(OTHER, run=run)
    assert made.case == "two-neighbours"
    first, other = made.shares
    assert (first.measure, first.first, first.total, first.low, first.high) == ("war_prob", 0.4, None, 0.1, 0.9)
    assert (other.measure, other.listed, other.first) == ("coast_attacks", False, None)
    with pytest.raises(RunError, match="about another state of the case"):
        explain(OTHER, case=CASE, run=run, sets={DIAL: "0.1"})


def test_a_run_without_the_answer_is_refused(tmp_path: Path) -> None:
    ensemble.run(CASE, out=tmp_path / "run", runs=64, draws=4, days=20, engine=FakeEngine(block=64))
    with pytest.raises(RunError, match="keeps no sensitivity answer; offramp sensitivity CASE --out"):
        explain(OTHER, run=tmp_path / "run")
    with pytest.raises(RunError, match="no run folder"):
        explain(OTHER, run=tmp_path / "nothing")


def test_a_dial_moves_what_hangs_on_it_and_another_moves_nothing() -> None:
    """The invented engine's actors act by the tempo alone, so more acts come at its upper end."""
    made = explain(DIAL, case=CASE, play=True, engine=FakeEngine(block=64), **SHORT)
    assert made.moves is not None
    assert (made.moves.low, made.moves.high) == pytest.approx((0.05, 0.2))
    moved = {each.measure: each for each in made.effects}
    acts = moved["conciliatory_acts"]
    assert acts.with_it / acts.without == pytest.approx(4, rel=0.3)  # the tempo is four times as high
    body = json.loads(json.dumps(made.summary()))
    jsonschema.validate(body, Explained.schema())
    assert body["moves"]["runs"] == 256
    still = explain(OTHER, case=CASE, play=True, engine=FakeEngine(block=64), **SHORT)
    assert still.moves is not None and still.moves.measures > 10 and still.effects == ()


def test_how_far_a_measure_moves_is_counted_in_standard_errors() -> None:
    """Half of 400 pairs differ by 1: the error of the mean is 0.025, whatever level luck is told at."""
    luck = np.random.default_rng(1).permutation(np.arange(400) % 2).reshape(8, 50).astype(float)
    found = estimate(luck)
    effect = Effect("m", "m", "acts", "90 days", 0.5, 0.0, found, 0.5, 0.0, None, None)
    assert distance(effect) == pytest.approx(0.5 / 0.025, rel=0.05)


# Refusals


def test_a_wrong_path_gives_the_nearest_right_one() -> None:
    with pytest.raises(CaseError, match=r"PATH: found 'actors.alnad.tempo'.*did you mean actors.aland.tempo"):
        explain("actors.alnad.tempo", case=CASE)
    with pytest.raises(CaseError, match=r"did you mean world.rules\?"):
        explain("world.rules.on", case=CASE)
    with pytest.raises(CaseError, match="PATH: found ''"):
        explain("", case=CASE)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("actors.aland", "the beginning of a path"),
        ("actors.aland.might", "which is known exactly"),
        ("reporting.state.violent", "which no future reads"),
    ],
)
def test_what_has_no_range_moves_nothing(path: str, found: str) -> None:
    with pytest.raises(CaseError, match=f"--play: found '{path}', {found}; allowed: the path of one quantity"):
        explain(path, case=CASE, play=True)


def test_a_number_that_nobody_reads_would_be_seen(monkeypatch: pytest.MonkeyPatch, case: Scenario) -> None:
    """The comparison of compiled cases sees a change that is planted, and no other."""
    from offramp.study.explain import numbers

    real = numbers.compile_game

    def planted(scenario: Scenario, draws: Draws) -> Game:
        still = {
            path: values if path == "plots.raid.window" else values * 0 + values[0]
            for path, values in draws.values.items()
        }
        return real(scenario, Draws(still, draws.seed))

    monkeypatch.setattr(numbers, "compile_game", planted)
    assert changed(case, OTHER) == ()
    assert [each.name for each in changed(case, "plots.raid.window")] == ["plot_window"]
