"""Read and write files of forecasts: one long table with the header `target,id,key,value`.

A forecast of classes has one row for each class (key the class, value its probability), one of days has one for each
of 19 quantiles (key 0.05, 0.10 ... 0.95, value the days), and either may have one row for each simulated future
instead (key `sample`, value the class or the days; at least 20).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from offramp.errors import DataError, Fault
from offramp.results.files import whole_file
from offramp.scenario.words import nearest, one_of, show

from .cases import Cases
from .csv_reader import FIRST_ROW, text
from .targets import LEVELS, TARGETS, asked

COLUMNS = ["target", "id", "key", "value"]
SAMPLE, FEWEST = "sample", 20
SUM, EXACT = 0.02, 1e-6  # how far probabilities may sum from one: in a file that is read, and in one that is written
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """The forecasts of one target.

    Attributes
    ----------
    target : str
    ids : int64[case]
    values : float64[case, key]
        Probabilities of the classes, or the 19 quantiles of days; NaN in the rows of those that are refused.
    refused : mapping of int to str
        Why a case's forecast cannot be used, by its id.
    """

    target: str
    ids: NDArray[np.int64]
    values: Floats
    refused: Mapping[int, str] = field(default_factory=dict)


def counted(target: str, ids: ArrayLike, futures: ArrayLike) -> Forecast:
    """Make forecasts of simulated futures, by counting.

    Parameters
    ----------
    target : str
    ids : int[case]
    futures : float[case, run]
        The class or the days of each future. A share gets half a future added for each class, so that no class that a
        few hundred futures did not show has no chance at all.
    """
    runs, names = np.asarray(futures, np.float64), np.asarray(ids, np.int64)
    return Forecast(target, names, np.array([_counted(target, row) for row in runs]).reshape(len(names), -1))


def read_forecasts(path: str | Path) -> dict[str, Forecast]:
    """Read a file of forecasts.

    A single case whose numbers cannot be used, such as probabilities that do not sum to one, is refused and told; what
    cannot be meant at all, such as a class that a target does not have, refuses the file.

    Returns
    -------
    dict of str to Forecast
        By target, in the order of the targets.

    Raises
    ------
    DataError
    """
    path = Path(path)
    raw = _rows(path)
    at = pd.to_numeric(raw.id, errors="coerce")
    value = pd.to_numeric(raw.value, errors="coerce")
    _unless(path, raw.id, at.isna() | (at % 1 != 0), "the id of a case, a whole number")
    _unless(path, raw.value, ~np.isfinite(value), "a number")
    rows = pd.DataFrame({"target": raw.target, "id": at.astype(np.int64), "key": raw.key, "value": value})
    parts = dict(iter(rows.groupby("target", sort=False)))
    return {name: _forecast(path, name, parts[name]) for name in TARGETS if name in parts}


def write_forecasts(path: str | Path, forecasts: Iterable[Forecast], cases: Cases | None = None) -> None:
    """Write forecasts, once they are seen to be whole; a file that is refused is not written.

    Parameters
    ----------
    path : str or Path
    forecasts : iterable of Forecast
    cases : Cases, optional
        With them, every case of every target must be there, and no other.

    Raises
    ------
    DataError
        Naming target and case.
    """
    made = list(forecasts)
    faults = [fault for each in made for fault in _faults(str(path), each)]
    faults += _missing(str(path), made, cases) if cases else []
    if faults:
        raise DataError(faults)
    with whole_file(Path(path)) as beside:
        pd.concat([_long(each) for each in made]).to_csv(beside, index=False, lineterminator="\n")


def _rows(path: Path) -> pd.DataFrame:
    allowed = f"a table with the header {','.join(COLUMNS)}"
    raw = text(path)
    if list(raw.columns[:4]) != COLUMNS:
        raise DataError(Fault(str(path), 1, "", f"the header {show(','.join(map(str, raw.columns)))}", allowed))
    raw = raw[COLUMNS].apply(lambda each: each.str.strip())
    _unless(path, raw.target, ~raw.target.isin(list(TARGETS)), f"one of {one_of(TARGETS)}", list(TARGETS))
    return raw


def _forecast(path: Path, name: str, rows: pd.DataFrame) -> Forecast:
    keys = TARGETS[name].keys
    ids = np.unique(rows.id.to_numpy())
    values = np.full((len(ids), len(keys)), np.nan)
    refused: dict[int, str] = {}
    sampled = rows.key.str.lower() == SAMPLE
    for case, futures in rows[sampled].groupby("id").value:
        if len(futures) < FEWEST:
            refused[int(case)] = f"{len(futures)} futures; at least {FEWEST} are needed"
        else:
            values[np.searchsorted(ids, case)] = _counted(name, futures.to_numpy())
    rest = rows[~sampled]
    key = pd.to_numeric(rest.key, errors="coerce").round(2)
    _unless(path, rest.key, ~key.isin(keys), f"one of {one_of(map(str, keys), 20)}, or {SAMPLE}")
    both = rest.id.isin(rows.id[sampled]) | pd.DataFrame({"id": rest.id, "key": key}).duplicated()
    _unless(path, rest.key, both, f"a key once in a case of {name}, and no {SAMPLE} beside it")
    at, column = np.searchsorted(ids, rest.id), np.searchsorted(keys, key)
    values[at, column] = rest.value
    given = np.unique(at)
    values[given], told = _usable(TARGETS[name].classes, values[given])
    return Forecast(name, ids, values, refused | {int(ids[given[i]]): why for i, why in told.items()})


def _usable(classes: tuple[int, ...], values: Floats) -> tuple[Floats, dict[int, str]]:
    """The rows as they can be scored: normalised, or sorted; NaN where they cannot, with the reason."""
    if not classes:
        lost = np.isnan(values).any(axis=1, keepdims=True)
        rows = np.where(lost, np.nan, np.sort(values, axis=1))
        return rows, {int(i): "quantiles are missing" for i in np.flatnonzero(lost)}
    filled = np.nan_to_num(values)
    total = filled.sum(axis=1)
    below, off = (filled < -1e-9).any(axis=1), np.abs(total - 1) > SUM
    told = {int(i): f"probabilities sum to {total[i]:.4g}" for i in np.flatnonzero(off)}
    told |= {int(i): "a probability below 0" for i in np.flatnonzero(below)}
    bad = np.logical_or(below, off).reshape(-1, 1)
    return np.where(bad, np.nan, filled / np.where(bad, 1.0, total[:, None])), told


def _counted(target: str, futures: Floats) -> Floats:
    classes = TARGETS[target].classes
    if not classes:
        return np.asarray(np.quantile(futures, LEVELS))
    hits = np.array([(futures == each).sum() for each in classes])
    return np.asarray((hits + 0.5) / (len(futures) + 0.5 * len(classes)))


def _faults(path: str, made: Forecast) -> list[Fault]:
    """What is wrong with forecasts that are to be written, the first case of each kind."""
    spec = TARGETS.get(made.target)
    if spec is None:
        return [Fault(path, None, made.target, "an unknown target", one_of(TARGETS), nearest(made.target, TARGETS))]
    if made.values.shape != (len(made.ids), len(spec.keys)):
        return [Fault(path, None, made.target, f"values {made.values.shape}", f"{(len(made.ids), len(spec.keys))}")]
    v = made.values
    checks = {
        "a number for every key": ~np.isfinite(v).all(axis=1),
        "nothing below 0": (v < 0).any(axis=1),
        "every id once": pd.Series(made.ids).duplicated().to_numpy(),
    }
    if spec.classes:
        checks["probabilities that sum to 1"] = np.abs(v.sum(axis=1) - 1) > EXACT
    else:
        checks["quantiles that rise"] = (np.diff(v, axis=1) < 0).any(axis=1)
    return [
        Fault(
            path, None, f"{made.target} {made.ids[wrong.argmax()]}", str(v[wrong.argmax()].round(6).tolist()), allowed
        )
        for allowed, wrong in checks.items()
        if wrong.any()
    ]


def _missing(path: str, made: list[Forecast], cases: Cases) -> list[Fault]:
    there = {each.target: set(each.ids.tolist()) for each in made}
    faults = []
    for name in TARGETS:
        wanted = set(asked(name, cases).tolist())
        for lost, what in (
            (wanted - there.get(name, set()), "no forecast of"),
            (there.get(name, set()) - wanted, "a forecast of"),
        ):
            if lost:
                found = f"{what} {len(lost)} cases, such as {min(lost)}"
                faults.append(Fault(path, None, name, found, f"one for each of its {len(wanted)} cases"))
    return faults


def _long(made: Forecast) -> pd.DataFrame:
    keys = TARGETS[made.target].keys
    return pd.DataFrame(
        {
            "target": made.target,
            "id": np.repeat(made.ids, len(keys)),
            "key": np.tile(np.array([f"{each:g}" for each in keys], object), len(made.ids)),
            "value": made.values.ravel(),
        }
    )


def _unless(path: Path, words: pd.Series, wrong: pd.Series, allowed: str, right: list[str] | None = None) -> None:
    if wrong.any():
        at, more = wrong.idxmax(), f" (and {wrong.sum() - 1} more like it)" if wrong.sum() > 1 else ""
        hint = nearest(words[at], right or [])
        raise DataError(Fault(str(path), int(at) + FIRST_ROW, str(words.name), show(words[at]) + more, allowed, hint))
