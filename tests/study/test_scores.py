"""Forecasts beside baselines: the same numbers as the test's own scorer, and nothing won by leaving cases out."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from offramp.errors import DataError
from offramp.study.forecasting.scores import BASELINES, Row, Scores, scores
from tests.history.lookalike import DATA, write

N = 60  # crises of the look-alike, two to an episode


def forecasts(path: Path, chances: Sequence[float], target: str = "icb_war") -> Path:
    """A file of chances, one for each case from 1."""
    rows = [
        {"target": target, "id": i, "key": key, "value": p if key else 1 - p}
        for i, p in enumerate(chances, 1)
        for key in (0, 1)
        if not np.isnan(p)
    ]
    return write(path, rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of data."""
    return scored(tmp_path)


def scored(place: Path) -> Path:
    """Write data into a folder: war in one crisis of three, climatology and an urn that knows a little."""
    came = [int(i % 3 == 0) for i in range(1, N + 1)]
    truth = [{"target": "icb_war", "id": i, "cluster": f"e{i // 2}", "truth": y} for i, y in enumerate(came, 1)]
    write(place / "cases" / "public" / "truth.csv", truth)
    for name, knows in (("climatology", 0.0), ("urn", 0.3)):
        told = [1 / 3 + knows * (y - 1 / 3) for y in came]
        forecasts(place / "predictions" / "public" / f"{name}.csv", told)
    return place


def one(made: Scores, model: str, metric: str = "rps", weight: str = "case") -> Row:
    return next(each for each in made.rows if (each.model, each.metric, each.weight) == (model, metric, weight))


def test_skill_and_gain_of_a_model_that_knows(folder: Path) -> None:
    told = np.array([(0.9 if i % 3 == 0 else 0.05) + 0.01 * (i % 7) for i in range(1, N + 1)])
    made = scores([forecasts(folder / "knows.csv", told.tolist())], folder)
    base, mine = one(made, "climatology"), one(made, "knows")
    assert base.score == pytest.approx(2 / 9) and base.skill == 0 and not base.yours
    came = np.arange(1, N + 1) % 3 == 0
    assert mine.score == pytest.approx(np.mean((told - came) ** 2))
    assert mine.skill == pytest.approx(1 - mine.score / (2 / 9))
    assert (mine.n, mine.episodes, mine.rival, mine.verdict) == (N, 31, "urn", "better")
    assert mine.gain == pytest.approx(mine.skill - one(made, "urn").skill)
    assert mine.gain_interval[0] < mine.gain < mine.gain_interval[1]
    assert made.notes == () and sum(each.n for each in made.bins["icb_war", "knows"]) == N


def test_nothing_is_won_by_leaving_out(folder: Path) -> None:
    wrong = [0.05 if i % 3 == 0 else 0.6 for i in range(1, N + 1)]
    half = forecasts(folder / "half.csv", [p if i < 30 else np.nan for i, p in enumerate(wrong)])
    made = scores([half], folder, against="climatology")
    assert one(made, "half").filled == 0.5 and one(made, "half").verdict == "worse"
    assert made.notes == ("half icb_war: 30 of 60 cases count as climatology",)


def test_what_cannot_be_used_counts_as_climatology_and_is_told(folder: Path) -> None:
    rows = [{"target": "icb_war", "id": i, "key": 1, "value": 0.3} for i in range(1, N + 1)]
    path = write(folder / "sums.csv", [*rows, {"target": "icb_war", "id": 99, "key": 1, "value": 1}])
    made = scores([path], folder)
    assert one(made, "sums").skill == 0 and one(made, "sums").filled == 1
    assert made.notes == (
        "sums icb_war: 60 of 60 cases count as climatology; 60 cases are refused (first 1: probabilities sum to 0.3); "
        "1 forecasts are of cases that are not scored here",
    )


def test_a_copy_of_a_baseline_ties_with_it(folder: Path) -> None:
    copy = folder / "copy.csv"
    copy.write_bytes((folder / "predictions" / "public" / "urn.csv").read_bytes())
    mine = one(scores([copy], folder), "copy")
    assert (mine.rival, mine.gain, mine.gain_interval, mine.verdict) == ("urn", 0, (0, 0), "tie")


def test_another_file_may_be_the_rival(folder: Path) -> None:
    better = forecasts(folder / "better.csv", [0.99 if i % 3 == 0 else 0.01 for i in range(1, N + 1)])
    worse = forecasts(folder / "worse.csv", [0.5] * N)
    made = scores([better, worse], folder, against="better")
    assert one(made, "worse").verdict == "worse" and one(made, "better").verdict == ""
    assert {each.target for each in made.rows} == {"icb_war"}


def test_bad_input_is_told(folder: Path) -> None:
    mine = forecasts(folder / "mine.csv", [0.5] * N)
    with pytest.raises(DataError, match=r"--against: found urm; allowed: best, or one of climatology, urn, mine"):
        scores([mine], folder, against="urm")
    with pytest.raises(DataError, match="found the name urn twice"):
        scores([folder / "predictions" / "public" / "urn.csv"], folder)
    with pytest.raises(DataError, match=r"truth\.csv: found No such file"):
        scores([mine], folder, split="holdout")
    with pytest.raises(DataError, match=r"found no climatology\.csv"):
        scores([mine], folder, baselines=folder)
    forecasts(folder / "predictions" / "public" / "climatology.csv", [0.5] * (N - 1))
    with pytest.raises(DataError, match=r"climatology\.csv: icb_war: found cases are missing"):
        scores([mine], folder)


def test_a_truth_that_no_class_is(folder: Path) -> None:
    path = folder / "cases" / "public" / "truth.csv"
    path.write_text(path.read_text().replace("icb_war,1,e0,0", "icb_war,1,e0,2"))
    with pytest.raises(DataError, match=r"truth\.csv: icb_war: found 2; allowed: 0, 1"):
        scores([forecasts(folder / "mine.csv", [0.5] * N)], folder)


def scorer(data: Path) -> ModuleType:
    """The scorer of the data folder, which shares no line with ours."""
    spec = importlib.util.spec_from_file_location("theirs", data / "score.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@DATA
def test_the_same_numbers_as_the_scorer_of_the_data(tmp_path: Path) -> None:
    """Every score, skill, gain and interval of every public baseline, and of a model with cases missing or refused."""
    data = Path(os.environ["OFFRAMP_DATA"])
    folder = data / "predictions" / "public"
    mine = pd.read_csv(folder / "hawkes.csv")
    mine = mine[(mine.id % 3 > 0) | (mine.key > 1)]  # whole cases are lost, and parts of others
    mine.to_csv(tmp_path / "mine.csv", index=False)
    own = scores([tmp_path / "mine.csv"], data, against="mine")
    read = {name: pd.read_csv(folder / f"{name}.csv") for name in ("climatology", "urn", "mix")} | {"mine": mine}
    truth, targets = pd.read_csv(data / "cases/public/truth.csv"), pd.read_csv(data / "cases/targets.csv")
    theirs, _ = scorer(data).score_all(read, truth, targets, read["climatology"], "mine")
    expected = theirs[theirs.target.isin(mine.target)].set_index(["target", "metric", "weight", "model"])
    compared = [row for row in own.rows if row.model in read]
    assert len(compared) == len(expected) > 60 and {row.model for row in own.rows} == {*BASELINES, "mine"}
    for row in compared:
        each = expected.loc[row.target, row.metric, row.weight, row.model]
        assert (row.n, row.episodes) == (each.n, each.episodes) and row.filled == pytest.approx(each.filled)
        for name in ("score", "skill", "gain"):
            found = (getattr(row, name), *getattr(row, f"{name}_interval"))
            assert found == pytest.approx(tuple(each[[name, f"{name}_lo", f"{name}_hi"]]), abs=1e-9), (name, row)
