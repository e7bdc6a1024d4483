"""Convert arrays of results to Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from . import schemas

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.integer[Any]]


class Names(Protocol):
    """What tables need of the words behind the axes (offramp.game.Names)."""

    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def moves(self) -> tuple[str, ...]: ...
    @property
    def arenas(self) -> tuple[str, ...]: ...
    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def actor(self) -> NDArray[np.int16]: ...
    @property
    def move(self) -> NDArray[np.int16]: ...
    @property
    def target(self) -> NDArray[np.int16]: ...
    @property
    def arena(self) -> NDArray[np.int16]: ...
    @property
    def rung(self) -> NDArray[np.int8]: ...
    @property
    def visibility(self) -> tuple[str, ...]: ...
    @property
    def side(self) -> dict[str, str]: ...


def runs(schema: pa.Schema, draw: Ints, run: Ints, measures: Mapping[str, NDArray[Any]]) -> pa.Table:
    """The table `runs`; a measure that is not a number becomes empty.

    Parameters
    ----------
    schema : pa.Schema
    draw, run : int32[run]
        Addresses of the futures.
    measures : mapping of str to float[run]
        By name; NaN where a measure is empty.
    """
    columns = {"draw": draw, "run": run, **measures}
    return pa.table([_column(schema.field(name), columns[name]) for name in schema.names], schema=schema)


def events(names: Names, acts: Mapping[str, NDArray[Any]], start_day: int) -> pa.Table:
    """The table `events`.

    Parameters
    ----------
    names : Names
    acts : mapping of str to int[act]
        Columns draw, run, day, option, deaths_military, deaths_civilian and ordered.
    start_day : int
        The day before the first turn, in days since 1970.
    """
    date = (acts["day"].astype(np.int32) + start_day).astype("datetime64[D]")
    columns = {**acts, "date": date, **option_columns(names, acts["option"])}
    return pa.table([_column(each, columns[each.name]) for each in schemas.EVENTS], schema=schemas.EVENTS)


def option_columns(names: Names, option: Ints) -> dict[str, Any]:
    """What the given options consist of, by column."""
    seen = np.array([schemas.VISIBILITIES.index(word) for word in names.visibility], np.int16)
    return {
        "actor": _words(names.actor[option], names.actors),
        "move": _words(names.move[option], names.moves),
        "target": _words(names.target[option], names.actors),
        "arena": _words(names.arena[option], names.arenas),
        "rung": names.rung[option],
        "visibility": _words(seen[option], schemas.VISIBILITIES),
    }


def options(names: Names, patrons: Mapping[str, str]) -> pa.Table:
    """The table `options`; `patrons` has the patron of every actor that has one."""
    at = {actor: i for i, actor in enumerate(names.actors)}
    side = np.array([at[names.side[actor]] for actor in names.actors], np.int16)
    patron = np.array([at[patrons[actor]] if actor in patrons else -1 for actor in names.actors], np.int16)
    columns = {
        "option": np.array(names.options, object),
        **option_columns(names, np.arange(len(names.options))),
        "side": _words(side[names.actor], names.actors),
        "patron": _words(patron[names.actor], names.actors),
        "target_side": _words(side[names.target], names.actors),
        "target_patron": _words(patron[names.target], names.actors),
    }
    return pa.table([_column(each, columns[each.name]) for each in schemas.OPTIONS], schema=schemas.OPTIONS)


def rungs(histograms: Mapping[str, NDArray[np.int64]], turn: int = 1) -> pa.Table:
    """The table `rungs` from int64[turn, rung] of each kind, rungs in the order of `schemas.RUNGS`; `turn` in days."""
    turns, levels = next(iter(histograms.values())).shape
    columns = {
        "kind": np.repeat(np.array(list(histograms), object), turns * levels),
        "day": np.tile(np.repeat(turn * np.arange(1, turns + 1), levels), len(histograms)),
        "rung": np.tile(np.array(schemas.RUNGS), turns * len(histograms)),
        "futures": np.concatenate([each.ravel() for each in histograms.values()]),
    }
    schema = schemas.RUNGS_SCHEMA
    return pa.table([_column(each, columns[each.name]) for each in schema], schema=schema)


def draws(schema: pa.Schema, values: Mapping[str, NDArray[np.float64]], weight: NDArray[np.float64]) -> pa.Table:
    """The table `draws`, one column for each dial of the schema.

    Parameters
    ----------
    schema : pa.Schema
    values : mapping of str to float64[draw]
        By the path of the dial.
    weight : float64[draw]
        How much each draw counts.
    """
    columns = {"draw": np.arange(len(weight)), "weight": weight, **values}
    return pa.table([_column(schema.field(name), columns[name]) for name in schema.names], schema=schema)


def ablation(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The table `ablation`."""
    return pa.Table.from_pylist(list(rows), schema=schemas.ABLATION)


def frame(rows: Sequence[Mapping[str, Any]], *index: str) -> pd.DataFrame:
    """Rows of one form as a data frame, under an index of some of their columns."""
    import pandas as pd

    return pd.DataFrame(list(rows)).set_index(list(index))


def _words(index: Ints, words: Sequence[str]) -> pa.DictionaryArray:
    """Words by their position, empty below 0; every part has the same dictionary."""
    missing = index < 0
    positions = pa.array(np.where(missing, 0, index).astype(np.int16), mask=missing)
    return pa.DictionaryArray.from_arrays(positions, pa.array(words, pa.string()))


def _column(field: pa.Field, values: Any) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    empty = np.isnan(values) if field.nullable and values.dtype.kind == "f" else None
    made = pa.array(values, mask=empty)
    return made if made.type == field.type else made.cast(field.type)
