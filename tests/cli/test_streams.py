"""Who stops reading stops no command: what is written besides the answer is written, and it leaves with 0."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The command line with the quick engine: what is tried here is what becomes of the streams.
PROGRAM = """
import sys
from functools import partial
from offramp import ensemble
from offramp.cli import main
from tests.ensemble.fake import FakeEngine
from offramp import api
api.play = partial(ensemble.run, engine=FakeEngine(block=64))
main()
"""
CASE = str(ROOT / "tests" / "cases" / "two-neighbours.yaml")
RUN = ["run", CASE, "--runs", "60", "--draws", "4", "--days", "40"]


def piped(words: list[str], redirect: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A command whose output goes somewhere by the shell's own words; its exit code is that of the command."""
    line = f'set -o pipefail; {sys.executable} -c "$PROGRAM" "$@" {redirect}'
    more = {"PROGRAM": PROGRAM, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    return subprocess.run(
        ["bash", "-c", line, "bash", *words], capture_output=True, text=True, env=os.environ | more, cwd=tmp_path
    )


@pytest.mark.parametrize(
    ("redirect", "more"),
    [
        ("| head -3", []), ("| head -c 1", []), ("| head -c 10", ["--json"]), ("| true", []),
        ("2>&1 | true", []), (">&-", []), (">&- 2>&-", []), ("2>&-", []),
    ],
    ids=str,
)  # fmt: skip
def test_the_report_is_written_whoever_reads(tmp_path: Path, redirect: str, more: list[str]) -> None:
    done = piped([*RUN, *more, "--out", "run"], redirect, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "run" / "report.html").stat().st_size > 100_000
    assert json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))["complete"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_for_the_answer_is_told_and_the_report_is_written(tmp_path: Path) -> None:
    done = piped([*RUN, "--out", "run"], "> /dev/full", tmp_path)
    assert done.returncode == 3 and "No space left" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "run" / "report.html").is_file()


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    whole = piped([*RUN, "--out", "run"], "", tmp_path).stdout
    assert piped(["show", "run"], "", tmp_path).stdout == whole
    assert piped(["show", "run"], "| head -3", tmp_path).stdout == "".join(whole.splitlines(keepends=True)[:3])
    (tmp_path / "run" / "report.html").unlink()
    assert piped(["show", "run", "--report", "--json"], "| head -c 10", tmp_path).returncode == 0
    assert (tmp_path / "run" / "report.html").is_file()


@pytest.mark.parametrize("command", ["compare", "claims"])
def test_an_answer_is_kept_and_shown_whoever_reads(tmp_path: Path, command: str) -> None:
    """The order of things in `deliver`, with an answer that is printed in many lines."""
    assert piped([*RUN, "--out", "run"], "", tmp_path).returncode == 0
    (tmp_path / "run" / "report.html").unlink()
    code = (
        "from pathlib import Path; from offramp.cli import streams, outlook; streams.outlive_readers()\n"
        "class Made:\n    def summary(self): return {'x': ['y' * 100] * 10_000}\n"
        f"outlook.deliver('{command}', Made(), lambda: print('x' * 1_000_000), None, Path('run'), False)"
    )
    line = f'set -o pipefail; {sys.executable} -c "{code}" | head -c 10'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "run" / "report.html").is_file()
