"""Measures compiled to arrays: masks over the option axis, windows, and the parameters of their kinds."""

from dataclasses import dataclass

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int, UInt
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.questions import SPECIAL, Measure, Where

from .board import WAR_RUNG, Axes
from .daily_filters import DailyFilters, compile_filters
from .levels import Levels, compile_levels
from .names import Names
from .xla.jit import put

# How a measure is read. Those of the second line look at single days, the last one at the state of the world.
KINDS = (
    "war",
    "stumbled",
    "deaths",
    "count",
    "highest",
    "arenas",
    "first",
    "any",
    "alternations",
    "yields",
    "spread",
    "count_from",
    "first_from",
    "any_from",
    "followed",
    "unprompted",
    "state",
)
DAILY = KINDS[KINDS.index("spread") : KINDS.index("state")]
FOREVER = 1e9  # days: no window
DEATHS = ("military", "civilian", "both")
LOWEST = -3  # rung
WHEN = ("start", "lowest", "highest", "end")
Masks = tuple[NDArray[np.float64], NDArray[np.float64]]


class Ballot(eqx.Module):
    """Which options each measure counts, and how it is read off them.

    `done` counts an act whoever ordered it, `ordered` an act only if it was ordered; both may hold for led-by filters.
    """

    kind: Int[Array, " measure"]  # position in KINDS, then in SPECIAL
    of: Int[Array, " measure"]  # what the kind leaves open: position in DEATHS or WHEN, rung, or principal
    since: Float[Array, " measure"]  # first day of its window
    within: Float[Array, " measure"]  # last one, or how soon; FOREVER for the whole span
    done: Float[Array, "measure option"]
    ordered: Float[Array, "measure option"]
    row: Int[Array, " measure"]  # its place in `watch`, and that of what it comes after; its place in `levels`
    after: Int[Array, " measure"]
    watch: DailyFilters
    levels: Levels
    warlike: UInt[Array, " campaign"]  # the options at which a war begins, where a measure asks who wanted it


@dataclass(frozen=True)
class Tally:
    """How to read each measure off its mask: names and kinds in the order of the rows."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    of: tuple[str, ...]
    within: tuple[int, ...]  # days; 0 for the whole span
    measures: tuple[Measure, ...]


def cast(scenario: Scenario, names: Names, axes: Axes) -> tuple[Ballot, Tally]:
    """Compile the case's measures."""
    keys = tuple(sorted(scenario.measures))
    measures = tuple(scenario.measures[key] for key in keys)
    reads = [_read(measure) for measure in measures]
    seen = [_masks(m.where, scenario, names) for m in measures]
    daily = [n for n, read in enumerate(reads) if read in DAILY]
    later = [n for n in daily if measures[n].after is not None]
    leveled = [n for n, read in enumerate(reads) if read == "state"]
    sought = [seen[n] for n in daily] + [_masks(measures[n].after or Where(), scenario, names) for n in later]
    shape = (len(keys), len(names.options))
    asked = "stumbled" in reads
    ballot = Ballot(
        kind=put([_kind(*each) for each in zip(keys, measures, reads, strict=True)], np.int32),
        of=put([_open(measure, scenario) for measure in measures], np.int32),
        since=put([m.window[0] for m in measures], np.float32),
        within=put([m.within or FOREVER for m in measures], np.float32),
        done=put(np.array([done for done, _ in seen]).reshape(shape), np.float32),
        ordered=put(np.array([ordered for _, ordered in seen]).reshape(shape), np.float32),
        row=put(_places(len(keys), daily, leveled), np.int32),
        after=put(_places(len(keys), [-1] * len(daily) + later), np.int32),
        watch=compile_filters(sought, len(names.options)),
        levels=compile_levels(scenario, names, axes, [measures[n] for n in leveled]),
        warlike=put(np.flatnonzero((names.rung >= WAR_RUNG) & asked), np.uint32),
    )
    return ballot, Tally(
        keys,
        tuple(m.kind for m in measures),
        tuple(m.of for m in measures),
        tuple(m.within or 0 for m in measures),
        measures,
    )


def _read(measure: Measure) -> str:
    """How a measure is read: by its kind, or day by day if what stands at the end of a future does not tell it."""
    since = measure.from_day is not None and measure.kind in ("any", "first", "count")
    return f"{measure.kind}_from" if since or (measure.kind == "count" and measure.within) else measure.kind


def _kind(name: str, measure: Measure, read: str) -> int:
    return len(KINDS) + SPECIAL.index(name) if measure.kind == "special" else KINDS.index(read)


def _open(measure: Measure, scenario: Scenario) -> int:
    """What its kind leaves open."""
    if measure.kind == "state":
        return WHEN.index(str(measure.at))
    if measure.kind == "yields":
        return scenario.principals.index(measure.where.sides[0])
    if measure.kind == "alternations":
        return LOWEST if measure.where.at_least is None else measure.where.at_least
    return DEATHS.index(measure.of)


def _places(measures: int, *parts: list[int]) -> NDArray[np.int32]:
    """The place of each measure in the part that names it; 0 where none does."""
    out = np.zeros(measures, np.int32)
    for part in parts:
        for place, n in enumerate(part):
            out[n] = place if n >= 0 else out[n]
    return out


def _masks(where: Where, scenario: Scenario, names: Names) -> Masks:
    """The options that pass a filter when done, and when ordered."""
    passing = mask(where, scenario, names)
    return passing * _led(where, names), passing * _ordered(where, names)


def mask(where: Where, scenario: Scenario, names: Names) -> NDArray[np.float64]:
    """1 for the options that pass a filter, whoever leads them."""
    moves = [scenario.moves[names.moves[m]] for m in names.move]
    actor = [names.actors[a] for a in names.actor]
    target = [names.actors[t] for t in names.target]
    tests = [
        (where.actors, actor),
        (where.sides, [names.side[a] for a in actor]),
        (where.targets, target),
        (where.target_sides, [names.side[t] for t in target]),
        (where.arenas, ["" if k < 0 else names.arenas[k] for k in names.arena]),
        (where.moves, [names.moves[m] for m in names.move]),
        (where.visibility, [move.visibility for move in moves]),
    ]
    keep = np.ones(len(moves), bool)
    for wanted, found in tests:
        if wanted:
            keep &= np.isin(np.array(found, object).astype(str), np.array(wanted, object).astype(str))
    if where.does:
        keep &= np.array([bool(set(where.does) & set(move.does)) for move in moves], bool)
    if where.at_least is not None:
        keep &= names.rung >= where.at_least
    if where.at_most is not None:
        keep &= names.rung <= where.at_most
    return keep.astype(np.float64)


def _led(where: Where, names: Names) -> NDArray[np.float64]:
    """Options done by one of those who lead; all if nobody is asked for."""
    if not where.led_by:
        return np.ones(len(names.options))
    return np.array([names.actors[a] in where.led_by for a in names.actor], np.float64)


def _ordered(where: Where, names: Names) -> NDArray[np.float64]:
    """Options that count when ordered: those of the leaders' proxies, not done by the leaders themselves."""
    if not where.led_by:
        return np.zeros(len(names.options))
    actors = [names.actors[a] for a in names.actor]
    return np.array([names.side[a] in where.led_by and a not in where.led_by for a in actors], np.float64)
