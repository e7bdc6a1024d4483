"""`offramp watch`: check and play a case at each save, the last answer beside the new one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli.guard import guarded, say
from offramp.cli.terminal import console, print_table

if TYPE_CHECKING:
    from offramp.study.first_look.study import FirstLook

PAUSE = 0.5  # seconds between two looks at the file
HEADS = ("Measure", "Now", "Before")

CaseFile = Annotated[Path, typer.Argument(metavar="FILE", help="A case file that you are writing.", dir_okay=False)]
Runs = Annotated[int, typer.Option("--runs", metavar="N", min=1, max=100_000, help="Futures at each save.")]
Times = Annotated[int, typer.Option("--times", metavar="N", min=0, help="Leave after so many saves; 0 for never.")]


@guarded
def watch(file: CaseFile, runs: Runs = 256, times: Times = 0) -> None:
    """Check a case and play it in few futures at each save; the answer before stands beside the new one.

    A save with a fault is told and changes nothing. Ctrl-C ends it.

    \b
        offramp watch my-case.yaml
    """
    say(f"Watching {file}; save it to see what changes, Ctrl-C to leave.")
    last: FirstLook | None = None
    try:
        for _ in saves(file, times):
            last = _told(file, runs, last) or last
    except KeyboardInterrupt:
        say("Stopped watching.")


def saves(file: Path, times: int, pause: float = PAUSE) -> Iterator[int]:
    """Yield at once, and whenever the file was saved; so many times, or without end for 0 `times`.

    Parameters
    ----------
    file : Path
    times : int
    pause : float
        Seconds between two looks at it.
    """
    seen, count = None, 0
    while not times or count < times:
        if (now := _stamp(file)) != seen:
            seen, count = now, count + 1
            yield count
        else:
            time.sleep(pause)


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when a file is saved; nothing for a file that an editor is just putting in its place."""
    try:
        about = file.stat()
    except FileNotFoundError:
        return 0, 0
    return about.st_mtime_ns, about.st_size


def _told(file: Path, runs: int, last: FirstLook | None) -> FirstLook | None:
    """Print what a save changed; None where it has faults."""
    from offramp.errors import CaseError
    from offramp.scenario import check
    from offramp.study.first_look.study import first_look

    try:
        report = check(file)
        made = first_look(file, runs=runs, deep=False)
    except CaseError as error:
        typer.echo(f"\n{error}\nThis save has faults; the answer before still stands.")
        return None
    remarks = f"{len(report.notes)} remarks" if len(report.notes) != 1 else "1 remark"
    typer.echo(f"\n{report.title}: no fault, {remarks}; {made.runs:,} futures.")
    print_table(console(), HEADS, rows(made, last))
    return made


def rows(made: FirstLook, last: FirstLook | None) -> list[Sequence[str]]:
    """The case's own measures first, then those of the outlook: what they are now, and what they were.

    The second parameter is the `last` look, of which nothing is shown where there was none.
    """
    from offramp.study.shared.leading import leading
    from offramp.wording.measures import heading

    return [
        (heading(name, made.measures[name].says), _number(made, name), _number(last, name) if last else "")
        for name in leading(list(made.measures))
    ]


def _number(made: FirstLook, name: str) -> str:
    from offramp.wording.numbers import amount, share

    each = made.measures.get(name)
    if each is None or each.estimate is None:
        return "not known"
    told = share(each.found, made.runs) if each.is_share else f"{amount(each.found)} {each.unit}"
    return told.partition(" (")[0]
