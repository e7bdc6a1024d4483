"""A golden run that a human can read: three futures of two neighbours, with every dial nailed down.

Where the rules are meant to change, write them anew and read what changed: OFFRAMP_GOLDEN=1 pytest tests/golden
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from offramp.engine import Chunk, rollout, stage
from offramp.game import Game, compile_game
from offramp.scenario import Scenario, load
from tests.cases.build import at_medians
from tests.world.laws import TWO_NEIGHBOURS

HERE = Path(__file__).parent
STORY, DIALS = HERE / "two-neighbours.txt", HERE / "two-neighbours.json"
RUNS, SEED = 3, 20310510


def nailed(scenario: Scenario) -> dict[str, float]:
    """The golden run's own values of all quantities, so that tuning a range moves nothing here."""
    if os.environ.get("OFFRAMP_GOLDEN"):
        values = {path: float(f"{quantity.middle():.4g}") for path, quantity in scenario.quantities()}
        DIALS.write_text(json.dumps(values, indent=0) + "\n", encoding="utf-8")
    return json.loads(DIALS.read_text(encoding="utf-8"))


def lines(scenario: Scenario, game: Game, chunk: Chunk) -> Iterator[str]:
    """One line for each act: day, date, actor, move, target, arena, rung, and what it cost."""
    for run in range(RUNS):
        war, peak = (chunk.measures[name][run] for name in ("war_prob", "peak_rung"))
        yield f"future {run}: war {war:.0f}, peak rung {peak:.0f}"
        for day, i in np.argwhere(chunk.option[:, :, run] >= 0):
            option = chunk.option[day, i, run]
            date = scenario.start_date + dt.timedelta(days=int(day) + 1)
            dead = "".join(
                f", {count} {who} dead"
                for count, who in zip(chunk.deaths[day, i, :, run], ("military", "civilian"), strict=True)
                if count
            )
            told = game.names.options[option].replace("/-", "").replace("/", " ")
            yield f"  {date} {told}, rung {game.names.rung[option]}{dead}"


@pytest.fixture(scope="module")
def story() -> str:
    scenario = load(TWO_NEIGHBOURS)
    values = nailed(scenario)
    game = compile_game(scenario, at_medians(scenario, values=values))
    chunk = rollout(stage(game), SEED, np.zeros(RUNS, int), np.arange(RUNS))
    return "\n".join(lines(scenario, game, chunk)) + "\n"


def test_the_dials_are_all_nailed_down() -> None:
    paths = {path for path, _ in load(TWO_NEIGHBOURS).quantities()}
    assert paths == set(nailed(load(TWO_NEIGHBOURS))), "dials came or went: write the golden run anew"


def test_the_golden_run_is_as_it_was(story: str) -> None:
    if os.environ.get("OFFRAMP_GOLDEN"):
        STORY.write_text(story, encoding="utf-8")
    assert story.splitlines() == STORY.read_text(encoding="utf-8").splitlines()


def test_the_golden_run_is_worth_reading(story: str) -> None:
    """It has violence, conciliation, a proxy, a mediator and the dead."""
    for word in ("rocket-attack", "mountain-league", "dorland", "rung -", "dead"):
        assert word in story
