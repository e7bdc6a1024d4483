"""The public face does what the command line does, and shows itself in a notebook."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import offramp as off
from offramp import ensemble
from offramp.api import Pregame
from offramp.errors import CaseError, RunError
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@pytest.fixture(scope="module")
def played() -> Iterator[Pregame]:
    """A run by a quick engine, through the public face."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offramp.api.play", partial(ensemble.run, engine=FakeEngine(block=64)))
        yield off.run(CASE, runs=120, draws=4, days=40, seed=5)


def test_a_run_has_its_tables_as_data_frames(played: Pregame) -> None:
    assert len(played.runs) == 120 and len(played.draws) == 4
    assert {"estimate", "luck", "assumptions", "structure"} <= set(played.estimates.columns)
    assert played.estimates.loc["war_prob", "unit"] == "probability"


def test_a_run_shows_in_a_notebook(played: Pregame) -> None:
    page = played._repr_html_()
    assert "Two neighbours and a pass" in page and "war_prob" in page and "<table" in page
    assert played.figures
    assert all("data" in figure.to_plotly_json() for figure in played.figures.values())


def test_a_run_writes_its_report(played: Pregame, tmp_path: Path) -> None:
    path = played.report(tmp_path / "report.html")
    assert path.read_text(encoding="utf-8").startswith("<!")
    assert played.report().parent == played.folder.path


def test_a_folder_is_shown_again(played: Pregame) -> None:
    again = off.show(played.folder.path)
    assert again.outlook.summary() == played.outlook.summary()
    with pytest.raises(RunError):
        off.show("nowhere")


def test_a_future_is_told(played: Pregame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.study.stories.replay.OfframpEngine", FakeEngine)
    place = played.outlook.typical[0]
    assert played.story(place).address == str(place)
    assert off.replay(place, CASE) == off.replay(str(place), played.folder.path) == played.story(place)


def test_cases_are_listed_checked_and_loaded() -> None:
    assert "baghdad-2020" in off.cases()
    assert off.check(CASE).case == "two-neighbours"
    assert off.load(CASE, {"actors.aland.tempo": "0.1"}).actors["aland"].tempo.low == 0.1
    with pytest.raises(CaseError):
        off.load("no-such-case")
