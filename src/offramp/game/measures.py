"""Measures compiled to arrays: masks over the option axis, windows, and the parameters of their kinds."""

from dataclasses import dataclass

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int, UInt
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.ladder import CAMPAIGN
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.passing import passes
from offramp.scenario.questions import Measure, Where

from .board import Axes
from .daily_filters import DailyFilters, compile_filters
from .levels import Levels, compile_levels
from .names import Names
from .xla.jit import put

FOREVER = 1e9  # days: no window
Masks = tuple[NDArray[np.float64], NDArray[np.float64]]


def readings() -> tuple[tuple[str, str], ...]:
    """Every way to read a measure off a simulation: kind, and what it is read from."""
    return tuple((kind.id, source) for kind in KINDS.values() for source in kind.sources)


class MeasureArrays(eqx.Module):
    """Which options each measure counts, and how it is read off them.

    `done` counts an act whoever ordered it, `ordered` an act only if it was ordered; both may hold for led-by filters.
    """

    kind: Int[Array, " measure"]  # position in `ways`
    of: Int[Array, " measure"]  # what the kind leaves open, as its `argument` says
    since: Float[Array, " measure"]  # first day of its window
    within: Float[Array, " measure"]  # last one, or how soon; FOREVER for the whole span
    done: Float[Array, "measure option"]
    ordered: Float[Array, "measure option"]
    row: Int[Array, " measure"]  # its place in `watch`, and that of what it comes after; its place in `levels`
    after: Int[Array, " measure"]
    watch: DailyFilters
    levels: Levels
    warlike: UInt[Array, " campaign"]  # the options at which a war begins, where a measure asks who wanted it
    ways: tuple[tuple[str, str], ...] = eqx.field(static=True)  # every kind with what it is read from


@dataclass(frozen=True)
class MeasureList:
    """The measures in the order of the rows, by name."""

    names: tuple[str, ...]
    measures: tuple[Measure, ...]


def compile_measures(scenario: Scenario, names: Names, axes: Axes) -> tuple[MeasureArrays, MeasureList]:
    """Compile the case's measures."""
    listed = MeasureList(tuple(sorted(scenario.measures)), tuple(each for _, each in sorted(scenario.measures.items())))
    measures, kinds = listed.measures, [KINDS[each.kind] for each in listed.measures]
    sources = [kind.read_from(each) for kind, each in zip(kinds, measures, strict=True)]
    seen = [_masks(m.where, scenario, names) for m in measures]
    daily = [n for n, source in enumerate(sources) if source == "rounds"]
    later = [n for n in daily if measures[n].after is not None]
    leveled = [n for n, source in enumerate(sources) if source == "levels"]
    sought = [seen[n] for n in daily] + [_masks(measures[n].after or Where(), scenario, names) for n in later]
    shape = (len(measures), len(names.options))
    ways = readings()
    places = [ways.index((kind.id, source)) for kind, source in zip(kinds, sources, strict=True)]
    asked = [
        kind.argument(name, m, scenario) if kind.argument else 0
        for kind, name, m in zip(kinds, listed.names, measures, strict=True)
    ]
    arrays = MeasureArrays(
        kind=put(places, np.int32),
        of=put(asked, np.int32),
        since=put([m.window[0] for m in measures], np.float32),
        within=put([m.within or FOREVER for m in measures], np.float32),
        done=put(np.array([done for done, _ in seen]).reshape(shape), np.float32),
        ordered=put(np.array([ordered for _, ordered in seen]).reshape(shape), np.float32),
        row=put(_places(len(measures), daily, leveled), np.int32),
        after=put(_places(len(measures), [-1] * len(daily) + later), np.int32),
        watch=compile_filters(sought, len(names.options)),
        levels=compile_levels(scenario, names, axes, [measures[n] for n in leveled]),
        warlike=put(np.flatnonzero((names.rung >= CAMPAIGN) & ("wishes" in sources)), np.uint32),
        ways=ways,
    )
    return arrays, listed


def _places(measures: int, *parts: list[int]) -> NDArray[np.int32]:
    """The place of each measure in the part that names it; 0 where none does."""
    out = np.zeros(measures, np.int32)
    for part in parts:
        for place, n in enumerate(part):
            out[n] = place if n >= 0 else out[n]
    return out


def _masks(where: Where, scenario: Scenario, names: Names) -> Masks:
    """The options that pass a filter when done, and those that pass only when ordered."""
    done = _passing(where, scenario, names)
    return done, _passing(where, scenario, names, ordered=True) - done if where.led_by else np.zeros_like(done)


def mask(where: Where, scenario: Scenario, names: Names) -> NDArray[np.float64]:
    """1 for the options that pass a filter, whoever leads them."""
    return _passing(where.model_copy(update={"led_by": ()}), scenario, names)


def _passing(where: Where, scenario: Scenario, names: Names, ordered: bool = False) -> NDArray[np.float64]:
    axes = (names.actor, names.actors), (names.move, names.moves), (names.target, names.actors)
    actor, move, target = ([words[n] for n in at] for at, words in axes)
    arena = [None if n < 0 else names.arenas[n] for n in names.arena]
    options = zip(actor, move, target, arena, strict=True)
    return np.array([passes(scenario, names.side, where, option, ordered) for option in options], np.float64)
