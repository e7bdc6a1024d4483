"""`offramp surprises`: the events of the record that the model did not expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

if TYPE_CHECKING:
    from offramp.study.forecasting.surprises import Surprise

WIDTH = 88


@guarded
def surprises(
    case: options.Case,
    as_of: options.AsOf = None,
    runs: Annotated[
        int, typer.Option("--runs", metavar="N", min=1, max=100_000, help="Futures before each day, in whole blocks.")
    ] = 288,
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

    with progress("days") as tell:
        found = api.surprises(case, as_of, seed, tell, runs)
    if as_json:
        print_json([{**asdict(each), "surprise": each.surprise} for each in found])
    else:
        _print(found)


def _print(found: Sequence[Surprise]) -> None:
    """The events that had less than five in a hundred, the greatest surprise first."""
    from offramp.study.forecasting.surprises import surprises

    screen, told = console(), list(surprises(found))
    head = (
        f"{len(told)} of {len(found)} events surprised the model: their class (who, band of rungs, where) came in "
        "fewer than 5 in 100 of the futures played from the fourteenth day before them."
    )
    screen.print(fill(screen, head, WIDTH))
    for each in told:
        chance = f"{_chance(each.chance)}  {each.date}  "
        screen.print(fill(screen, each.what, WIDTH, chance, " " * len(chance)))


def _chance(share: float) -> str:
    return f"{100 * share:4.1f} in 100" if share else "   never   "
