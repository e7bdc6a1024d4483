"""`offramp state`, `explain` and `blind`: what they print where, in 80 columns, and what they leave with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from offramp.cli.commands.state import number
from tests.cli.window import shown
from tests.ensemble.fake import DIAL, FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
COMMANDS = {
    "state": ["state", CASE, "--all"],
    "one event": ["state", CASE, "--event", "commander-killed"],
    "a dial": ["explain", "ties.borduria>mountain-league.control", "--case", CASE],
    "a prefix": ["explain", "actors.aland", "--case", CASE],
    "a dial played": ["explain", DIAL, "--case", CASE, "--play", "--runs", "128", "--draws", "8", "--days", "20"],
    "blind": ["blind", CASE, "--weeks", "2", "--out", "weeks"],
}
COPIED = ("  offramp ", "Page: ", "Text: ", "Key: ")  # commands and paths stay on one line, to be copied


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quick engine in an empty folder."""
    monkeypatch.setattr("offramp.ensemble.player.OfframpEngine", lambda: FakeEngine(block=64))
    monkeypatch.setattr("offramp.study.blind.study.OfframpEngine", lambda: FakeEngine(block=64))
    monkeypatch.chdir(tmp_path)


def offramp(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="offramp")


def tokens(text: str) -> set[str]:
    return {word.strip(".,;:()").lower() for word in text.split() if not re.fullmatch(r"[─━·]+", word)}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_fits_the_window_and_breaks_no_word(name: str, tmp_path: Path) -> None:
    texts = {}
    for columns in (2_000, 80, 120):
        texts[columns] = shown(columns, *COMMANDS[name])
        (tmp_path / "weeks").rename(tmp_path / f"weeks-{columns}") if name == "blind" else None
    assert len(tokens(texts[2_000])) > 8, "it says something"
    for columns in (80, 120):
        lines = texts[columns].splitlines()
        assert not [line for line in lines if len(line.rstrip()) > columns and not line.startswith(COPIED)]
        assert tokens(texts[columns]) <= tokens(texts[2_000]), tokens(texts[columns]) - tokens(texts[2_000])


def test_the_state_is_told_and_what_made_it_so() -> None:
    done = offramp("state", CASE)
    assert done.exit_code == 0, done.output
    for words in ("What Aland owes Borduria for", "What moved it most", "commander-killed", "offramp run"):
        assert words in done.stdout
    assert "In the words of the case" not in done.stdout
    one = offramp("state", CASE, "--event", "rockets")
    assert "In the words of the case: Rockets fell on the garrison" in one.stdout and "Debts" not in one.stdout


def test_a_dial_is_told_with_source_reason_and_readers() -> None:
    done = offramp("explain", "ties.borduria>mountain-league.control", "--case", CASE)
    assert done.exit_code == 0, done.output
    for words in (
        "Borduria's control over the Mountain League",
        "Value: 0.4..0.8, a share from 0 to 1",
        "B. Keeper, “Yearbook of the border” (2030-12-31)",
        "Because: it pays them but does not lead them",
        "Library: 0.2..0.8 where an author says nothing",
        "proxies: the patron's control (borduria, mountain-league)",
    ):
        assert words in " ".join(done.stdout.split())
    assert "Read by: offramp offramps" in offramp("explain", "offramps.dorland-channel.price", "--case", CASE).stdout


@pytest.mark.parametrize("name", ["state", "a dial", "a dial played", "blind"])
def test_json_is_one_object_and_nothing_else(name: str) -> None:
    done = offramp(*COMMANDS[name], "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["case"] == "two-neighbours"


def test_weeks_are_written_with_their_key() -> None:
    done = offramp(*COMMANDS["blind"])
    assert done.exit_code == 0, done.output
    assert "2 weeks, 1 of them real." in done.stdout and "Key: weeks/key.json" in done.stdout
    assert sorted(each.name for each in Path("weeks").iterdir()) == ["key.json", "weeks.html", "weeks.txt"]
    again = offramp(*COMMANDS["blind"])
    assert (again.exit_code, again.stdout) == (3, "") and "weeks: is there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["state", CASE, "--actor", "alnad"], 2, "did you mean aland?"),
        (["state", CASE, "--event", "roket"], 2, "--event: found 'roket'"),
        (["state", CASE, "--as-of", "soon"], 2, "--as-of: found 'soon'"),
        (["state", "no-such-case"], 2, "no such case"),
        (["explain", "actors.alnad.tempo", "--case", CASE], 2, "did you mean actors.aland.tempo?"),
        (["explain", "actors.aland", "--case", CASE, "--play"], 2, "the beginning of a path"),
        (["explain", DIAL, "--run", "nowhere"], 3, "nowhere: no run folder"),
        (["blind", CASE, "--weeks", "3", "--out", "weeks"], 2, "--weeks: found 3; allowed: an even number from 2 to 2"),
    ],
)
def test_bad_input_gives_one_clear_error(words: list[object], code: int, says: str) -> None:
    done = offramp(*words)
    assert (done.exit_code, done.stdout) == (code, ""), done.output
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not Path("weeks").exists()


def test_numbers_have_two_digits_and_changes_a_sign() -> None:
    told = [number(each) for each in (0.0004, 0.0123, 0.5, 9.96, 23.4, 1234.5)]
    assert told == ["0", "0.012", "0.5", "10", "23", "1,234"]
    assert [number(each, signed=True) for each in (0.2, -0.2, 0)] == ["+0.2", "-0.2", "0"]
