"""`offramp ledger`: forecasts written down before they come true, and scored after."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json, print_table
from offramp.errors import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from offramp.study.forecasting.ledger import Entry
    from offramp.study.forecasting.ledger_scores import Kept

WIDTH, WIDE = 88, 120
File = Annotated[Path, typer.Option("--ledger", dir_okay=False, metavar="FILE", help="The ledger.")]
Source = Annotated[str, typer.Option("--source", metavar="TEXT", help="Who says so: an address, a person, a page.")]
LEDGER = Path("ledger.jsonl")

ledger = typer.Typer(
    name="ledger",
    help="Write forecasts down, resolve them, and see how good they were.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@ledger.command()
@guarded
def add(
    question: Annotated[
        str | None, typer.Argument(help="What is said to happen, decidable by a yes or no.", show_default=False)
    ] = None,
    probability: Annotated[str | None, typer.Option("--probability", "-p", metavar="P", help="0.05, or 5%.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The last day that is known.")] = None,
    horizon: Annotated[str | None, typer.Option(metavar="DATE", help="The last day on which it counts.")] = None,
    days: Annotated[int | None, typer.Option(min=1, metavar="D", help="The same, as days after --as-of.")] = None,
    source: Source = "",
    run: Annotated[
        Path | None, typer.Option(metavar="DIR", help="All of that from a run folder: its measures that are chances.")
    ] = None,
    measure: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Of the run; may be repeated.")] = None,
    file: File = LEDGER,
    as_json: options.Json = False,
) -> None:
    """Write a forecast down. It can be resolved later, and never be changed.

    \b
        offramp ledger add "A US strike on Iranian soil" -p 5% --as-of 2020-01-03 --days 30
        offramp ledger add --run out/baghdad-2020 --measure war_prob
    """
    from offramp import api

    if run:
        _alone(run=run, question=question, probability=probability, as_of=as_of, horizon=horizon, days=days)
        from offramp.study.forecasting.from_run import foretold

        told = foretold(run, measure or ())
    elif question and probability and as_of and (horizon is None) != (days is None) and not measure:
        until = horizon or _after(as_of, days or 0)
        told = [(question, _chance(probability), as_of, until, source)]
    else:
        raise typer.BadParameter("give a question with -p, --as-of and one of --horizon and --days; or --run DIR")
    entries = api.ledger(file).add_all(told)
    if as_json:
        print_json([each.summary() for each in entries])
    else:
        typer.echo("\n".join(f"{each.id}  {_words(each)}" for each in entries))


@ledger.command()
@guarded
def resolve(
    forecast: Annotated[str, typer.Argument(metavar="ID", help="The forecast, as show prints it.")],
    outcome: Annotated[str, typer.Argument(metavar="yes|no|void", help="What came about; void cannot be decided.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When it happened; today if left out.")] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="Where that stands.")] = "",
    file: File = LEDGER,
    as_json: options.Json = False,
) -> None:
    """Write down what came about.

    \b
        offramp ledger resolve 3f2a91c0 no --on 2020-02-03 --source "no such strike in any report"
    """
    from offramp import api

    entry = api.ledger(file).resolve(forecast, outcome, on, source)
    if as_json:
        print_json(entry.summary())
    else:
        typer.echo(f"{entry.id}  {_words(entry)}")


@ledger.command()
@guarded
def show(
    head: Annotated[
        str | None, typer.Option("--head", metavar="HASH", help="A last hash that was kept: is it still there?")
    ] = None,
    file: File = LEDGER,
    as_json: options.Json = False,
) -> None:
    """Show every forecast and what became of it, and score those that are resolved.

    A line that was changed, moved, taken out or cut off is refused.

    \b
        offramp ledger show
        offramp ledger show --ledger my.jsonl --json
    """
    from offramp import api
    from offramp.errors import DataError, Fault
    from offramp.study.forecasting.ledger_scores import kept

    kind = api.ledger(file)
    if not file.exists():
        raise DataError(Fault(str(file), None, "", "no such file", "a ledger; offramp ledger add begins one"))
    entries, last = kind.entries(), kind.head()
    if head and not kind.holds(head):
        raise DataError(Fault(str(file), None, "--head", "no line with this hash", "a ledger that was only added to"))
    ahead, after = kept([each for each in entries if each.ahead]), kept([each for each in entries if not each.ahead])
    if as_json:
        print_json(
            {
                "forecasts": [each.summary() for each in entries],
                "ahead": ahead.summary(),
                "after": after.summary(),
                "head": last,
            }
        )
        return
    _print(entries)
    _scored("Written down ahead", ahead)
    _scored("Hindcasts, written down when it could be known", after)
    typer.echo(f"Last hash, to be kept elsewhere: {last}")


@ledger.command()
@guarded
def mend(file: File = LEDGER) -> None:
    """Cut off a last line that was not written to its end, as on a full disk; nothing else is changed.

    \b
        offramp ledger mend --ledger my.jsonl
    """
    from offramp import api

    gone = api.ledger(file).mend()
    typer.echo(f"Cut off, {len(gone)} characters: {printable(gone)}" if gone else "The last line is whole.")


def _print(entries: Sequence[Entry]) -> None:
    """One row for each forecast: its id and question, its chance, its days and what came about."""
    print_table(console(WIDE), ("Id, question", "Chance", "Known", "Until", "Outcome", "Written"), map(_row, entries))


def _row(each: Entry) -> tuple[str, ...]:
    outcome = f"{each.outcome} {'' if each.outcome == 'void' else each.on}".strip() if each.outcome else "open"
    question, late = f"{each.id} {printable(each.question)}", "ahead" if each.ahead else "hindcast"
    return question, _percent(each.probability), each.as_of, each.horizon, outcome, late


def _scored(head: str, found: Kept) -> None:
    if not found.n or found.brier is None or found.log is None or found.base_rate is None:
        return
    words = (
        f"{head}: {found.n} resolved, about {found.questions} question{'s' if found.questions > 1 else ''}; "
        f"{_percent(found.came_true or 0)} came true, {_percent(found.forecast or 0)} were said to. "
        f"Brier {found.brier:.3f}{_bar(found.brier_interval)}, log {found.log:.3f}{_bar(found.log_interval)}; "
        f"to say {_percent(found.came_true or 0)} each time, which nobody knew, would give Brier {found.base_rate:.3f}."
    )
    screen = console()
    screen.print(fill(screen, words, WIDTH))
    for each in found.bins:
        said = f"said {_percent(each.low)} to {_percent(each.high)}:"
        typer.echo(
            f"  {said:<20} n {each.n:>4}   mean {_percent(each.forecast):>6}   came true {_percent(each.observed):>6}"
            f"{_bar(each.interval)}"
        )
    typer.echo()


def _bar(interval: tuple[float, float] | None) -> str:
    return f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else ""


def _words(entry: Entry) -> str:
    became = f"; {entry.outcome}{f' on {entry.on}' if entry.outcome != 'void' else ''}" if entry.outcome else ""
    return f"{_percent(entry.probability)} for {entry.question!r} by {entry.horizon}, as known on {entry.as_of}{became}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"


def _chance(words: str) -> float:
    try:
        return float(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    except ValueError:
        raise typer.BadParameter(
            f"{words!r}; allowed: a number from 0 to 1, or a percentage", param_hint="-p"
        ) from None


def _alone(run: Path, **others: object) -> None:
    given = [name.replace("_", "-") for name, value in others.items() if value is not None]
    if given:
        raise typer.BadParameter(f"{', '.join(given)} beside --run {run}: the run says all that")


def _after(as_of: str, days: int) -> str:
    try:
        return str(dt.date.fromisoformat(as_of) + dt.timedelta(days=days))
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{as_of!r}; allowed: a date such as 2020-01-03", param_hint="--as-of") from None
