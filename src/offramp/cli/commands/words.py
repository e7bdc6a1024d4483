"""`offramp words`: the definitions that answers turn on."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

WIDTH = 88
_ENTRY = re.compile(r"\*\*(.+?)\*\*: (.+)")


@guarded
def words(
    word: Annotated[str | None, typer.Argument(metavar="WORD", help="One of the words; all if left out.")] = None,
    as_json: options.Json = False,
) -> None:
    """Say what the words of an answer mean: all of them, or one.

    \b
        offramp words
        offramp words war
    """
    known = definitions() if word is None else _chosen(definitions(), word)
    if as_json:
        print_json(known)
    else:
        _print(known)


def definitions() -> dict[str, str]:
    """Return every term with what it means, in the order of the alphabet."""
    text = (files("offramp.cli.commands") / "words.md").read_text(encoding="utf-8")
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return {found[1]: found[2].replace("*", "") for part in parts if (found := _ENTRY.fullmatch(part))}


def _chosen(known: dict[str, str], word: str) -> dict[str, str]:
    """The word's own entry, else those whose terms hold it, else the nearest."""
    from offramp.scenario.words import nearest, one_of

    asked = " ".join(word.lower().split())
    if asked in known:
        return {asked: known[asked]}
    found = {term: says for term, says in known.items() if asked and asked in term}
    near = nearest(asked, known)
    if not found and near is None:
        raise typer.BadParameter(f"{word!r}; known: {one_of(known, len(known))}", param_hint="WORD")
    return found or {near or "": known[near or ""]}


def _print(known: dict[str, str]) -> None:
    """Print each term with what it means below it on the margin, so that none hides in a paragraph."""
    from rich.text import Text

    screen = console(WIDTH)
    for term, says in known.items():
        text = Text(fill(screen, f"{term}: {says}", WIDTH, rest="    "))
        text.stylize("bold", 0, len(term))
        screen.print(text)
