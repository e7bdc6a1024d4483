"""A run that is killed at random moments and resumed is, in the end, the run that nobody disturbed, byte for byte."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.ensemble.test_run import contents

pytestmark = pytest.mark.soak
ROOT = Path(__file__).parents[2]
ROUNDS = 8
PLAY = """
import sys
from pathlib import Path
from offramp.ensemble import run
out = Path(sys.argv[1])
run("tests/cases/two-neighbours.yaml", out=out, runs=14_400, draws=50, days=60, keep=3, batch=288,
    resume=(out / "manifest.json").exists())
"""


def start(out: Path) -> subprocess.Popen[bytes]:
    """Begin the run, or go on with it."""
    return subprocess.Popen([sys.executable, "-c", PLAY, str(out)], cwd=ROOT)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """An undisturbed run, and its seconds with compiled programs at hand."""
    for _ in range(2):
        out, begun = tmp_path_factory.mktemp("whole") / "run", time.monotonic()
        assert start(out).wait() == 0
    return out, time.monotonic() - begun


def disturbed(out: Path, rng: np.random.Generator, seconds: float) -> Iterator[float]:
    """Kill the run at random moments until it gets to its end; give the moments."""
    while True:
        with start(out) as process:
            moment = rng.uniform(0.2, 1.1) * seconds
            try:
                assert process.wait(moment) == 0
                return
            except subprocess.TimeoutExpired:
                process.kill()
                yield moment


@pytest.mark.parametrize("n", range(ROUNDS))
def test_a_run_that_is_killed_comes_to_the_same_end(n: int, whole: tuple[Path, float], tmp_path: Path) -> None:
    undisturbed, seconds = whole
    killed = list(disturbed(tmp_path / "run", np.random.default_rng(n), seconds))
    print(f"killed {len(killed)} times, after {[round(moment, 1) for moment in killed]} seconds")
    assert contents(tmp_path / "run") == contents(undisturbed)
    assert not [path for path in (tmp_path / "run").rglob("*") if path.name.endswith(".part")]
