"""`offramp blind`: real weeks among played ones, for a class that does not know which is which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

if TYPE_CHECKING:
    from offramp.study.blind.study import Blind

WIDTH = 88
Weeks = Annotated[int, typer.Option("--weeks", metavar="N", help="How many weeks, an even number; half are real.")]
NewFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the weeks and their key.")]


@guarded
def blind(
    case: options.Case,
    out: NewFolder,
    weeks: Weeks = 20,
    seed: options.Seed = 1,
    sets: options.Sets = None,
    as_json: options.Json = False,
) -> None:
    """Mix real weeks with played ones in one form, for readers to tell apart.

    The key is in a file of its own. How to score guesses: docs/blind.md.

    \b
        offramp blind baghdad-2020 --out out/weeks
        offramp blind baghdad-2020 --weeks 10 --seed 3 --out out/other-weeks
    """
    from offramp import api
    from offramp.cli.progress import progress

    with progress("weeks") as tell:
        made = api.blind(case, weeks=weeks, seed=seed, sets=options.parse_sets(sets), out=out, progress=tell)
    if as_json:
        print_json(made.summary())
    else:
        _print(made, out)


def _print(made: Blind, out: Path) -> None:
    from rich.text import Text

    from offramp.report import blind as written

    screen = console()
    half = len(made.weeks) // 2
    lines = [f"{len(made.weeks)} weeks, {half} of them real."]
    if made.left_out:
        some = f"{made.left_out} events are" if made.left_out > 1 else "One event is"
        lines.append(f"{some} never shown, since no future could hold such an act.")
    screen.print(Text(fill(screen, " ".join(lines), WIDTH)))
    for name, what in ((written.PAGE, "Page"), (written.TEXT, "Text"), (written.KEY, "Key")):
        screen.print(Text(f"{what}: {out / name}"), soft_wrap=True)
