"""Result of a back-test: scores by forecaster, totals by actor, band and arena, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.count_laws import Law, Played
from offramp.analysis.count_scores import Forecast, Total, block_interval, monte_carlo_error, score, total
from offramp.results.tables import frame
from offramp.scenario import Scenario
from offramp.study.shared.record import Record
from offramp.study.shared.result import HEAD, ResultHead
from offramp.wording.names import name_of, with_article

from .cells import BANDS, VIOLENT, came, cells, places, violent_in
from .known_then import KnownThen
from .verdict import Verdict, verdict
from .windows import Phase, Window

if TYPE_CHECKING:
    import pandas as pd

SAYS = {
    "conciliatory": "Conciliatory acts",
    "words": "Words",
    "force-shown": "Force shown",
    "violent": "Violent acts",
}
WORLD, OWN, RATES = "world", "world, author's ranges", "standing rates"


@dataclass(frozen=True)
class Compared:
    """One forecaster in one window: its forecast by cell and, of a world that was played, by place."""

    forecaster: str
    window: Window
    forecast: Forecast
    violence: Forecast

    @classmethod
    def of(
        cls,
        case: Scenario,
        window: Window,
        forecaster: str,
        law: Law,
        violence: NDArray[np.integer[Any]],
    ) -> Compared:
        """Put a law beside the events of a case in a window.

        Parameters
        ----------
        case : Scenario
        window : Window
        forecaster : str
            Its name.
        law : Law
        violence : int[place, future]
            Violent acts in each place; without futures for a law that plays none.
        """
        return cls(
            forecaster,
            window,
            Forecast(law, came(case, cells(case), window.start, window.end)),
            Forecast(Played(violence), violent_in(case, window.start, window.end)),
        )


@dataclass(frozen=True)
class Score(Record):
    """How a forecaster did in the windows of one length and phase.

    Attributes
    ----------
    forecaster : str
    days : int
    phase : {"before", "into"}
    windows : int
    log_score : float
        Of all cells and windows; larger is better.
    error : float
        Standard error of it that comes of playing only so many futures.
    ahead : (low, high) or None
        90 % interval, by blocks of starts, of the log score less that of standing rates.
    acts : Total
        Of all cells.
    pit : tuple of float
        Share of the cells in ten equal stretches; all .1 where the forecaster is calibrated.
    covered : tuple of float
        Share of the cells within the central 50, 80 and 90 % intervals.
    """

    forecaster: str
    days: int
    phase: Phase
    windows: int
    log_score: float
    error: float
    ahead: tuple[float, float] | None
    acts: Total
    pit: tuple[float, ...]
    covered: tuple[float, ...]


@dataclass(frozen=True)
class Row(Record):
    """What the world expected of an actor, a band, or a place, and what came; standing rates beside it.

    Attributes
    ----------
    kind : {"band", "actor", "violence by actor", "violence by place"}
    name : str
        Of the band, or the id of the actor or the arena; empty for no arena.
    says : str
        The same in words.
    days : int
    phase : {"before", "into"}
    world : Total
    rates : Total or None
        None for places, of which standing rates say nothing.
    """

    KEYS = "kind name says days phase reading world rates"

    kind: str
    name: str
    says: str
    days: int
    phase: Phase
    world: Total
    rates: Total | None

    @property
    def reading(self) -> str:
        """How the world did here: "silent", "loud", or "about right"."""
        if self.world.fits:
            return "about right"
        return "silent" if self.world.expected < self.world.came else "loud"


@dataclass(frozen=True, kw_only=True)
class BackTested(ResultHead):
    """A world by its back-test.

    Attributes
    ----------
    starts : tuple of str
        First days of the windows.
    scores : tuple of Score
    rows : tuple of Row
    verdicts : mapping of str to Verdict
        By the length of the windows, in days; by those before the crisis alone.
    defaulted : mapping of str to int
        For each eve, how many dials had the library's range since theirs rests on a later source.
    kept_late : int
        Dials that rest on a source later than the first eve and keep their range, since the library has none.
    """

    KEYS = f"{HEAD} starts verdicts scores rows defaulted kept_late seconds"

    starts: tuple[str, ...]
    scores: tuple[Score, ...]
    rows: tuple[Row, ...]
    verdicts: Mapping[str, Verdict]
    defaulted: Mapping[str, int]
    kept_late: int

    @property
    def table(self) -> pd.DataFrame:
        """One row for each actor, band and place."""
        rows = [{**each.summary(), **flat("", each.world), **flat("rates_", each.rates)} for each in self.rows]
        return frame([{key: row[key] for key in row if key not in ("world", "rates")} for row in rows], "name")


def flat(prefix: str, total: Total | None) -> dict[str, Any]:
    """Name the parts of a total as the columns of a table."""
    if total is None:
        return {}
    low, high = total.interval
    return {
        f"{prefix}{key}": value
        for key, value in (("expected", total.expected), ("low", low), ("high", high), ("came", total.came))
    }


def judged(
    head: Mapping[str, Any],
    case: Scenario,
    asked: Sequence[Window],
    compared: Sequence[Compared],
    defaulted: Mapping[str, KnownThen],
) -> BackTested:
    """Score what was compared and judge the world.

    Parameters
    ----------
    head : mapping
        Fields common to all results.
    case : Scenario
    asked : sequence of Window
    compared : sequence of Compared
        Of every window and forecaster.
    defaulted : mapping of str to KnownThen
        The case as it was known on each eve.
    """
    groups = sorted({(window.days, window.phase) for window in asked})
    forecasters = list(dict.fromkeys(each.forecaster for each in compared))
    scores, rows = [], []
    for days, phase in groups:
        part = [each for each in compared if (each.window.days, each.window.phase) == (days, phase)]
        by_name = {name: [each for each in part if each.forecaster == name] for name in forecasters}
        scores += [_score(name, days, phase, by_name[name], by_name[RATES], head["seed"]) for name in forecasters]
        rows += list(_rows(case, days, phase, by_name, head["seed"]))
    return BackTested(
        **head,
        starts=tuple(sorted({window.start.isoformat() for window in asked})),
        scores=tuple(scores),
        rows=tuple(rows),
        verdicts={str(days): _verdict(scores, days) for days in sorted({days for days, _ in groups})},
        defaulted={eve: len(each.defaulted) for eve, each in defaulted.items()},
        kept_late=max((len(each.kept) for each in defaulted.values()), default=0),
    )


def _score(name: str, days: int, phase: Phase, mine: Sequence[Compared], rates: Sequence[Compared], seed: int) -> Score:
    forecasts = [each.forecast for each in mine]
    ahead = None
    if name != RATES:
        pairs = zip(mine, rates, strict=True)
        by_start = np.array([(a.forecast.log_scores - b.forecast.log_scores).sum() for a, b in pairs])
        ahead = block_interval(by_start, seed)
    return Score(
        name,
        days,
        phase,
        len(mine),
        score(forecasts),
        monte_carlo_error(forecasts),
        ahead,
        total(forecasts, np.ones(forecasts[0].came.shape, bool), seed),
        tuple(np.mean(np.concatenate([each.pit for each in forecasts]), axis=0).tolist()),
        tuple(np.mean(np.concatenate([each.covered for each in forecasts]), axis=0).tolist()),
    )


def _rows(
    case: Scenario, days: int, phase: Phase, by_name: Mapping[str, Sequence[Compared]], seed: int
) -> Iterable[Row]:
    world, rates = by_name[WORLD], by_name[RATES]
    listed = cells(case)
    parts: list[tuple[str, str, list[bool]]] = [
        ("band", band, [cell.band == band for cell in listed]) for band in BANDS
    ]
    for kind, bands in (("actor", BANDS), ("violence by actor", (VIOLENT,))):
        for actor in case.actors:
            part = [cell.actor == actor and cell.band in bands for cell in listed]
            if any(part):
                parts.append((kind, actor, part))
    for kind, name, part in parts:
        mine, theirs = (total([each.forecast for each in some], np.array(part), seed) for some in (world, rates))
        yield Row(kind, name, words(case, kind, name), days, phase, mine, theirs)
    listed_places = places(case)
    for n, place in enumerate(listed_places):
        one = np.arange(len(listed_places)) == n
        found = total([each.violence for each in world], one, seed)
        yield Row("violence by place", place, words(case, "violence by place", place), days, phase, found, None)


def words(case: Scenario, kind: str, name: str) -> str:
    """Name a row as a reader does.

    Parameters
    ----------
    case : Scenario
    kind : str
        Of the row.
    name : str
        Of the band, or the id of the actor or the arena.
    """
    if kind == "band":
        return SAYS[name]
    if kind == "violence by place":
        return f"Violence in {with_article(case.arenas[name].name)}" if name else "Violence in no arena"
    actor = with_article(name_of(case.actors, name))
    return f"Violence by {actor}" if kind == "violence by actor" else actor


def _verdict(scores: Sequence[Score], days: int) -> Verdict:
    before = {each.forecaster: each for each in scores if each.days == days and each.phase == "before"}
    if not before:
        return Verdict("too few to judge", ("No window ends before the crisis.",))
    world, rates = before[WORLD], before[RATES]
    assert world.ahead is not None
    return verdict(rates.acts.expected, world.ahead, world.acts)
