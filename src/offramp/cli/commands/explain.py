"""`offramp explain`: what a quantity of a case is, what it rests on, who reads it, and what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json, print_table
from offramp.errors import CaseError

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.study.explain.moves import Moves
    from offramp.study.explain.shares import DialShare
    from offramp.study.explain.study import Explained, Facts
    from offramp.study.shared.effects import Effect

WIDTH = 88
SHOWN = 12  # measures
NO_QUANTITY = "PATH"  # stands for the file in the fault of a path that is none of a quantity
OUTSIDE = {  # parts of a case that something else than a future reads
    "offramps": "offramp offramps, which sets the help of a way out against its price",
    "reporting": "offramp backtest and offramp blind, which leave out what a record would not tell",
}

QuantityPath = Annotated[
    str, typer.Argument(metavar="PATH", help="A quantity such as actors.iran.tempo, or the beginning of its path.")
]
OfCase = Annotated[
    str | None,
    typer.Option("--case", metavar="CASE", help="A shipped case or a case file; the first shipped one if left out."),
]
Run = Annotated[
    Path | None,
    typer.Option("--run", metavar="DIR", file_okay=False, help="Say its share, by a run's sensitivity answer."),
]
Play = Annotated[bool, typer.Option("--play", help="Play it at both ends of its range: what does it move?")]


@guarded
@options.designed(runs=1_024, leave_out=("evidence",))
def explain(
    path: QuantityPath,
    settings: Mapping[str, Any],
    case: OfCase = None,
    run: Run = None,
    play: Play = False,
    as_json: options.Json = False,
) -> None:
    """Say what a dial is, what it rests on, who reads it and what it moves.

    The beginning of a path lists all below it. A field that is no number, or of no case, is told by what may stand
    there. Futures are played with --play only.

    \b
        offramp explain actors.iran.tempo
        offramp explain actors.iran
        offramp explain record.ordered_by
        offramp explain world.reciprocity.readiness --case my-case.yaml --play
    """
    from offramp import api
    from offramp.cli.progress import progress

    try:
        with progress() if play else nullcontext() as tell:
            made = api.explain(path, case=case, run=run, play=play, progress=tell, **settings)
    except CaseError as error:
        if error.faults[0].file != NO_QUANTITY or not (_entry(path, case, as_json) or _field(path, case, as_json)):
            raise
        return
    if as_json:
        print_json(made.summary())
    elif made.is_one:
        _one(made)
    else:
        _several(made)


def _field(path: str, case: str | None, as_json: bool) -> bool:
    """Say what a field of case files is; False where the path is that of none, or names an entry that a case lacks."""
    from rich.text import Text

    from offramp.scenario import schema
    from offramp.scenario.reading.fields import field
    from offramp.wording.fields import example, facts

    if (found := field(schema(), path)) is None or _is_strange(path, case):
        return False
    if as_json:
        print_json({"path": path, **asdict(found[1])})
        return True
    screen, each = console(), found[1]
    screen.print(Text(each.says, "bold"))
    screen.print(Text(f"{path} · {'a case must have it' if each.needed else 'may be left out'}", "dim"))
    for line in (*facts(each), f"Example: {example(each)}"):
        screen.print(Text(fill(screen, line, WIDTH, rest="  ")))
    return True


def _entry(path: str, case: str | None, as_json: bool) -> bool:
    """Say what an entry without a quantity is, and what its author noted on it; False where there is no entry."""
    from rich.text import Text

    from offramp import api
    from offramp.scenario.reading.notes import entry, notes

    made = api.load(case or next(iter(api.cases())))
    if (found := entry(made, path)) is None:
        return False
    says = next((text for name in ("name", "title", "what", "says") if (text := getattr(found, name, ""))), path)
    included, told = made.included(path), notes(made, path)
    if as_json:
        print_json({"path": path, "case": made.case, "says": says, "included": included, "notes": told})
        return True
    screen = console()
    screen.print(Text(fill(screen, says, WIDTH), "bold"))
    screen.print(Text(f"{path} · {made.case}", "dim"))
    if included:
        screen.print(Text(f"Included: its entry is from {included}"))
    _notes(screen, told)
    if not told:
        screen.print("It has no number, and its author noted nothing on it.")
    return True


def _notes(screen: Console, notes: Mapping[str, str]) -> None:
    from rich.text import Text

    for path, note in notes.items():
        screen.print(Text(fill(screen, f"Note on {path}: {note}", WIDTH, rest="  ")))


def _is_strange(path: str, case: str | None) -> bool:
    """Whether a path goes by an id that the case has not."""
    from offramp import api
    from offramp.scenario import schema
    from offramp.scenario.reading.fields import field

    part, entry, *rest = [*path.split("."), ""]
    if not rest or field(schema(), f"{part}.{entry}"):
        return False
    known = getattr(api.load(case or next(iter(api.cases()))), part, None)
    return not isinstance(known, Mapping) or entry not in known


def _several(made: Explained) -> None:
    from rich.text import Text

    screen = console()
    screen.print(Text(f"{made.path} · {made.case}", "bold"))
    screen.print(Text(fill(screen, f"{_capital(made.about)}: {len(made.quantities)} quantities.", WIDTH)))
    rows = ((each.path, each.value, ", ".join(each.sources), _origin(each)) for each in made.quantities)
    print_table(screen, ("Quantity", "Value", "Source", "Range of"), rows)
    _notes(screen, made.notes)


def _origin(each: Facts) -> str:
    return "the library" if each.is_default else each.included or "the case"


def _one(made: Explained) -> None:
    from rich.text import Text

    screen, (facts,) = console(), made.quantities
    screen.print(Text(_capital(facts.says), "bold"))
    screen.print(Text(f"{made.path} · {made.case}", "dim"))
    if said := _said(made.path):
        screen.print(Text(fill(screen, said, WIDTH, rest="  ")))
    for head, words in _facts(facts):
        screen.print(Text(fill(screen, f"{head}: {words}", WIDTH, rest="  ")))
    _notes(screen, made.notes)
    _readers(screen, made)
    if made.run is not None:
        _shares(screen, made)
    if made.moves is not None:
        _moves(screen, made.moves)


def _said(path: str) -> str:
    """What the field of a quantity says in every case, with its unit."""
    from offramp.scenario import schema
    from offramp.scenario.reading.fields import field

    found = field(schema(), path)
    unit = f" Unit: {found[1].unit}." if found and found[1].unit else ""
    return f"Field: {found[1].says}{unit}" if found else ""


def _facts(facts: Facts) -> Iterator[tuple[str, str]]:
    from offramp.scenario.scenario import UNREAD

    yield "Value", f"{facts.value}, {facts.kind}"
    yield "Spread", facts.distribution
    for cited in facts.cited:
        yield "Source", cited
    if facts.because:
        yield "Because", facts.because
    if facts.included:
        yield "Included", f"its entry is from {facts.included}"
    if facts.path.partition(".")[0] in UNREAD:
        return
    if facts.is_default:
        yield "Library", "this is what the library gives where an author says nothing"
    elif facts.default is None:
        yield "Library", "it has nothing for it; every case says it itself"
    else:
        yield "Library", f"{facts.default} where an author says nothing"


def _readers(screen: Console, made: Explained) -> None:
    from rich.text import Text

    if not made.readers:
        what = OUTSIDE.get(made.path.partition(".")[0], "nothing that is played in this case")
        words = f"Read by: {what}; no future depends on it."
        screen.print(Text(fill(screen, words, WIDTH, rest="  ")))
        return
    screen.print(Text("Read by:"))
    for each in made.readers:
        where = f" ({', '.join(each.of)})" if each.of else f" (in {each.rows:,} places)" if each.rows > 1 else ""
        words = f"{', '.join(each.read_by)}: {each.says}{where}"
        screen.print(Text(fill(screen, words, WIDTH, "  ", "    ")))


def _shares(screen: Console, made: Explained) -> None:
    from rich.text import Text

    from offramp.wording.measures import change, title

    listed = [each for each in made.shares if each.listed]
    rows = [_share(each, title(each.measure, each.says), change) for each in listed]
    if rows:
        print_table(screen, ("Share of what is not known", "Alone", "Total", "Low fifth", "High fifth"), rows)
    if rest := len(made.shares) - len(rows):
        words = f"{rest} measures more, of which it carries nothing beyond luck ({made.run})."
        screen.print(Text(fill(screen, words, WIDTH), "dim"))


def _share(each: DialShare, name: str, change: Any) -> Sequence[str]:
    ends = ("" if end is None else change(end, each.unit, "") for end in (each.low, each.high))
    return (name, *(_in_100(share) for share in (each.first, each.total)), *ends)


def _in_100(share: float | None) -> str:
    return "" if share is None else f"{100 * max(share, 0.0):.0f} in 100"


def _moves(screen: Console, made: Moves) -> None:
    from rich.text import Text

    told = (
        f"From {made.low:.3g} to {made.high:.3g}, all else alike: {made.runs:,} futures of {made.days} days at each "
        f"end. Of {made.measures} measures it moves {len(made.effects)} beyond the luck of so many."
    )
    screen.print()
    screen.print(Text(fill(screen, told, WIDTH)))
    if made.effects:
        heads = ("Measure", "Moved by", "Luck", f"At {made.low:.3g}", f"At {made.high:.3g}")
        print_table(screen, heads, (_effect(each) for each in made.effects[:SHOWN]))
        rest = len(made.effects) - SHOWN
        foot = "Shares in 100, all else means. Luck: 90 in 100." + (
            f" {rest} measures more: --json." if rest > 0 else ""
        )
        screen.print(Text(fill(screen, foot, WIDTH), "dim"))


def _effect(each: Effect) -> Sequence[str]:
    from offramp.wording.measures import change, span, title

    moved = change(each.difference.estimate or 0.0, each.unit)
    levels = (change(level, each.unit, "") for level in (each.without, each.with_it))
    return (title(each.measure, each.says), moved, span(each.difference.luck, each.unit), *levels)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
