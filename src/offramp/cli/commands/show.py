"""`offramp show`: the outlook of a run again, or which runs there are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import answer
from offramp.cli.terminal import console, print_json
from offramp.errors import RunError

if TYPE_CHECKING:
    from offramp.results import Manifest

OUT = Path("out")  # where runs are kept if nobody says where
NONE = "No run in the folder out/ here. A first one: offramp run baghdad-2020"


@guarded
def show(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder of a run; lists those in out/ if left out.")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Write the HTML report again.")] = False,
    brief: options.Brief = False,
    as_json: options.Json = False,
) -> None:
    """Print the outlook of a run again, or list the runs in the folder out/.

    \b
        offramp show
        offramp show out/baghdad-2020 --report
    """
    from offramp import api

    if folder is not None:
        answer(api.show(folder), as_json, report, brief)
        return
    found = _runs()
    if as_json:
        print_json([_plain(path, made) for path, made in found])
    else:
        _print(found)


def _runs() -> list[tuple[Path, Manifest]]:
    """The runs in the folder out/ that can be read, by their folders."""
    from offramp.results import RunFolder
    from offramp.results.folder import MANIFEST

    found = []
    for path in sorted(OUT.glob(f"*/{MANIFEST}")):
        with suppress(RunError):
            found.append((path.parent, RunFolder(path.parent).manifest()))
    return found


def _plain(path: Path, made: Manifest) -> dict[str, Any]:
    known = {name: getattr(made, name) for name in ("case", "title", "as_of", "days", "runs", "done", "started")}
    return {"folder": str(path), **known}


def _print(found: list[tuple[Path, Manifest]]) -> None:
    from rich.text import Text

    screen = console()
    for path, made in found:
        done = f"{made.done:,} futures" if made.complete else f"{made.done:,} of {made.runs:,} futures, interrupted"
        screen.print(Text.assemble((str(path), "bold"), f"  {made.title}"), soft_wrap=True)
        screen.print(Text(f"    {done} of {made.days:,} days from {made.as_of}, made {made.started[:10]}", "dim"))
    screen.print(Text("\nOne of them again: offramp show DIR" if found else NONE))
