"""Answers on the terminal: of a run, for `offramp run` and `offramp show`, and of the questions asked of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from offramp.cli.next_steps import after, after_run, print_next
from offramp.cli.terminal import console, fill, print_json, print_table

if TYPE_CHECKING:
    from offramp.api import Pregame
    from offramp.study.question import Question, R

WIDTH, WIDE = 88, 110
SAY_LITTLE = ("arenas_hit", "conciliatory_acts")  # counts of which a mean tells nobody anything; --json has them


def answer(
    made: Pregame, as_json: bool, report: bool, brief: bool = False, measures: Sequence[str] | None = None
) -> None:
    """Print the outlook, and write the report and the brief when they are asked for: the answer need not wait.

    Parameters
    ----------
    made : Pregame
    as_json : bool
        Print the JSON object instead of words.
    report : bool
        Write the report.
    brief : bool
        Write the brief, too.
    measures : sequence of str, optional
        Show these and no others in the table.
    """
    path = made.folder.path / "report.html"
    try:
        print_json(made.outlook.summary()) if as_json else _print(made, measures)
    finally:  # the report is written even where nothing can be printed, as on a full disk
        if report:
            made.report()
    if not as_json:
        typer.echo(f"Report: {path}" if path.exists() else f"Report: offramp show {path.parent} --report writes it")
    if brief:
        write_brief(made, as_json)


def write_brief(made: Pregame, as_json: bool) -> None:
    """Write the brief, and say where it is."""
    typer.echo(f"Brief: {made.brief()}", err=as_json)


def deliver(asked: Question[R], show: Callable[[R, Any], None], figure: Path | None, as_json: bool) -> None:
    """Answer a question: its chart, the object or the words, and the report of the run that keeps it.

    Parameters
    ----------
    asked : Question
    show : callable
        Prints the result for a reader; is given the question, too.
    figure : Path, optional
        Where the chart goes.
    as_json : bool
    """
    from offramp.cli.progress import progress

    with progress() as tell:
        made = asked.run(tell)
    if figure:
        from offramp import report

        report.chart(asked.NAME, made).write(figure)
    try:
        _say(asked.NAME, made.summary(), lambda: show(made, asked), as_json)
    finally:
        path = _report(Path(asked.out)) if asked.out else None
    if path and not as_json:
        typer.echo(f"Report: {path}")


def _say(question: str, body: dict[str, Any], show: Callable[[], None], as_json: bool) -> None:
    """Print the object, or the words and what may follow them."""
    if as_json:
        print_json(body)
        return
    show()
    print_next(console(WIDE), after(question, body))


def _report(out: Path) -> Path:
    from offramp import api

    return api.show(out).report()


def _print(made: Pregame, asked: Sequence[str] | None) -> None:
    """Print the paragraph, then the measures that are asked for, or the case's own and those that matter."""
    from rich.text import Text

    from offramp.study.outlook.cards import card, own_first
    from offramp.wording.record_weights import evidence_words

    screen = console(WIDE)
    known = any(each.structure for each in made.outlook.measures.values())
    bars = ("luck", "assumptions", "structure")[: 3 if known else 2]
    rows: list[tuple[str | Text, ...]] = []
    shown = {name: each for name, each in made.outlook.measures.items() if name not in SAY_LITTLE}
    for each in [card(made.outlook.measures[name]) for name in asked] if asked else own_first(shown, made.scenario):
        words = f"{each['big']} {each['small'].removesuffix('on average').removesuffix('futures')}".strip(", ")
        unit = f" in {each['big'].rpartition(' in ')[2]}"  # the bars are in the estimate's unit, which is said once
        rows.append((each["title"], Text(words, "bold"), *(each[bar].replace(unit, "") for bar in bars)))
    screen.print(Text(made.manifest.title, "bold"))
    screen.print(Text(f"\n{fill(screen, made.outlook.paragraph, WIDTH)}"))
    print_table(screen, ("Measure", "Estimate", *map(str.capitalize, bars)), rows)
    screen.print("Rungs and people are averages over the futures.", style="dim")
    if not known:
        screen.print("Structure, the third error bar: run with --structure plays the other decision rule, too.")
    screen.print(Text(f"{evidence_words(made.manifest)} {made.outlook.together}".rstrip(), "dim"))
    screen.print(
        f"{len(made.outlook.measures)} measures in all: --json. What the words mean: offramp words.", style="dim"
    )
    print_next(screen, after_run(made))
