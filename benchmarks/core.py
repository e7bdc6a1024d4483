"""The frozen game of the rivals: two sides, a move on every rung, and the rules of one commit, which stay as they are.

`core.json` holds the numbers of a few draws, `golden.json` what each rival makes of them. Neither is read or written by
Offramp, whose rules go on: a ratio needs a game, and not today's.

python -m benchmarks.core says whether the rivals still play it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
SHORT = 0.005  # rounding may turn a close call, and so end some futures otherwise
RUNS, MESA_RUNS, SEED = 250, 10, 7  # futures of each draw behind the golden figures

Array = NDArray[Any]


@cache
def core() -> dict[str, Any]:
    """The days, the rung and the effects of each move, and the numbers of each draw.

    `draws` is a list; each has `dials` by `system.dial`; for each of the two sides `tempo` (acts a day), `belief` and
    `climb` (one number a move); for each move `weight`, `harm` and `payment` (points), `prepare` (days), `chance` and
    `deaths` (military and civilian); and for the pair `ceiling` (a rung) and `doubt`. `sets` are the dials that made
    this of the two-sided case.
    """
    found: dict[str, Any] = json.loads((HERE / "core.json").read_text(encoding="utf-8"))
    return found


def figures(move: Array, dead: Array) -> dict[str, float]:
    """What futures come to, on average.

    Parameters
    ----------
    move : int[day, side, run]
        The move of each side, -1 where it waited.
    dead : float[day, side, run]
    """
    rung = np.append(core()["rung"], -9)[move]
    runs = move.shape[-1]
    return {
        "acts": (move >= 0).sum() / runs,
        "militarised": (rung >= 3).sum() / runs,
        "violent": (rung >= 5).sum() / runs,
        "conciliatory": ((move >= 0) & (rung < 0)).sum() / runs,
        "peak": rung.max(axis=(0, 1)).mean(),
        "dead": np.minimum(dead.sum(axis=(0, 1)), 1000).mean(),
        "last_day": ((move >= 0).any(axis=1) * np.arange(1, len(move) + 1)[:, None]).max(axis=0).mean(),
    }


def golden(rival: str) -> dict[str, float]:
    """The figures of a rival when the game was frozen."""
    found: dict[str, dict[str, float]] = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
    return found[rival]


def differing(rival: str, found: dict[str, float]) -> list[str]:
    """The figures in which a rival differs from its golden ones."""
    return [name for name, value in golden(rival).items() if not np.isclose(found[name], value, rtol=SHORT)]


def played(rival: str) -> dict[str, float]:
    """Let a rival play what its golden figures were made of."""
    if rival == "numpy":
        from .core_numpy import play

        parts = [play(draw, np.random.default_rng([SEED, draw]).random, RUNS) for draw in range(len(core()["draws"]))]
    else:
        from .core_mesa import play as one

        parts = [one(draw, run) for draw in range(len(core()["draws"])) for run in range(MESA_RUNS)]
    move, dead = (np.concatenate(each, axis=-1) for each in zip(*parts, strict=True))
    return figures(move, dead)


if __name__ == "__main__":
    for rival in ("numpy", *(["mesa"] if find_spec("mesa") else [])):
        found = played(rival)
        print(rival, {name: round(float(value), 4) for name, value in found.items()}, differing(rival, found) or "same")
