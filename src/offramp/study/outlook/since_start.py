"""Compare the outlook of a later day, and the standing of the principals, with those of the case's own start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, estimate
from offramp.ensemble import Ensemble
from offramp.ensemble.engine import Engine, Game
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.scenario.asof import as_of
from offramp.scenario.measure_kinds import KINDS

from .standing_rows import AS_BEFORE, Row, amount, between, way
from .study import Outlook

FUTURES = 2_048  # played from the case's own start, for the comparison alone
Known = Mapping[str, NDArray[np.float64]]
WITHIN_LUCK = "as before, within luck"


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
    player = Player(engine)
    there, values = ensemble.folder.scenario(ensemble.manifest), ensemble.assumptions()
    # a plot may have passed in between: then its dials are of the earlier day alone
    early = {path: quantity.at(np.full(values.k, 0.5)) for path, quantity in there.quantities()}
    whole = Draws({**early, **values.values}, values.seed)
    worlds = [World(each, values=whole) for each in (there, as_of(there, made.as_of))]
    plan = _plan(ensemble)
    games = [player.compile(world, plan, made.rule) for world in worlds]
    then = _play(player, worlds[0], plan, games[0], ensemble)
    stands = [{pair: player.engine.standing(game, *pair) for pair in _pairs(there)} for game in games]
    return Moved(made.start, tuple(_outlook(answer, then)), tuple(between(there, *stands)))


def _plan(ensemble: Ensemble) -> Plan:
    """A few of the ensemble's futures, of every draw."""
    made = ensemble.manifest
    runs = min(made.runs_per_draw, max(2, FUTURES // made.draws))
    return Plan(made.seed, ensemble.clock, made.draws, runs, keep=0)


def _play(player: Player, world: World, plan: Plan, game: Game, ensemble: Ensemble) -> dict[str, Estimate]:
    """The measures of a few futures from the case's own start, weighed as the ensemble is."""
    made = ensemble.manifest
    arm = player.play(world, plan, made.rule, made.evidence.asked if made.evidence.used else "off", lambda: game)
    weights = np.ones(plan.draws) if arm.weights is None else arm.weights
    return {
        name: estimate(arm.measures[name], KINDS[note.kind].statistic, weights) for name, note in made.measures.items()
    }


def _outlook(answer: Outlook, then: Mapping[str, Estimate]) -> Iterator[Row]:
    then_about, now_about = (each.measures for each in (answer.ensemble.folder.scenario(), answer.ensemble.scenario))
    for name, found in answer.measures.items():
        if then_about[name] != now_about[name]:  # whose answer is awaited is another
            continue
        old, new = then[name].estimate, found.found.estimate
        if old is None or new is None:
            continue
        gone = way(old, new)
        luck = then[name].sure, found.found.sure
        if all(luck) and luck[0][0] <= luck[1][1] and luck[1][0] <= luck[0][1]:  # type: ignore[index]
            gone = WITHIN_LUCK
        words = _in_100 if found.unit in ("probability", "share") else amount
        if gone not in (AS_BEFORE, WITHIN_LUCK):
            yield Row(found.says, words(old), words(new), gone)


def _pairs(scenario: Scenario) -> list[tuple[str, str]]:
    one, other = scenario.principals
    return [(other, one), (one, other)]


def _in_100(share: float) -> str:
    return f"{100 * share:.1f} in 100" if share < 0.1 else f"{100 * share:.0f} in 100"
