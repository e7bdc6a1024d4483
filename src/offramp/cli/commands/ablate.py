"""`offramp ablate`: each causal system switched off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, print_table
from offramp.study.ablation.question import Ablate

if TYPE_CHECKING:
    from offramp.study.ablation.result import Ablation

WIDE = 130
ALWAYS = ("war_prob",)  # shown for every system


@guarded
@options.asks(Ablate)
def ablate(asked: Ablate, as_json: options.Json = False) -> None:
    """Switch each causal system off and show what changes.

    The same futures are played with and without each system. The run folder keeps the table, and its report shows it.

        offramp ablate baghdad-2020
    """
    folder = asked.out or Path("out", Path(asked.case).stem)
    deliver(replace(asked, out=folder), _print, None, as_json)


def _print(made: Ablation, asked: Ablate) -> None:
    """Print what changes without each system; bold beyond luck."""
    from rich.text import Text

    from offramp.wording.measures import change, title

    rows: list[tuple[str | Text, ...]] = []
    for system, changes in made.systems.items():
        told = [each for each in changes if each.explains or each.measure in ALWAYS]
        for n, each in enumerate(told):
            with_it, without = (change(x, each.unit, "") for x in (each.with_it, each.without))
            by = Text(change(each.difference, each.unit, "+"), "bold" if each.beyond_luck else "dim")
            luck = " to ".join(change(x, each.unit, "+") for x in each.luck)
            name = title(each.measure, each.says)
            rows.append((name if n else f"Without {system}: {name}", by, with_it, without, luck))
    screen = console(WIDE)
    print_table(screen, ("Measure", "Change", "With", "Without", "Luck"), rows)
    screen.print("Bold: beyond luck (95 in 100). Per future: a share in 100, else the mean.", style="dim")
