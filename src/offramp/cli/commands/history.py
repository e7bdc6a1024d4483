"""`offramp history`: what the files of ICB and MID in a folder hold."""

from __future__ import annotations

import textwrap

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json

WIDTH = 88


@guarded
def history(
    data: options.Data = None,
    as_json: options.Json = False,
) -> None:
    """Read the official files of ICB and MID and say what they hold.

    How many rows, from when to when, and which rules for odd rows were needed.

        offramp history --data DIR
    """
    from offramp import api
    from offramp.history import QUIRKS

    made = api.history(data)
    if as_json:
        print_json(made.summary())
        return
    for name, table in made.tables.items():
        when = f"   {table.start.min().date()} to {table.start.max().date()}" if "start" in table else ""
        typer.echo(f"{len(table):6,} {name:<15}{when}")
    typer.echo("\nRules for odd rows, and how many rows needed each:")
    for rule, ids in made.rules.items():
        told = f"{len(ids):6,} {rule:<25}{QUIRKS[rule].what}"
        typer.echo(textwrap.fill(told, WIDTH, subsequent_indent=" " * 32))
