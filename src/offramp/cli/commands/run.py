"""`offramp run`: many futures, the outlook, the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from offramp.cli import options
from offramp.cli.guard import INTERRUPTED, guarded, say
from offramp.cli.outlook import answer


@guarded
@options.designed(runs=20_000)
def run(
    case: options.Case,
    settings: Mapping[str, Any],
    out: options.Out = None,
    keep: options.Keep = "2000",
    resume: options.Resume = False,
    force: options.Force = False,
    structure: options.Structure = False,
    as_json: options.Json = False,
) -> None:
    """Play many futures; print the outlook, write the report.

    \b
        offramp run baghdad-2020
        offramp run baghdad-2020 --runs 100000 --draws 256 --seed 7
        offramp run baghdad-2020 --as-of 2020-01-09
        offramp run baghdad-2020 --days 1825 --turn week
        offramp run my-case.yaml --set actors.iran.resolve=0.6 --days 30 --json
    """
    from offramp import api
    from offramp.cli.progress import progress

    kept, folder = options.parse_keep(keep), out or Path("out", Path(case).stem)
    with progress() as tell:
        made = api.run(
            case, out=folder, keep=kept, resume=resume, force=force, structure=structure, progress=tell, **settings
        )  # fmt: skip
    if not made.manifest.complete or (structure and not made.rivals):
        _interrupted(made.manifest.done, made.manifest.runs * (1 + structure), folder)
    answer(made, as_json, report=True)


def _interrupted(done: int, total: int, folder: Path) -> None:
    say(
        f"Interrupted: {done:,} of {total:,} futures are done; offramp show {folder} says what they say so far.\n"
        "Give the same command with --resume to finish."
    )
    raise typer.Exit(INTERRUPTED)
