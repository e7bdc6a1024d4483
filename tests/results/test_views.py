"""The views count what they say, against the same count in plain Python."""

from collections import defaultdict
from pathlib import Path

import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import RunError
from offramp.results.views import VIEWS, connect
from offramp.scenario.passing import patrons, sides
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    path = tmp_path_factory.mktemp("it's a run") / "run"
    sets = {"actors.aland.tempo": "0.9"}  # the quick engine acts by it: enough to answer
    return run(CASE, runs=60, draws=5, days=50, keep=20, sets=sets, out=path, engine=FakeEngine())


def test_every_view_opens(played: Ensemble) -> None:
    database = connect(played.folder.path)
    assert all(database.sql(f"from {name}").fetchall() for name in VIEWS)


def test_a_week_of_an_arena(played: Ensemble) -> None:
    rows = connect(played.folder.path).sql("from acts_by_arena_week").fetchall()
    found = {(arena, week): acts for arena, week, acts, _ in rows}
    events = played.events[(played.events["arena"] == "pass") & played.events["day"].between(8, 14)]
    assert found["pass", 2] == pytest.approx(len(events) / 20)


def test_the_network_of_violence(played: Ensemble) -> None:
    rows = connect(played.folder.path).sql("from strikes_network").fetchall()
    violent = played.events[played.events["rung"] >= 5]
    assert sum(row[2] for row in rows) == pytest.approx(len(violent) / 20)
    assert sum(row[3] for row in rows) == pytest.approx(violent["deaths_military"].sum() / 20)


def test_answers_are_those_of_the_victim_its_patron_or_its_proxies(played: Ensemble) -> None:
    case, events = played.scenario, played.events.to_dict("records")
    futures, side = defaultdict(list), sides(case)
    for act in events:
        futures[act["draw"], act["run"]].append(act)
    expected = []
    for (draw, run_), acts in futures.items():
        for act in (a for a in acts if a["rung"] >= 5):
            victim = act["target"]
            mine = {victim, *patrons(case, victim)[:1]} | {a for a in case.actors if patrons(case, a)[:1] == [victim]}
            answers = [
                b
                for b in acts
                if act["day"] < b["day"] <= act["day"] + 30
                and b["actor"] in mine
                and side[b["target"]] == side[act["actor"]]
            ]
            first = min((b["day"] for b in answers), default=None)
            top = max((b["rung"] for b in answers), default=None)
            expected.append((draw, run_, act["day"], act["actor"], first, top, act["day"] + 30 > 50))
    rows = (
        connect(played.folder.path)
        .sql("select draw, run, day, actor, answer_day, answer_rung, censored from answers")
        .fetchall()
    )
    assert sorted(rows, key=str) == sorted(expected, key=str)
    assert len({row[4] is None for row in rows}) == 2


def test_peaks_are_those_of_the_runs(played: Ensemble) -> None:
    shares = dict(connect(played.folder.path).sql("from peaks").fetchall())
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[10] == pytest.approx((played.runs["peak_rung"] == 10).mean())


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError):
        connect(tmp_path)
