"""The commands: each is a function in a file of its own, both of the command's name."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from offramp import __version__

HELP = """Pre-game an international crisis: what may happen next, how far may it climb, at what human cost.

A first answer:  offramp run baghdad-2020

Read a future:   offramp replay ADDRESS      (an address stands under every story of a report)
"""
LEAVES = "Exit codes: 0 well, 2 bad input, 3 a run folder that cannot be used, 130 interrupted."
COMMANDS = (  # in the order of the help
    "cases", "check", "run", "ablate", "compare", "offramps", "roadmap", "claims", "sensitivity", "diff", "aftermath",
    "history", "scores", "fit", "hindcast", "predictive", "show", "replay", "surprises", "schema", "words", "ledger",
    "cache",
)  # fmt: skip

app = typer.Typer(
    help=HELP,
    epilog=LEAVES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"offramp {__version__}")
        raise typer.Exit


@app.callback()
def offramp(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Hold the options of all commands."""


offramp.__doc__ = HELP

for name in COMMANDS:
    command = getattr(import_module(f"offramp.cli.commands.{name}"), name)
    if isinstance(command, typer.Typer):  # commands of its own
        app.add_typer(command)
    else:
        app.command()(command)
