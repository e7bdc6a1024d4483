"""The debrief: luck and judgement add up to what came, and nothing is judged for armed groups."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from offramp.play.continuations import Cancelled
from offramp.play.debrief.evenings import evenings
from offramp.play.debrief.result import Debrief
from offramp.play.debrief.study import debrief
from offramp.play.debrief.write import markdown, side_by_side, write
from offramp.play.facilitator import Facilitator
from offramp.play.game import Game
from tests.play.games import DAYS, new

ROOT = Path(__file__).parents[2]
# Writes the debrief of a game again and again.
WRITE = """
import sys
from pathlib import Path
from offramp.play.debrief.study import debrief
from offramp.play.debrief.write import write
from offramp.play.game import Game
game = Game.open(sys.argv[1])
print("begun", flush=True)
while True:
    write(debrief(game, "aland"), Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def game() -> Game:
    """A whole game of a seat that once kills a leader, and else waits."""
    game = new(aland="person")
    killing = next(each for each in game.options("aland") if each.move == "targeted-killing")
    game.order("aland", killing.id)
    while not game.is_over:
        if game.status.day == 2:
            Facilitator(game).inject("borduria/offer-of-talks/aland/-")
        game.end("aland")
    return game


@pytest.fixture(scope="module")
def made(game: Game) -> Debrief:
    return debrief(game, "aland")


def test_luck_and_judgement_add_up_to_what_came(made: Debrief) -> None:
    assert made.start is not None and made.came.missed is not None
    assert made.start + made.judgement + made.luck == pytest.approx(made.came.missed, abs=1e-9)
    assert made.end == made.came.missed and len(made.decisions) == DAYS


def test_a_killing_is_judged_against_its_alternatives(made: Debrief) -> None:
    first = made.decisions[0]
    assert first.did.startswith("Targeted killing") and (first.judgement.estimate or 0) > 0
    assert "Wait" in [each.words for each in first.alternatives] and first.best
    assert all(each.alternatives == () for each in made.decisions[1:])
    wait = next(each for each in first.alternatives if each.words == "Wait")
    assert (wait.gap.estimate or 0) > 0, "waiting was better"


def test_the_path_lies_beside_that_of_the_engine(made: Debrief, game: Game) -> None:
    free = new()
    while not free.is_over:
        if free.status.day == 2:
            Facilitator(free).inject("borduria/offer-of-talks/aland/-")
        free.play_day()
    assert made.engine.acts == len(free.status.acts)
    assert made.engine.dead == sum(act.dead for act in free.status.acts)
    assert made.came.acts == len(game.status.acts) and made.came != made.engine
    assert len(made.fan.path) == DAYS and list(made.fan.path) == sorted(made.fan.path)
    assert all(len(each) == DAYS for each in made.fan.quantiles.values())


def test_an_offer_without_an_answer_is_an_exit_passed(made: Debrief) -> None:
    assert any("publicly offered Aland talks" in each for each in made.exits)


def test_it_is_kept_as_a_page_and_as_an_object(made: Debrief, tmp_path: Path) -> None:
    page, body = write(made, tmp_path / "mine")
    text = page.read_text()
    assert text == markdown(made) and "## Luck and judgement" in text and "Targeted killing" in text
    assert json.loads(body.read_text())["seat"] == "aland"
    assert side_by_side([made, made]).count("| Aland |") == 2


def test_what_was_ordered_is_read_off_the_log(game: Game) -> None:
    every = list(evenings(game, "aland"))
    assert [each.day for each in every] == list(range(DAYS))
    assert every[0].before.orders == () and len(every[0].after.orders) == 1
    assert [each.did for each in every[1:]] == ["Waited"] * (DAYS - 1)


def test_nothing_is_judged_for_an_armed_group() -> None:
    game = new(mountain_league="person")
    game.end("mountain-league")
    made = debrief(game, "mountain-league")
    assert made.decisions == () and made.start is None and "armed group" in markdown(made)


def test_a_game_that_is_not_over_counts_what_is_expected() -> None:
    game = new(aland="person")
    game.end("aland"), game.end("aland")
    made = debrief(game, "aland")
    assert made.start is not None and made.end is not None and made.came.war is None
    assert made.start + made.judgement + made.luck == pytest.approx(made.end, abs=1e-9)


def test_who_does_not_want_it_any_more_gets_none(game: Game) -> None:
    with pytest.raises(Cancelled):
        debrief(game, "aland", stop=lambda: True)


@pytest.mark.soak
def test_a_debrief_that_is_killed_leaves_whole_files_and_the_log_as_it_was(tmp_path: Path) -> None:
    path, luck = tmp_path / "game", np.random.default_rng(1)
    game = new(path, aland="person")
    for _ in range(4):
        game.end("aland")
    log = path.read_bytes()
    for _ in range(50):
        words = [sys.executable, "-c", WRITE, str(path), str(tmp_path / "mine")]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline() == b"begun\n"
            time.sleep(float(luck.uniform(0, 8)))
            process.kill()
        assert path.read_bytes() == log
        if (tmp_path / "mine.json").exists():
            assert json.loads((tmp_path / "mine.json").read_text())["day"] == 4
            assert (tmp_path / "mine.md").read_text().endswith("```\n")
    assert (tmp_path / "mine.json").exists(), "some got so far"
