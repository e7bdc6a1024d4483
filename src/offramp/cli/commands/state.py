"""`offramp state`: the state of a world at a start, and what each event of the record did to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.next_steps import after, print_next
from offramp.cli.terminal import console, fill, print_json, print_table

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.study.state.effects import Change, EventEffect
    from offramp.study.state.study import Row, WorldState

WIDTH = 88
ROWS, EVENTS, CHANGES = 6, 8, 4  # shown of each group, in all, of each event

Actor = Annotated[str | None, typer.Option("--actor", metavar="ID", help="Leave out what is not about this actor.")]
OneEvent = Annotated[str | None, typer.Option("--event", metavar="ID", help="Show all that one event did.")]
Everything = Annotated[bool, typer.Option("--all", help="Leave nothing out: all rows that moved, and all events.")]


@guarded
def state(
    case: options.Case,
    as_of: options.AsOf = None,
    actor: Actor = None,
    event: OneEvent = None,
    everything: Everything = False,
    draws: options.Draws = 64,
    seed: options.Seed = 1,
    sets: options.Sets = None,
    as_json: options.Json = False,
) -> None:
    """Show the state of a world at its start, and what each event did to it.

    No future is played: the record is replayed for each setting of the dials.

    \b
        offramp state baghdad-2020
        offramp state baghdad-2020 --as-of 2019-06-01 --actor iran
        offramp state baghdad-2020 --event killing
    """
    from offramp import api

    made = api.state(case, as_of=as_of, actor=actor, event=event, draws=draws, seed=seed, sets=options.parse_sets(sets))
    if as_json:
        print_json(made.summary())
        return
    screen = console()
    _head(screen, made)
    if event is None:
        _rows(screen, made, everything)
        _events(screen, made, everything)
    else:
        _event(screen, made.events)
    print_next(screen, after("state", made.summary()))


def _head(screen: Console, made: WorldState) -> None:
    from rich.text import Text

    from offramp.wording.names import date_words

    screen.print(Text(made.title, "bold"))
    told = (
        f"The world on the evening of {date_words(dt.date.fromisoformat(made.as_of))}, after its record of {made.acts} "
        f"acts; the middle of {made.draws} settings of the dials, and where nine in ten of them lie."
    )
    screen.print(Text(fill(screen, told, WIDTH)))


def _rows(screen: Console, made: WorldState, everything: bool) -> None:
    from rich.text import Text

    groups: dict[str, list[Row]] = {}
    for each in made.telling():
        groups.setdefault(each.group, []).append(each)
    for name, rows in groups.items():
        shown = rows if everything else rows[:ROWS]
        head = name if len(shown) == len(rows) else f"{name} ({len(shown)} of {len(rows)})"
        print_table(screen, (head, "Now", "Settings", "Before the record"), (_row(each) for each in shown))
    if not everything and any(len(rows) > ROWS for rows in groups.values()):
        screen.print(
            Text(fill(screen, "Those that the record moved most; --all and --actor ID show the others.", WIDTH))
        )
        screen.print()


def _row(each: Row) -> Sequence[str]:
    ends = f"{number(each.low)} to {number(each.high)}" if number(each.low) != number(each.high) else ""
    return each.says, number(each.median), ends, number(each.before)


def _events(screen: Console, made: WorldState, everything: bool) -> None:
    from rich.text import Text

    shown = made.events if everything else made.events[:EVENTS]
    if not shown:
        screen.print(Text(fill(screen, "No act of the record is replayed, so nothing has moved.", WIDTH)))
        return
    screen.print(Text("What moved it most", "bold"))
    told = (
        "Each act against the same day without it. The sum of its changes stands behind its id: each change is "
        "measured on a scale of its own, such as 0 to 1 for a share, 4 points for a debt, 10 for a rung."
    )
    screen.print(Text(fill(screen, told, WIDTH), "dim"))
    for each in shown:
        _effect(screen, each, each.changes[:CHANGES])
    screen.print()
    if len(made.events) > len(shown):
        screen.print(Text(fill(screen, f"{len(made.events) - len(shown)} more events: --all.", WIDTH), "dim"))


def _event(screen: Console, events: Sequence[EventEffect]) -> None:
    from rich.text import Text

    if not events:
        screen.print(Text(fill(screen, "The act is not replayed, or nothing of this actor was changed by it.", WIDTH)))
    for each in events:
        _effect(screen, each, each.changes)
        screen.print(Text(fill(screen, f"In the words of the case: {each.what}", WIDTH, "    ", "    "), "dim"))


def _effect(screen: Console, each: EventEffect, changes: Sequence[Change]) -> None:
    from rich.text import Text

    from offramp.wording.names import date_words

    screen.print()
    screen.print(Text(f"{date_words(dt.date.fromisoformat(each.date))} · {each.id} · {number(each.moved)}", "bold"))
    screen.print(Text(fill(screen, each.says, WIDTH, "  ", "  ")))
    for line in _told(changes):
        screen.print(Text(fill(screen, line, WIDTH, "    ", "      ")))


def _told(changes: Sequence[Change]) -> Iterator[str]:
    for each in changes:
        ends = number(each.low, True), number(each.high, True)
        yield f"{each.says}: {number(each.by, True)}" + (f" ({ends[0]} to {ends[1]})" if ends[0] != ends[1] else "")
    if not changes:
        yield "It changed nothing that this state holds."


def number(value: float, signed: bool = False) -> str:
    """Write a number of a state in two digits, with its sign where it is a change."""
    if abs(value) < 0.0005:
        return "0"
    text = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"
    return f"+{text}" if signed and value > 0 else text
