"""The law of the system, as a paired experiment: the same futures, with it and without it."""

from pathlib import Path

import numpy as np

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, rollout, stage
from offramp.ensemble.design import draws
from offramp.scenario import Scenario, load
from offramp.scenario.load import case_path

DAYS, DRAWS = 40, 16


def case(folder: Path, **sets: str) -> Scenario:
    """The shipped case with the system, and perhaps some of its dials set."""
    path = folder / "with-fatigue.yaml"
    text = case_path("baghdad-2020").read_text(encoding="utf-8")
    path.write_text(f"{text}\nplugins: [offramp-fatigue]\n", encoding="utf-8")
    return load(path, {f"world.fatigue.{name}": value for name, value in sets.items()}).model_copy(
        update={"days": DAYS}
    )


def futures(scenario: Scenario) -> tuple[Chunk, np.ndarray]:
    """One block of futures, and how many acts of force each has by day."""
    game, run = compile_game(scenario, draws(scenario, 1, DRAWS)), np.arange(BLOCK)
    chunk = rollout(stage(game), 1, run % DRAWS, run // DRAWS)
    return chunk, ((chunk.option >= 0) & (game.names.rung[chunk.option] >= 3)).sum(axis=1)


def test_who_uses_force_tires_and_uses_less_of_it(tmp_path: Path) -> None:
    """Fewer acts of force in the later weeks: four standard errors of the mean difference between paired futures."""
    (_, tired), (_, fresh) = futures(case(tmp_path)), futures(case(tmp_path, on="false"))
    less = (fresh - tired)[7:].sum(axis=0)
    assert less.mean() > 4 * less.std() / np.sqrt(BLOCK) > 0


def test_switched_off_its_dials_move_nothing(tmp_path: Path) -> None:
    (one, _), (other, _) = futures(case(tmp_path, on="false")), futures(case(tmp_path, on="false", rest="5", drag="2"))
    assert np.array_equal(one.option, other.option) and np.array_equal(one.deaths, other.deaths)
