"""The table in the terminal: 80 columns, clear refusals, and a game that outlives whoever leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from offramp.cli.table.show import before
from offramp.play.game import Game
from offramp.play.view import before as seen_before
from offramp.scenario import load
from tests.play.games import DAYS
from tests.world.laws import TWO_NEIGHBOURS

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from offramp.cli import main; main()", "play"]


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def sit(path: Path, *typed: str, more: tuple[str, ...] = ("--seat", "aland")) -> Result:
    """Sit down at a new game of a file, or go on with it, and type lines."""
    words = ["--resume", path] if path.exists() else [TWO_NEIGHBOURS, "--days", DAYS, "--game", path, *more]
    return CliRunner().invoke(app, ["play", *map(str, words)], input="".join(f"{line}\n" for line in typed))


def test_a_game_is_played_by_what_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "game"
    done = sit(path, "help", "options", "5", "orders", "end", "news", "stands", "say all hello", "wait 4", "quit")
    assert done.exit_code == 0, done.output
    assert max(map(len, done.output.splitlines())) <= 80 or str(path) in done.output.splitlines()[-1]
    assert "Ordered for day" in done.output and "Under way, for day" in done.output
    assert f"Saved. Go on with: offramp play --resume {path}" in done.output
    status = Game.open(path).status
    assert 1 < status.day <= 6 and status.messages[0].text == "hello"
    again = sit(path, "end")
    assert again.exit_code == 0 and Game.open(path).status.day == status.day + 1


def test_the_days_before_are_told_as_far_as_a_seat_saw_them(tmp_path: Path) -> None:
    """An order to partners is known to them and their patron, a message by a back channel to its two sides."""
    case = load("baghdad-2020")
    order = next(name for name, move in case.moves.items() if "order" in move.does and move.visibility == "covert")
    event = next(iter(case.record.values())).model_copy(
        update={"date": case.start, "actor": "iran", "move": order, "target": "united-states", "arena": None}
    )
    case = case.model_copy(update={"record": {**case.record, "secret": event}})
    seats = ("iran", "kataib-hezbollah", "united-states", "iraq")
    seen = {seat: {(each.move, each.doer) for each in seen_before(case, seat, 3)} for seat in seats}
    assert {seat for seat in seats if (order, "iran") in seen[seat]} == {"iran", "kataib-hezbollah"}
    message = ("back-channel-message", "united-states")
    assert {seat for seat in seats if message in seen[seat]} == {"iran", "united-states"}
    screen = Console(file=StringIO(), width=80)
    before(screen, case, "iraq", 3)
    told = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "3 January 2020: The United States killed a senior Iranian leader" in told and "2019" not in told


def test_what_is_undone_stays_as_a_branch(tmp_path: Path) -> None:
    path = tmp_path / "game"
    done = sit(path, "end", "end", "undo", "5", "end", "branches", "branch 1", "fork " + str(tmp_path / "other"))
    assert done.exit_code == 0 and "  1  day 2" in done.output and "  2  day 2" in done.output
    assert Game.open(tmp_path / "other").status == Game.open(path).status


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("dance", "'dance' is no word of the game; help lists them"),
        ("999", "option 999; allowed: 1 to"),
        ("wait many", "wait: found many; allowed: a whole number from 1 to 365"),
        ("drop 3", "allowed: the day of an order that stands"),
        ("say atlantis hello", "allowed: an actor of the case"),
        ("branch 7", "branch 7; allowed: 1 to 1"),
        ("undo", "there is nothing to undo"),
        ("advice elephants", "nothing that you can order has 'elephants' in it"),
    ],
)
def test_a_wrong_line_is_told_and_changes_nothing(line: str, says: str, tmp_path: Path) -> None:
    done = sit(tmp_path / "game", line)
    assert done.exit_code == 0 and says in " ".join(done.output.split())
    assert len((tmp_path / "game").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([TWO_NEIGHBOURS, "--seat", "alnad"], "--seat: found 'alnad'; allowed: an actor of the case"),
        (["no-such-case", "--seat", "aland"], "no such case"),
        ([TWO_NEIGHBOURS], "give an actor for whom you decide"),
        ([], "give either a CASE or --resume FILE"),
        (["--resume", "nowhere.game"], "the file of a game"),
    ],
)
def test_a_bad_seat_or_case_is_refused_in_one_line(words: list[str], says: str) -> None:
    done = CliRunner().invoke(app, ["play", *map(str, words)])
    assert done.exit_code == 2 and says in " ".join(done.output.split())
    assert "Traceback" not in done.output


def test_advice_is_shown_in_a_narrow_window(tmp_path: Path) -> None:
    done = sit(tmp_path / "game", "advice talk", "quit")
    assert done.exit_code == 0 and "war " in done.output and "Ranges in brackets: luck" in done.output
    none = sit(tmp_path / "none", "advice", more=("--seat", "mountain-league"))
    assert "mountain-league is an armed group" in none.output


def test_a_debrief_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    done = sit(tmp_path / "game", "5", "end", "end", f"debrief {tmp_path / 'mine'}", "debrief", "quit")
    assert done.exit_code == 0 and "Luck and judgement" in done.output
    assert (tmp_path / "mine.md").exists() and (tmp_path / "mine.json").exists()


def test_the_facilitator_has_words_of_its_own(tmp_path: Path) -> None:
    lines = ["help", "inject borduria/threat/aland/- 1", "hide on", "tell aland: hello", "advisor off", "all", "end"]
    done = sit(
        tmp_path / "game", *lines, "news", "advice", "end", "debrief", "rewind 0", more=("--seat", "aland,facilitator")
    )
    assert done.exit_code == 0 and "The facilitator writes: “hello”" in done.output
    assert "| seat | days | expected | judgement |" in done.output and "| Aland | 1 |" in done.output
    assert "switched the advisor off" in done.output and "borduria (facilitator), for day 1" in done.output
    assert Game.open(tmp_path / "game").status.day == 0


def test_who_stops_reading_stops_nothing(tmp_path: Path) -> None:
    words = " ".join(f"'{word}'" for word in [*COMMAND, TWO_NEIGHBOURS, "--seat", "aland", "--game", tmp_path / "game"])
    line = f"set -o pipefail; printf 'options\\noptions\\noptions\\noptions\\n' | {words} | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "Two neighbours and a pass\n"), done.stderr


def test_an_interrupt_leaves_a_game_that_can_be_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "game"
    # Where the tests run in the background, interrupts are ignored, which a child inherits.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); " + COMMAND[2]
    words = [*COMMAND[:2], heeding, "play", str(TWO_NEIGHBOURS), "--seat", "aland", "--game", str(path)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdin.write("say all here\nnews\n")
        process.stdin.flush()
        for line in process.stdout:
            if "seen nothing" in line:
                break
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert process.returncode == 130 and "Saved. Go on with" in rest
    assert Game.open(path).status.messages[0].text == "here"
