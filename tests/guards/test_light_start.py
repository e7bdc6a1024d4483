"""Importing Offramp and asking for help must cost next to nothing."""

import os
import subprocess
import sys

import pytest

HEAVY = {"duckdb", "equinox", "jax", "numpy", "pandas", "plotly", "pyarrow", "pydantic", "scipy"}
HELP_SECONDS = 0.3

IMPORT = "import offramp"
HELP = "import sys; sys.argv = ['offramp', '--help']; from offramp.cli import main; main()"
REPORT = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "


@pytest.mark.parametrize("code", [IMPORT, HELP], ids=["import", "help"])
def test_nothing_heavy_is_imported(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", REPORT + code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(HEAVY.intersection(done.stderr.split())) == []


def processor_seconds(code: str) -> float:
    """The processor time of a fresh Python; a busy neighbour only ever lengthens it."""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def test_help_comes_at_once() -> None:
    assert any(processor_seconds(HELP) < HELP_SECONDS for _ in range(20))
