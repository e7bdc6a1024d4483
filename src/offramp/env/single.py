"""One seat of a case as an environment of Gymnasium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray

from offramp.play.game import Game

from .episode import Observation, Rules
from .parallel import spaces_of


class OfframpEnv(gymnasium.Env[Observation, int]):
    """One agent decides on the evening of a day, then the next day is played; the engine has all other seats.

    Actions, masks and rewards are those of `offramp.env.parallel_env`.
    """

    metadata = {"render_modes": []}

    def __init__(self, case: str | Path, seat: str, days: int | None, rule: str) -> None:
        self.rules, self.seat = Rules(case, [seat], days, rule), seat
        seen, actions = spaces_of(self.rules, seat)
        self.observation_space: Any = seen
        self.action_space: Any = actions
        self.game: Game | None = None

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin another game: that of a seed, or the next of the seeds that follow from the last one given."""
        super().reset(seed=seed)
        self.game = self.rules.begin(int(self.np_random.integers(2**32)))
        return self.rules.observation(self.game, self.seat), {}

    def step(self, action: int) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Play a day; return observation, reward, whether it ended, whether it was cut short, and an info.

        Raises
        ------
        RuntimeError
            Before the first reset.
        """
        if self.game is None:
            raise RuntimeError("reset the environment first")
        refused = self.rules.play(self.game, {self.seat: int(action)})
        reward = self.rules.rewards(self.game)[self.seat]
        info = {"refused": refused[self.seat]}
        return self.rules.observation(self.game, self.seat), reward, self.game.is_over, False, info

    def action_masks(self) -> NDArray[np.bool_]:
        """Return which actions are allowed now, as learners with masks ask for it.

        Raises
        ------
        RuntimeError
            Before the first reset.
        """
        if self.game is None:
            raise RuntimeError("reset the environment first")
        return self.rules.observation(self.game, self.seat)["action_mask"].astype(bool)
