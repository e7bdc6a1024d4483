"""A folder is of one run: two at once are refused, parts of another run are never joined, nothing is lost unasked."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.ensemble import Ensemble, execute
from offramp.errors import RunError
from offramp.results import parts
from offramp.results.file_lock import claimed
from offramp.study import question
from tests.ensemble.fake import FakeEngine
from tests.ensemble.test_run import contents, play, stop_at

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "run"
    play(path)
    return path


@pytest.fixture(scope="module")
def half_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("half") / "run"
    play(path, batch=16, progress=stop_at(48))
    return path


@pytest.fixture
def half(half_made: Path, tmp_path: Path) -> Path:
    """A run of 105 futures that was interrupted after 48."""
    return Path(shutil.copytree(half_made, tmp_path / "run"))


WRITING: dict[str, dict[str, Any]] = {
    "the same run": {},
    "the same run, forced": {"force": True},
    "the same run, resumed": {"resume": True},
    "another seed": {"seed": 4},
    "another seed, forced": {"seed": 4, "force": True},
    "another size, forced": {"runs": 50, "force": True},
    "another rule, forced": {"rule": "lookahead", "force": True},
    "another setting, forced": {"sets": {"actors.aland.tempo": "0.1"}, "force": True},
    "both rules": {"structure": True},
    "more acts kept": {"keep": "all", "force": True},
}


@pytest.mark.parametrize("name", WRITING)
def test_a_second_run_at_once_is_refused(half: Path, name: str) -> None:
    before = contents(half), (half / "manifest.json").read_bytes()
    with claimed(half), pytest.raises(RunError, match="another run is being written"):
        play(half, **WRITING[name])
    assert (contents(half), (half / "manifest.json").read_bytes()) == before


@pytest.mark.parametrize("place", [".", "rules/lookahead"])
def test_a_run_keeps_its_folder_until_all_rules_are_played(tmp_path: Path, place: str) -> None:
    second: list[BaseException] = []

    class Meddled(FakeEngine):
        def rollout(self, *asked: Any) -> Any:
            if (tmp_path / "run" / "rules" / "lookahead" / "manifest.json").is_file():
                try:
                    play(tmp_path / "run" / place, force=True, rule="lookahead")
                except RunError as error:
                    second.append(error)
            return super().rollout(*asked)

    made = play(tmp_path / "run", Meddled(block=64), structure=True)
    assert second and "another run is being written" in str(second[0])
    assert made.manifest.complete and made.rivals


def test_two_threads_do_not_share_a_folder(whole: Path, tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(FakeEngine):
        def rollout(self, *asked: Any) -> Any:
            begun.set()
            assert go_on.wait(30)
            return super().rollout(*asked)

    first = threading.Thread(target=lambda: play(tmp_path / "run", Slow(block=64)))
    first.start()
    assert begun.wait(30)
    with pytest.raises(RunError, match="another run is being written"):
        play(tmp_path / "run", seed=4, force=True)
    go_on.set()
    first.join()
    assert contents(tmp_path / "run") == contents(whole)


HOLDER = """
import sys, time
from pathlib import Path
from offramp.results.file_lock import claimed
with claimed(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_holds_no_folder(half: Path, whole: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, half], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(RunError, match="another run is being written"):
        play(half, resume=True)
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    play(half, resume=True)
    assert contents(half) == contents(whole)


def test_without_locks_a_run_sees_that_its_folder_was_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.results.file_lock._lock", lambda handle, wait: None)

    class Meddled(FakeEngine):
        def rollout(self, *asked: Any) -> Any:
            if not self.rollouts:
                play(tmp_path / "run", seed=4, force=True)
            return super().rollout(*asked)

    with pytest.raises(RunError, match="another run"):
        play(tmp_path / "run", Meddled())
    made = Ensemble.open(tmp_path / "run")
    assert made.manifest.complete and made.manifest.seed == 4
    play(tmp_path / "clean", seed=4)
    assert contents(tmp_path / "run") == contents(tmp_path / "clean")


def note_of(part: Path) -> dict[str, Any]:
    return dict(json.loads((part / "sums.json").read_text()))


def mark(part: Path, run: str | None) -> None:
    note = note_of(part)
    (part / "sums.json").write_text(json.dumps({**note, "run": run} if run else note["tables"]))


def other_parts(half: Path, **changes: Any) -> None:
    """Put the parts of another run in the place of those that are here."""
    play(half.parent / "other", batch=16, progress=stop_at(48), **changes)
    shutil.rmtree(half / "parts")
    shutil.move(half.parent / "other" / "parts", half / "parts")


def first(half: Path) -> Path:
    return half / "parts" / "000000000000-000000000016"


FOREIGN: dict[str, tuple[Callable[[Path], object], str]] = {
    "another seed": (lambda half: other_parts(half, seed=4), "futures of another run"),
    "other days": (lambda half: other_parts(half, days=41), "futures of another run"),
    "more draws": (lambda half: other_parts(half, draws=15), "futures of another run"),
    "fewer acts kept": (lambda half: other_parts(half, keep=7), "futures of another run"),
    "another setting": (lambda half: other_parts(half, sets={"actors.aland.tempo": "0.1"}), "futures of another run"),
    "the other rule": (lambda half: other_parts(half, rule="lookahead"), "futures of another run"),
    "one part of another run": (lambda half: mark(first(half), "0" * 32), "futures of another run"),
    "a part without a mark": (lambda half: mark(first(half), None), "older version"),
    "a part twice": (lambda half: shutil.copytree(first(half), half / "parts" / "000000000000-000000000008"), "common"),
    "parts that overlap": (
        lambda half: shutil.copytree(first(half), half / "parts" / "000000000040-000000000056"),
        "in common",
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_parts_of_another_run_are_never_joined(half: Path, whole: Path, name: str) -> None:
    fill, says = FOREIGN[name]
    fill(half)
    engine = FakeEngine()
    with pytest.raises(RunError, match=says):
        play(half, engine, resume=True)
    assert not Ensemble.open(half).manifest.complete and not engine.rollouts
    play(half, force=True)
    assert contents(half) == contents(whole) and not (half / "parts").exists()


def refuse(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing below a folder be removed, as where nobody may write."""
    for verb in ("unlink", "rmdir"):
        real = getattr(Path, verb)

        def fail(path: Path, *asked: Any, real: Any = real, **more: Any) -> None:
            if path.parent.name == place:
                raise PermissionError(13, "Permission denied")
            real(path, *asked, **more)

        monkeypatch.setattr(Path, verb, fail)


@pytest.mark.parametrize("place", ["parts", "000000000016-000000000032"])
@pytest.mark.parametrize("changes", [{}, {"seed": 4}, {"runs": 50}], ids=str)
def test_parts_that_cannot_be_removed_are_refused(
    half: Path, monkeypatch: pytest.MonkeyPatch, place: str, changes: dict[str, Any]
) -> None:
    engine = FakeEngine()
    with monkeypatch.context() as patch:
        refuse(place, patch)
        with pytest.raises(RunError, match=r"cannot be removed \(Permission denied\)"):
            play(half, engine, force=True, **changes)
    assert not engine.rollouts and Ensemble.open(half).manifest.seed == 3
    play(half, force=True, **changes)
    play(half.parent / "clean", **changes)
    assert contents(half) == contents(half.parent / "clean")


def test_a_half_run_is_not_thrown_away_unasked(half: Path, whole: Path) -> None:
    before = contents(half)
    with pytest.raises(RunError, match=r"holds 48 of 105 futures of this run; --resume .*, --force "):
        play(half)
    assert contents(half) == before and len(parts.listed(half / "parts")) == 3
    play(half, force=True)
    assert contents(half) == contents(whole)


def test_a_killed_run_is_not_thrown_away_unasked(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="on fire"):
        play(tmp_path / "run", FakeEngine(fail_at=4), batch=16)
    with pytest.raises(RunError, match=r"holds 16 of 105 futures of this run"):
        play(tmp_path / "run")


def test_a_finished_run_is_opened_again_and_played_again_with_force(whole: Path, tmp_path: Path) -> None:
    out = shutil.copytree(whole, tmp_path / "run")
    for force in (False, True):
        engine = FakeEngine()
        assert play(out, engine, force=force).manifest.complete
        assert bool(engine.rollouts) is force
    both = FakeEngine()
    assert play(out, both, structure=True).rivals and len(both.rollouts) == 14  # the other rule only: 105 by 8


@pytest.fixture(params=[9, 21, 48, 102])
def stopped(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ensemble]:
    """A run that was stopped early or late, a few futures at a time."""
    yield play(tmp_path / "run", FakeEngine(block=3), batch=3, progress=stop_at(request.param))


def test_what_is_half_done_is_a_fair_sample(stopped: Ensemble, whole: Path) -> None:
    played = stopped.runs
    assert np.ptp(np.bincount(played["draw"], minlength=7)) <= 1
    each = len(played) // 7
    assert stopped.sample[1] == each and len(stopped.sample[0]) == 7
    for name, values in Ensemble.open(whole).measures().items():
        np.testing.assert_array_equal(stopped.measures()[name], values[:, :each])


def test_a_gap_is_never_joined_over(half: Path, whole: Path) -> None:
    """The first part is lost, and the run is stopped again before that part is made again."""
    shutil.rmtree(first(half))
    with pytest.raises(KeyboardInterrupt):
        play(half, resume=True, progress=stop_at(0))
    shutil.rmtree(half / "parts" / "000000000016-000000000032")
    made = play(half, resume=True, batch=8, progress=stop_at(24))
    assert made.manifest.done == len(made.runs) == 8
    play(half, resume=True)
    assert contents(half) == contents(whole)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("draws", 1_000_000_000, "1 to 100,000"),
        ("draws", 100_001, "1 to 100,000"),
        ("runs", 10**12, "1 to 100,000,000"),
        ("days", 3_651, "1 to 3,650"),
    ],
)
def test_numbers_beyond_a_machine_are_refused_with_the_bound(
    tmp_path: Path, name: str, value: int, allowed: str
) -> None:
    with pytest.raises(RunError, match=f"{name} is .*; allowed: {allowed}"):
        play(tmp_path / "run", **{name: value})
    assert not (tmp_path / "run").exists()


def test_the_bounds_of_the_command_line_are_those_of_the_library() -> None:
    assert (question.MOST_RUNS, question.MOST_DRAWS) == (execute.MOST_RUNS, execute.MOST_DRAWS)
