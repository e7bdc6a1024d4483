"""Runs: the same bytes for any batch, worker count, interrupt or crash; the tables say what was played."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import AddressError, RunError
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
TABLES = ("runs", "events", "rungs", "draws", "options")
SMALL: dict[str, Any] = {"runs": 100, "draws": 7, "days": 40, "seed": 3, "keep": 28}


def play(out: Path | None = None, engine: FakeEngine | None = None, **changes: Any) -> Ensemble:
    return run(CASE, out=out, engine=engine or FakeEngine(), **{**SMALL, **changes})


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of an uninterrupted run."""
    path = tmp_path_factory.mktemp("whole") / "run"
    assert play(path).manifest.complete
    return path


@pytest.mark.parametrize(("batch", "workers", "block"), [(1, 1, 8), (16, 3, 8), (1000, 2, 8), (30, 2, 5)])
def test_no_result_depends_on_batches_workers_or_blocks(
    whole: Path, tmp_path: Path, batch: int, workers: int, block: int
) -> None:
    play(tmp_path / "run", FakeEngine(block, workers), batch=batch)
    assert contents(tmp_path / "run") == contents(whole)


def test_the_tables_hold_every_future_in_order(whole: Path) -> None:
    found = Ensemble.open(whole)
    assert found.manifest.runs == 105 and found.manifest.done == 105
    expected = [[draw, run] for draw in range(7) for run in range(15)]
    assert found.runs[["draw", "run"]].to_numpy().tolist() == expected
    assert set(found.runs.columns[2:]) == set(found.scenario.measures)
    assert len(found.draws) == 7 and "actors.aland.tempo" in found.draws
    assert not (whole / "parts").exists()


def test_events_are_those_of_the_kept_futures(whole: Path, tmp_path: Path) -> None:
    found, every = Ensemble.open(whole), play(tmp_path / "run", keep="all")
    assert found.manifest.keep == 4 and set(found.events["run"]) <= set(range(4))
    kept = every.events[every.events["run"] < 4].reset_index(drop=True)
    assert found.events.equals(kept)
    order = ["draw", "run", "day", "actor"]
    assert (
        every.events[order]
        .astype({"actor": str})
        .equals(every.events[order].astype({"actor": str}).sort_values(order, kind="stable"))
    )
    assert every.events["day"].min() == 1
    first = every.events.iloc[0]
    assert (first["date"] - every.scenario.start_date).days == first["day"]
    assert every.events["arena"].isna().any() and every.events["arena"].notna().any()


def test_events_and_measures_tell_the_same(tmp_path: Path) -> None:
    every = play(tmp_path / "run", keep="all")
    dead = every.events.groupby(["draw", "run"])["deaths_military"].sum()
    told = every.runs.set_index(["draw", "run"])["deaths_military"]
    assert (told.loc[dead.index] == dead).all() and told.sum() == dead.sum() > 0
    peak = every.events.groupby(["draw", "run"])["rung"].max()
    assert (every.runs.set_index(["draw", "run"])["peak_rung"].dropna() == peak).all()


def test_histograms_count_every_future_once_a_day(whole: Path) -> None:
    found = Ensemble.open(whole)
    sums = found.rungs.groupby(["kind", "day"])["futures"].sum()
    assert len(sums) == 2 * 40 and (sums == 105).all()
    last = found.rungs.query("kind == 'peak' and day == 40").set_index("rung")["futures"]
    peaks = found.runs["peak_rung"].fillna(-9).astype(int).value_counts()
    assert all(last[rung] == count for rung, count in peaks.items())


def test_measures_are_by_draw_and_run(whole: Path) -> None:
    found = Ensemble.open(whole)
    deaths = found.measures()["deaths_military"]
    assert deaths.shape == (7, 15)
    assert deaths[2, 3] == found.runs.query("draw == 2 and run == 3")["deaths_military"].item()
    assert np.isnan(found.measures()["first_violent_answer_day"]).any()


def stop_at(futures: int) -> Any:
    def progress(done: int, total: int) -> None:
        if done >= futures:
            raise KeyboardInterrupt

    return progress


def test_an_interrupt_leaves_what_is_done_and_resume_finishes_it(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    part = play(out, batch=16, progress=stop_at(48))
    assert not part.manifest.complete and part.manifest.done == len(part.runs) == 48
    assert part.measures()["war_prob"].shape == (7, 6)  # a fair sample: as many futures of every draw
    engine = FakeEngine()
    told: list[tuple[int, int]] = []
    rest = play(out, engine, resume=True, batch=24, progress=lambda *each: told.append(each))
    assert rest.manifest.complete and told[0] == (48, 105) and told[-1] == (105, 105)
    played = {(d, r) for draw, run in engine.rollouts for d, r in zip(draw, run, strict=True)}
    assert len(played) == 105 - 48 and min((run, draw) for draw, run in played) == (6, 6)  # nothing is played twice
    assert contents(out) == contents(whole)


def test_an_interrupt_before_anything_is_done_passes_on(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        play(tmp_path / "run", progress=stop_at(0))
    assert play(tmp_path / "run", resume=True).manifest.complete


@pytest.mark.parametrize(("block", "shape"), [(8, (7, 1)), (4, (4, 1))])
def test_the_first_futures_have_measures_already(tmp_path: Path, block: int, shape: tuple[int, int]) -> None:
    part = play(tmp_path / "run", FakeEngine(block), batch=block, progress=stop_at(block))
    assert part.measures()["war_prob"].shape == shape


def test_an_error_passes_on_and_resume_finishes(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="on fire"):
        play(tmp_path / "run", FakeEngine(fail_at=3), batch=16)
    assert not Ensemble.open(tmp_path / "run").manifest.complete
    play(tmp_path / "run", resume=True)
    assert contents(tmp_path / "run") == contents(whole)


KILLED = """
import sys
from pathlib import Path
from offramp.results import files
from tests.ensemble.test_run import SMALL, FakeEngine, play

def die(path):
    if {where!r} in str(path):
        FakeEngine(kill_at=1).rollout(None, 0, *[__import__("numpy").zeros(8, "int32")] * 2, None)
    flush(path)

flush, files.flush = files.flush, die
play(Path(sys.argv[1]), batch=16)
"""


@pytest.mark.parametrize("where", ["000000000032-", "runs.parquet.part", "rungs.parquet.part", "manifest.json.part"])
def test_a_killed_process_leaves_a_folder_that_can_be_resumed(whole: Path, tmp_path: Path, where: str) -> None:
    out = tmp_path / "run"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED.format(where=where), str(out)], cwd=root, check=False)
    assert done.returncode == -9
    assert any(path.name.endswith(".part") for path in out.rglob("*"))
    engine = FakeEngine()
    play(out, engine, resume=True)
    assert contents(out) == contents(whole)
    assert not [path for path in out.rglob("*") if path.name.endswith(".part")]
    if where == "runs.parquet.part":
        assert engine.rollouts == []  # everything was played, only the tables were missing


def test_a_damaged_part_is_computed_again(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    play(out, batch=16, progress=stop_at(48))
    file = out / "parts" / "000000000016-000000000032" / "runs.parquet"
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    (out / "parts" / "000000000032-000000000048" / "events.parquet").unlink()
    engine = FakeEngine()
    play(out, engine, resume=True)
    assert contents(out) == contents(whole)
    draw, run = (part[0] for part in engine.rollouts[0])
    assert (draw, run) == (0, 3)  # the first draw in the part from 16 on, counted by run: 16 is run 2 of draw 2


def test_a_finished_run_is_not_played_again(whole: Path) -> None:
    engine = FakeEngine()
    assert play(whole, engine, resume=True).manifest.complete
    assert engine.rollouts == []


def test_another_run_is_refused_unless_forced(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    play(out)
    with pytest.raises(RunError, match=r"differs in seed.*--force"):
        play(out, seed=4)
    with pytest.raises(RunError, match=r"differs in hash, sets; it cannot be resumed"):
        play(out, sets={"actors.aland.tempo": "0.1"}, resume=True, force=True)
    assert contents(out) == contents(whole)
    play(out, seed=4, force=True)
    assert contents(out)["runs"] != contents(whole)["runs"]
    play(out, force=True)
    assert contents(out) == contents(whole)


def test_a_forced_run_takes_nothing_of_what_another_left(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    play(out, seed=4, batch=16, progress=stop_at(48))
    play(out, force=True)
    assert contents(out) == contents(whole)


def test_a_stranger_s_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(RunError, match=r"not empty.*thesis\.tex"):
        play(tmp_path, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_the_folder_is_enough_to_read_the_case(whole: Path) -> None:
    from offramp.scenario import load
    from offramp.scenario.hashing import case_hash

    found = Ensemble.open(whole)
    assert found.scenario == load(CASE)
    assert case_hash(found.scenario) == found.manifest.hash


def test_without_a_place_the_run_vanishes_with_its_ensemble() -> None:
    found = play()
    path = found.folder.path
    assert len(found.runs) == 105
    del found
    assert not path.exists()


def test_addresses_lead_back_to_acts(whole: Path) -> None:
    found = Ensemble.open(whole)
    place = found.address(2, 3)
    assert str(place).endswith("/s3/quantal/2031-05-10/40x1/d2/r3")
    acts = found.acts(str(place))
    assert len(acts) == len(found.events.query("draw == 2 and run == 3"))
    with pytest.raises(AddressError, match="not kept"):
        found.acts(found.address(2, 4))
    with pytest.raises(AddressError, match="no future of this ensemble"):
        found.acts(str(place).replace("/s3/", "/s4/"))


def test_every_table_carries_its_schema_and_what_its_columns_are(whole: Path) -> None:
    for name in TABLES:
        schema = pq.read_schema(whole / f"{name}.parquet")
        assert schema.metadata[b"offramp_table"] == name.encode()
        assert all(each.metadata[b"description"] for each in schema)
