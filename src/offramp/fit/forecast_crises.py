"""Forecast ICB crises and their actors by counting futures that are simulated from what was known at onset."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.game.xla.device import prepare
from offramp.history import outcomes
from offramp.history.cases import Cases
from offramp.history.forecast_file import Forecast, counted
from offramp.history.icb import Icb
from offramp.history.targets import TARGETS, asked

from .crisis_outcomes import ANSWERER, Tally
from .crisis_rollouts import likely, play
from .onset_covariates import Onsets, joined, of_actors, of_crises
from .onset_model import Link
from .simulated_likelihood import Seen, normal, rungs, seen, traits, uniform
from .two_sided import frame

FUTURES = 512
SPARE = 4  # points of traits for each future, of which the likelier are taken


class Coded(NamedTuple):
    """What futures come to, as ICB codes it: of crises [crisis, future], and of actors [actor, future]."""

    violence: NDArray[np.int64]  # 0 to 3, over the crisis
    end: NDArray[np.floating[Any]]  # days
    used: NDArray[np.int64]  # violence of the actor, 0 to 3
    response: NDArray[np.int64]  # class 1 to 5
    lag: NDArray[np.floating[Any]]  # days; NaN where there is no answer


def what_came(
    cases: Cases, truth: pd.DataFrame, skip: NDArray[np.int64] | None = None, lags: pd.Series | None = None
) -> Seen:
    """What came about in crises and to their actors.

    Parameters
    ----------
    cases : Cases
    truth : DataFrame
        As `read_truth` gives it.
    skip : int[crisis], optional
        Crises that are not to be learned from.
    lags : Series, optional
        Days until each actor's major response, by its number, where they are known.
    """
    crises, actors = cases.crises, cases.actors
    response = _class(truth, "icb_majres", actors.cracno, crises, 1)
    took = np.full(len(actors), np.nan) if lags is None else lags.reindex(actors.cracno).to_numpy(np.float64)
    came = (
        _class(truth, "icb_viol", crises.crisno, actors, 1),
        _days(truth, crises.crisno, actors),
        _class(truth, "icb_sevvio", actors.cracno, crises, 1),
        response,
        outcomes.lag(response, np.concatenate([np.full(len(crises), np.nan), took])),
    )
    onsets = joined(of_crises(cases), of_actors(cases))
    of = np.concatenate([crises.crisno, actors.crisno])
    kept = ~np.isin(of, [] if skip is None else skip)
    return seen(Onsets(onsets.opening[kept], onsets.known[kept]), *(part[kept] for part in came))


def lags(icb: Icb) -> pd.Series:
    """Days until each actor's major response, by its number, where they are known."""
    return icb.actors.set_index("case").lag_coded


def forecast(
    cases: Cases, world: dict[str, Array], link: Link, seed: int = 1, futures: int = FUTURES
) -> list[Forecast]:
    """Every ICB target, by counting futures.

    Parameters
    ----------
    cases : Cases
    world : dict of str to scalar
        What was fitted to MID, see `fit.numbers`.
    link : Link
    seed, futures : int
        Luck, and futures of each case.
    """
    made = coded(cases, world, link, seed, futures)
    whole, own = 1 + made.violence, 1 + made.used
    crises, actors = cases.crises.crisno.to_numpy(), cases.actors.cracno.to_numpy()
    told = {
        "icb_viol": (crises, whole),
        "icb_war": (crises, whole == 4),
        "icb_war_peace": (crises, whole == 4),
        "icb_escal": (crises, whole >= 3),
        "icb_duration": (crises, made.end),
        "icb_sevvio": (actors, own),
        "icb_majres": (actors, made.response),
    }
    return [_asked(target, cases, ids, values) for target, (ids, values) in told.items()]


def coded(cases: Cases, world: dict[str, Array], link: Link, seed: int, futures: int) -> Coded:
    """Play every crisis and every actor from its onset, and code what came.

    Parameters
    ----------
    cases : Cases
    world : dict of str to Array
        Fitted numbers of the world by their paths.
    link : Link
    seed : int
        The luck of all futures.
    futures : int
        Of each crisis and of each actor.
    """
    prepare()
    first, luck = of_crises(cases), uniform(SPARE * futures, seed)
    every = joined(first, of_actors(cases))
    done, coding = _played(every, world, link, luck, futures, seed)
    n, rung = len(first), rungs(every.opening)
    lag = np.where(done.answer == outcomes.NO_ANSWER, np.nan, done.lag)
    return Coded(
        outcomes.violence(np.maximum(done.peak.max(axis=0), rung[:, None]))[:n],
        np.asarray(done.end[:n]),
        outcomes.violence(done.peak[ANSWERER])[n:],
        outcomes.response(outcomes.answer(done.answer)[n:], coding[n:], link.economic),
        lag[n:],
    )


def _played(
    onsets: Onsets, world: dict[str, Array], link: Link, luck: NDArray[np.float64], futures: int, seed: int
) -> tuple[Tally, NDArray[np.float64]]:
    """Futures of every case [..., case, future], and the luck of coding; the same luck in all cases."""
    points, made = normal(luck), frame()
    drawn = [traits(link, known, points) for known in onsets.known]
    chosen = [_likelier(likely(made, world, z, o), futures) for z, o in zip(drawn, onsets.opening, strict=True)]
    z = np.concatenate([each[:, at] for each, at in zip(drawn, chosen, strict=True)], axis=1)
    at, run = np.concatenate(chosen), np.tile(np.arange(futures), len(onsets))
    done = play(made, world, z, np.repeat(onsets.opening, futures), luck[-2][at], run, seed)
    shape = (len(onsets), futures)
    wide: Tally = jax.tree.map(lambda part: part.reshape(*part.shape[:-1], *shape), done)
    return wide, luck[-1][at].reshape(shape)


def _likelier(log_weight: NDArray[np.float64], many: int) -> NDArray[np.int64]:
    """Take points in proportion to their weights, evenly (systematic resampling)."""
    share = np.exp(log_weight - log_weight.max()).cumsum()
    at = np.searchsorted(share, (np.arange(many) + 0.5) / many * share[-1])
    return np.asarray(np.minimum(at, len(share) - 1), np.int64)


def _asked(target: str, cases: Cases, ids: NDArray[np.int64], values: NDArray[np.generic]) -> Forecast:
    kept = np.isin(ids, asked(target, cases))
    return counted(target, ids[kept], values[kept])


def _class(truth: pd.DataFrame, target: str, ids: pd.Series, others: pd.DataFrame, first: int) -> NDArray[np.int64]:
    """Class from 0 of every crisis, then of every actor; -1 where the target is not about them."""
    came = _known(truth, target).reindex(ids).fillna(first - 1).to_numpy(np.int64) - first
    none = np.full(len(others), -1)
    return np.concatenate([came, none] if TARGETS[target].table == "crises" else [none, came])


def _days(truth: pd.DataFrame, ids: pd.Series, actors: pd.DataFrame) -> NDArray[np.int64]:
    days = _known(truth, "icb_duration").reindex(ids)
    return np.concatenate([np.where(days.notna(), outcomes.bin_of(days.fillna(0)), -1), np.full(len(actors), -1)])


def _known(truth: pd.DataFrame, target: str) -> pd.Series:
    return truth[truth.target == target].drop_duplicates("id").set_index("id").truth
