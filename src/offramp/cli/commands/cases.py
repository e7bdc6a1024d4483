"""`offramp cases`: what is shipped."""

from __future__ import annotations

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json


@guarded
def cases(as_json: options.Json = False) -> None:
    """List the shipped cases."""
    from offramp import api

    found = api.cases()
    if as_json:
        print_json(found)
    else:
        width = max(map(len, found), default=0)
        typer.echo("\n".join(f"{name:<{width}}  {title}" for name, title in found.items()))
