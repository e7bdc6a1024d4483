"""The answer of a run on the terminal: for `offramp run` and `offramp show`."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from offramp.cli.terminal import console, print_json

if TYPE_CHECKING:
    from offramp.report.pregame import Pregame

WIDTH, WIDE = 88, 110


def answer(made: Pregame, as_json: bool, report: bool) -> None:
    """Print the outlook, and write the report when it is asked for: the answer need not wait for it."""
    if as_json:
        print_json(made.outlook.summary())
    else:
        _print(made)
    path = made.report() if report else made.folder.path / "report.html"
    if not as_json:
        typer.echo(f"Report: {path}" if path.exists() else f"Report: offramp show {path.parent} --report writes it")


def in_report(out: Path | None, as_json: bool) -> None:
    """Write the report of a run folder again, with the answer that it has just been given to keep."""
    from offramp import api

    if out:
        path = api.show(out).report()
        typer.echo(f"Report: {path}") if not as_json else None


def _print(made: Pregame) -> None:
    """Print the paragraph, then the measures that matter with their three bars."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from offramp.report.cards import cards
    from offramp.report.gather import measured
    from offramp.study.evidence import evidence_words

    screen = console(WIDE)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    known = any(each.found.structure for each in made.outlook.measures.values())
    bars = ("luck", "assumptions", "structure")[: 3 if known else 2]
    for head in ("Measure", "Estimate", *map(str.capitalize, bars)):
        table.add_column(head, overflow="fold", no_wrap=head == "Measure")
    for each in cards(measured(made.outlook)):
        words = f"{each['big']} {each['small'].removesuffix('on average').removesuffix('futures')}".strip(", ")
        table.add_row(each["title"], Text(words, "bold"), *(each[bar].removesuffix(" in 100") for bar in bars))
    screen.print(Text(made.manifest.title, "bold"))
    screen.print(Text(f"\n{textwrap.fill(made.outlook.paragraph, min(screen.width, WIDTH))}"))
    screen.print(table)
    screen.print("Rungs, people, arenas and acts are averages over the futures.", style="dim")
    if not known:
        screen.print("Structure, the third error bar: run with --structure plays the other decision rule, too.")
    screen.print(Text(evidence_words(made.manifest), "dim"))
    screen.print(
        f"{len(made.outlook.measures)} measures in all: --json. What the words mean: offramp words.", style="dim"
    )
