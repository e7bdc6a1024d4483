"""A small learner for one seat: which kind of option to order, by what was done to the seat; learnt by CMA-ES.

The policy is linear: each purpose of options (`offramp.play.options.PURPOSES`) has a score, a weighted sum of how much
violence and how much friendliness the seat has seen done to it lately; a wait has the score 0. The purpose of the
highest score is taken, an option of it by lot. Its weights are found by CMA-ES (Hansen and Ostermeier 2001), from the
package `cmaes`; it comes with `pip install 'offramp[learn]'`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from offramp.errors import OfframpError
from offramp.play.game import Game
from offramp.play.options import PURPOSES, purpose_of

from .episode import WAIT, Observation, Rules
from .observation import FIELDS, TAIL

FEATURES = ("always", "violence to me", "friendly to me")
SPREAD = 1.0  # of the weights when the search begins
Floats = NDArray[np.float64]
Policy = Callable[[Observation, np.random.Generator], int]


@dataclass(frozen=True)
class LinearPolicy:
    """A policy by purposes.

    Attributes
    ----------
    weights : float64[purpose, feature]
    purpose : int64[action]
        The purpose of each action; -1 for the wait.
    """

    weights: Floats
    purpose: NDArray[np.int64]

    def __call__(self, seen: Observation, luck: np.random.Generator) -> int:
        """Return the action on what was seen."""
        rows = seen["observation"][:-TAIL].reshape(-1, len(FIELDS))
        lately = [rows[:, FIELDS.index(name)].max() for name in FEATURES[1:]]
        scores = self.weights @ np.array([1.0, *lately])
        allowed = np.flatnonzero(seen["action_mask"] * (self.purpose >= 0))
        if not len(allowed):
            return WAIT
        there = np.unique(self.purpose[allowed])
        best = there[scores[there].argmax()]
        return int(luck.choice(allowed[self.purpose[allowed] == best])) if scores[best] > 0 else WAIT


def at_random(seen: Observation, luck: np.random.Generator) -> int:
    """Return any action that is allowed."""
    return int(luck.choice(np.flatnonzero(seen["action_mask"])))


class Trials:
    """Plays policies of one seat in the same games.

    Parameters
    ----------
    case : str or Path
    seat : str
    days : int, optional

    Raises
    ------
    CaseError
        If the seat is an armed group's, for which nothing is learnt.
    """

    def __init__(self, case: str | Path, seat: str, days: int | None = None) -> None:
        self.seat = seat
        self._rules, self._engine = Rules(case, [seat], days, "quantal"), Rules(case, [], days, "quantal")
        moves = (option.split("/")[1] for option in self._rules.options[seat])
        found = [PURPOSES.index(purpose_of(self._rules.case.moves[move])) for move in moves]
        self.purpose = np.array([-1, *found])

    def rewards(self, policy: Policy, seeds: Sequence[int]) -> Floats:
        """Return the reward of each game."""
        return np.array([self._reward(policy, seed) for seed in seeds])

    def of_engine(self, seeds: Sequence[int]) -> Floats:
        """Return the rewards of the same games with the engine in the seat."""
        return np.array([self._ended(self._engine.begin(seed)) for seed in seeds])

    def _reward(self, policy: Policy, seed: int) -> float:
        game, luck = self._rules.begin(seed), np.random.default_rng(seed)
        while not game.is_over:
            self._rules.play(game, {self.seat: policy(self._rules.observation(game, self.seat), luck)})
        return self._rules.rewards(game)[self.seat]

    def _ended(self, game: Game) -> float:
        while not game.is_over:
            game.play_day()
        return self._rules.rewards(game)[self.seat]


def learn(trials: Trials, seeds: Sequence[int], generations: int, each: int = 10, seed: int = 1) -> LinearPolicy:
    """Learn a policy on some games.

    Parameters
    ----------
    trials : Trials
    seeds : sequence of int
        The games of every generation, the same for all policies.
    generations, each : int
        How many, and how many policies in each.
    seed : int
        The luck of the search.

    Raises
    ------
    OfframpError
        If the package `cmaes` is not installed.
    """
    try:
        from cmaes import CMA
    except ImportError:
        raise OfframpError("the learner needs cmaes: pip install 'offramp[learn]'") from None
    shape = len(PURPOSES), len(FEATURES)
    search = CMA(mean=np.zeros(shape[0] * shape[1]), sigma=SPREAD, population_size=each, seed=seed)
    best = -np.inf, np.zeros(shape)
    for _ in range(generations):
        told = []
        for _ in range(each):
            weights = search.ask()
            reward = float(trials.rewards(LinearPolicy(weights.reshape(shape), trials.purpose), seeds).mean())
            told.append((weights, -reward))
            best = max(best, (reward, weights.reshape(shape)), key=lambda found: found[0])
        search.tell(told)
    return LinearPolicy(best[1], trials.purpose)
