"""`make bench` runs to its end. What it finds is for people to read: no figure is asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TWO = ROOT / "tests" / "cases" / "two-neighbours.yaml"


@pytest.mark.proof
def test_the_benchmarks_print_their_table() -> None:
    line = [sys.executable, "-m", "benchmarks", "--quick", "--case", str(TWO)]
    told = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
    assert told.returncode == 0, told.stderr
    rows = [row for row in told.stdout.splitlines() if row.startswith("|")]
    assert len(rows) == 10
    for what in ("one core", "Mesa", "NumPy", "cold", "cached", "peak memory"):
        assert any(what in row for row in rows)
