"""The fitted numbers as a small, versioned file with its provenance, and who sets each of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from offramp.errors import OfframpError

from .fit import Fitted
from .parameters import parameters

FORMAT = 1
SHIPPED = Path(__file__).with_name("posterior.json")
SETS, SHARES = 0.5, 0.8  # posterior over prior width: below, the data set a number; above, they say nothing of it
_Z90 = 1.6448536269514722


def told(fitted: Fitted, data: str) -> dict[str, Any]:
    """What the file holds.

    Parameters
    ----------
    fitted : Fitted
    data : str
        What it was fitted to, in words.
    """
    wide = np.sqrt(np.diag(fitted.covariance))
    rows = {
        name: _number(parameter.scale, parameter.middle, parameter.spread, peak, width)
        for (name, parameter), peak, width in zip(parameters().items(), fitted.peak, wide, strict=True)
    }
    return {
        "offramp_posterior": FORMAT, "data": data, "disputes": fitted.disputes, "incidents": fitted.incidents,
        "log_likelihood": round(fitted.log_likelihood, 2), "method": "posterior mode, Laplace approximation",
        "seed": fitted.seed, "draws": fitted.draws, "numbers": rows,
        "peak": [round(float(z), 5) for z in fitted.peak],
        "covariance": [[round(float(c), 6) for c in row] for row in fitted.covariance],
    }  # fmt: skip


def save(fitted: Fitted, data: str, path: Path) -> None:
    """Write the file."""
    path.write_text(json.dumps(told(fitted, data), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Fitted:
    """Read what `save` wrote.

    Raises
    ------
    OfframpError
        If it is no such file, or of another version of the numbers.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OfframpError(f"{path}: cannot be read as fitted numbers ({error})") from error
    if not isinstance(held, dict) or held.get("offramp_posterior") != FORMAT:
        raise OfframpError(f"{path}: no fitted numbers of format {FORMAT}; make them with `offramp fit`")
    if list(held["numbers"]) != list(parameters()):
        raise OfframpError(f"{path}: fitted for other numbers than this version has; fit again with `offramp fit`")
    return Fitted(np.array(held["peak"]), np.array(held["covariance"]), held["log_likelihood"],
                  held["disputes"], held["incidents"], held["seed"], held["draws"])  # fmt: skip


def table(fitted: Fitted) -> str:
    """Every number with its central 90 % interval, its prior, and who sets it."""
    rows = [("number", "value", "90 %", "prior", "set by")]
    for name, row in told(fitted, "")["numbers"].items():
        spans = (f"{low:g}..{high:g}" for low, high in ((row["low"], row["high"]), row["prior"]))
        rows.append((name.removeprefix("world."), f"{row['value']:g}", *spans, row["set_by"]))
    wide = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip() for row in rows)


def _number(scale: str, middle: float, spread: float, peak: float, width: float) -> dict[str, Any]:
    def at(z: float) -> float:
        x = middle + spread * z
        value = {"log": np.exp(x), "logit": 1 / (1 + np.exp(-x)), "plain": x}[scale]
        return float(f"{value:.4g}")

    set_by = "MID" if width < SETS else "MID and assumption" if width < SHARES else "assumption"
    return {"value": at(peak), "low": at(peak - _Z90 * width), "high": at(peak + _Z90 * width),
            "prior": [at(-_Z90), at(_Z90)], "set_by": set_by}  # fmt: skip
