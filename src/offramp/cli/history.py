"""`offramp history`: what the files of ICB and MID in a folder hold."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json

WIDTH = 88


@guarded
def history(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="The folder of data; OFFRAMP_DATA if left out.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Read the official files of ICB and MID and say what they hold.

    How many rows, from when to when, and which rules for odd rows were needed.

        offramp history --data DIR
    """
    from offramp.evidence import QUIRKS, read_icb, read_mid

    icb, mid = read_icb(data), read_mid(data)
    found = {**icb.found, **mid.found}
    tables = {
        "crises": icb.crises, "crisis actors": icb.actors, "disputes": mid.disputes,
        "participants": mid.participants, "incidents": mid.incidents, "incident actors": mid.incident_actors,
    }  # fmt: skip
    if as_json:
        print_json({"rows": {name: len(each) for name, each in tables.items()}, "rules": found})
        return
    spans = {name: each.start for name, each in tables.items() if "start" in each}
    for name, table in tables.items():
        when = f"   {spans[name].min().date()} to {spans[name].max().date()}" if name in spans else ""
        typer.echo(f"{len(table):6,} {name:<15}{when}")
    typer.echo("\nRules for odd rows, and how many rows needed each:")
    for rule, ids in found.items():
        told = f"{len(ids):6,} {rule:<25}{QUIRKS[rule].what}"
        typer.echo(textwrap.fill(told, WIDTH, subsequent_indent=" " * 32))
