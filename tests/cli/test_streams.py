"""Who stops reading stops no command: what is written besides the answer is written, and it leaves with 0."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from offramp.cli import outlook

ROOT = Path(__file__).parents[2]
# A command that prints much, says something on stderr, and then writes a file: in a process of its own, as it is about
# what the process inherits. It takes the command line's own streams and guard, and nothing heavy.
COMMAND = """
import sys
from pathlib import Path
from offramp.cli.guard import guarded, say
from offramp.cli.streams import outlive_readers
outlive_readers()

@guarded
def command():
    try:
        for line in range({lines}):
            print(line)
        say("a word")
    finally:
        Path("written").touch()

import typer
typer.run(command)
"""


def piped(redirect: str, folder: Path, lines: int) -> subprocess.CompletedProcess[str]:
    line = f"set -o pipefail; '{sys.executable}' -c '{COMMAND.format(lines=lines)}' {redirect}"
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=folder)


@pytest.mark.parametrize("lines", [5, 100_000])
@pytest.mark.parametrize(
    ("redirect", "read", "said"),
    [
        ("| head -3", "0\n1\n2\n", "a word\n"),
        ("| head -c 1", "0", "a word\n"),
        ("| true", "", "a word\n"),
        ("2>&1 | true", "", ""),
        (">&-", "", "a word\n"),
        (">&- 2>&-", "", ""),
        ("2>&- | head -1", "0\n", ""),
    ],
)
def test_a_command_is_done_whoever_reads(tmp_path: Path, redirect: str, read: str, said: str, lines: int) -> None:
    done = piped(redirect, tmp_path, lines)
    assert (done.returncode, done.stdout, done.stderr) == (0, read, said)
    assert (tmp_path / "written").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("lines", [5, 100_000])
def test_a_full_disk_is_told_once(tmp_path: Path, lines: int) -> None:
    done = piped("> /dev/full", tmp_path, lines)
    assert done.returncode == 3 and done.stderr.splitlines()[-1].endswith("No space left on device")
    assert "Traceback" not in done.stderr and "ignored" not in done.stderr and (tmp_path / "written").exists()


def full(*_: Any) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("as_json", [True, False])
def test_the_report_is_written_where_nothing_can_be_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    written: list[str] = []
    made = SimpleNamespace(
        folder=SimpleNamespace(path=tmp_path),
        outlook=SimpleNamespace(summary=dict),
        report=lambda: written.append("run"),
    )
    monkeypatch.setattr(outlook, "print_json", full)
    monkeypatch.setattr(outlook, "_print", full)
    with pytest.raises(OSError, match="No space"):
        outlook.answer(made, as_json, report=True)  # type: ignore[arg-type]
    monkeypatch.setattr("offramp.api.show", lambda out: SimpleNamespace(report=lambda: written.append("answer")))
    with pytest.raises(OSError, match="No space"):
        asked = SimpleNamespace(NAME="claims", out=tmp_path, run=lambda tell: SimpleNamespace(summary=dict))
        outlook.deliver(asked, full, None, as_json)  # type: ignore[arg-type]
    assert written == ["run", "answer"]


def test_a_run_that_is_read_by_its_first_lines_has_its_report(tmp_path: Path) -> None:
    program = (
        "from functools import partial; from offramp import api, ensemble; from offramp.cli import main\n"
        "from tests.ensemble.fake import FakeEngine\n"
        "api.play = partial(ensemble.run, engine=FakeEngine(block=64)); main()"
    )
    case = ROOT / "tests" / "cases" / "two-neighbours.yaml"
    words = f"run {case} --runs 60 --draws 4 --days 40 --out {tmp_path / 'run'}"
    line = f"set -o pipefail; '{sys.executable}' -c '{program}' {words} | head -3"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0 and done.stdout.startswith("Two neighbours and a pass"), done.stderr
    assert (tmp_path / "run" / "report.html").stat().st_size > 100_000
