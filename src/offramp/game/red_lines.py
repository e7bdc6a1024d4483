"""Red lines on the board: who holds each, along which dyads it is crossed, and which options cross or answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int, UInt

from offramp.game.weights import alike
from offramp.game.xla.jit import put
from offramp.scenario import Scenario
from offramp.scenario.ladder import LOWEST
from offramp.scenario.moves import RedLine
from offramp.scenario.options import Option
from offramp.scenario.passing import passes, sides
from offramp.scenario.questions import Where


class RedLines(eqx.Module):
    """Structure of a case's red lines, without a draw or run axis."""

    holder: UInt[Array, " line"]
    within: Float[Array, "line 1"]  # days
    declared: Float[Array, "line 1"]
    along: Float[Array, "line dyad 1"]  # 1 for the dyads along which an act can cross it
    rung: Float[Array, "line 1"]  # of an act that crosses, at least
    dead: Float[Array, "line 1"]  # the holder's, at least
    effects: Int[Array, "line 1"]  # bits of which an act has one; 0 where any act will do
    places: Float[Array, "line arena"]  # 1 for the arenas in which it is crossed, the last for nowhere
    answer: Float[Array, "line 1"]  # rung of an answer, at least
    crossing: Float[Array, "line option 1"]  # 1 for options that cross it, if enough die of them
    answers: Float[Array, "line option 1"]  # 1 for the options that answer


def compile_red_lines(
    scenario: Scenario,
    options: Sequence[Option],
    at: Mapping[str, Mapping[Any, int]],
    effects: Sequence[str],
) -> RedLines:
    """Lay the red lines of a case, in the order of their ids.

    Parameters
    ----------
    scenario : Scenario
    options : sequence of Option
        In the order of the board.
    at : mapping
        Positions on the other axes, by axis and name.
    effects : sequence of str
        The effects of moves in the order of their bits.
    """
    lines, side = [line for _, line in sorted(scenario.red_lines.items())], sides(scenario)

    def table(rows: Sequence[Sequence[bool]], wide: int) -> Array:
        return put(np.array(rows, np.float64).reshape(len(lines), wide, 1), np.float32)

    def picked(where: Callable[[RedLine], Where]) -> Array:
        filters = [where(line) for line in lines]
        return table([[passes(scenario, side, f, each, False) for each in options] for f in filters], len(options))

    def column(values: Iterable[float | int | bool]) -> Array:
        return put(np.array([*values], np.float64).reshape(-1, 1), np.float32)

    one = alike(scenario)
    spots = [_places(line, one, at["arena"]) for line in lines]
    return RedLines(
        holder=put([at["actor"][line.holder] for line in lines], np.uint32),
        within=column([line.within for line in lines]),
        declared=column([line.declared for line in lines]),
        along=table(
            [[a in line.against and t == line.holder for a, t in at["dyad"]] for line in lines], len(at["dyad"])
        ),
        rung=column([_lowest(line) for line in lines]),
        dead=column([line.on.own_dead or 0 for line in lines]),
        effects=put(np.array([_bits(line, effects) for line in lines], np.int32).reshape(-1, 1), np.int32),
        places=put(np.array(spots, np.float64).reshape(len(lines), len(at["arena"]) + 1), np.float32),
        answer=column([line.answer for line in lines]),
        crossing=picked(_crossing),
        answers=picked(_answering),
    )


def _lowest(line: RedLine) -> float:
    return float(LOWEST if line.on.at_least is None else line.on.at_least)


def _bits(line: RedLine, effects: Sequence[str]) -> int:
    return 1 << effects.index(line.on.does) if line.on.does else 0


def _places(line: RedLine, one: Mapping[str, str], at: Mapping[str, int]) -> list[float]:
    """Where a line is crossed; look-alike arenas are one."""
    named = {at[one[arena]] for arena in line.on.arenas}
    return [float(not named or n in named) for n in range(len(at) + 1)]


def _crossing(line: RedLine) -> Where:
    """The acts that cross a line, if enough of its holder's people die of them."""
    on, does = line.on, (line.on.does,) if line.on.does else ()
    return Where(actors=line.against, targets=(line.holder,), arenas=on.arenas, does=does, at_least=on.at_least)


def _answering(line: RedLine) -> Where:
    """The acts that answer it."""
    return Where(actors=(line.holder,), targets=line.against, at_least=line.answer)
