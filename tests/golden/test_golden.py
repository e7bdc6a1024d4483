"""A golden run that a human can read: three futures of two neighbours, with every dial nailed down.

Where the rules are meant to change, write them anew and read what changed: OFFRAMP_GOLDEN=1 pytest tests/golden. Where
the words alone are, OFFRAMP_GOLDEN=told writes these and leaves the dials and the acts.
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import Chunk, rollout, stage
from offramp.game import Game
from offramp.scenario import Scenario, load
from offramp.study.stories.story import Act, tell
from tests.cases.build import at_medians
from tests.world.laws import TWO_NEIGHBOURS

HERE = Path(__file__).parent
STORY, DIALS, TOLD = HERE / "two-neighbours.txt", HERE / "two-neighbours.json", HERE / "two-neighbours-told.txt"
RUNS, SEED = 3, 20310510


def nailed(scenario: Scenario) -> dict[str, float]:
    """The golden run's own values of all quantities, so that tuning a range moves nothing here."""
    if os.environ.get("OFFRAMP_GOLDEN") == "1":
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


def acts(game: Game, chunk: Chunk, run: int) -> Iterator[Act]:
    """The acts of one future."""
    for day, i in np.argwhere(chunk.option[:, :, run] >= 0):
        actor, move, target, arena = game.names.options[chunk.option[day, i, run]].split("/")
        military, civilian = map(int, chunk.deaths[day, i, :, run])
        place = None if arena == "-" else arena
        yield Act(int(day) + 1, actor, move, target, place, military, civilian, bool(chunk.ordered[day, i, run]))


@pytest.fixture(scope="module")
def played() -> tuple[Scenario, Game, Chunk]:
    scenario = load(TWO_NEIGHBOURS)
    game = compile_game(scenario, at_medians(scenario, values=nailed(scenario)))
    return scenario, game, rollout(stage(game), SEED, np.zeros(RUNS, int), np.arange(RUNS))


@pytest.fixture(scope="module")
def story(played: tuple[Scenario, Game, Chunk]) -> str:
    return "\n".join(lines(*played)) + "\n"


def test_the_dials_are_all_nailed_down() -> None:
    paths = {path for path, _ in load(TWO_NEIGHBOURS).quantities()}
    assert paths == set(nailed(load(TWO_NEIGHBOURS))), "dials came or went: write the golden run anew"


def test_the_golden_run_is_as_it_was(story: str) -> None:
    if os.environ.get("OFFRAMP_GOLDEN") == "1":
        STORY.write_text(story, encoding="utf-8")
    assert story.splitlines() == STORY.read_text(encoding="utf-8").splitlines()


def test_the_golden_run_is_told_as_it_was(played: tuple[Scenario, Game, Chunk]) -> None:
    """In the words of the stories, which may be changed on purpose while the acts stay."""
    scenario, game, chunk = played
    stories = [tell(scenario, acts(game, chunk, run)) for run in range(RUNS)]
    told = "\n\n".join(f"{' '.join(story.summary)}\n\n{story.text()}" for story in stories) + "\n"
    if os.environ.get("OFFRAMP_GOLDEN"):
        TOLD.write_text(told, encoding="utf-8")
    assert told.splitlines() == TOLD.read_text(encoding="utf-8").splitlines()


def test_the_golden_run_is_worth_reading(story: str) -> None:
    """It has violence, conciliation, a proxy, a mediator and the dead."""
    for word in ("rocket-attack", "mountain-league", "dorland", "rung -", "dead"):
        assert word in story
