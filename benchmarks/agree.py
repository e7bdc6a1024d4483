"""Whether engine and Mesa rival play the same game.

Their measures are two samples of the same distribution, and what a morning's options are worth is the same number when
the Mesa parties are made to do what NumPy's do, whose acts are the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import BLOCK, Stage, rollout
from offramp.engine.random import uniforms

from . import numpy_runs_last
from .mesa_between import Act
from .mesa_case import numbers
from .mesa_rival import Crisis
from .numpy_aftermath import advance
from .numpy_case import Acts
from .numpy_measures import measures
from .numpy_utility import utility

Values = Mapping[str, NDArray[np.float32]]


def mesa_futures(stage: Stage, draw: int, seeds: Sequence[int]) -> Values:
    """Play Mesa futures of a draw and compute the case's measures [run]."""
    n, game = numbers(stage, draw), stage.game
    shape = (n.days, len(n.actors), len(seeds))
    option, ordered = np.full(shape, -1, np.int16), np.zeros(shape, bool)
    deaths = np.zeros((*shape[:2], 2, len(seeds)), np.int32)
    for r, seed in enumerate(seeds):
        crisis = play(n, seed)
        for day, i, act in crisis.told:
            option[day - 1, i, r], ordered[day - 1, i, r] = act.option.index, act.ordered
            deaths[day - 1, i, :, r] = act.military, act.civilian
    return measures(game, option, deaths, ordered)[0]


def play(n: Any, seed: int) -> Crisis:
    """Play one Mesa future to its end."""
    crisis = Crisis(n, seed)
    for _ in range(n.days):
        crisis.step()
    return crisis


def engine_futures(stage: Stage, draw: int, runs: int) -> Values:
    """Play the first runs of a draw by the engine."""
    blocks = [np.arange(start, min(start + BLOCK, runs)) for start in range(0, runs, BLOCK)]
    parts = [rollout(stage, 7, np.full(len(block), draw), block).measures for block in blocks]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def z_scores(stage: Stage, draws: int, runs: int) -> dict[str, float]:
    """Difference of the means in standard errors by measure, the draws kept apart; 0 where neither ever varies.

    Both play as many futures, so that the difference is spread evenly about zero even for rare and heavy-tailed things.
    """
    apart: dict[str, float] = {}
    error: dict[str, float] = {}
    for draw in range(draws):
        rival = mesa_futures(stage, draw, range(draw * runs, (draw + 1) * runs))
        engine = engine_futures(stage, draw, runs)
        for name in rival:
            a, b = (x[name][np.isfinite(x[name])].astype(float) for x in (rival, engine))
            if min(len(a), len(b)) > 1:
                pooled = np.concatenate([a, b]).var()
                apart[name] = apart.get(name, 0) + a.mean() - b.mean()
                error[name] = error.get(name, 0) + pooled / len(a) + pooled / len(b)
    return {name: float(apart[name] / np.sqrt(error[name])) if error[name] > 0 else 0.0 for name in apart}


def worth(stage: Stage, seed: int, draws: int) -> NDArray[np.float64]:
    """How far the two rivals are apart in what an option is worth, at most, on every day of a future [day, draw]."""
    draw = np.arange(draws)
    n, s, keys = numpy_runs_last.begin(stage, seed, draw, draw)
    rest = np.log(numpy_runs_last.weigh(n, n.usual)[1])
    crises = [Crisis(numbers(stage, k), seed) for k in range(draws)]
    for k, crisis in enumerate(crises):
        for relation, plot in zip(crisis.relations, s.plot[:, k].tolist(), strict=True):
            relation.plot = plot
    apart = np.zeros((n.game.days, draws))
    for day in range(n.game.days):
        acts = numpy_runs_last.decide(n, s, uniforms(keys, np.uint32(day + 1), n.words), rest)
        theirs = utility(n, s)
        for k, crisis in enumerate(crises):
            crisis.dawn()
            ours = [party.utility(option) for party in crisis.parties for option in party.options]
            apart[day, k] = np.abs(ours - theirs[:, k]).max()
            _impose(crisis, acts, k)
            crisis.dusk()
        s = advance(n, s, acts)
    return apart


def _impose(crisis: Crisis, acts: Acts, run: int) -> None:
    """Make Mesa's parties do what NumPy's did in a run."""
    for i, party in enumerate(crisis.parties):
        party.act, party.lost, party.heeds = None, False, float(acts.heeds[i, run])
    for row in np.flatnonzero(acts.r == run):
        party = crisis.parties[acts.i[row]]
        option = next(o for o in party.options if o.index == acts.o[row])
        military, civilian = acts.dead[:, row].astype(int).tolist()
        how = bool(acts.ordered[row]), float(acts.read[row]), bool(acts.blamed[row])
        party.act = Act(option, military, civilian, *how)
