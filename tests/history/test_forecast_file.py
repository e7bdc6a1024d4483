"""Forecasts as files: what is refused for one case, what refuses the file, and that nothing half is ever written."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from offramp.errors import DataError
from offramp.history import TARGETS, Cases, Forecast, asked, counted, read_cases, read_forecasts, write_forecasts
from tests.history.lookalike import DATA, asked_of

HEAD = "target,id,key,value\n"


def made(path: Path, *rows: str, head: str = HEAD) -> Path:
    file = path / "mine.csv"
    file.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def told(path: Path, *rows: str, head: str = HEAD) -> str:
    with pytest.raises(DataError) as caught:
        read_forecasts(made(path, *rows, head=head))
    return str(caught.value)


def whole(cases: Cases) -> list[Forecast]:
    """A forecast of every case: all classes alike, days from 1 to 19."""
    found = []
    for name, spec in TARGETS.items():
        ids = asked(name, cases)
        row = np.full(len(spec.classes), 1 / len(spec.classes)) if spec.classes else np.arange(1.0, 20.0)
        found.append(Forecast(name, ids, np.tile(row, (len(ids), 1))))
    return found


def test_classes_that_are_left_out_have_no_chance(tmp_path: Path) -> None:
    found = read_forecasts(made(tmp_path, "icb_viol,3,1,0.4", "icb_viol,3,4,0.61", "icb_war, 3 ,1,1", "icb_war,3,0,0"))
    assert list(found) == ["icb_viol", "icb_war"] and found["icb_viol"].ids.tolist() == [3]
    assert found["icb_viol"].values[0] == pytest.approx([0.4 / 1.01, 0, 0, 0.61 / 1.01])
    assert found["icb_war"].values[0].tolist() == [0, 1]


def test_quantiles_are_sorted_and_futures_counted(tmp_path: Path) -> None:
    rows = [f"mid_gap,5,{0.05 * i:.2f},{40 - i}" for i in range(1, 20)]
    runs = [f"mid_level,7,sample,{1 + (i % 4 == 0)}" for i in range(40)]
    found = read_forecasts(made(tmp_path, *rows, *runs))
    assert found["mid_gap"].values[0].tolist() == list(range(21, 40))
    assert found["mid_level"].values[0] == pytest.approx(np.array([30.5, 10.5, 0.5]) / 41.5)


def test_a_case_that_cannot_be_used_is_refused_and_told(tmp_path: Path) -> None:
    rows = ["icb_war,1,1,0.3", "icb_war,2,0,1.2", "icb_war,2,1,-0.2", "icb_war,3,0,0.5", "icb_war,3,1,0.5"]
    rows += ["mid_gap,5,0.05,1", *(f"mid_other,6,sample,{i % 2}" for i in range(19))]
    found = read_forecasts(made(tmp_path, *rows))
    assert found["icb_war"].refused == {1: "probabilities sum to 0.3", 2: "a probability below 0"}
    assert np.isnan(found["icb_war"].values).any(axis=1).tolist() == [True, True, False]
    assert found["mid_gap"].refused == {5: "quantiles are missing"}
    assert found["mid_other"].refused == {6: "19 futures; at least 20 are needed"}


def test_what_refuses_a_file(tmp_path: Path) -> None:
    assert "mine.csv:1: found the header 'target,id,p'; allowed: a table with the header target,id,key,value" in told(
        tmp_path, "icb_war,3,0.2", head="target,id,p\n"
    )
    assert "found a header and no row" in told(tmp_path)
    assert "found 'icb_wars'; allowed: one of icb_viol, icb_war" in told(tmp_path, "icb_wars,3,1,0.2")
    assert "(did you mean icb_war?)" in told(tmp_path, "icb_wars,3,1,0.2")
    assert "mine.csv:2: id: found 'x'; allowed: the id of a case, a whole number" in told(tmp_path, "icb_war,x,1,0.2")
    assert "mine.csv:3: value: found ''; allowed: a number" in told(tmp_path, "icb_war,3,1,0.2", "icb_war,3,0,")
    assert "mine.csv:2: key: found '2'; allowed: one of 0, 1, or sample" in told(tmp_path, "icb_war,3,2,0.2")
    assert "mine.csv:3: key: found '1.0'; allowed: a key once in a case of icb_war" in told(
        tmp_path, "icb_war,3,1,0.2", "icb_war,3,1.0,0.8"
    )
    assert "and no sample beside it" in told(tmp_path, "icb_war,3,1,0.2", "icb_war,3,sample,1")
    assert "found No such file" in str(_missing(tmp_path))


def _missing(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        read_forecasts(path / "no.csv")
    return caught.value


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    cases = read_cases(asked_of(tmp_path))
    write_forecasts(tmp_path / "mine.csv", whole(cases), cases)
    again = read_forecasts(tmp_path / "mine.csv")
    assert list(again) == list(TARGETS)
    for before in whole(cases):
        after = again[before.target]
        assert sorted(before.ids.tolist()) == after.ids.tolist() and after.refused == {}
        assert after.values == pytest.approx(before.values)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((0.5, 0.4), "icb_war 3: found [0.5, 0.4]; allowed: probabilities that sum to 1"),
        ((1.5, -0.5), "icb_war 3: found [1.5, -0.5]; allowed: nothing below 0"),
        ((np.nan, 1.0), "allowed: a number for every key"),
    ],
)
def test_nothing_is_written_that_is_wrong(tmp_path: Path, change: tuple[float, float], said: str) -> None:
    cases = read_cases(asked_of(tmp_path))
    found = {each.target: each for each in whole(cases)}
    found["icb_war"].values[0] = change
    with pytest.raises(DataError) as caught:
        write_forecasts(tmp_path / "mine.csv", found.values(), cases)
    assert said in str(caught.value) and not list(tmp_path.glob("mine*"))


def test_every_case_and_no_other(tmp_path: Path) -> None:
    cases = read_cases(asked_of(tmp_path))
    first, *rest = whole(cases)
    cut = Forecast("icb_viol", np.append(first.ids[1:], 99), first.values)
    with pytest.raises(DataError) as caught:
        write_forecasts(tmp_path / "mine.csv", [cut, *rest[1:]], cases)
    assert "icb_viol: found no forecast of 1 cases, such as 3; allowed: one for each of its 3 cases" in str(
        caught.value
    )
    assert "icb_viol: found a forecast of 1 cases, such as 99" in str(caught.value)
    assert "icb_war: found no forecast of 3 cases, such as 3" in str(caught.value)


def test_quantiles_that_fall_and_shapes_that_do_not_fit(tmp_path: Path) -> None:
    falling = Forecast("mid_gap", np.array([1]), np.arange(19.0, 0.0, -1.0)[None])
    wide = Forecast("icb_war", np.array([1]), np.full((1, 3), 1 / 3))
    with pytest.raises(DataError) as caught:
        write_forecasts(tmp_path / "mine.csv", [falling, wide, Forecast("icb_wars", np.array([1]), np.ones((1, 2)))])
    assert "allowed: quantiles that rise" in str(caught.value) and "found values (1, 3); allowed: (1, 2)" in str(
        caught.value
    )
    assert "found an unknown target" in str(caught.value)


def test_counting_futures() -> None:
    found = counted("icb_war", [4, 5], np.array([[1.0] * 30, [0.0] * 15 + [1.0] * 15]))
    assert found.values == pytest.approx(np.array([[0.5 / 31, 30.5 / 31], [0.5, 0.5]]))
    days = counted("mid_gap", [4], np.arange(101.0)[None])
    assert days.values[0] == pytest.approx(np.arange(5.0, 100.0, 5.0))


@DATA
def test_the_public_baselines_read() -> None:
    for path in Path(os.environ["OFFRAMP_DATA"], "predictions", "public").glob("*.csv"):
        assert all(not each.refused and np.isfinite(each.values).all() for each in read_forecasts(path).values())
