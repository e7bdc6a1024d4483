"""Score files of forecasts beside the baselines, with intervals by episode.

Skill is the share of climatology's score that a model saves; gain is the same of a rival's, case by case. A case that
was not forecast, or whose numbers cannot be used, counts as climatology and is told. Intervals are 95 %, from drawing
episodes anew, the same draws for every model. Differences below what these data can tell apart are ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.episodes import Episodes, Mean, ends
from offramp.analysis.scores import Bin, crps_of_quantiles, log_score, reliability, rps
from offramp.errors import DataError, Fault
from offramp.history.cases import read_truth
from offramp.history.folder import given
from offramp.history.forecast_file import Forecast, read_forecasts
from offramp.history.targets import LEVELS, TARGETS, Target

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[float, float]
Floats = NDArray[np.float64]
Weight = Literal["case", "episode"]
Forecasts = Mapping[str, Forecast]
CLIMATOLOGY = "climatology"
BASELINES = (CLIMATOLOGY, "urn", "markov1", "markov2", "hawkes", "logit", "boost", "mix")
HINDSIGHT = "_grav"  # baselines that see what was coded over the whole crisis
BEST = "best"
TIE = {"icb": 0.05, "mid": 0.03}  # of climatology's score: differences that these data cannot tell apart


@dataclass(frozen=True)
class Row:
    """One score of one model.

    Attributes
    ----------
    target, metric : str
        The score is `rps` (with two classes, Brier), `log` or `crps` (of log(1 + days)).
    weight : {"case", "episode"}
        What counts alike.
    model : str
    yours : bool
        Whether it is no baseline.
    n, episodes : int
    score : float
    score_interval : (low, high)
    skill : float
        1 less score by climatology's.
    skill_interval : (low, high)
    rival : str
        Whom `gain` is over.
    gain : float
        The rival's score less this one, by climatology's: above 0 is better.
    gain_interval : (low, high)
    verdict : {"better", "tie", "worse", ""}
        Against the rival; empty for the rival itself and for baselines.
    filled : float
        Share of the cases that count as climatology.
    """

    target: str
    metric: str
    weight: Weight
    model: str
    yours: bool
    n: int
    episodes: int
    score: float
    score_interval: Span
    skill: float
    skill_interval: Span
    filled: float
    rival: str = ""
    gain: float = 0.0
    gain_interval: Span = (0.0, 0.0)
    verdict: str = ""


@dataclass(frozen=True)
class Scores:
    """All scores.

    Attributes
    ----------
    rows : tuple of Row
        By target, metric and weight; models in the order given, baselines first.
    notes : tuple of str
        What was refused, filled or ignored.
    bins : mapping of (target, model) to tuple of Bin
        Reliability of your models: the chances of all classes, pooled.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    bins: Mapping[tuple[str, str], tuple[Bin, ...]]


def scores(
    files: Sequence[str | Path],
    data: str | Path | None = None,
    split: str = "public",
    against: str = BEST,
    truth: str | Path | None = None,
    baselines: str | Path | None = None,
) -> Scores:
    """Score files of forecasts beside the baselines.

    Parameters
    ----------
    files : sequence of str or Path
        The file's name is the model's.
    data : str or Path, optional
        The folder of data; the one that OFFRAMP_DATA names if left out.
    split : str
        Which part: the folder within `cases` and `predictions`.
    against : str
        A baseline, another file, or `best`: for each target the baseline with the best score.
    truth : str or Path, optional
        The folder of truth.csv; `cases/split` of the data if left out.
    baselines : str or Path, optional
        The folder of the baselines, climatology among them; `predictions/split` of the data if left out.

    Raises
    ------
    DataError
        If a file cannot be read, or climatology lacks cases.
    """
    came = read_truth(truth or given(data) / "cases" / split)
    yours = _named(files)
    theirs = _baselines(Path(baselines or given(data) / "predictions" / split))
    _known(against, [*theirs, *yours])
    models = {**theirs, **yours}
    notes: list[str] = []
    rows: list[Row] = []
    bins: dict[tuple[str, str], tuple[Bin, ...]] = {}
    for name, spec in TARGETS.items():
        part = came[came.target == name].drop_duplicates("id")
        if len(part) and any(name in each for each in yours.values()):
            asked = _Asked(name, spec, part, theirs[CLIMATOLOGY])
            told = {model: asked.scored(model, each[name]) for model, each in models.items() if name in each}
            notes += [note for model in yours if model in told for note in told[model].notes]
            rows += asked.rows(told, against, set(yours))
            bins |= {(name, model): asked.bins(told[model]) for model in yours if model in told and spec.classes}
    return Scores(tuple(rows), tuple(notes), bins)


@dataclass(frozen=True)
class _Told:
    """What one model said of one target, and how each case was scored."""

    values: Floats
    score: Mapping[str, Floats]
    filled: float
    notes: tuple[str, ...] = ()


class _Asked:
    """One target: what came about, in which episode, and what climatology said."""

    def __init__(self, name: str, spec: Target, came: pd.DataFrame, climatology: Forecasts) -> None:
        self.name, self.spec = name, spec
        self.ids = came.id.to_numpy()
        truth = came.truth.to_numpy(float)
        if spec.classes and not np.isin(truth, spec.classes).all():
            wrong = truth[~np.isin(truth, spec.classes)][0]
            raise DataError(Fault("truth.csv", None, name, f"{wrong:g}", spec.kinds))
        self.came = np.searchsorted(spec.classes, truth) if spec.classes else truth
        self.episodes = Episodes(came.cluster.to_numpy(str))
        if name not in climatology or np.isnan(self._values(climatology[name])).any():
            raise DataError(Fault(f"{CLIMATOLOGY}.csv", None, name, "cases are missing", "a forecast of every case"))
        self.base = self._values(climatology[name])

    def scored(self, model: str, forecast: Forecast) -> _Told:
        """Score a model's forecasts, with climatology where there is none."""
        values = self._values(forecast)
        lost = np.isnan(values).any(axis=1, keepdims=True)
        values = np.where(lost, self.base, values)
        here = set(self.ids.tolist())
        refused = {case: why for case, why in forecast.refused.items() if case in here}
        first = next((f" (first {case}: {why})" for case, why in refused.items()), "")
        notes = [f"{lost.sum()} of {lost.size} cases count as climatology"] if lost.any() else []
        notes += [f"{len(refused)} cases are refused{first}"] if refused else []
        others = len(set(forecast.ids.tolist()) - here)
        notes += [f"{others} forecasts are of cases that are not scored here"] if others else []
        told = (f"{model} {self.name}: {'; '.join(notes)}",) if notes else ()
        return _Told(values, self._scores(values), float(lost.mean()), told)

    def rows(self, told: Mapping[str, _Told], against: str, yours: set[str]) -> Iterable[Row]:
        """Every metric and weight of every model.

        Parameters
        ----------
        told : mapping of str to _Told
            The scored forecasts of each model.
        against : str
            As in `scores`.
        yours : set of str
            The models that are no baselines.
        """
        base = self._scores(self.base)
        for weight in ("case", "episode"):
            for metric, reference in base.items():
                every = [reference, *(each.score[metric] for each in told.values())]
                zero, *found = self.episodes.means(every, self.episodes.weights(weight))
                means = dict(zip(told, found, strict=True))
                rival = _rival(means, against, yours)
                for model, mean in means.items():
                    row = Row(
                        self.name,
                        metric,
                        weight,
                        model,
                        model in yours,
                        len(self.ids),
                        self.episodes.n,
                        mean.value,
                        mean.interval,
                        1 - mean.value / zero.value,
                        ends(1 - mean.resampled / zero.resampled),
                        told[model].filled,
                    )
                    yield _compared(row, mean, zero, rival, means[rival]) if rival else row

    def bins(self, told: _Told) -> tuple[Bin, ...]:
        """The reliability of the chances: of an event that may happen or not, or of all classes, pooled."""
        hit = np.arange(len(self.spec.classes)) == self.came[:, None]
        keep = slice(1, None) if self.spec.kind == "binary" else slice(None)
        return tuple(reliability(told.values[:, keep].ravel(), hit[:, keep].ravel()))

    def _values(self, forecast: Forecast) -> Floats:
        made = np.full((len(self.ids), len(self.spec.keys)), np.nan)
        at = np.searchsorted(forecast.ids, self.ids).clip(max=len(forecast.ids) - 1)
        there = forecast.ids[at] == self.ids
        made[there] = forecast.values[at[there]]
        return made

    def _scores(self, values: Floats) -> dict[str, Floats]:
        if self.spec.classes:
            return {"rps": rps(values, self.came), "log": log_score(values, self.came)}
        days = np.log1p(np.clip(values, 0, None))
        return {"crps": crps_of_quantiles(days, np.log1p(self.came), LEVELS)}


def _rival(means: Mapping[str, Mean], against: str, yours: set[str]) -> str:
    """Whom the others are compared with; nobody if the one that was named did not forecast this."""
    if against != BEST:
        return against if against in means else ""
    fair = [model for model in means if model not in yours and not model.endswith(HINDSIGHT)]
    return min(fair, key=lambda model: means[model].value)


def _compared(row: Row, found: Mean, zero: Mean, rival: str, other: Mean) -> Row:
    gain = (other.value - found.value) / zero.value
    margin = TIE[row.target[:3]]
    verdict = "better" if gain > margin else "worse" if gain < -margin else "tie"
    interval = ends((other.resampled - found.resampled) / zero.resampled)
    told = verdict if row.yours and row.model != rival else ""
    return replace(row, rival=rival, gain=gain, gain_interval=interval, verdict=told)


def _named(files: Sequence[str | Path]) -> dict[str, Forecasts]:
    paths = [Path(each) for each in files]
    names = [each.stem for each in paths]
    for path in paths:
        if names.count(path.stem) > 1 or path.stem in BASELINES:
            raise DataError(
                Fault(str(path), None, "", f"the name {path.stem} twice", "a name of its own for each model")
            )
    return {path.stem: read_forecasts(path) for path in paths}


def _baselines(folder: Path) -> dict[str, Forecasts]:
    if not (folder / f"{CLIMATOLOGY}.csv").is_file():
        raise DataError(Fault(str(folder), None, "", f"no {CLIMATOLOGY}.csv", "a folder of baselines"))
    return {name: read_forecasts(path) for name in BASELINES if (path := folder / f"{name}.csv").is_file()}


def _known(against: str, models: list[str]) -> None:
    if against not in (BEST, *models):
        raise DataError(Fault("--against", None, "", against, f"{BEST}, or one of {', '.join(models)}"))
