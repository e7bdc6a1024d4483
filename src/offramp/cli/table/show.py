"""Show a seat what it has before it, in a window of 80 columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from offramp.cli.terminal import fill
from offramp.wording.names import count, date_words, deaths_words, name_of, with_article

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.analysis import Estimate
    from offramp.play.advisor import Advice, Outlook
    from offramp.play.options import SeatOption
    from offramp.play.view import View
    from offramp.scenario import Scenario

WIDTH = 80
DAYS_BEFORE, WEEKS_BEFORE = 3, 28  # days before a game that its opening tells of, and that the news do
HELP = (
    ("end, or an empty line", "end your turn: the day is played"),
    ("wait N", "end up to N turns; stops at force, offers, deaths, and what you had ordered"),
    ("options [WORD]", "what you can order, all of it or what has the word in it"),
    ("NUMBER", "order that option"),
    ("orders", "your orders that are under way"),
    ("drop DAY", "take back the order for that day"),
    ("say ACTOR TEXT", "write to another seat (all: to everybody); the engine does not read it"),
    ("stands", "what you are owed, your channels, agreements and hosts"),
    ("news [DAY]", "all that you have seen, or what you saw of a day"),
    ("advice [WORD]", "what each option may lead to, for this moment; Ctrl-C stops it"),
    ("undo", "take back what you decided since the last day, or the last day itself"),
    ("branches, branch N", "lines of this game that you left; go to one of them"),
    ("fork FILE [DAY]", "copy this line, all of it or up to a day, into a game of its own"),
    ("debrief [FILE]", "what was luck and what was judgement; FILE.md and FILE.json keep it"),
    ("quit", "leave; the game is saved after every line that you type"),
)
FACILITATING = (
    ("end, or an empty line", "let the seats go on"),
    ("all", "every act so far, every order, every message"),
    ("inject OPTION [DAY]", "let an actor do something: actor/move/target/arena"),
    ("tell [ACTOR:] TEXT", "write to a seat or to everybody"),
    ("give ACTOR KIND", "give a seat to a person, a program, the engine or engine:RULE"),
    ("pause, go on", "stop the game, or let it go on"),
    ("advisor on|off", "switch advice on or off"),
    ("hide on|off", "let messages wait until the turn is over, or not"),
    ("rewind DAY", "go back to the evening of a day; what follows becomes a branch"),
    ("branches, branch N", "lines of this game that were left; go to one of them"),
    ("fork FILE [DAY]", "copy this line, all of it or up to a day, into a game of its own"),
    ("debrief", "luck and judgement of all seats that are played, side by side"),
    ("quit", "leave; the game is saved"),
)


def say(screen: Console, words: str, first: str = "", rest: str = "", style: str = "") -> None:
    """Print `words`, wrapped, behind `first` on the first line and `rest` on the others, in a `style` of Rich."""
    from rich.text import Text

    screen.print(Text(fill(screen, words, WIDTH, first, rest), style))


def help_words(screen: Console, lines: Iterable[tuple[str, str]]) -> None:
    """Print the words that may be typed."""
    for word, does in lines:
        say(screen, f"{word:<22} {does}", "  ", " " * 25)


def opening(screen: Console, case: Scenario, seat: str, aim: str, days: int) -> None:
    """Print what a game of so many `days` is about, whose `seat` it is, and the seat's `aim` in words."""
    actor = case.actors[seat]
    say(screen, case.title, style="bold")
    say(screen, case.question)
    screen.print()
    say(screen, f"You decide for {with_article(name_of(case.actors, seat))}. {actor.about}".strip())
    say(screen, f"{days} days." if actor.is_armed_group else f"{days} days. Your aim is to have little of: {aim}.")
    screen.print()
    before(screen, case, seat, DAYS_BEFORE)
    say(screen, "Type help for the words that you can use, options for what you can do, end to let a day pass.")


def heading(screen: Console, case: Scenario, shown: View, since: int) -> None:
    """Print the day, what was seen from the day `since` on, messages of these evenings, and orders under way."""
    screen.print()
    date = date_words(dt.date.fromisoformat(shown.date))
    say(screen, f"Day {shown.day} of {shown.days} · {date} · {name_of(case.actors, shown.seat)}", style="bold")
    news(screen, case, shown, range(max(since, 1), shown.day + 1), brief=True)
    for message in shown.messages:
        if message.day >= since - 1 and message.sender != shown.seat:
            sender = name_of(case.actors, message.sender) if message.sender else "The facilitator"
            say(screen, f"{sender} writes: “{message.text}”", "  ", "    ")
    under_way(screen, shown)
    if shown.over:
        say(screen, "The game is over. Type debrief to see what was luck and what was judgement, or quit.")


def news(screen: Console, case: Scenario, shown: View, days: Sequence[int], brief: bool = False) -> None:
    """Print what was seen of some `days`; where it is `brief`, words among others are counted only."""
    from offramp.play.view import is_news, sight_words

    seen = [sight for day in days for sight in shown.on(day)]
    told = [sight for sight in seen if not brief or is_news(case, shown.seat, sight)]
    for sight in told:
        day = f"Day {sight.day}: " if len(days) > 1 and sight.day < days[-1] else ""
        dead = deaths_words(sight.military, sight.civilian)
        ordered = " It followed an order of its patron." if sight.ordered else ""
        words = sight_words(case, sight, shown.seen)
        say(screen, f"{day}{words}{ordered}{' ' + dead if dead else ''}", "  ", "    ")
    if days and not seen:
        say(screen, "You saw nobody do anything.", "  ", "    ", "dim")
    elif rest := len(seen) - len(told):
        what = "message or statement" if rest == 1 else "messages and statements"
        say(screen, f"{count(rest).capitalize()} {what} among others; news tells them.", "  ", "    ", "dim")


def before(screen: Console, case: Scenario, seat: str, days: int) -> None:
    """Print what a `seat` has seen of the last `days` days of the record."""
    from offramp.play.view import before as seen_before
    from offramp.play.view import sight_words

    seen = seen_before(case, seat, days)
    if seen:
        say(screen, "Before the game, by the record", style="bold")
    for sight in seen:
        date = date_words(case.start_date + dt.timedelta(days=sight.day))
        dead = deaths_words(sight.military, sight.civilian)
        say(screen, f"{date}: {sight_words(case, sight)}{' ' + dead if dead else ''}", "  ", "    ")


def history(screen: Console, case: Scenario, shown: View) -> None:
    """Print what the record tells of the weeks before, and all that was seen, day by day."""
    before(screen, case, shown.seat, WEEKS_BEFORE)
    days = sorted({sight.day for sight in shown.seen})
    for day in days:
        date = case.start_date + dt.timedelta(days=day)
        say(screen, f"Day {day} · {date_words(date)}", style="bold")
        news(screen, case, shown, [day])
    if not days:
        say(screen, "You have seen nothing yet since then.")


def under_way(screen: Console, shown: View) -> None:
    """Print the orders of a seat."""
    for day, words in shown.orders:
        say(screen, f"Under way, for day {day}: {words}", "  ", "    ", "dim")


def options(screen: Console, case: Scenario, every: Sequence[SeatOption], word: str = "") -> None:
    """Print those of `every` option that have a `word` in them, by purpose."""
    found = [each for each in every if word in f"{each.purpose} {each.words}".lower()]
    for purpose, group in groupby(found, key=lambda each: each.purpose):
        say(screen, purpose, style="bold")
        for each in group:
            host = f"; {each.host} will mind that it happens on its soil" if each.host else ""
            say(screen, f"{each.number:>3}  {each.words}, on day {each.due}{host}", "", " " * 5)
    for target, minds in {each.target: each.minds for each in found if each.minds}.items():
        against = with_article(name_of(case.actors, target))
        say(screen, f"What is done against {against} is minded, too, by {', '.join(minds)}.", style="dim")
    if not found:
        say(screen, f"Nothing that you can order has “{word}” in it." if word else "You can order nothing now.")


def stands(screen: Console, shown: View) -> None:
    """Print what stands for a seat, as far as it can tell."""
    for each in shown.stands:
        say(screen, f"{each.words}.", "  ", "    ")
    for words in shown.words_given:
        say(screen, words, "  ", "    ")
    if not (shown.stands or shown.words_given):
        say(screen, "Nothing that you could tell.", "  ")


def page(screen: Console, text: str) -> None:
    """Print a page of text: words wrapped, tables as they stand."""
    for line in text.splitlines():
        if line.startswith(("|", "  ")):
            screen.print(line, soft_wrap=True)
        elif not line.startswith("```"):
            say(screen, line)


BEST, WORST = 8, 4  # options that an advice shows, if there are many


def advice(screen: Console, made: Advice, numbers: Mapping[str, int]) -> None:
    """Print what options may lead to, the one whose aim is missed least first; `numbers` are those of the options."""
    ranked = sorted(made.options, key=lambda each: each.against_waiting.estimate or 0.0)
    few = len(ranked) <= BEST + WORST + 1
    shown = ranked if few else [*ranked[:BEST], *(each for each in ranked[BEST:-WORST] if each.id == "wait")]
    told = f"What may come of it by the last day, in {made.futures} futures each that fit what you have seen:"
    say(screen, told)
    for each in shown:
        _outlook(screen, each, numbers.get(each.id))
    if not few:
        say(screen, f"  … {len(ranked) - len(shown) - WORST} between … (advice WORD shows some)", style="dim")
        for each in ranked[-WORST:]:
            _outlook(screen, each, numbers.get(each.id))
    say(
        screen,
        "Ranges in brackets: luck, then what nobody knows, where it can be told from luck. Aim: how much more it is "
        "missed than after waiting, in hundredths; below 0 is better.",
    )


def _outlook(screen: Console, each: Outlook, number: int | None) -> None:
    say(screen, f"{number or '':>3}  {each.words}", "", " " * 5)
    war, dead, gap = each.war, each.dead, each.against_waiting
    bars = [
        f"war {_hundred(war.estimate)} in 100 ({_spans(war, 100)})",
        f"dead {dead.estimate or 0:,.0f} ({_spans(dead)})",
    ]
    if each.id != "wait":
        sure = "" if each.is_sure else ", within luck"
        bars.append(f"aim {100 * (gap.estimate or 0):+.1f}{sure}")
    say(screen, " · ".join(bars), " " * 5, " " * 5, "dim")


def _hundred(share: float | None) -> str:
    return f"{100 * (share or 0):.0f}"


def _spans(found: Estimate, times: float = 1) -> str:
    """Luck, and what nobody knows where so few futures tell it from luck."""
    told = [span for span in (found.luck, found.assumptions) if span and span[1] > span[0]]
    return "; ".join(f"{times * low:,.0f} to {times * high:,.0f}" for low, high in told)
