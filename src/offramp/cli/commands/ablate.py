"""`offramp ablate`: each causal system switched off."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, print_json, print_table

if TYPE_CHECKING:
    from offramp.study.ablation.study import Ablation

WIDE = 130
ALWAYS = ("war_prob",)  # shown for every system


@guarded
@options.designed(runs=4_096, leave_out=("as_of", "evidence"))
def ablate(
    case: options.Case,
    settings: Mapping[str, Any],
    out: options.Out = None,
    as_json: options.Json = False,
) -> None:
    """Switch each causal system off and show what changes.

    The same futures are played with and without each system. The run folder keeps the table, and its report shows it.

        offramp ablate baghdad-2020
    """
    from offramp import api
    from offramp.cli.progress import progress

    folder = out or Path("out", Path(case).stem)
    with progress() as tell:
        made = api.ablate(case, out=folder, progress=tell, **settings)
    report = api.show(folder).report()
    if as_json:
        print_json(made.summary())
    else:
        _print(made)
        typer.echo(f"Report: {report}")


def _print(made: Ablation) -> None:
    """Print what changes without each system; bold beyond luck."""
    from rich.text import Text

    from offramp.wording.measures import change, title

    rows: list[tuple[str | Text, ...]] = []
    shown = ""
    for each in (each for each in made.changes if each.explains or each.measure in ALWAYS):
        with_it, without = (change(x, each.unit, "") for x in (each.with_it, each.without))
        by = Text(change(each.difference, each.unit, "+"), "bold" if each.beyond_luck else "dim")
        luck = " to ".join(change(x, each.unit, "+") for x in each.luck)
        name = title(each.measure, made.manifest.measures[each.measure].says)
        rows.append((name if each.system == shown else f"Without {each.system}: {name}", by, with_it, without, luck))
        shown = each.system
    screen = console(WIDE)
    print_table(screen, ("Measure", "Change", "With", "Without", "Luck"), rows)
    screen.print("Bold: beyond luck (95 in 100). Per future: a share in 100, else the mean.", style="dim")
