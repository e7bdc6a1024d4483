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
    from collections.abc import Sequence

    from offramp.study.ablation.result import Ablation, Change

WIDE = 130
ALWAYS = ("war_prob",)  # shown for every system
OWN = 2  # measures of the case's own that are shown of each: those that change most


@guarded
@options.asks(Ablate)
def ablate(asked: Ablate, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Switch each causal system off and show what changes.

    The same futures are played with and without each system. The run folder keeps the table, and its report shows it.

    \b
        offramp ablate baghdad-2020
        offramp ablate baghdad-2020 --as-of 2020-01-09 --structure --figure systems.html
    """
    folder = asked.out or Path("out", Path(asked.case).stem)
    deliver(replace(asked, out=folder), _print, figure, as_json)


def _print(made: Ablation, asked: Ablate) -> None:
    """Print what changes without each system; bold beyond luck."""
    from rich.text import Text

    from offramp.wording.measures import change, span, title

    rows: list[tuple[str | Text, ...]] = []
    both = len(made.rules) > 1
    for system, changes in made.systems.items():
        for n, each in enumerate(_told(changes)):
            with_it, without = (change(x, each.unit, "") for x in (each.with_it, each.without))
            by = Text(change(each.difference, each.unit, "+"), "bold" if each.beyond_luck else "dim")
            luck = " to ".join(change(x, each.unit, "+") for x in each.luck)
            name = title(each.measure, each.says)
            bars = (luck, span(each.structure, each.unit)) if both else (luck,)
            rows.append((name if n else f"Without {system}: {name}", by, with_it, without, *bars))
    screen = console(WIDE)
    print_table(screen, ("Measure", "Change", "With", "Without", *(("Luck", "Structure") if both else ("Luck",))), rows)
    screen.print("Bold: beyond luck (95 in 100). Per future: a share in 100, else the mean.", style="dim")


def _told(changes: Sequence[Change]) -> list[Change]:
    """The case's own measures that a system moves, then what it is there to explain, and war."""
    from offramp.scenario.reading.catalogue import built_in

    own = [each for each in changes if each.measure not in built_in() and each.beyond_luck]
    own = sorted(own, key=lambda each: -abs(each.difference) / max(abs(each.with_it), abs(each.without)))[:OWN]
    return [*own, *(each for each in changes if each not in own and (each.explains or each.measure in ALWAYS))]
