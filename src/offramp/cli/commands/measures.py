"""`offramp measures`: the built-in measures, and the kinds for measures of one's own."""

from __future__ import annotations

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

WIDTH = 100


@guarded
def measures(as_json: options.Json = False) -> None:
    """List the measures that every case has, and the kinds of which a case may have measures of its own.

    offramp measures
    """
    from offramp.scenario.measure_kinds import KINDS
    from offramp.scenario.reading.catalogue import built_in

    if as_json:
        known = {name: {"unit": each.unit, "kind": each.kind, "says": each.says} for name, each in built_in().items()}
        print_json({"measures": known, "kinds": {kind.id: kind.described for kind in KINDS.values()}})
        return
    _print("Measures that every case has", {n: f"{m.says} ({m.unit})" for n, m in built_in().items()})
    _print("\nKinds of measures of your own", {kind.id: kind.described for kind in KINDS.values()})


def _print(head: str, entries: dict[str, str]) -> None:
    from rich.text import Text

    screen, wide = console(WIDTH), max(map(len, entries))
    screen.print(Text(head, "bold"))
    for name, says in entries.items():
        screen.print(fill(screen, says.replace("`", ""), WIDTH, f"  {name:<{wide}}  ", " " * (wide + 4)))
