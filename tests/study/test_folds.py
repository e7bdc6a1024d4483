"""Folds deal out whole episodes, and out-of-fold forecasts cover every case once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offramp.fit import forecast_crises as crises
from offramp.fit import simulated_likelihood as bank
from offramp.fit.parameters import parameters
from offramp.history import read_cases, write_forecasts
from offramp.study.forecasting.cross_validation import folds, out_of_fold
from tests.history.lookalike import asked_of


@pytest.fixture
def told() -> pd.DataFrame:
    """A crisis and a dispute that are one event, two crises that are one, and a dispute that nobody asks about."""
    rows = [("icb_viol", 7, "one", 1), ("icb_viol", 3, "two", 4), ("icb_viol", 5, "two", 2), ("mid_end", 501, "one", 0)]
    return pd.DataFrame(rows, columns=["target", "id", "cluster", "truth"])


def test_an_episode_is_in_one_fold(told: pd.DataFrame, tmp_path: Path) -> None:
    crisis, dispute = folds(read_cases(asked_of(tmp_path)), told, 2)
    assert crisis[7] == dispute[5] and crisis[3] == crisis[5]
    assert dispute[4] != dispute[5]  # its own episode, dealt to the other fold
    assert set(crisis) | set(dispute) == {0, 1}


@pytest.mark.proof
def test_every_case_is_forecast_once(told: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def fit(known: bank.Seen, *rest: object, **more: object) -> object:
        seen.append(len(known.onsets))
        return None

    monkeypatch.setattr(bank, "fit", fit)
    cases = read_cases(asked_of(tmp_path))
    monkeypatch.setattr(crises, "forecast", lambda *args, **more: [])
    made = out_of_fold(cases, told, 2, peaks=[np.zeros(len(parameters()))] * 2)
    assert all(each.ids.tolist() == [401, 501, 502] for each in made)
    assert sum(seen) == 6  # each crisis and actor is left out once
    write_forecasts(tmp_path / "made.csv", made)
