"""Many runs in one process need no more memory than some."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from offramp.ensemble import run

pytestmark = pytest.mark.soak
CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
RUNS, SETTLED = 150, 50
MORE = 0.03  # of what it was once it had settled


def resident() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_memory_stays_flat_over_many_runs(tmp_path: Path) -> None:
    held = []
    for seed in range(RUNS):
        run(CASE, runs=1_152, draws=16, days=30, seed=seed, out=tmp_path / "run", force=True)
        held.append(resident())
    early, late = np.median(held[SETTLED : SETTLED + 20]), np.median(held[-20:])
    print(f"{early:.0f} MB after {SETTLED} runs, {late:.0f} MB after {RUNS}")
    assert late < (1 + MORE) * early
