"""What the terminal shows: the outlook, what a case holds, a story, the definitions."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from offramp.study.story import VIOLENT

if TYPE_CHECKING:
    from offramp.api import Pregame
    from offramp.scenario.lint import Report
    from offramp.study.ablate import Ablation
    from offramp.study.story import Line, Story
    from offramp.study.surprises import Surprise

WIDTH = 88
ALWAYS = ("war_prob",)  # of an ablation, shown for every system


def print_json(body: object) -> None:
    """Print one JSON object."""
    print(json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False))


def outlook_text(made: Pregame) -> None:
    """Print the answer: the paragraph, then the measures that matter with their three bars."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from offramp.report.cards import cards
    from offramp.report.gather import measured
    from offramp.study.evidence import evidence_words

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    known = any(each.found.structure for each in made.outlook.measures.values())
    bars = ("luck", "assumptions", "structure")[: 3 if known else 2]
    for head in ("Measure", "Estimate", *map(str.capitalize, bars)):
        table.add_column(head, overflow="fold", no_wrap=head == "Measure")
    for each in cards(measured(made.outlook)):
        words = f"{each['big']} {each['small'].removesuffix('on average').removesuffix('futures')}".strip(", ")
        table.add_row(each["title"], Text(words, "bold"), *(each[bar].removesuffix(" in 100") for bar in bars))
    console.print(Text(made.manifest.title, "bold"))
    console.print(Text(f"\n{textwrap.fill(made.outlook.paragraph, min(console.width, WIDTH))}"))
    console.print(table)
    console.print("Rungs, people, arenas and acts are averages over the futures.", style="dim")
    if not known:
        console.print("Structure, the third error bar: run with --structure plays the other decision rule, too.")
    console.print(Text(evidence_words(made.manifest), "dim"))
    console.print(
        f"{len(made.outlook.measures)} measures in all: --json. What the words mean: offramp words.", style="dim"
    )


def ablation_text(made: Ablation) -> None:
    """Print what changes without each system; bold beyond luck."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from offramp.report.charts.drivers import change, title

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 130)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("Without", "changes", "from", "to", "by", "Luck"):
        table.add_column(head, no_wrap=True, justify="left" if head in ("Without", "changes") else "right")
    shown = ""
    for each in (each for each in made.changes if each.explains or each.measure in ALWAYS):
        words = [
            change(x, each.unit, sign) for x, sign in ((each.with_it, ""), (each.without, ""), (each.difference, "+"))
        ]
        luck = " to ".join(change(x, each.unit, "+") for x in each.luck)
        style = "bold" if each.beyond_luck else "dim"
        name = "" if each.system == shown else each.system
        says = made.manifest.measures[each.measure].says
        table.add_row(name, title(each.measure, says), *words[:2], Text(words[2], style), luck)
        shown = each.system
    console.print(table)
    console.print("Bold: beyond luck (95 in 100). Per future: a share in 100, else the mean.", style="dim")


def checked(report: Report) -> str:
    """What a case holds, and the remarks on its judgement."""
    counts = report.counts
    lines = [f"{report.title} ({report.case}) can be played.", ""]
    lines += [f"{number:>6,}  {name}" for name, number in counts.items()]
    if report.notes:
        lines += ["", f"{len(report.notes)} remarks:", *(f"  {note}" for note in report.notes)]
    return "\n".join(lines)


def told(story: Story) -> dict[str, Any]:
    """A story for a machine: every act by its ids and in words, with the terms behind it."""
    days = [
        {"day": day.day, "date": day.date.isoformat(), "acts": [_act(line) for line in day.lines]} for day in story.days
    ]
    return {"address": story.address, "ending": story.ending, "rung": story.rung, "dead": story.dead, "days": days}


def _act(line: Line) -> dict[str, Any]:
    known = asdict(line.act) if line.act else {}
    known.pop("day", None)
    return {"words": str(line), "rung": line.rung, **known}


def story_text(story: Story) -> None:
    """Print a story; on a terminal with the days in bold and the reasons held back."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    if not sys.stdout.isatty():
        print(f"{story.address}\n\n{story.text()}")
        return
    console = Console(highlight=False)
    console.print(Text(f"{story.address}\n", "dim"))
    for day in story.days:
        console.print(Text(day.heading, "bold"))
        for line in day.lines:
            style = "bold red" if line.rung >= VIOLENT else "green" if line.rung < 0 else ""
            console.print(Padding(Text.assemble((f"[{line.rung:>2}]", style), f" {line}"), (0, 0, 0, 2)))
            if line.why:
                console.print(Padding(Text(f"{line.why[:1].upper()}{line.why[1:]}.", "dim"), (0, 0, 0, 7)))
    console.print(Text(f"\n{story.ending}"))


def surprised(found: list[Surprise]) -> str:
    """The events that had less than five in a hundred, the greatest surprise first."""
    from offramp.study.surprises import surprises

    told = [f"{_chance(each.chance)}  {each.date}  {each.what}" for each in surprises(found)]
    wrapped = [textwrap.fill(line, WIDTH, subsequent_indent=" " * 26) for line in told]
    head = (
        f"{len(told)} of {len(found)} events surprised the model: their class (who, band of rungs, where) came in "
        "fewer than 5 in 100 of the futures played from the fourteenth day before them."
    )
    return "\n".join([textwrap.fill(head, WIDTH), *([""] if wrapped else []), *wrapped])


def _chance(share: float) -> str:
    return f"{100 * share:4.1f} in 100" if share else "   never   "


def definitions() -> str:
    """The words that answers turn on."""
    text = (files("offramp.cli") / "words.md").read_text(encoding="utf-8")
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip() and not part.startswith("#")]
    plain = (re.sub(r"\*\*?(.+?)\*\*?", r"\1", part) for part in parts)
    return "\n\n".join(textwrap.fill(part, WIDTH, subsequent_indent="  ") for part in plain)
