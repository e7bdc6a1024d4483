"""`offramp new`: a case file to begin with."""

from __future__ import annotations

from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.next_steps import print_next
from offramp.cli.terminal import console, print_json

Name = Annotated[str, typer.Argument(metavar="NAME", help="The id of the case, such as kashmir-2019.")]
Like = Annotated[str, typer.Option("--like", metavar="KIND", help="One of dyad, dyad-with-proxies, three-sides.")]


@guarded
def new(name: Name, like: Like = "dyad", as_json: options.Json = False) -> None:
    """Write NAME.yaml, a commented case that checks and can be played, to be made your own.

    \b
        offramp new my-crisis
        offramp new my-crisis --like dyad-with-proxies
    """
    from offramp.scenario.writing.new import new as written

    path = written(name, like)
    if as_json:
        print_json({"file": str(path), "like": like})
        return
    lines = len(path.read_text(encoding="utf-8").splitlines())
    typer.echo(f"{path}: {lines} lines of a case that can be played. Change its names, dates, acts and ranges.")
    steps = (
        ("What may stand in it", "offramp fields"),
        ("What is wrong with it", f"offramp check {path}"),
        ("What follows from it", f"offramp run {path}"),
    )
    print_next(console(), iter(steps))
