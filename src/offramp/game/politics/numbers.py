"""Numbers of a game's politics, one column for each draw: might, factions, elections, channels, programmes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from offramp.game.board import Axes
from offramp.game.draws import Draws
from offramp.game.measures import FOREVER
from offramp.game.names import Names
from offramp.game.record import compile_record
from offramp.scenario import Scenario, per_day
from offramp.scenario.ladder import CAMPAIGN, FORCE

Column = NDArray[np.float64]  # one value for each draw
World = Mapping[str, Mapping[str, Column]]


def politics(scenario: Scenario, draws: Draws, names: Names, axes: Axes, world: World) -> dict[str, Column]:
    """Compute the political part of `Dials`."""
    v, polity, zero = draws.values, axes.polity, np.zeros(draws.k)

    def rows(paths: list[str]) -> Column:
        return np.array([v[path] for path in paths]).reshape(-1, draws.k)

    might, tolerance = ({a: v[f"actors.{a}.{field}"] for a in names.actors} for field in ("might", "tolerance"))
    over = [np.maximum(might[j] - might[i], 0) * tolerance[j] for i, j in axes.dyads]
    begins = scenario.start_date - dt.timedelta(days=float(compile_record(scenario, names).days.sum()))
    first, every = zip(*(_clock(scenario, begins, a) for a in names.actors), strict=True)
    pace = [
        per_day(scenario.actors[a].programme.pace, v[f"actors.{a}.programme.pace"])  # type: ignore[union-attr]
        for a in polity.programmes
    ]
    quality = rows([f"ties.{key}.quality" for key, *_ in polity.access])
    return {
        "might": np.stack([might[a] for a in names.actors]),
        "tolerance": np.stack([tolerance[a] for a in names.actors]),
        "standing": rows([f"actors.{a}.standing" for a in names.actors]),
        "overmatch": np.stack(over),
        "wish": rows([f"actors.{a}.factions.{f}.wish" for a, f in polity.factions]),
        "faction_weight": rows([f"actors.{a}.factions.{f}.weight" for a, f in polity.factions]),
        "election_in": np.stack([zero + days for days in first]),
        "election_every": np.stack([zero + days for days in every]),
        "quality": quality,
        "ajar": _ajar(axes, quality, world["mediation"]["trickle"]),
        "level": rows([f"actors.{a}.programme.level" for a in polity.programmes]),
        "gear": rows([f"actors.{a}.programme.gear" for a in polity.programmes]),
        "pace_per_day": np.array(pace).reshape(-1, draws.k),
    }


def stance(scenario: Scenario, v: Mapping[str, Column], world: World, option: tuple[str, str, str]) -> Column | float:
    """What a militarised option costs or promises its doer at all times: capability, nerve and the assent it needs."""
    actor, m, target = option
    move, dial = scenario.moves[m], world["dominance"]
    if move.rung < FORCE:
        return 0.0
    x = move.rung / 10
    edge = _capability(scenario, v, actor, move.domain) - _capability(scenario, v, target, move.domain)
    nerve = 2 * (v[f"actors.{actor}.tolerance"] - 0.5)
    assent = world["audiences"]["approval_cost"] * v[f"actors.{actor}.approval"] * (move.rung >= CAMPAIGN)
    return dial["edge_pull"] * edge * x + dial["nerve"] * nerve * x**2 - assent


def _capability(scenario: Scenario, v: Mapping[str, Column], actor: str, domain: str) -> Column:
    return v[
        f"actors.{actor}.capability.{domain}"
        if domain in scenario.actors[actor].capability
        else f"actors.{actor}.might"
    ]


def _clock(scenario: Scenario, begins: dt.date, actor: str) -> tuple[float, float]:
    """Days from the beginning of the record to an actor's first election after it, and from one to the next."""
    election = scenario.actors[actor].election
    if election is None:
        return FOREVER, 0.0
    days = (dt.date.fromisoformat(election.date) - begins).days
    return float(days % election.every or election.every), float(election.every)


def _ajar(axes: Axes, quality: Column, trickle: Column) -> Column:
    """How far each pair's channel stands open when nobody uses it: through any of its mediators."""
    shut = np.ones((len(axes.pairs), quality.shape[-1]))
    seen = set()
    for n, (key, _, pair) in enumerate(axes.polity.access):
        if key not in seen:
            shut[axes.pairs.index(pair)] *= 1 - quality[n] * trickle
        seen.add(key)
    return 1 - shut
