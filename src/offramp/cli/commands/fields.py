"""`offramp fields`: what a case file may say, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded, say
from offramp.cli.terminal import console, fill, print_json
from offramp.wording.fields import example, facts, kind_of_part

if TYPE_CHECKING:
    from offramp.scenario.reading.fields import Field

WIDTH = 100
Part = Annotated[
    str, typer.Argument(metavar="PART", help="A part of a case, such as record, ties, moves.harm or world.rules.")
]


@guarded
def fields(part: Part = "case", as_json: options.Json = False) -> None:
    """List the fields of a part of a case: what each says, its unit, what holds where it is left out, an example.

    Without a part it lists the parts.

    \b
        offramp fields
        offramp fields record
        offramp fields actors.programme
    """
    from offramp.scenario import schema
    from offramp.scenario.reading.fields import fields as listed

    found = listed(schema(), part)
    if as_json:
        print_json({kind: [asdict(each) for each in several] for kind, several in found.items()})
        return
    for kind, several in found.items():
        _print(kind_of_part(part, kind), several)
    say("One field: offramp explain PATH, such as offramp explain actors.resolve. All on one page: docs/fields.md.")


def _print(head: str, several: Iterable[Field]) -> None:
    from rich.text import Text

    screen = console(WIDTH)
    screen.print(Text(f"{head}\n", "bold"))
    for each in several:
        words = f"{each.name}{'' if each.needed else ' (may be left out)'}: {each.says}"
        text = Text(fill(screen, words, WIDTH, rest="    "))
        text.stylize("bold", 0, len(each.name))
        screen.print(text)
        for line in (*facts(each), f"Example: {example(each)}"):
            screen.print(Text(fill(screen, line, WIDTH, "    ", "      "), "dim"))
