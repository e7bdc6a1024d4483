"""`offramp check`: what a case file holds, and remarks on its judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json

if TYPE_CHECKING:
    from offramp.scenario.lint import Report


@guarded
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A case file, or the id of a shipped case.")],
    as_json: options.Json = False,
) -> None:
    """Check a case file and say what it holds.

    Every fault is told with file, line, field, what was found, what is allowed and the nearest right word.

        offramp check my-case.yaml
    """
    from offramp import api

    report = api.check(file)
    if as_json:
        notes = [vars(note) for note in report.notes]
        print_json({"case": report.case, "title": report.title, "counts": report.counts, "notes": notes})
    else:
        typer.echo(_words(report))


def _words(report: Report) -> str:
    """What a case holds, and the remarks on its judgement."""
    lines = [f"{report.title} ({report.case}) can be played.", ""]
    lines += [f"{number:>6,}  {name}" for name, number in report.counts.items()]
    if report.notes:
        lines += ["", f"{len(report.notes)} remarks:", *(f"  {note}" for note in report.notes)]
    return "\n".join(lines)
