"""The world outside the program: old code pages, brackets in names, control characters, other people's settings."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offramp.cli.app import app
from offramp.cli.stand_ins import json_words
from offramp.cli.terminal import console, table
from offramp.errors import Fault, OfframpError, printable, unprintable
from offramp.report.charts.chart import Chart
from tests.scenario.edited import edited
from tests.study.test_scores import folder, forecasts

__all__ = ["folder"]  # the fixture

PERSIAN = ("title: Two neighbours and a pass", 'title: "بحران در گذرگاه [ویرایش ۲] →"')


def offramp(*words: object, encoding: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from offramp.cli import main; main()", *map(str, words)]
    return subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False)


def test_a_stream_that_cannot_show_a_letter_gets_a_stand_in(tmp_path: Path) -> None:
    done = offramp("check", edited(tmp_path, PERSIAN), encoding="cp1252")
    assert done.returncode == 0, done.stderr
    assert b"[??????" in done.stdout and b"(two-neighbours) can be played" in done.stdout
    stream = io.TextIOWrapper(io.BytesIO(), "cp437")
    told = json_words({"title": PERSIAN[1]}, stream)
    assert told.isascii() and json.loads(told) == {"title": PERSIAN[1]}  # JSON has escapes of its own


def test_a_fault_is_told_on_such_a_stream_too(tmp_path: Path) -> None:
    done = offramp("check", edited(tmp_path, ("kind: host", "kind: میزبان")), encoding="cp1252")
    assert done.returncode == 2 and b"found '??????'; allowed: state" in done.stderr


@pytest.mark.parametrize("name", ["a channel [either/or] [/x]", "[red]mine[/red]", "[/]", "mine[final]", ":smile:"])
def test_brackets_in_names_are_no_markup(name: str) -> None:
    screen = console()
    with screen.capture() as kept:
        screen.print(table(["Way out", "Net"], [(name, "1")]))
        screen.print(name)
    assert kept.get().count(name) == 2


def test_a_model_has_the_name_of_its_file(folder: Path) -> None:
    mine = forecasts(folder / "mine[final].csv", [0.5] * 60)
    for more in ([], ["--full"]):
        done = CliRunner().invoke(app, ["scores", str(mine), "--data", str(folder), *more])
        assert done.exit_code == 0 and "mine[final]" in done.stdout and "[bold]" not in done.stdout
        assert "[0." in done.stdout or "[-" in done.stdout  # an interval keeps its bracket


@pytest.mark.parametrize("bad", ["\x1b]0;title\x07", "\x1b[31mred", "\u202edesrever", "\u2066x", "\x9b31m", "\x7f"])
def test_what_a_terminal_would_obey_is_shown_as_text(bad: str) -> None:
    said = str(Fault("case.yaml", 1, bad, bad, bad, bad)) + printable(bad)
    assert unprintable(bad) and unprintable(said) is None
    words = json_words({"name": bad}, sys.stdout)
    assert unprintable(words) is None and json.loads(words) == {"name": bad}
    assert printable("ایران \u200f(الف)\u200e می\u200cشود é") == "ایران (الف) می\u200cشود é"


def test_a_ledger_of_somebody_else_is_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["ledger", "add", "War \x1b[31mred\x07 [/]", "-p", "0.1", "--as-of", "2020-01-03", "--days", "9"]
    assert unprintable(CliRunner().invoke(app, words).stdout) is None
    shown = CliRunner().invoke(app, ["ledger", "show"]).stdout
    assert unprintable(shown) is None and "War \\x1b[31mred" in shown and "[/]" in shown


@pytest.mark.parametrize("name", ["fig.png", "fig.pdf", "fig"])
def test_a_chart_under_another_name_than_a_page_is_refused(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["compare", "baghdad-2020", "--with", "omani-channel", "--figure", name])
    assert done.exit_code == 2 and "a name that ends in .html" in " ".join(done.stderr.split())
    with pytest.raises(OfframpError, match=r"ends in \.html"):
        Chart.write(None, tmp_path / name)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["jax_enable_x64", "jax_debug_nans"])
def test_settings_of_jax_by_others_are_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import jax

    from offramp.game.xla.device import prepare

    monkeypatch.setattr(type(jax.config), name, property(lambda _: True), raising=False)
    prepare.cache_clear()
    with pytest.raises(OfframpError, match=f"JAX runs with {name.upper()}.*unset it, or set it to 0"):
        prepare()
    monkeypatch.undo()
    prepare()


def test_json_is_plain_on_a_stream_of_unicode() -> None:
    assert "é" in json_words({"name": "é"}, io.TextIOWrapper(io.BytesIO(), "utf-8"))
