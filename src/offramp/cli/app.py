"""The commands: each is a function in a file of its own, both of the command's name."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from offramp import __version__
from offramp.cli.plugin import of_plugin

HELP = """Pre-game an international crisis: what may happen next, how far may it climb, at what human cost.

\b
A first answer:  offramp run baghdad-2020
Read a future:   offramp replay ADDRESS    (the report has addresses)
"""
LEAVES = "Exit codes: 0 well, 2 bad input, 3 a run folder that cannot be used, 130 interrupted."
# The commands by what they are for, in the order of the help, each with what it does in at most 50 characters.
GROUPS = {
    "Play": {
        "run": "Play many futures of a case; write a report.",
        "show": "Print the answer of a run again, or list the runs.",
        "replay": "Tell one future as a story, and why.",
        "play": "Sit down at the table and decide for an actor.",
        "serve": "Show all of it in a browser, and the table.",
        "cases": "List the shipped cases, or copy one.",
        "cache": "Show what futures are kept for reuse, or clear it.",
    },
    "Ask": {
        "state": "Show the state at a start, and what made it so.",
        "offramps": "Try every way out: what helps, what backfires.",
        "compare": "Play with and without an event or a way out.",
        "claims": "Judge what the sources claim.",
        "sensitivity": "Find which assumptions carry the answer.",
        "roadmap": "Plan what to do first, and what then.",
        "diff": "Compare two files of one crisis.",
        "ablate": "Switch each cause off and see what changes.",
    },
    "Write": {
        "new": "Write a case file to begin with.",
        "check": "Check a case file and say what it holds.",
        "watch": "Check and play a case at each save.",
        "fields": "List what a case may say, part by part.",
        "moves": "List the moves of the catalogue.",
        "measures": "List the measures, and kinds for your own.",
        "rungs": "List the rungs of the escalation ladder.",
        "explain": "Say what a dial is, who reads it, what it moves.",
        "import": "Read a table or event data into a case.",
        "export": "Write tables of a case or a run, and networks.",
        "schema": "Print the format of case files, for editors.",
        "words": "Say what the words of an answer mean.",
    },
    "Trust": {
        "backtest": "Start a case earlier; score it by what came.",
        "aftermath": "Set a forecast beside what really came.",
        "scores": "Score forecasts of real crises and disputes.",
        "surprises": "List the events that the model did not expect.",
        "ledger": "Write forecasts down and score them later.",
        "history": "Read the official data of crises and disputes.",
        "blind": "Mix real weeks with played ones, to tell apart.",
        "fit": "Fit the model to recorded disputes.",
        "hindcast": "Forecast past crises from what was known.",
        "predictive": "Hold invented disputes against recorded ones.",
    },
}


class Grouped(TyperGroup):
    """The commands, listed in their groups."""

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the groups of commands, each command with what it does."""
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(f"{name:<11}", says) for name, says in commands.items()])

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Find a command; one that is none of ours may ask the question of another package."""
        return super().get_command(ctx, cmd_name) or of_plugin(cmd_name)


app = typer.Typer(
    help=HELP,
    epilog=LEAVES,
    cls=Grouped,
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

for name in (name for commands in GROUPS.values() for name in commands):
    function = f"{name}_" if iskeyword(name) else name
    command = getattr(import_module(f"offramp.cli.commands.{function}"), function)
    if isinstance(command, typer.Typer):  # commands of its own
        app.add_typer(command)
    else:
        app.command(name)(command)
