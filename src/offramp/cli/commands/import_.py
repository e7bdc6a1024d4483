"""`offramp import`: a table into a case, with an account of every row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from offramp.cli import options
from offramp.cli.guard import guarded, say
from offramp.cli.terminal import print_json

NOTHING_LEFT = 2

As = Annotated[Literal["record", "aftermath", "sources"], typer.Option("--as", help="The part that its rows are.")]
Into = Annotated[Path | None, typer.Option("--into", metavar="CASE", help="The case file that takes them.")]
Against = Annotated[
    Path | None, typer.Option("--case", metavar="CASE", help="Check against a case, and print the lines instead.")
]
Encoding = Annotated[
    Literal["utf-8", "utf-16", "windows-1252", "latin-1"] | None,
    typer.Option("--encoding", help="Of a CSV file; recognised if left out."),
]
Sheet = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of an Excel file.")]
Dates = Annotated[
    Literal["dmy", "mdy"] | None, typer.Option("--dates", help="Whether 3/4/2020 is in April or in March.")
]
Layout = Annotated[
    str | None, typer.Option("--layout", metavar="NAME", help="Of event data; told by the header if left out.")
]
Names = Annotated[
    Path | None, typer.Option("--names", metavar="TABLE", help="Columns name, actor, arena: whom names mean.")
]
Codes = Annotated[Path | None, typer.Option("--codes", metavar="TABLE", help="Columns code, move: over the codebook.")]
Cited = Annotated[str | None, typer.Option("--source", metavar="ID", help="The source of events that name none.")]
KeepTwins = Annotated[bool, typer.Option("--keep-twins", help="Keep rows that tell of the same act.")]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing where a row would be left out.")]
ListedIn = Annotated[
    Path | None, typer.Option("--dropped", metavar="FILE", help="Where to list rows that are left out.")
]


@guarded
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or an Excel file.")],
    part: As,
    into: Into = None,
    case: Against = None,
    layout: Layout = None,
    names: Names = None,
    codes: Codes = None,
    source: Cited = None,
    dates: Dates = None,
    encoding: Encoding = None,
    sheet: Sheet = None,
    keep_twins: KeepTwins = False,
    strict: Strict = False,
    dropped: ListedIn = None,
    as_json: options.Json = False,
) -> None:
    """Read a table or event data into a case; every row left out is listed.

    Rows that cannot be used are listed in FILE.dropped.csv with line and reason. Without --into the lines are
    printed, to be pasted into a case. See docs/tables.md.

    \b
        offramp import events.csv --as record --into my-case.yaml
        offramp import acled.csv --as record --into my-case.yaml --names names.csv
    """
    from offramp.interchange.importing import Imported, Wishes, import_table

    if into is not None and case is not None:
        raise typer.BadParameter("--into and --case together; allowed: one of them", param_hint="--case")
    wishes = Wishes(part, encoding, sheet, layout, source, dates, names, codes, keep_twins, strict)
    made: Imported = import_table(file, wishes, into or case, into is not None, dropped)
    if as_json:
        print_json(made.summary())
    elif into is None:
        typer.echo(made.text, nl=False)
    for line in made.says(into):
        say(line)
    if not made.found.kept:
        raise typer.Exit(NOTHING_LEFT)


import_.__name__ = "import"  # the command's name, which a function may not have
