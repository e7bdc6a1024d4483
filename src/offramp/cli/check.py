"""`offramp check`: what a case file holds, and remarks on its judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import print_json

if TYPE_CHECKING:
    from offramp.scenario.lint import Report

FEW = 3  # remarks of a kind that are shown unasked


@guarded
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A case file, or the id of a shipped case.")],
    every: Annotated[bool, typer.Option("--all", help="Show every remark, not the first few of each kind.")] = False,
    as_json: options.Json = False,
) -> None:
    """Check a case file, say what it holds, and remark on its judgement.

    Every fault is told with file, line, field, what was found, what is allowed and the nearest right word. A case with
    remarks can be played all the same.

        offramp check my-case.yaml
    """
    from offramp import api

    report = api.check(file)
    if as_json:
        notes = [vars(note) for note in report.notes]
        print_json({"case": report.case, "title": report.title, "counts": report.counts, "notes": notes})
    else:
        typer.echo(_words(report, every))


def _words(report: Report, every: bool) -> str:
    """What a case holds, and the remarks on its judgement by their kinds."""
    lines = [f"{report.title} ({report.case}) can be played.", ""]
    lines += [f"{number:>6,}  {name}" for name, number in report.counts.items()]
    if report.notes:
        lines += ["", f"Remarks: {len(report.notes)}"]
    for kind in sorted({note.kind for note in report.notes}):
        mine = [note for note in report.notes if note.kind == kind]
        shown = mine if every else mine[:FEW]
        lines += ["", f"{kind} ({len(mine)}):", *(f"  {note}" for note in shown)]
        if len(mine) > len(shown):
            lines.append(f"  and {len(mine) - len(shown)} more; --all shows them")
    return "\n".join(lines)
