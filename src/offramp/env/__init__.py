"""The table as an environment of PettingZoo and Gymnasium; it comes with `pip install 'offramp[env]'`.

>>> from offramp.env import gym_env  # doctest: +SKIP
>>> env = gym_env("baghdad-2020", "united-states")  # doctest: +SKIP
>>> observation, info = env.reset(seed=7)  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from offramp.errors import OfframpError

if TYPE_CHECKING:
    from pettingzoo import AECEnv

    from .parallel import OfframpParallelEnv
    from .single import OfframpEnv


def parallel_env(
    case: str | Path, seats: Sequence[str] | None = None, *, days: int | None = None, rule: str = "quantal"
) -> OfframpParallelEnv:
    """Return a case as a parallel environment of PettingZoo: all seats decide, then the day is played.

    Parameters
    ----------
    case : str or Path
    seats : sequence of str, optional
        The actors that are agents; the engine has all others. All that can act and are no armed groups if left out.
    days : int, optional
        The case says how long if left out.
    rule : {"quantal", "lookahead"}
        How the engine's actors decide.

    Raises
    ------
    CaseError
        If the case is faulty or has no such seat.
    OfframpError
        If a seat is an armed group's, or the libraries are not installed.
    """
    _refuse_without()
    from .parallel import OfframpParallelEnv

    return OfframpParallelEnv(case, seats, days, rule)


def aec_env(
    case: str | Path, seats: Sequence[str] | None = None, *, days: int | None = None, rule: str = "quantal"
) -> AECEnv:
    """Return a case as an environment of PettingZoo in which agents decide one after the other.

    `case`, `seats`, `days`, `rule` and errors are those of `parallel_env`.
    """
    _refuse_without()
    from pettingzoo.utils import parallel_to_aec

    return parallel_to_aec(parallel_env(case, seats, days=days, rule=rule))


def gym_env(case: str | Path, seat: str, *, days: int | None = None, rule: str = "quantal") -> OfframpEnv:
    """Return one seat of a case as an environment of Gymnasium; the engine has all others.

    `case`, `days`, `rule` and errors are those of `parallel_env`; `seat` is the agent's actor.
    """
    _refuse_without()
    from .single import OfframpEnv

    return OfframpEnv(case, seat, days, rule)


def _refuse_without() -> None:
    if not (find_spec("pettingzoo") and find_spec("gymnasium")):
        raise OfframpError("environments need PettingZoo and Gymnasium: pip install 'offramp[env]'")
