"""Measures as masks over the option axis."""

from dataclasses import dataclass

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.questions import SPECIAL, Measure, Where

from .apart import put
from .names import Names

KINDS = ("war", "deaths", "count", "highest", "arenas", "first", "any")
FOREVER = 1e9  # days: no window
DEATHS = ("military", "civilian", "both")


class Ballot(eqx.Module):
    """Which options each measure counts, and how it is read off them.

    `done` counts an act whoever ordered it, `ordered` an act only if it was ordered; both may hold for led-by filters.
    """

    kind: Int[Array, " measure"]  # position in KINDS, then in SPECIAL
    of: Int[Array, " measure"]  # position in DEATHS
    within: Float[Array, " measure"]  # days; FOREVER for the whole span
    done: Float[Array, "measure option"]
    ordered: Float[Array, "measure option"]


@dataclass(frozen=True)
class Tally:
    """How to read each measure off its mask: names and kinds in the order of the rows."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    of: tuple[str, ...]
    within: tuple[int, ...]  # days; 0 for the whole span


def cast(scenario: Scenario, names: Names) -> tuple[Ballot, Tally]:
    """Compile the case's measures."""
    keys = tuple(sorted(scenario.measures))
    measures = [scenario.measures[key] for key in keys]
    done = np.array([mask(m.where, scenario, names) * _led(m.where, names) for m in measures])
    ordered = np.array([mask(m.where, scenario, names) * _ordered(m.where, names) for m in measures])
    shape = (len(keys), len(names.options))
    ballot = Ballot(
        kind=put([_kind(key, measure) for key, measure in zip(keys, measures, strict=True)], np.int32),
        of=put([DEATHS.index(m.of) for m in measures], np.int32),
        within=put([m.within or FOREVER for m in measures], np.float32),
        done=put(done.reshape(shape), np.float32),
        ordered=put(ordered.reshape(shape), np.float32),
    )
    return ballot, Tally(keys, tuple(m.kind for m in measures), tuple(m.of for m in measures),
                         tuple(m.within or 0 for m in measures))  # fmt: skip


def _kind(name: str, measure: Measure) -> int:
    return len(KINDS) + SPECIAL.index(name) if measure.kind == "special" else KINDS.index(measure.kind)


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
