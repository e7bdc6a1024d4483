"""`offramp compare`: an event, off-ramps or a setting, the effect on every measure and its bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.compare.question import Compare
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from rich.text import Text

    from offramp.analysis.estimates import Span
    from offramp.study.compare.result import Comparison
    from offramp.study.shared.effects import Effect

WIDTH = 88


@guarded
@options.asks(Compare)
def compare(asked: Compare, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Play the same futures with an event or off-ramps and without, or as set and as the case stands.

    Without an event: the record before it, nothing that followed, then the futures from its eve to the same day. With
    an event to leave out or an off-ramp to take, what is set is set in both worlds.

    \b
        offramp compare baghdad-2020 --without killing
        offramp compare baghdad-2020 --without killing --days 1825 --turn week --measure others_violence
        offramp compare baghdad-2020 --with omani-channel,prisoner-exchange
        offramp compare baghdad-2020 --set actors.iran.resolve=0.8
        offramp compare baghdad-2020 --without killing --out out/baghdad-2020 --figure killing.html
    """
    deliver(asked, _print, figure, as_json)


def _print(made: Comparison, asked: Compare) -> None:
    """Print some of a comparison; bold where the effect is beyond luck."""
    from rich.text import Text

    from offramp.study.compare.words import past_words

    screen, shown = console(), made.effects if asked.measures else made.leading
    bars = ("luck", "assumptions", "structure")[: 2 + (len(made.rules) > 1)]
    heads = ("Measure", "With", "Without", "Effect", *map(str.capitalize, bars), "Better", "Worse")
    screen.print(Text(made.title, "bold"))
    screen.print(Text(f"\n{fill(screen, _about(made), WIDTH)}"))
    print_table(screen, heads, (_row(each, bars) for each in shown))
    screen.print(Text(fill(screen, " ".join(_foot(made, shown))), "dim"))
    for line in past_words(made, shown):
        screen.print(Text(fill(screen, line, WIDTH, rest="  ")))
    if made.turns:
        screen.print("\nThe futures that turn; each command tells both worlds of one together:\n")
    for words, command in _turns(made, str(asked.case)):
        screen.print(Text(fill(screen, words)))
        screen.print(Text(f"  {command}\n"), soft_wrap=True)


def _row(each: Effect, bars: tuple[str, ...]) -> list[str | Text]:
    from rich.text import Text

    from offramp.wording.measures import NOBODY, UNKNOWN, change, title

    def span(ends: Span | None) -> str:
        return " to ".join(change(end, each.unit) for end in ends) if ends else UNKNOWN

    name = title(each.measure, each.says)
    effect = change(each.difference.estimate or 0.0, each.unit)
    return [
        name,
        change(each.with_it, each.unit, ""),
        change(each.without, each.unit, ""),
        Text(effect, "bold" if each.beyond_luck else "dim"),
        *(span(getattr(each.difference, bar)) for bar in bars),
        *(NOBODY if share is None else f"{100 * share:.0f}" for share in (each.better, each.worse)),
    ]


def _turns(made: Comparison, file: str) -> Iterator[tuple[str, str]]:
    """The pairs that differ most in words, each with the command that tells both worlds of it together."""
    from offramp.study.compare.words import beside_command, turn_words

    by_name = {each.measure: each for each in made.effects}
    for each in made.turns:
        yield turn_words(each, by_name), beside_command(each, made.event, made.sets, file)


def _about(made: Comparison) -> str:
    """What is compared, in a few sentences."""
    last = dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)
    sets = " and ".join(f"{path}={value}" for path, value in made.sets.items())
    pairs = f"{made.runs:,} pairs of futures to {date_words(last)}, with the same luck in both worlds"
    if made.offramps:
        return f"With {' and '.join(made.offramps)}, and without: {pairs}{f'; both with {sets}' if sets else ''}."
    if made.event is None:
        return f"With {sets}, and without: {pairs}."
    return (
        f"With {made.event}, and without: “{made.what.rstrip('.')}.” {pairs}. The world without it is played from "
        f"{date_words(dt.date.fromisoformat(made.eve))}; both are counted after "
        f"{date_words(dt.date.fromisoformat(made.as_of))}" + (f", both with {sets}." if sets else ".")
    )


def _foot(made: Comparison, shown: Sequence[Effect]) -> Iterator[str]:
    yield "Effect: with less without, per future; a share in 100, else the mean. Bold: beyond luck (95 in 100)."
    yield "Better, worse: in so many of 100 pairs it is better or worse with it."
    if disputed := sum(each.difference.disputed for each in shown):
        yield f"In {disputed} of these the decision rules disagree by more than luck and assumptions together."
    rest = [each for each in made.effects if each not in shown]
    if rest:
        yield f"Of {len(rest)} measures more, {sum(each.beyond_luck for each in rest)} move beyond luck: --json."
