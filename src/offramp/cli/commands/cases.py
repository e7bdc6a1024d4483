"""`offramp cases`: what is shipped, one line each, and a copy of one."""

from __future__ import annotations

from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded, say
from offramp.cli.terminal import columns, print_json

Copy = Annotated[
    str | None, typer.Option("--copy", metavar="ID", help="Write ID.yaml, a copy of a shipped case, to be changed.")
]


@guarded
def cases(copy: Copy = None, as_json: options.Json = False) -> None:
    """List the shipped cases, one line each that begins with the id, or copy one into the current folder.

    \b
        offramp cases
        offramp cases --copy mountain-pass
    """
    from offramp import api

    if copy is not None:
        _copy(copy, as_json)
        return
    found = api.cases()
    if as_json:
        print_json(found)
        return
    wide = max(map(len, found))
    for name in found:
        typer.echo(_line(name, wide))
    say("Play one: offramp run ID. Change one: offramp cases --copy ID. Write your own: offramp new NAME.")


def _copy(name: str, as_json: bool) -> None:
    from offramp.scenario.writing.new import copy

    path = copy(name)
    if as_json:
        print_json({"file": str(path)})
    else:
        typer.echo(f"{path}: a copy of {name}. Give it an id of its own in the line that begins with case:")


def _line(name: str, wide: int) -> str:
    """The id, the title, the first day and the principals, as far as the window goes."""
    from offramp import api
    from offramp.wording.names import date_words
    from offramp.wording.sentences import named

    case = api.load(name)
    one, other = (named(case, actor) for actor in case.principals)
    words = f"{name:<{wide}}  {case.title}: {one} and {other}, {case.days} days from {date_words(case.start_date)}"
    return words if not columns() or len(words) <= columns() else f"{name:<{wide}}  {case.title}"
