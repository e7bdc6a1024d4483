"""More dead never calm: what a trigger killed makes an answer likelier, never less likely."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import offramp as off

pytestmark = pytest.mark.proof

SMALLEST = Path(__file__).parents[1] / "cases" / "smallest.yaml"
DEAD = (0, 40, 400)


def answered(folder: Path, move: str, dead: int) -> NDArray[np.float64]:
    """The share of futures of each draw in which a trigger that killed so many is answered with violence."""
    text = SMALLEST.read_text(encoding="utf-8").replace("move: air-strike-on-forces", f"move: {move}")
    assert text.count("military: 0") == 1
    path = folder / f"{move}-{dead}.yaml"
    path.write_text(text.replace("military: 0", f"military: {dead}"), encoding="utf-8")
    runs = off.run(str(path), runs=4096, draws=64, seed=7, keep=0).runs
    share: NDArray[np.float64] = runs.groupby("draw")["violent_answer_30d_prob"].mean().to_numpy()
    return share


@pytest.mark.parametrize("move", ["ambush", "air-strike-on-forces", "air-campaign"])
def test_more_dead_never_make_an_answer_less_likely(move: str, tmp_path: Path) -> None:
    none, some, many = (answered(tmp_path, move, dead) for dead in DEAD)
    for fewer, more in ((none, some), (some, many), (none, many)):
        gain = more - fewer  # paired: the same draws and the same luck
        error = gain.std(ddof=1) / np.sqrt(len(gain))
        print(f"{move}: {gain.mean():+.3f} +- {error:.3f}")
        assert gain.mean() > -2 * error
