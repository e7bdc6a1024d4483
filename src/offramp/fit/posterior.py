"""Read and write the fitted numbers, a versioned file with provenance and with the source that set each number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.errors import OfframpError
from offramp.results.files import whole_file
from offramp.scenario.quantity import ASSUMED

from .laplace import Drawn, Fitted, Peak, Vector
from .onset_model import Link
from .onset_model import numbers as of_link
from .parameters import CARRIED, LOG, MEMBERS, Z90, Parameter, parameters

FORMAT = 4
SHIPPED = Path(__file__).with_name("posterior.json")
HEAD = "# Ranges that recorded disputes set, in the place of those of world.yaml: written by `offramp fit --prior`."
SOURCE = "mid5"
SETS, SHARES = 0.5, 0.8  # posterior over prior width: below, the data set a number; above, they say nothing of it


def told(fitted: Fitted, data: str, link: Link | None = None) -> dict[str, Any]:
    """What the file holds.

    Parameters
    ----------
    fitted : Fitted
    data : str
        What it was fitted to, in words.
    link : Link, optional
        Of crises, fitted on top.
    """
    rows = _numbers(parameters(), fitted.peak, np.sqrt(np.diag(fitted.covariance)), "MID", fitted.span)
    spread = "Hamiltonian Monte Carlo" if fitted.drawn else "Laplace's approximation"
    return {
        "offramp_posterior": FORMAT,
        "data": data,
        "disputes": fitted.disputes,
        "incidents": fitted.incidents,
        "log_likelihood": round(fitted.log_likelihood, 2),
        "method": f"posterior mode; its spread by {spread}",
        "chains": _chains(fitted.drawn) if fitted.drawn else None,
        "numbers": rows,
        "peak": _five(fitted.peak),
        "covariance": [[round(float(c), 6) for c in row] for row in fitted.covariance],
        "others": [{"below": round(each.below, 2), "peak": _five(each.at)} for each in fitted.others],
        "crises": _link(link) if link else None,
    }


def save(fitted: Fitted, data: str, path: Path, link: Link | None = None) -> None:
    """Write the file.

    Parameters
    ----------
    fitted : Fitted
    data : str
        What it was fitted to, in words.
    path : Path
        Where it goes.
    link : Link, optional
    """
    with whole_file(path) as beside:
        beside.write_text(json.dumps(told(fitted, data, link), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[Fitted, Link | None]:
    """Read what `save` wrote; there is no link where none was fitted.

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
    link = held["crises"]
    if link and list(link["numbers"]) != list(of_link()):
        raise OfframpError(f"{path}: its link of crises is another version's; fit again with `offramp fit`")
    return Fitted(
        np.array(held["peak"]),
        np.array(held["covariance"]),
        held["log_likelihood"],
        held["disputes"],
        held["incidents"],
        _drawn(held["chains"]),
        tuple(Peak(np.array(each["peak"]), each["below"]) for each in held.get("others", ())),
    ), _linked(link)


def table(fitted: Fitted, link: Link | None = None) -> str:
    """Every number with its central 90 % interval, its prior, and who sets it."""
    rows = [("number", "value", "90 %", "prior", "set by")]
    held = told(fitted, "", link)
    for name, row in (held["numbers"] | (held["crises"]["numbers"] if link else {})).items():
        spans = (f"{low:g}..{high:g}" for low, high in ((row["low"], row["high"]), row["prior"]))
        rows.append((name.removeprefix("world."), f"{row['value']:g}", *spans, row["set_by"]))
    wide = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip() for row in rows)


def trust(drawn: Drawn) -> str:
    """Whether the draws can be trusted, in a line."""
    return (
        f"{drawn.chains} chains of {drawn.draws} draws: R-hat at most {drawn.r_hat.max():.3f}, worth at least "
        f"{drawn.effective.min():.0f} independent draws, {drawn.divergences} divergences"
    )


def prior(fitted: Fitted) -> str:
    """The ranges that every case takes (library/fitted.yaml): 90 % of what was fitted, of the dials that carry over."""
    numbers = told(fitted, "")["numbers"]
    kept = {dial: MEMBERS[dial] for dial in CARRIED if numbers[MEMBERS[dial]]["set_by"] != "assumption"}
    return "\n".join([HEAD, *ranges(fitted, kept)]) + "\n"


def ranges(fitted: Fitted, numbers: Mapping[str, str], where: str = "") -> list[str]:
    """The lines of a case that give dials 90 % of what was fitted.

    Parameters
    ----------
    fitted : Fitted
    numbers : mapping of str to str
        The number of the fit that each dial is, by `system.dial`.
    where : str
        What else there is to say of why.
    """
    lines: list[str] = []
    rows, said = (
        told(fitted, "")["numbers"],
        f"fitted to {fitted.disputes} disputes with {fitted.incidents:,} incidents",
    )
    for name, number in numbers.items():
        row, (system, dial) = rows[number.removeprefix(LOG)], name.split(".")
        ends = (np.log(row[end]) if number.startswith(LOG) else row[end] for end in ("low", "high"))
        lines += [f"{system}:"] * (f"{system}:" not in lines)
        source = SOURCE if row["set_by"] != "assumption" else ASSUMED  # of these the data say nothing
        span, because = "..".join(f"{end:.4g}" for end in ends), f"{said}{where}; set by {row['set_by']}"
        lines.append(f'  {dial}: {{value: {span}, source: {source}, because: "{because}"}}')
    return lines


def _link(link: Link) -> dict[str, Any]:
    return {
        "crises": link.crises,
        "actors": link.actors,
        "lags": link.lags,
        "seed": link.seed,
        "method": "posterior mode, composite likelihood by simulation",
        "numbers": _numbers(of_link(), link.peak, link.width, "ICB", link.peak + Z90 * np.outer([-1, 1], link.width)),
        "peak": _five(link.peak),
        "width": _five(link.width),
    }


def _five(values: Vector) -> list[float]:
    return [round(float(value), 5) for value in values]


def _linked(held: dict[str, Any] | None) -> Link | None:
    if held is None:
        return None
    return Link(
        np.array(held["peak"]), np.array(held["width"]), held["crises"], held["actors"], held["lags"], held["seed"]
    )


def _chains(drawn: Drawn) -> dict[str, Any]:
    held = {name: getattr(drawn, name) for name in ("chains", "draws", "divergences", "seed")}
    parts = {name: np.round(getattr(drawn, name), 5).tolist() for name in ("span", "r_hat", "effective")}
    return held | parts


def _drawn(held: dict[str, Any] | None) -> Drawn | None:
    if held is None:
        return None
    told: dict[str, Any] = {name: np.array(part) if isinstance(part, list) else part for name, part in held.items()}
    return Drawn(**told)


def _numbers(
    rows: Mapping[str, Parameter], peak: Vector, wide: Vector, data: str, span: NDArray[np.float64]
) -> dict[str, Any]:
    every = zip(rows.items(), peak, wide, *span, strict=True)
    return {name: _number(row, at, width, data, (low, high)) for (name, row), at, width, low, high in every}


def _number(row: Parameter, peak: float, width: float, data: str, span: tuple[float, float]) -> dict[str, Any]:
    def at(z: float) -> float:
        x = row.middle + row.spread * z
        value = {"log": np.exp(x), "logit": 1 / (1 + np.exp(-x)), "plain": x}[row.scale]
        return float(f"{value:.4g}")

    set_by = data if width < SETS else f"{data} and assumption" if width < SHARES else "assumption"
    return {"value": at(peak), "low": at(span[0]), "high": at(span[1]), "prior": [at(-Z90), at(Z90)], "set_by": set_by}
