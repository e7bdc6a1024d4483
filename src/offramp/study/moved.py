"""What moved between a case's own start and another day: the outlook, and how things stand between the principals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, estimate
from offramp.ensemble import Ensemble
from offramp.ensemble.engine import Engine, Game, OfframpEngine, Stand
from offramp.ensemble.evidence import weigh
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.scenario.asof import as_of

from .numbers import figure
from .outlook import STATISTIC, Outlook
from .prose import with_article

FUTURES = 2_048  # played from the case's own start, for the comparison alone
Known = Mapping[str, NDArray[np.float64]]
UNMOVED = ("as before", "as before, within luck")
SAME = 0.02  # a change below this share of the larger value is none


@dataclass(frozen=True)
class Row:
    """One line: what it is, what it was, what it is now, and which way it went."""

    what: str
    before: str
    now: str
    way: str


@dataclass(frozen=True)
class Moved:
    """What moved.

    Attributes
    ----------
    before : str
        The case's own start, as a date.
    outlook : tuple of Row
        The answer then and now: the measures that moved by more than luck.
    standing : tuple of Row
        Beliefs, debts and doubts of the principals, at the opening of both days.
    """

    before: str
    outlook: tuple[Row, ...]
    standing: tuple[Row, ...]


def moved(answer: Outlook, engine: Engine | None = None) -> Moved | None:
    """Compare an outlook with that of the case's own start; None where that is its start.

    The same draws and the same luck, so that only what happened in between tells the two apart.
    """
    ensemble = answer.ensemble
    made = ensemble.manifest
    if made.as_of == made.start:
        return None
    engine = engine or OfframpEngine()
    there, values = ensemble.folder.scenario(), ensemble.assumptions()
    # a plot may have passed in between: then its dials are of the earlier day alone
    early = {path: quantity.at(np.full(values.k, 0.5)) for path, quantity in there.quantities()}
    games = [_compile(engine, each, early, values, ensemble) for each in (there, as_of(there, made.as_of))]
    then = _play(engine, games[0], ensemble)
    stands = [{pair: engine.standing(game, *pair) for pair in _pairs(there)} for game in games]
    return Moved(made.start, tuple(_outlook(answer, then)), tuple(_standing(there, *stands)))


def _compile(engine: Engine, scenario: Scenario, known: Known, values: Draws, ensemble: Ensemble) -> Any:
    whole = Draws({**known, **values.values}, values.seed)
    return engine.compile(scenario, whole, ensemble.manifest.rule, ensemble.clock)


def _play(engine: Engine, game: Game, ensemble: Ensemble) -> dict[str, Estimate]:
    """The measures of a few futures from the case's own start, weighed as the ensemble is."""
    made = ensemble.manifest
    each = min(made.runs_per_draw, max(2, FUTURES // made.draws))
    draw, run = (part.astype(np.int32) for part in np.divmod(np.arange(made.draws * each), each))
    parts = [
        engine.rollout(game, made.seed, draw[at], run[at], engine.devices()[0]).measures
        for at in (slice(start, start + engine.block) for start in range(0, len(draw), engine.block))
    ]
    log, acts = engine.testimony(game) if made.evidence.used else (np.zeros(made.draws), 0)
    weights, _ = weigh(log, acts, made.evidence.asked)
    return {
        name: estimate(
            np.concatenate([part[name] for part in parts]).reshape(made.draws, each).astype(np.float64),
            STATISTIC.get(note.kind, "mean"),
            weights,
        )
        for name, note in made.measures.items()
    }


def _outlook(answer: Outlook, then: Mapping[str, Estimate]) -> Iterator[Row]:
    for name, found in answer.measures.items():
        old, new = then[name].estimate, found.found.estimate
        if old is None or new is None:
            continue
        way = _way(old, new)
        luck = then[name].luck, found.found.luck
        if all(luck) and luck[0][0] <= luck[1][1] and luck[1][0] <= luck[0][1]:  # type: ignore[index]
            way = UNMOVED[1]
        words = _in_100 if found.unit in ("probability", "share") else _amount
        if way not in UNMOVED:
            yield Row(found.says, words(old), words(new), way)


def _pairs(scenario: Scenario) -> list[tuple[str, str]]:
    one, other = scenario.principals
    return [(other, one), (one, other)]


def _standing(
    case: Scenario, then: Mapping[tuple[str, str], Stand], now: Mapping[tuple[str, str], Stand]
) -> Iterator[Row]:
    for (who, whom), old in then.items():
        new = now[who, whom]
        me, it = (with_article(case.actors[each].name) for each in (who, whom))
        yield _row(_start(f"what {it} owes {me} for"), old.debt, new.debt, _owed(old), _owed(new))
        yield _row(_start(f"{me}'s belief in the resolve of {it}, 0 to 1"), old.belief, new.belief)
        yield _row(f"Good will that {me} has received from {it}", old.goodwill, new.goodwill)
        yield _row(f"Days for which {me} has prepared an answer", old.prepared, new.prepared)
        yield _row(f"Wrath of {me} at the loss of a leader", old.wrath, new.wrath)
        yield _row(f"Share of {me}'s coordination that works", old.coordination, new.coordination)
    old, new = (each[_pairs(case)[0]] for each in (then, now))
    yield _row("The rung that both treat as normal", old.ceiling, new.ceiling)
    yield _row("Doubt about each other's next limit", old.doubt, new.doubt)
    yield _row("Days since either used or showed force", old.quiet, new.quiet)


def _owed(stand: Stand) -> str:
    if stand.debt < 0.05:
        return "next to nothing"
    return f"{_amount(stand.debt)}, which calls for rung {stand.owed_rung:.1f}"


def _row(what: str, old: float, new: float, before: str = "", now: str = "") -> Row:
    return Row(what, before or _amount(old), now or _amount(new), _way(old, new))


def _way(old: float, new: float) -> str:
    if abs(new - old) <= SAME * max(abs(old), abs(new), 0.05):
        return UNMOVED[0]
    return "up" if new > old else "down"


def _in_100(share: float) -> str:
    return f"{100 * share:.1f} in 100" if share < 0.1 else f"{100 * share:.0f} in 100"


def _amount(value: float) -> str:
    return "0" if abs(value) < 0.005 else figure(value) if abs(value) >= 10 else f"{value:.2g}"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
