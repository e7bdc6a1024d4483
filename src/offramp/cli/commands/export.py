"""`offramp export`: parts of a case, its network, and the results of a run, for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli.guard import guarded, say

KINDS = ("record", "aftermath", "sources", "network", "plover")
What = Annotated[
    list[str] | None,
    typer.Option("--as", metavar="PART", help=f"{', '.join(KINDS)}; several parts into one Excel file."),
]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help=".csv, .xlsx or .graphml; printed if left out.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write the tables of a run as CSV beside its Parquet files.")]
Future = Annotated[
    str | None, typer.Option("--future", metavar="ADDRESS", help="One future of a run, such as d3/r5; all kept ones.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@guarded
def export(
    source: Annotated[str, typer.Argument(metavar="CASE|RUN", help="A case, or the folder of a run.")],
    what: What = None,
    to: To = None,
    csv: Csv = False,
    future: Future = None,
    force: Force = False,
) -> None:
    """Write parts of a case, its network, or the results of a run.

    No cell of a table is a formula. Tables of a case come back the same by offramp import. See docs/tables.md.

    \b
        offramp export baghdad-2020 --as record --to record.csv
        offramp export baghdad-2020 --as network --to baghdad.graphml
        offramp export out/baghdad-2020 --csv
        offramp export out/baghdad-2020 --as plover --future d3/r5 --to events.csv
    """
    parts = list(dict.fromkeys(what or []))
    if strange := [part for part in parts if part not in KINDS]:
        raise typer.BadParameter(f"{strange[0]!r}; allowed: {', '.join(KINDS)}", param_hint="--as")
    if csv == bool(parts):
        raise typer.BadParameter("nothing, or both; allowed: --as PART, or --csv for a run", param_hint="--as")
    if csv:
        _tables(Path(source))
        return
    body = _body(source, parts, to, future)
    if to is None:
        typer.echo(body.decode(), nl=False)
    else:
        from offramp.interchange.exporting import write_new

        write_new(to, body, force)
        say(f"Written: {to}")


def _tables(folder: Path) -> None:
    from offramp.interchange.cells import guarded as guard
    from offramp.results import RunFolder
    from offramp.results.csv_files import write_csv

    for place in write_csv(RunFolder(folder), guard):
        say(f"Written: {place}")


def _body(source: str, parts: list[str], to: Path | None, future: str | None) -> bytes:
    from offramp.interchange.exporting import case_table, tables_bytes

    ending = to.suffix if to else ".csv"
    if len(parts) > 1 and (ending.lower() != ".xlsx" or {"network", "plover"} & set(parts)):
        raise typer.BadParameter("several; allowed: one, or parts of a case with --to FILE.xlsx", param_hint="--as")
    if future is not None and parts != ["plover"]:
        raise typer.BadParameter("without --as plover; allowed: with it", param_hint="--future")
    if parts == ["network"]:
        return _network(source).encode()
    if parts == ["plover"]:
        return tables_bytes({"plover": _plover(source, future)}, ending)
    return tables_bytes({part: case_table(source, part) for part in parts}, ending)


def _network(source: str) -> str:
    from offramp.interchange.graphml import graphml
    from offramp.results import RunFolder
    from offramp.scenario import load

    return graphml(RunFolder(Path(source)).scenario() if Path(source).is_dir() else load(source))


def _plover(source: str, future: str | None) -> tuple[tuple[str, ...], list[list[object]]]:
    from offramp.interchange.plover import COLUMNS, plover_events

    rows, without = plover_events(Path(source), future)
    if without:
        say(f"{without:,} acts left out: PLOVER has no type for them, such as statements.")
    return COLUMNS, rows
