"""`offramp rungs`: the escalation ladder."""

from __future__ import annotations

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

WIDTH = 100


@guarded
def rungs(as_json: options.Json = False) -> None:
    """List the rungs of the escalation ladder, from a settlement to an all-out attack, with the moves of each.

    offramp rungs
    """
    from rich.text import Text

    from offramp.scenario.ladder import ladder
    from offramp.scenario.reading.catalogue import catalogue

    moves = {rung: [name for name, move in catalogue().items() if move.rung == rung] for rung in ladder()}
    if as_json:
        print_json({rung: {**each._asdict(), "moves": moves[rung]} for rung, each in ladder().items()})
        return
    screen = console(WIDTH)
    for rung, each in ladder().items():
        screen.print(Text(fill(screen, f"{rung:>3}  {each.name}: {each.means}", WIDTH, rest="     "), "bold"))
        screen.print(Text(fill(screen, f"Moves: {', '.join(moves[rung])}", WIDTH, "     ", "     "), "dim"))
