"""The commands of questions of other packages: their options are the questions' fields, and they print JSON."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import typer
from typer.main import get_command

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.study.question import Question
from offramp.study.questions import GROUP, questions


def of_plugin(name: str) -> Any:
    """Make the command that asks a question of another package; None if no package has one of this name.

    Parameters
    ----------
    name : str
        Of the entry point, which is that of the question.
    """
    if not entry_points(group=GROUP, name=name):
        return None
    question = questions()[name]

    def ask(asked: Question[Any], as_json: options.Json = True) -> None:
        deliver(asked, lambda made, asked: None, None, as_json=True)

    ask.__doc__ = question.__doc__
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(guarded(options.asks(question)(ask)))
    return get_command(alone)
