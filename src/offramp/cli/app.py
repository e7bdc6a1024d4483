"""The commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp import __version__
from offramp.cli import compare, fit, hindcast, history, ledger, offramps, options, scores
from offramp.cli.guard import INTERRUPTED, guarded, say
from offramp.cli.show import print_json

if TYPE_CHECKING:
    from offramp.api import Pregame

HELP = """Pre-game an international crisis: what may happen next, how far may it climb, at what human cost.

A first answer:  offramp run baghdad-2020

Read a future:   offramp replay ADDRESS      (an address stands under every story of a report)
"""
LEAVES = "Exit codes: 0 well, 2 bad input, 3 a run folder that cannot be used, 130 interrupted."

app = typer.Typer(
    help=HELP,
    epilog=LEAVES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"offramp {__version__}")
        raise typer.Exit


@app.callback()
def offramp(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Hold the options of all commands."""


offramp.__doc__ = HELP


@app.command()
@guarded
def cases(as_json: options.Json = False) -> None:
    """List the shipped cases."""
    from offramp import api

    found = api.cases()
    if as_json:
        print_json(found)
    else:
        width = max(map(len, found), default=0)
        typer.echo("\n".join(f"{name:<{width}}  {title}" for name, title in found.items()))


@app.command()
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
    from offramp.cli.show import checked

    report = api.check(file)
    if as_json:
        notes = [vars(note) for note in report.notes]
        print_json({"case": report.case, "title": report.title, "counts": report.counts, "notes": notes})
    else:
        typer.echo(checked(report))


@app.command()
@guarded
def run(
    case: options.Case,
    runs: options.Runs = 20_000,
    draws: options.Draws = 64,
    days: options.Days = None,
    turn: options.Turn = "day",
    seed: options.Seed = 1,
    sets: options.Sets = None,
    as_of: options.AsOf = None,
    evidence: options.Evidence = None,
    out: options.Out = None,
    keep: options.Keep = "2000",
    resume: options.Resume = False,
    force: options.Force = False,
    rule: options.Rule = "quantal",
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

    asked, kept = options.parse_sets(sets), options.parse_keep(keep)
    folder = out or Path("out", Path(case).stem)
    with progress() as tell:
        made = api.run(
            case, out=folder, keep=kept, resume=resume, force=force, structure=structure, progress=tell,
            runs=runs, draws=draws, days=days, turn=turn, seed=seed, sets=asked, as_of=as_of, evidence=evidence,
            rule=rule,
        )  # fmt: skip
    if not made.manifest.complete or (structure and not made.rivals):
        _interrupted(made.manifest.done, made.manifest.runs * (1 + structure), folder)
    _answer(made, as_json, report=True)


@app.command()
@guarded
def ablate(
    case: options.Case,
    runs: options.Runs = 4_096,
    draws: options.Draws = 64,
    days: options.Days = None,
    turn: options.Turn = "day",
    seed: options.Seed = 1,
    sets: options.Sets = None,
    out: options.Out = None,
    rule: options.Rule = "quantal",
    as_json: options.Json = False,
) -> None:
    """Switch each causal system off and show what changes.

    The same futures are played with and without each system. The run folder keeps the table, and its report shows it.

        offramp ablate baghdad-2020
    """
    from offramp import api
    from offramp.cli.progress import progress
    from offramp.cli.show import ablation_text

    asked, folder = options.parse_sets(sets), out or Path("out", Path(case).stem)
    with progress() as tell:
        made = api.ablate(
            case, out=folder, progress=tell, runs=runs, draws=draws, days=days, turn=turn, seed=seed, sets=asked,
            rule=rule,
        )  # fmt: skip
    report = api.show(folder).report()
    if as_json:
        print_json(made.summary())
    else:
        ablation_text(made)
        typer.echo(f"Report: {report}")


for command in (compare.compare, offramps.offramps, history.history, scores.scores, fit.fit, hindcast.hindcast):
    app.command()(command)
app.add_typer(ledger.ledger)


@app.command()
@guarded
def show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")],
    report: Annotated[bool, typer.Option("--report", help="Write the HTML report again.")] = False,
    as_json: options.Json = False,
) -> None:
    """Print the outlook of a run again.

    offramp show out/baghdad-2020 --report
    """
    from offramp import api

    _answer(api.show(folder), as_json, report)


@app.command()
@guarded
def replay(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The address of a future.")],
    case: Annotated[
        str | None,
        typer.Option(
            "--case", metavar="FILE|DIR", help="A case that is not shipped: its file, or the folder of its run."
        ),
    ] = None,
    sets: options.Sets = None,
    as_json: options.Json = False,
) -> None:
    """Tell one future as a dated story, and why.

    What happened by day, and what made each actor choose as it did.

    \b
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r3

    The terms in brackets are what each causal system added to the option that was chosen.
    """
    from offramp import api
    from offramp.cli.show import story_text, told

    story = api.replay(address, case, options.parse_sets(sets))
    if as_json:
        print_json(told(story))
    else:
        story_text(story)


@app.command()
@guarded
def surprises(
    case: options.Case,
    as_of: options.AsOf = None,
    seed: options.Seed = 1,
    as_json: options.Json = False,
) -> None:
    """List the events of the record that the model did not expect.

    Each is forecast from the state fourteen days before it; a surprise had less than 5 in 100.

    \b
        offramp surprises baghdad-2020
        offramp surprises baghdad-2020 --as-of 2020-04-30
    """
    from dataclasses import asdict

    from offramp import api
    from offramp.cli.progress import progress
    from offramp.cli.show import surprised

    with progress("days") as tell:
        found = api.surprises(case, as_of, seed, tell)
    if as_json:
        print_json([{**asdict(each), "surprise": each.surprise} for each in found])
    else:
        typer.echo(surprised(found))


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of a case file, for editors.

    offramp schema > case.schema.json
    """
    from offramp.scenario.schema import schema as made

    print_json(made())


@app.command()
@guarded
def words() -> None:
    """Print the definitions that answers turn on."""
    from offramp.cli.show import definitions

    typer.echo(definitions())


def _answer(made: Pregame, as_json: bool, report: bool) -> None:
    """Print the outlook, and write the report when it is asked for: the answer need not wait for it."""
    from offramp.cli.show import outlook_text

    if as_json:
        print_json(made.outlook.summary())
    else:
        outlook_text(made)
    path = made.report() if report else made.folder.path / "report.html"
    if not as_json:
        typer.echo(f"Report: {path}" if path.exists() else f"Report: offramp show {path.parent} --report writes it")


def _interrupted(done: int, total: int, folder: Path) -> None:
    say(
        f"Interrupted: {done:,} of {total:,} futures are done and usable (offramp show {folder}).\n"
        "Give the same command with --resume to finish."
    )
    raise typer.Exit(INTERRUPTED)
