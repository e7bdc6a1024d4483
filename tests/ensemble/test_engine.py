"""The real engine behind the ensemble: the same futures for any batch, device and process; seeds agree."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from offramp.analysis import estimate
from offramp.ensemble import Ensemble, run
from offramp.ensemble.engine import OfframpEngine
from offramp.study.stories.replay import replay, story

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "two-neighbours.yaml"
SIZE = {"runs": 1200, "draws": 8, "days": 30, "keep": 64}
TABLES = ("runs", "events", "rungs")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    return run(CASE, **SIZE, seed=7, out=tmp_path_factory.mktemp("first") / "run")  # type: ignore[arg-type]


def contents(path: Path) -> list[bytes]:
    return [(path / f"{name}.parquet").read_bytes() for name in TABLES]


class OneDevice(OfframpEngine):
    """The engine on its last device alone."""

    def devices(self) -> list[object]:
        return list(super().devices())[-1:]


@pytest.mark.slow
@pytest.mark.parametrize(("batch", "engine"), [(700, OfframpEngine()), (150, OneDevice())])
def test_the_same_bytes_for_any_batch_and_device(
    first: Ensemble, tmp_path: Path, batch: int, engine: OfframpEngine
) -> None:
    run(CASE, **SIZE, seed=7, out=tmp_path / "run", batch=batch, engine=engine)  # type: ignore[arg-type]
    assert contents(tmp_path / "run") == contents(first.folder.path)


@pytest.mark.proof
@pytest.mark.slow
def test_the_same_bytes_in_another_process(first: Ensemble, tmp_path: Path) -> None:
    code = f"from offramp.ensemble import run; run({str(CASE)!r}, **{SIZE}, seed=7, out='run')"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert contents(tmp_path / "run") == contents(first.folder.path)


@pytest.mark.slow
def test_the_first_draws_do_not_depend_on_how_many_follow(first: Ensemble) -> None:
    more = run(CASE, **{**SIZE, "runs": 1800, "draws": 12}, seed=7)  # type: ignore[arg-type]
    assert more.runs[more.runs["draw"] < 8].equals(first.runs)


@pytest.mark.slow
def test_another_seed_agrees_within_monte_carlo_error(first: Ensemble) -> None:
    """Draws differ too, so the error of a mean over draws counts; 5 standard errors fail once in a million."""
    other = run(CASE, **SIZE, seed=8)  # type: ignore[arg-type]
    assert not other.runs["violent_acts"].equals(first.runs["violent_acts"])
    for name, mine in first.measures().items():
        values = [mine, other.measures()[name]]
        if any(np.isnan(each).any() for each in values):
            continue
        error = np.sqrt(sum(each.mean(1).var(ddof=1) / len(each) for each in values))
        found = [estimate(each).estimate or 0.0 for each in values]
        assert abs(found[0] - found[1]) <= 5 * error + 1e-9, name


@pytest.mark.slow
def test_a_future_is_played_again_from_its_address(first: Ensemble) -> None:
    acts = first.events.groupby(["draw", "run"]).size()
    draw, number = acts.idxmax()
    place = first.address(draw, number)
    again = replay(place, CASE)
    assert [(day.day, [line.words for line in day.lines]) for day in again.days] == [
        (day.day, [line.words for line in day.lines]) for day in story(first, place).days
    ]


@pytest.mark.proof
def test_an_address_brings_its_rule_along(first: Ensemble) -> None:
    """Half of an address is the same under both rules; the futures are not, and each is played again as it was."""
    ahead = run(CASE, **SIZE, seed=7, rule="lookahead")  # type: ignore[arg-type]
    assert ahead.draws.equals(first.draws)
    other = ahead.kept[(ahead.kept.fillna(-1) != first.kept.fillna(-1)).any(axis=1)]
    place = ahead.address(*other[["draw", "run"]].iloc[0])
    again, kept = replay(place, CASE), story(ahead, place)
    assert [str(line) for day in again.days for line in day.lines] == [
        str(line) for day in kept.days for line in day.lines
    ]
