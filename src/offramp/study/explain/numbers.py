"""Which numbers of a compiled case a quantity changes, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.engine.readings import arrays_in, axis_ids
from offramp.game import Draws, Game
from offramp.scenario import Quantity, Scenario
from offramp.study.shared.record import Record

from .readers import readers

ENDS = (0.05, 0.95)  # the ends of a range are those of its middle nine in ten
NUDGE = 0.1  # of itself: how far a known number is moved to see what hangs on it
MOST_NAMED = 3
WORDS = {
    "tempo_per_day": "how often it acts when nothing presses",
    "climb": "what an option costs its doer at all times",
    "reach": "how easily an option can be done where it is done",
    "prepare": "how many days an option takes to prepare",
    "harm": "the debt that a move makes",
    "payment": "the debt that a move pays",
    "chance": "the chance that a move kills",
    "deaths": "how many a move kills if any",
    "exposure": "how exposed it is where it is",
    "control": "the patron's control",
    "ceiling": "the rung that a pair treats as normal",
    "doubt": "doubt about the other's limits",
    "belief": "belief in the other's resolve",
    "stature": "the stature of a leader",
    "hub": "the coordination that hangs on a leader",
    "successor": "what a successor gets back",
    "recovery": "how long a successor takes",
    "plot_prob": "the chance that a plot is under way",
    "plot_window": "how long a plot stays ready",
    "flow_weight": "how far an act counts in the ledgers of others",
    "flow_denied": "what deniability keeps out of a ledger",
    "stake": "what an option is expected to provoke",
    "care": "how much an expected answer counts",
    "boldness": "how boldly the target is expected to answer",
    "might": "its might",
    "tolerance": "its tolerance for losses",
    "standing": "its standing in the world",
    "overmatch": "how far the target is the stronger",
    "wish": "what a faction wants",
    "faction_weight": "the weight of a faction",
    "quality": "the quality of a mediator's channel",
    "ajar": "how far a channel stands open when nobody uses it",
    "level": "how far a programme has come",
    "gear": "the gear of a programme",
    "pace_per_day": "the pace of a programme",
}


@dataclass(frozen=True)
class Changed(Record):
    """A number of the compiled case that depends on a quantity.

    Attributes
    ----------
    name : str
        As the code spells it: `climb`, `world.rules.widen`.
    says : str
    rows : int
        In how many places it changes.
    of : tuple of str
        The ids that all of them have in common, or of all if they are few; empty where that says nothing.
    read_by : tuple of str
        Ids of systems, and parts of the engine.
    """

    name: str
    says: str
    rows: int
    of: tuple[str, ...]
    read_by: tuple[str, ...]


def ends(quantity: Quantity) -> tuple[float, float]:
    """Return the ends of a range; of a known number, one on either side of it."""
    if quantity.is_range:
        low, high = quantity.at(np.array(ENDS))
        return float(low), float(high)
    away = NUDGE * (abs(quantity.low) or 1.0)
    return quantity.low - away, quantity.low + away


def changed(case: Scenario, path: str) -> tuple[Changed, ...]:
    """Compile a case with a quantity at both ends of its range, all others in their middles, and list what differs.

    A number that nobody reads while futures are played is left out: what follows from it has a line of its own.
    """
    quantities = dict(case.quantities())
    values = {name: np.full(2, each.middle()) for name, each in quantities.items()}
    values[path] = np.array(ends(quantities[path]))
    return tuple(each for each in _differing(compile_game(case, Draws(values, 0))) if each.read_by)


def _differing(game: Game) -> Iterator[Changed]:
    ids, known = axis_ids(game), readers()
    for path, axis, array in arrays_in(game.dials):
        both: NDArray[np.float32] = np.asarray(array)[..., :2]
        differs = both[..., 0] != both[..., 1]
        if differs.any():
            name = ".".join(path) if path[0] == "world" else path[-1]
            rows = differs.reshape(-1, differs.shape[-1]).any(axis=0)
            of = [ids[axis][n] for n in np.flatnonzero(rows)] if axis in ids and len(rows) == len(ids[axis]) else []
            says = WORDS.get(name, path[-1].replace("_", " "))
            yield Changed(name, says, int(differs.sum()), _common(of), tuple(sorted(known.get(name, ()))))


def _common(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Name what all rows share, else all of them if they are few."""
    if not rows:
        return ()
    shared = tuple(key for key in rows[0] if all(key in row for row in rows))
    every = tuple(dict.fromkeys(key for row in rows for key in row))
    return shared or (every if len(every) <= MOST_NAMED else ())
