"""`offramp moves`: the catalogue of moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded, say
from offramp.cli.terminal import console, fill, print_json

if TYPE_CHECKING:
    from offramp.scenario.moves import Move

WIDTH = 100
Which = Annotated[str | None, typer.Argument(metavar="MOVE", help="One move, with everything that it says.")]
Rungs = Annotated[
    str | None, typer.Option("--rung", metavar="A..B", help="Those of a rung, or from one rung to another: 5..7.")
]


@guarded
def moves(move: Which = None, rung: Rungs = None, as_json: options.Json = False) -> None:
    """List the moves of the catalogue, by rungs: id, name, visibility, what they aim at, what they do.

    \b
        offramp moves
        offramp moves --rung 5..7
        offramp moves announced-strike
    """
    from offramp.scenario.reading.catalogue import catalogue

    low, high = _span(rung)
    chosen = {name: each for name, each in catalogue().items() if low <= each.rung <= high}
    if move is not None:
        chosen = {move: catalogue()[_known(move)]}
    if as_json:
        print_json({name: each.model_dump(mode="json") for name, each in chosen.items()})
    elif move is not None:
        _one(move, chosen[move])
    else:
        _several(chosen)


def _known(move: str) -> str:
    from offramp.errors import CaseError, Fault
    from offramp.scenario.reading.catalogue import catalogue
    from offramp.scenario.words import nearest, show

    if move not in catalogue():
        hint = nearest(move, catalogue())
        raise CaseError(Fault("MOVE", None, "", show(move), "a move of the catalogue: offramp moves", hint))
    return move


def _span(rung: str | None) -> tuple[int, int]:
    """The lowest and the highest rung that are asked for."""
    from offramp.scenario.ladder import HIGHEST, LOWEST

    if rung is None:
        return LOWEST, HIGHEST
    found = re.fullmatch(r"\s*(-?\d+)\s*(?:\.\.\s*(-?\d+)\s*)?", rung)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not LOWEST <= low <= high <= HIGHEST:
        allowed = f"a rung from {LOWEST} to {HIGHEST}, or two such as 5..7"
        raise typer.BadParameter(f"{rung!r}; allowed: {allowed}", param_hint="--rung")
    return low, high


def _several(chosen: dict[str, Move]) -> None:
    from rich.text import Text

    from offramp.scenario.ladder import ladder

    screen, rungs, last = console(WIDTH), ladder(), None
    wide = max(map(len, chosen), default=0)
    for name, move in chosen.items():
        if move.rung != last:
            last = move.rung
            head = f"{'' if move is next(iter(chosen.values())) else chr(10)}{last}: {rungs[last].name}"
            screen.print(Text(head, "bold"))
        does = f"; does: {', '.join(move.does)}" if move.does else ""
        words = f"{move.name} ({move.visibility}, {move.domain}, at {move.aim}{does})"
        screen.print(fill(screen, words, WIDTH, f"  {name:<{wide}}  ", " " * (wide + 4)))
    say("All of one: offramp moves MOVE. How to choose a rung for a move of your own: docs/moves.md.")


def _one(name: str, move: Move) -> None:
    from rich.text import Text

    from offramp.wording.fields import move_facts

    screen = console(WIDTH)
    screen.print(Text(f"{name}: {move.name}", "bold"))
    for line in move_facts(move):
        screen.print(fill(screen, line, WIDTH, rest="  "))
