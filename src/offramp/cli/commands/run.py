"""`offramp run`: many futures, the outlook, the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import INTERRUPTED, guarded, say
from offramp.cli.outlook import answer, write_brief

PAIRS, MINUTES = 1_024, 0.75  # of the ways out that are tried after a run


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
    ways_out: Annotated[
        bool, typer.Option("--ways-out", help="Then try the ways out, too, in few futures: at most a minute more.")
    ] = False,
    measures: options.Measures = None,
    brief: options.Brief = False,
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
    from offramp.study.shared.effects import named

    if measures:  # refused before anything is played
        named(api.load(case).measures, measures)
    kept, folder = options.parse_keep(keep), out or Path("out", Path(case).stem)
    with progress() as tell:
        made = api.run(
            case, out=folder, keep=kept, resume=resume, force=force, structure=structure, progress=tell, **settings
        )
    if not made.manifest.complete or (structure and not made.rivals):
        _interrupted(made.manifest.done, made.manifest.runs * (1 + structure), folder)
    more = bool(ways_out and made.scenario.offramps)
    answer(made, as_json, report=True, brief=brief and not more, measures=measures)
    if more:
        _ways_out(case, folder, as_json, settings, brief)


def _ways_out(case: str, folder: Path, as_json: bool, settings: Mapping[str, Any], brief: bool) -> None:
    """Try the ways out in few futures, say which helps, and write the report again with them, and the brief."""
    from offramp import api, report
    from offramp.cli.progress import progress

    say("\nNow the ways out, in few futures. The report is there already; this adds to it.")
    with progress() as tell:
        api.offramps(case, out=folder, minutes=MINUTES, progress=tell, **{**settings, "runs": PAIRS})
    made = api.show(folder)
    if not as_json:
        typer.echo(f"Ways out: {report.ways_out(made.outlook)}")
    made.report()
    if brief:
        write_brief(made, as_json)


def _interrupted(done: int, total: int, folder: Path) -> None:
    say(
        f"Interrupted: {done:,} of {total:,} futures are done; offramp show {folder} says what they say so far.\n"
        "Give the same command with --resume to finish."
    )
    raise typer.Exit(INTERRUPTED)
