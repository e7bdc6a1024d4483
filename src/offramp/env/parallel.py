"""A case as a parallel environment of PettingZoo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces
from pettingzoo import ParallelEnv

from offramp.play.game import Game

from .episode import Observation, Rules


class OfframpParallelEnv(ParallelEnv[str, Observation, int]):  # type: ignore[misc, unused-ignore]
    """All agents decide on the evening of a day, then the next day is played.

    An action is the number of an option, 0 to wait; the mask says which are allowed, and one that is not counts as a
    wait. The reward comes on the last day: minus what the agent's aim misses.
    """

    metadata = {"name": "offramp_v0", "render_modes": [], "is_parallelizable": True}
    render_mode = None

    def __init__(self, case: str | Path, seats: Sequence[str] | None, days: int | None, rule: str) -> None:
        self.rules = Rules(case, seats, days, rule)
        self.possible_agents = list(self.rules.seats)
        self.agents: list[str] = []
        self.game: Game | None = None
        self._luck = np.random.default_rng()
        self._spaces = {seat: spaces_of(self.rules, seat) for seat in self.possible_agents}

    def observation_space(self, agent: str) -> spaces.Space[Any]:
        """Return the space of what an agent sees."""
        return self._spaces[agent][0]

    def action_space(self, agent: str) -> spaces.Space[Any]:
        """Return the space of an agent's actions."""
        return self._spaces[agent][1]

    def reset(
        self, seed: int | None = None, options: Mapping[str, Any] | None = None
    ) -> tuple[dict[str, Observation], dict[str, dict[str, Any]]]:
        """Begin another game: that of a seed, or the next of the seeds that follow from the last one given."""
        if seed is not None:
            self._luck = np.random.default_rng(seed)
        self.game = self.rules.begin(int(self._luck.integers(2**32)))
        self.agents = list(self.possible_agents)
        return self._observations(self.game), {agent: {} for agent in self.agents}

    def step(self, actions: Mapping[str, int]) -> tuple[Any, Any, Any, Any, Any]:
        """Play a day; return observations, rewards, terminations, truncations and infos by agent.

        Raises
        ------
        RuntimeError
            Before the first reset.
        """
        if self.game is None:
            raise RuntimeError("reset the environment first")
        agents = list(self.agents)
        if not agents:
            return {}, {}, {}, {}, {}
        refused = self.rules.play(self.game, {agent: int(actions[agent]) for agent in agents if agent in actions})
        over = self.game.is_over
        if over:
            self.agents = []
        infos = {agent: {"refused": refused.get(agent, False)} for agent in agents}
        ends, cuts = dict.fromkeys(agents, over), dict.fromkeys(agents, False)
        return self._observations(self.game), self.rules.rewards(self.game), ends, cuts, infos

    def render(self) -> None:
        """Show nothing: `offramp play` does."""

    def close(self) -> None:
        """Forget the game."""
        self.game = None

    def _observations(self, game: Game) -> dict[str, Observation]:
        return {agent: self.rules.observation(game, agent) for agent in self.possible_agents}


def spaces_of(rules: Rules, seat: str) -> tuple[spaces.Dict, spaces.Discrete]:
    """Return the spaces of a seat: what it sees, and its actions."""
    actions = 1 + len(rules.options[seat])
    seen = spaces.Box(-1, 1, (rules.observer.length,), np.float32)
    mask = spaces.Box(0, 1, (actions,), np.int8)
    return spaces.Dict({"observation": seen, "action_mask": mask}), spaces.Discrete(actions)
