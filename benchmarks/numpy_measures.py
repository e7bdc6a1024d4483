"""The measures of many futures in NumPy, from what everybody did on every day: those that counts by act can tell."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.game import Game
from offramp.game.board import EFFECTS
from offramp.scenario.ladder import CAMPAIGN, NOTHING
from offramp.scenario.measure_kinds.between_sides import ANSWER_DAYS, WAR_DAYS, WAR_DEAD

Array = NDArray[Any]
Values = dict[str, NDArray[np.float32]]
COUNTED = ("war", "special", "deaths", "count", "highest", "arenas", "first", "any")


def measures(game: Game, option: Array, deaths: Array, ordered: Array) -> tuple[Values, Array]:
    """Measures [run], nan where one is empty, and the highest rung of each day [turn, run].

    Those of COUNTED that have no late window.

    Parameters
    ----------
    game : Game
    option : int[turn, actor, run]
        -1 where the actor waited.
    deaths : int[turn, actor, two, run]
    ordered : bool[turn, actor, run]
    """
    tally, runs = game.tally, option.shape[-1]
    t, i, r = np.nonzero(option >= 0)
    o, commanded = option[t, i, r], ordered[t, i, r]
    rung = np.asarray(game.board.rung)[o, 0]
    peak = np.full((len(option), runs), NOTHING, np.float32)
    np.maximum.at(peak, (t, r), rung)
    special, out = _special(game, (t, i, r, o), rung, deaths), {}
    special["ordered_acts"] = np.bincount(r[commanded], minlength=runs)
    done, by_order = np.asarray(game.ballot.done) > 0, np.asarray(game.ballot.ordered) > 0
    for m, name in enumerate(tally.names):
        passed = done[m, o] | by_order[m, o] & commanded
        kind, asked = tally.measures[m].kind, tally.measures[m]
        if kind not in COUNTED or asked.from_day or (kind == "count" and asked.within):
            continue
        if kind in ("war", "special"):
            out[name] = special["war" if kind == "war" else name]
        elif kind == "deaths":
            who = {"military": [0], "civilian": [1], "both": [0, 1]}[asked.of]
            out[name] = np.bincount(r[passed], deaths[t, i, :, r][passed][:, who].sum(axis=1), runs)
        else:
            days = t[passed] + 1
            out[name] = _read(game, kind, asked.within or 0, r[passed], days, rung[passed], o[passed], runs)
    return {name: x.astype(np.float32) for name, x in out.items()}, peak.astype(np.int8)


def _read(game: Game, kind: str, within: int, r: Array, day: Array, rung: Array, o: Array, runs: int) -> Array:
    if kind == "count":
        return np.bincount(r, minlength=runs)
    if kind == "highest":
        top = np.full(runs, -np.inf)
        np.maximum.at(top, r, rung)
        return np.where(np.isfinite(top), top, np.nan)
    if kind == "arenas":
        seen = np.zeros((len(game.names.arenas) + 1, runs), bool)
        seen[np.asarray(game.board.option_site)[o], r] = True
        return seen[:-1].sum(axis=0)
    first = np.full(runs, np.inf)
    np.minimum.at(first, r, day)
    soon = first <= (within or 1e9)
    return soon if kind == "any" else np.where(soon, first, np.nan)


def _special(game: Game, at: tuple[Array, ...], rung: Array, deaths: Array) -> Values:
    """War and answers in kind."""
    t, i, r, o = at
    days, runs = len(deaths), deaths.shape[-1]
    side = np.asarray(game.board.actor_side).astype(int)
    doer, victim = side[i], side[np.asarray(game.board.option_target)[o]]
    across = (doer < 2) & (victim == 1 - doer)
    peaks = np.full((2, days, runs), float(NOTHING))
    np.maximum.at(peaks, (doer[across], t[across], r[across]), rung[across])
    campaign = np.zeros((2, days, runs), bool)
    mine = across & (rung >= CAMPAIGN) & (np.asarray(game.board.principal)[doer % 2] == i)
    campaign[doer[mine], t[mine], r[mine]] = True
    battle, fell = np.zeros((days, runs)), across & ~_mistakes(game)[o]
    np.add.at(battle, (t[fell], r[fell]), deaths[t, i, :, r][fell].sum(axis=1))
    day = np.arange(1, days + 1)[None, :, None]
    last = np.maximum.accumulate(np.where(campaign, day, -1e6), axis=1)
    war = (np.abs(last[0] - last[1]) <= WAR_DAYS) & (last.min(axis=0) > 0) | (battle.cumsum(axis=0) >= WAR_DEAD)
    first = np.where(war.any(axis=0), war.argmax(axis=0) + 1, np.nan)
    padded = np.pad(peaks, ((0, 0), (0, ANSWER_DAYS), (0, 0)), constant_values=NOTHING)
    best = np.max([padded[::-1, lag : lag + days] for lag in range(1, ANSWER_DAYS + 1)], axis=0)
    asked = (peaks >= 5) & (day[None, 0] <= max(1, days - ANSWER_DAYS))
    count = asked.sum(axis=(0, 1))
    share = (asked & (best >= peaks)).sum(axis=(0, 1)) / np.maximum(count, 1)
    return {
        "war": war.any(axis=0),
        "first_war_day": first,
        "answered_in_kind_share": np.where(count > 0, share, np.nan),
    }


def _mistakes(game: Game) -> Array:
    """Options that are deadly mistakes: nobody fell in battle."""
    board = game.board
    return (np.asarray(board.move_effects)[np.asarray(board.option_move)] >> EFFECTS.index("mishap") & 1).astype(bool)
