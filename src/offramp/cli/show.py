"""What the terminal shows: the outlook, what a case holds, a story, the definitions."""

from __future__ import annotations

import re
import sys
import textwrap
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from offramp.api import Pregame
    from offramp.scenario.lint import Report
    from offramp.study.story import Story

WIDTH = 88


def outlook_text(made: Pregame) -> None:
    """Print the answer: the paragraph, then the measures that matter with their three bars."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from offramp.report.cards import cards
    from offramp.report.gather import measured

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("Measure", "Estimate", "Luck", "Assumptions", "Structure"):
        table.add_column(head, overflow="fold", no_wrap=head == "Measure")
    for each in cards(measured(made.outlook)):
        bars = (each[bar].removesuffix(": one decision rule") for bar in ("luck", "assumptions", "structure"))
        table.add_row(each["title"], Text(f"{each['big']} {each['small']}".strip(), "bold"), *bars)
    console.print(Text(made.manifest.title, "bold"))
    console.print(Text(f"\n{textwrap.fill(made.outlook.paragraph, min(console.width, WIDTH))}"))
    console.print(table)
    console.print(
        f"{len(made.outlook.measures)} measures in all: --json. What the words mean: offramp words.", style="dim"
    )


def checked(report: Report) -> str:
    """What a case holds, and the remarks on its judgement."""
    counts = report.counts
    lines = [f"{report.title} ({report.case}) can be played.", ""]
    lines += [f"{number:>6,}  {name}" for name, number in counts.items()]
    if report.notes:
        lines += ["", f"{len(report.notes)} remarks:", *(f"  {note}" for note in report.notes)]
    return "\n".join(lines)


def told(story: Story) -> dict[str, Any]:
    """A story for a machine."""
    days = [asdict(day) | {"date": day.date.isoformat()} for day in story.days]
    return {"address": story.address, "ending": story.ending, "days": days}


def definitions() -> str:
    """The words that answers turn on."""
    text = (files("offramp.cli") / "words.md").read_text(encoding="utf-8")
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip() and not part.startswith("#")]
    plain = (re.sub(r"\*\*?(.+?)\*\*?", r"\1", part) for part in parts)
    return "\n\n".join(textwrap.fill(part, WIDTH, subsequent_indent="  ") for part in plain)
