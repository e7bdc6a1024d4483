"""Worked examples can be remade: their commands are commands of Offramp, and so are all that the pages show."""

from __future__ import annotations

import re
import shlex
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from docs import remake
from offramp.cli.app import app

SHOWN = re.compile(r"^    (offramp (?!.*\.\.\.).+)$", re.M)
OPENED = re.compile(r"^<!-- offramp ", re.M)


def parse(command: str) -> None:
    """Parse a command line as the program would, without doing it; a usage error is raised."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    program, *words = takewhile(lambda word: word not in (">", "|"), lexer)
    assert program == "offramp"
    found: Any = typer.main.get_command(app)
    while isinstance(found, TyperGroup):
        name, *words = words
        found = found.commands[name]
    found.make_context(found.name, words)


@pytest.mark.parametrize("page", remake.pages(), ids=lambda page: page.name)
def test_every_command_of_a_page_parses(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for command in [*SHOWN.findall(text), *remake.commands(text)]:
        parse(command)


def test_some_pages_have_examples_and_each_has_its_end() -> None:
    texts = [page.read_text(encoding="utf-8") for page in remake.pages()]
    assert sum(len(remake.commands(text)) for text in texts) >= 8
    assert all(len(OPENED.findall(text)) == len(remake.commands(text)) for text in texts)


def test_output_takes_the_place_of_what_stood_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remake, "_output", lambda command: f"{command}\nsecond  \n")
    page = "before\n\n<!-- offramp words\n     war | head -n 1 -->\nold\n<!-- end -->\n\nafter\n"
    made = remake.remade(page)
    assert made == page.replace("old\n", "```text\n$ offramp words \\\n    war\n\nofframp words war\n```\n")
    assert remake.remade(made) == made


def test_addresses_of_shipped_cases_get_the_hash_of_today() -> None:
    old = "baghdad-2020@000000000000/v0.1.0/s1 my-case@000000000000/v0.1.0/s1"
    new = remake.readdressed(old)
    assert new.endswith("my-case@000000000000/v0.1.0/s1")
    assert "baghdad-2020@000000000000" not in new
