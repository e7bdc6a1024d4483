"""Summarise a batch of futures: measures and histograms of all, acts of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk, Clock
from offramp.results.schemas import RUNGS
from offramp.scenario.ladder import LOWEST, NOTHING

from .engine import Ints

KINDS = ("day", "peak")


@dataclass(frozen=True)
class Summary:
    """Plain arrays of one batch.

    Attributes
    ----------
    draw, run : int32[future]
    measures : mapping of str to float32[future]
    rungs : mapping of {"day", "peak"} to int64[turn, rung]
    acts : mapping
        Columns draw, run, day, option, deaths_military, deaths_civilian, ordered.
    """

    draw: Ints
    run: Ints
    measures: Mapping[str, NDArray[np.float32]]
    rungs: Mapping[str, NDArray[np.int64]]
    acts: Mapping[str, NDArray[Any]]


def summarise(chunk: Chunk, draw: Ints, run: Ints, keep: int, clock: Clock) -> Summary:
    """Summarise a chunk; those futures with `run` below `keep` keep their acts, and `draw` is their setting."""
    peak = np.asarray(chunk.peak)
    return Summary(
        draw=draw,
        run=run,
        measures={name: np.asarray(values) for name, values in chunk.measures.items()},
        rungs={"day": histogram(peak), "peak": histogram(np.maximum.accumulate(peak, axis=0))},
        acts=_acts(chunk, draw, run, np.flatnonzero(run < keep), clock.day()),
    )


def join(summaries: Sequence[Summary]) -> Summary:
    """Put summaries one after the other."""
    return Summary(
        draw=np.concatenate([each.draw for each in summaries]),
        run=np.concatenate([each.run for each in summaries]),
        measures=_joined([each.measures for each in summaries]),
        rungs={kind: sum(each.rungs[kind] for each in summaries[1:]) + summaries[0].rungs[kind] for kind in KINDS},
        acts=_joined([each.acts for each in summaries]),
    )


def histogram(peak: NDArray[np.int8]) -> NDArray[np.int64]:
    """How many futures were on each rung in each turn: [turn, run] to [turn, rung], rungs as in `schemas.RUNGS`."""
    turns, levels = peak.shape[0], len(RUNGS)
    place = np.where(peak == NOTHING, 0, peak.astype(np.int64) - LOWEST + 1)
    counts = np.bincount((place + levels * np.arange(turns)[:, None]).ravel(), minlength=turns * levels)
    return counts.reshape(turns, levels)


def _acts(
    chunk: Chunk, draw: Ints, run: Ints, kept: NDArray[np.intp], day: NDArray[np.int16]
) -> dict[str, NDArray[Any]]:
    option = np.asarray(chunk.option)[:, :, kept].transpose(2, 0, 1)
    future, at, actor = np.nonzero(option >= 0)
    column = kept[future]
    deaths = np.asarray(chunk.deaths)[at, actor, :, column]
    return {
        "draw": draw[column],
        "run": run[column],
        "day": day[at],
        "option": option[future, at, actor],
        "deaths_military": deaths[:, 0],
        "deaths_civilian": deaths[:, 1],
        "ordered": np.asarray(chunk.ordered)[at, actor, column],
    }


def _joined(columns: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    return {name: np.concatenate([each[name] for each in columns]) for name in columns[0]}
