"""What `cases`, `check`, `words` and `show` say to people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offramp import ensemble
from offramp.cli.app import GROUPS, app
from offramp.cli.commands.words import definitions
from tests.cli.window import Offramp
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


def test_a_case_is_listed_in_a_line_that_begins_with_its_id(offramp: Offramp) -> None:
    lines = offramp("cases").stdout.splitlines()
    mine = " ".join(next(line for line in lines if line.startswith("baghdad-2020 ")).split())
    assert mine.endswith("Baghdad, January 2020: the United States and Iran, 90 days from 3 January 2020")


def test_a_case_is_checked_in_a_sentence_and_counted_on_request(offramp: Offramp) -> None:
    short, long = (offramp("check", CASE, *more).stdout for more in ([], ["-v"]))
    counts = json.loads(offramp("check", CASE, "--json").stdout)["counts"]
    assert f"five actors, two arenas, {counts['ranges']} assumptions with ranges ({counts['assumed']} of them" in short
    assert "policies" not in short and f"{counts['policies']:>6}  policies" in long


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("war", ["war: both principals"]),
        ("War", ["war: both principals"]),
        ("act", ["conciliatory act:", "violent act:"]),
        ("yeilds", ["yields: the first"]),
        ("", []),
    ],
)
def test_a_word_has_its_own_entry(offramp: Offramp, word: str, says: list[str]) -> None:
    done = offramp("words", word)
    assert all(each in done.stdout for each in says)
    assert done.exit_code == (0 if says else 2) and (says or "known: alternation" in " ".join(done.stderr.split()))
    assert len(done.stdout.splitlines()) < 12


def test_words_are_sorted_and_each_has_one_entry(offramp: Offramp) -> None:
    terms = list(definitions())
    assert terms == sorted(terms) and len(terms) > 20
    assert json.loads(offramp("words", "--json").stdout) == definitions()
    assert [line.split(":")[0] for line in offramp("words").stdout.splitlines() if line[0] != " "] == terms


def test_show_without_a_folder_lists_the_runs(offramp: Offramp) -> None:
    assert "A first one: offramp run baghdad-2020" in offramp("show").stdout
    for name, futures in (("a", 16), ("b", 32)):
        ensemble.run(CASE, out=f"out/{name}", runs=futures, draws=4, days=10, engine=FakeEngine(block=64))
    Path("out/c").mkdir()
    Path("out/c/manifest.json").write_text("{}", encoding="utf-8")  # no run that could be read
    told = offramp("show").stdout
    assert all(words in told for words in ("out/a  Two neighbours", "out/b", "32 futures of 10 days from 2031-05-10"))
    assert [(each["folder"], each["runs"]) for each in json.loads(offramp("show", "--json").stdout)] == [
        ("out/a", 16),
        ("out/b", 32),
    ]


def test_help_lists_every_command_in_four_groups_uncut() -> None:
    told = CliRunner().invoke(app, ["-h"], prog_name="offramp").stdout
    groups = [line[:-1] for line in told.splitlines() if line.endswith(":") and line[:-1] in GROUPS]
    assert groups == ["Play", "Ask", "Write", "Trust"]
    listed = {name: says for group in GROUPS.values() for name, says in group.items()}
    assert all(f"{says}\n" in told and len(says) <= 50 for says in listed.values())
    known = {each.callback.__name__ for each in app.registered_commands if each.callback}
    assert known | {each.typer_instance.info.name for each in app.registered_groups if each.typer_instance} == set(
        listed
    )


def test_no_option_shows_the_name_of_a_type() -> None:
    for name in (each.callback.__name__ for each in app.registered_commands if each.callback):
        told = CliRunner().invoke(app, [name, "-h"], prog_name="offramp").stdout
        assert "range>" not in told and "<int" not in told and "<float" not in told, name
