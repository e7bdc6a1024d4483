"""The file of a game: nothing that was written is lost or changed unseen, and half a line counts for nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from offramp.errors import DataError, RunError
from offramp.play.game import Game
from offramp.play.setup import Setup
from tests.play.games import new, random_game

ROOT = Path(__file__).parents[2]
# Plays without end and says after each step what is done.
PLAY = """
import sys
from pathlib import Path
import numpy as np
from offramp.play import branches
from offramp.play.game import Game
from tests.play.games import new
path = Path(sys.argv[1])
game = Game.open(path) if path.exists() else new(path, aland="person")
luck = np.random.default_rng(len(game.log.entries))
while True:
    if game.is_over:
        branches.go(game, 0)
    options = game.options("aland")
    if options and luck.random() < 0.5:
        game.order("aland", options[luck.integers(len(options))].id)
        print(len(game.log.entries), flush=True)
    if luck.random() < 0.9:
        game.say("aland", "borduria", "a word")
        print(len(game.log.entries), flush=True)
    else:
        game.end("aland")
        print(len(game.log.entries), flush=True)
"""


def test_half_a_line_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "game"
    game = random_game(1, path, 4)
    whole, status = path.read_bytes(), game.status
    for cut in (1, 20, len(whole.splitlines(keepends=True)[-1]) - 1):
        path.write_bytes(whole + whole.splitlines(keepends=True)[-1][:cut])
        again = Game.open(path)
        assert again.status == status
    again.play_day()
    assert path.read_bytes().startswith(whole) and Game.open(path).status == again.status


def test_a_changed_line_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "game"
    random_game(1, path, 4)
    lines = path.read_text().splitlines()
    moved, changed = ({**json.loads(lines[2]), **more} for more in ({"n": 7}, {"seat": "coria", "number": 9}))
    others = [[*lines[:2], json.dumps(each), *lines[3:]] for each in (moved, changed)]
    for wrong in (*others, [*lines[:2], *lines[3:]], ["{}"], ["no log"]):
        path.write_text("\n".join(wrong) + "\n")
        with pytest.raises(DataError, match=rf"{path}:\d"):
            Game.open(path)


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "game"
    path.write_text("mine")
    with pytest.raises(RunError, match="there is such a file"):
        new(path)
    assert path.read_text() == "mine"
    with pytest.raises(DataError, match="found No such file"):
        Game.open(tmp_path / "none")


def test_two_programs_do_not_write_over_each_other(tmp_path: Path) -> None:
    path = tmp_path / "game"
    one = new(path, aland="person")
    two = Game.open(path)
    one.say("aland", "borduria", "first")
    with pytest.raises(RunError, match="another program has written"):
        two.say("aland", "borduria", "second")
    assert Game.open(path).status == one.status


def test_another_version_shows_it_and_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game"
    game = new(path, aland="person")
    game.end("aland")
    monkeypatch.setattr("offramp.play.setup.__version__", "9.9")
    again = Game.open(path)
    assert again.status == game.status
    with pytest.raises(RunError, match=r"begun by Offramp .*, and this is 9.9; it can be shown and not gone on with"):
        again.end("aland")
    with pytest.raises(RunError, match="can be shown"):
        again.position()


def test_another_case_shows_it_and_does_not_go_on(tmp_path: Path) -> None:
    path = tmp_path / "game"
    game = new(path, aland="person")
    head = dict(game.setup.head) | {"version": game.log.head["version"], "sets": {"actors.aland.resolve": "0.5"}}
    assert Setup.found(head).barrier.startswith("begun on two-neighbours@")


def test_acts_that_this_machine_does_not_play_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "game"
    game = new(path)
    game.log.add("day", number=1, acts=[["coria/vote-to-expel/aland/pass", 0, 0, False, False]])
    with pytest.raises(RunError, match="day 1: the log has other acts than this machine plays"):
        Game.open(path).position()


def killed(path: Path, times: int, seed: int) -> None:
    """Kill a player at random moments; nothing that it has shown as done is lost, and nothing counts twice."""
    luck, shown = np.random.default_rng(seed), 1
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", PLAY, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(int(luck.integers(1, 12))):
                shown = int(process.stdout.readline())
            process.kill()
            rest = process.stdout.read().split()
        shown = int(rest[-1]) if rest else shown
        game = Game.open(path)
        assert shown <= len(game.log.entries) <= shown + 2
        assert [each.what["n"] for each in game.log.entries] == list(range(len(game.log.entries)))
    assert Game.open(path).status.day == len(Game.open(path).status.days)


def test_a_killed_game_keeps_what_it_showed_as_done(tmp_path: Path) -> None:
    killed(tmp_path / "game", 2, 5)


@pytest.mark.soak
def test_a_game_killed_fifty_times(tmp_path: Path) -> None:
    killed(tmp_path / "game", 50, int(os.environ.get("OFFRAMP_SEED", "1")))
