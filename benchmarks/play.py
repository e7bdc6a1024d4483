"""How fast the table is: advice, a day of a game, and steps of the environment beside one of PettingZoo's own.

python -m benchmarks.play [--case CASE] [--seat ACTOR]
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

from offramp.play.advisor import advise
from offramp.play.game import Game

TIMES, STEPS = 5, 200


def seconds(what: Callable[[], object]) -> tuple[float, float]:
    """Median seconds by the clock and of the processor, warm."""
    what()
    found = []
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        what()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    return median(each[0] for each in found), median(each[1] for each in found)


def steps(case: str, seat: str) -> float:
    """Steps a second of the environment of one seat, resets among them."""
    from offramp.env import gym_env

    env = gym_env(case, seat)
    env.reset(seed=1), env.step(0)
    begun = time.perf_counter()
    for _ in range(STEPS):
        if env.step(0)[2]:
            env.reset()
    return STEPS / (time.perf_counter() - begun)


def steps_of_theirs() -> float:
    """Steps a second of an environment that PettingZoo has for its own tests, by lot."""
    from pettingzoo.test.example_envs import generated_agents_parallel_v0

    env = generated_agents_parallel_v0.parallel_env()
    env.reset(seed=1)
    begun = time.perf_counter()
    for _ in range(STEPS * 10):
        if not env.agents:
            env.reset()
        env.step({agent: env.action_space(agent).sample() for agent in env.agents})
    return STEPS * 10 / (time.perf_counter() - begun)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.play", description="Measure the speed of the table.")
    parser.add_argument("--case", default="baghdad-2020")
    parser.add_argument("--seat", default="united-states")
    asked = parser.parse_args()
    game = Game.begin(asked.case, seats={asked.seat: "person"}, seed=7)
    for _ in range(3):
        game.end(asked.seat)
    options = len(game.options(asked.seat))
    wall, cpu = seconds(lambda: advise(game, asked.seat))
    print(f"{asked.case}, load {os.getloadavg()[0]:.1f}")
    print(f"advice on {options} options, warm: {wall:.2f} s ({cpu:.2f} s of the processor)")
    print(f"environment of one seat: {steps(asked.case, asked.seat):,.0f} steps a second")
    print(f"PettingZoo's generated_agents: {steps_of_theirs():,.0f} steps a second")


if __name__ == "__main__":
    main()
