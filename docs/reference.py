"""Write the page of everything that a case file may say, `docs/fields.md`, from the schema and the library.

python docs/reference.py
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import offramp
import offramp.api
from offramp.scenario import ladder, schema
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.reading.catalogue import built_in, catalogue
from offramp.scenario.reading.fields import CASE, Field, fields
from offramp.wording.fields import example

PAGE = Path(__file__).with_name("fields.md")
HEAD = """# Everything that a case file may say

Made by `python docs/reference.py` from the schema and the library. The same is in the terminal: `offramp fields`,
`offramp moves`, `offramp measures`, `offramp rungs`, `offramp explain PATH`. How a case is written is told in
[how to write a case](cases.md), how numbers are written under [quantities](cases.md#quantities).

"""
# The parts in the order of the page, each by a path that leads to it.
PARTS = (
    "include sources actors actors.factions actors.election actors.programme ties arenas arenas.coordinates"
    " arenas.assets leaders plots red_lines red_lines.on moves moves.harm moves.harm.military moves.needs moves.consent"
    " options correlations measures measures.where record record.deaths record.deaths.by_side"
    " record.ordered_by complete rates background claims claims.tests questions questions.voices backtest"
    " offramps policies orders holds"
).split()


def page() -> str:
    """Return the page."""
    known = schema()
    parts = [CASE, *PARTS, *(f"world.{system}" for system in known["properties"]["world"]["properties"])]
    lines = [line for part in parts for line in _part(part, fields(known, part))]
    return HEAD + "\n".join([*lines, *_moves(), *_rungs(), *_measures(), *_functions()]) + "\n"


def _part(part: str, kinds: dict[str, list[Field]]) -> Iterator[str]:
    for kind, several in kinds.items():
        head = "The parts of a case" if part == CASE else f"`{part}`{f', {kind.lower()}' if len(kinds) > 1 else ''}"
        yield f"## {head}\n"
        yield "| field | says | may be | left out | example |\n|---|---|---|---|---|"
        yield from (_field(each) for each in several)
        yield ""


def _field(each: Field) -> str:
    unit = f" ({each.unit})" if each.unit else ""
    left_out = "must be there" if each.needed else each.default or "nothing"
    cells = (f"`{each.name}`", f"{each.says}{unit}", each.kind, left_out, f"`{example(each)}`")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _moves() -> Iterator[str]:
    yield "## The catalogue of moves\n"
    yield "| move | rung | name | visibility | aims at | does | kills, in 100 acts |\n|---|---:|---|---|---|---|---|"
    for name, move in catalogue().items():
        kills = ", ".join(
            f"{who}: {100 * harm.chance.low:g} to {100 * harm.chance.high:g}"
            for who, harm in (("military", move.harm.military), ("civilian", move.harm.civilian))
            if harm
        )
        cells = (f"`{name}`", str(move.rung), move.name, move.visibility, move.aim, ", ".join(move.does), kills)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _rungs() -> Iterator[str]:
    yield "## The rungs of the ladder\n\n| rung | name | means |\n|---:|---|---|"
    yield from (f"| {rung} | {each.name} | {each.means} |" for rung, each in ladder().items())
    yield ""


def _measures() -> Iterator[str]:
    yield "## The measures that every case has\n\n| measure | unit | says |\n|---|---|---|"
    yield from (f"| `{name}` | {each.unit} | {each.says} |" for name, each in built_in().items())
    yield "\n## The kinds of measures\n\n| kind | is |\n|---|---|"
    yield from (f"| `{kind.id}` | {kind.described} |" for kind in KINDS.values())
    yield ""


def _functions() -> Iterator[str]:
    yield "## The functions of the Python package\n\n| function | does |\n|---|---|"
    for name in sorted(set(offramp.__all__) - {"__version__"}):
        says = (inspect.getdoc(getattr(offramp.api, name)) or "").split("\n\n")[0]
        yield f"| `offramp.{name}` | {' '.join(says.split())} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
