"""Which futures are played: draws over the uncertain dials, and runs nested in them.

Draws are a scrambled Sobol' sequence (Sobol' 1967; Owen 1998) over the dials of the case as it stands, in the
order of their ids. So the first draws do not depend on how many follow, and a dial that somebody sets moves
no other. A decision rule's own dials have a sequence of their own, so that another rule moves no future of the first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from offramp.errors import RunError
from offramp.game import Draws
from offramp.scenario import Scenario

_OF_CASE, _OF_SETS, _OF_RULES = 0, 1, 2  # streams: the case's dials, known quantities made uncertain, rules' dials
RULES = frozenset({"world.choice.foresight"})  # only another rule than quantal response reads these
_BITS = 30
_HALF_STEP = 0.5 ** (_BITS + 1)  # keeps points off 0, where an unbounded quantity has no value


def draws(unset: Scenario, scenario: Scenario, seed: int, k: int) -> Draws:
    """Draw every quantity of a case.

    Parameters
    ----------
    unset : Scenario
        The case as it stands: its dials are the dimensions of the sequence.
    scenario : Scenario
        The same case after what was set: its quantities turn points into values.
    seed : int
    k : int
        How many draws.
    """
    dials = unset.dials().keys()
    points = _points(sorted(dials - RULES), seed, k, _OF_CASE)  # a rule more moves no draw of the others
    points |= _points(sorted(dials & RULES), seed, k, _OF_RULES)
    points |= _points(sorted(scenario.dials().keys() - points.keys()), seed, k, _OF_SETS)
    known = np.full(k, 0.5)
    values = {path: quantity.at(points.get(path, known)) for path, quantity in scenario.quantities()}
    return Draws(values, seed)


def layout(runs: int, draws: int) -> tuple[int, int]:
    """Runs for each draw and futures in all: `runs` rounded up to a multiple of `draws`."""
    for name, value in (("runs", runs), ("draws", draws)):
        if value < 1:
            raise RunError(f"{name} is {value}; allowed: at least 1")
    each = -(-runs // draws)
    return each, each * draws


def _points(paths: list[str], seed: int, k: int, stream: int) -> dict[str, NDArray[np.float64]]:
    """The first k points of the sequence by dial, of a whole power of two, so that none depends on k."""
    if not paths:
        return {}
    rng = np.random.default_rng([seed, stream])
    sequence = qmc.Sobol(len(paths), scramble=True, bits=_BITS, seed=rng)
    points = sequence.random_base2((k - 1).bit_length())[:k] + _HALF_STEP
    return dict(zip(paths, points.T, strict=True))
