"""`offramp schema`: the language of cases, and the form of answers, for editors and programs."""

from __future__ import annotations

from typing import Annotated

import typer

from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json
from offramp.study.questions import RESULTS, ROOMS

Answer = Annotated[
    str | None,
    typer.Option(
        "--answer",
        metavar="COMMAND",
        help=f"Print that of what a command prints with --json: {', '.join([*ROOMS, *RESULTS])}.",
    ),
]


@guarded
def schema(answer: Answer = None) -> None:
    """Print the JSON Schema of a case file, for editors, or that of an answer, for programs.

    \b
        offramp schema > case.schema.json
        offramp schema --answer compare
    """
    if answer is not None:
        print_json(_of(answer))
        return
    from offramp.scenario.reading.schema import schema as made

    print_json(made())


def _of(answer: str) -> object:
    from offramp.study.questions import questions, result_of

    known = [*questions(), *RESULTS]
    if answer not in known:
        raise typer.BadParameter(f"{answer!r}; allowed: {', '.join(known)}", param_hint="--answer")
    return result_of(answer).schema()
