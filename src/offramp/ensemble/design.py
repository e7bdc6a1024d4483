"""Which futures are played: draws over the uncertain dials, and runs nested in them.

Draws are a scrambled Sobol' sequence (Sobol' 1967; Owen 1998) over the dials of the case as it stands, in the
order of their ids. So the first draws do not depend on how many follow, and a dial that somebody sets moves
no other. A decision rule's own dials have a sequence of their own, so that another rule moves no future of the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from offramp.errors import RunError
from offramp.game import Draws
from offramp.scenario import Scenario

# streams: the case's dials, known quantities made uncertain, rules' dials, and in which order a dial is dealt anew
_OF_CASE, _OF_SETS, _OF_RULES, _OF_ORDER = 0, 1, 2, 3
Points = Mapping[str, NDArray[np.float64]]
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
    return at_points(scenario, points(unset, scenario, seed, k), seed, k)


def points(unset: Scenario, scenario: Scenario, seed: int, k: int) -> Points:
    """Where in its range each dial of either case stands in each draw, between 0 and 1: float64[draw] by path."""
    dials = unset.dials().keys()
    found = _points(sorted(dials - RULES), seed, k, _OF_CASE)  # a rule more moves no draw of the others
    found |= _points(sorted(dials & RULES), seed, k, _OF_RULES)
    return found | _points(sorted(scenario.dials().keys() - found.keys()), seed, k, _OF_SETS)


def at_points(scenario: Scenario, found: Points, seed: int, k: int) -> Draws:
    """Every quantity of a case where these points put it; what is known stays where it is."""
    known = np.full(k, 0.5)
    return Draws({path: each.at(found.get(path, known)) for path, each in scenario.quantities()}, seed)


def shuffled(drawn: Draws, dials: Iterable[str]) -> Draws:
    """Deal the values of each dial anew over the draws, independently of all others: a Latin hypercube.

    In hundreds of dimensions a Sobol' sequence of some thousand points has pairs of dimensions that go together,
    and the same ones under every seed. That does no harm to a mean; but who asks which dial an answer hangs on
    would take one of such a pair for the other.
    """
    dealt = {path: drawn.values[path][_order(drawn.seed, path).permutation(drawn.k)] for path in dials}
    return Draws({**drawn.values, **dealt}, drawn.seed)


def _order(seed: int, path: str) -> np.random.Generator:
    """A stream of its own for each dial, whatever other dials there are."""
    words = np.frombuffer(hashlib.sha256(path.encode()).digest(), "<u4")
    return np.random.default_rng([seed, _OF_ORDER, *words.tolist()])


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
