"""`offramp words`: the definitions that answers turn on."""

from __future__ import annotations

import re
import textwrap
from importlib.resources import files

import typer

from offramp.cli.guard import guarded

WIDTH = 88


@guarded
def words() -> None:
    """Print the definitions that answers turn on."""
    typer.echo(_definitions())


def _definitions() -> str:
    text = (files("offramp.cli.commands") / "words.md").read_text(encoding="utf-8")
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip() and not part.startswith("#")]
    plain = (re.sub(r"\*\*?(.+?)\*\*?", r"\1", part) for part in parts)
    return "\n\n".join(textwrap.fill(part, WIDTH, subsequent_indent="  ") for part in plain)
