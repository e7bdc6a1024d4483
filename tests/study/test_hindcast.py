"""`offramp hindcast` and `offramp fit` on made-up disputes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from offramp.fit.laplace import Fitted
from offramp.fit.onset_model import Link, numbers
from offramp.fit.parameters import parameters
from offramp.fit.posterior import read, save
from offramp.history import TARGETS, asked, read_cases, read_forecasts
from tests.history.lookalike import asked_of


def offramp(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="offramp")


@pytest.mark.proof
def test_every_case_is_forecast(tmp_path: Path) -> None:
    folder, size, more = asked_of(tmp_path), len(parameters()), len(numbers())
    world = Fitted(np.zeros(size), np.eye(size), 0.0, 1, 1)
    save(world, "nothing", tmp_path / "f.json", Link(np.zeros(more), np.ones(more), 0, 0, 64, 1))
    done = offramp(
        "hindcast", "--cases", folder, "--fitted", tmp_path / "f.json", "--out", tmp_path / "f.csv", "--futures", 128
    )
    assert done.exit_code == 0, done.output
    made, cases = read_forecasts(tmp_path / "f.csv"), read_cases(folder)
    assert list(made) == list(TARGETS)
    for target, each in made.items():
        assert set(each.ids.tolist()) == set(asked(target, cases).tolist()) and not each.refused


@pytest.mark.slow
def test_every_incident_is_forecast(tmp_path: Path) -> None:
    folder = asked_of(tmp_path)
    size = len(parameters())
    save(Fitted(np.zeros(size), np.eye(size), 0.0, 1, 1), "nothing", tmp_path / "fitted.json")
    done = offramp("hindcast", "--cases", folder, "--fitted", tmp_path / "fitted.json", "--out", tmp_path / "f.csv")
    assert done.exit_code == 0, done.output
    made = read_forecasts(tmp_path / "f.csv")
    ids = set(read_cases(folder).incidents.incidnum)
    assert list(made) == ["mid_level", "mid_other", "mid_end", "mid_when", "mid_gap"]
    assert all(set(each.ids.tolist()) == ids and not each.refused for each in made.values())


@pytest.mark.proof
def test_a_fit_moves_towards_what_was_seen(tmp_path: Path) -> None:
    folder = asked_of(tmp_path)
    (folder / "truth.csv").unlink()  # without what crises came to only incidents are learned from
    done = offramp(
        "fit",
        "--cases",
        folder,
        "--out",
        tmp_path / "new" / "fitted.json",
        "--prior",
        tmp_path / "new" / "prior.yaml",
        "--draws",
        0,
        "--steps",
        2,
    )
    assert done.exit_code == 0, done.output
    found, link = read(tmp_path / "new" / "fitted.json")
    assert found.log_likelihood < 0 and np.abs(found.peak).max() > 0 and link is None
    assert "set by" in done.stdout and "reciprocity.own_fast" in done.stdout
