"""The words that a seat may type, each with what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from offramp.errors import OfframpError
from offramp.scenario.ladder import FORCE

from . import show
from .reader import Typed, ask

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.play.game import Game
    from offramp.play.view import View
    from offramp.scenario import Scenario


class Quit(Exception):
    """The player leaves; the game is saved."""


class SeatAtTable:
    """One seat at the terminal.

    Attributes
    ----------
    game : Game
    seat : str
    screen : Console
    """

    def __init__(self, game: Game, seat: str, screen: Console) -> None:
        self.game, self.seat, self.screen = game, seat, screen
        self.case, self._wait, self._told = game.setup.case, 0, game.status.day - 1
        self.words: Mapping[str, Callable[[str], None]] = {
            "help": lambda _: show.help_words(screen, show.HELP),
            "options": self._options,
            "orders": lambda _: self._orders(),
            "drop": self._drop,
            "say": self._say,
            "stands": lambda _: show.stands(screen, self.view(with_standing=True)),
            "news": self._news,
            "advice": self._advice,
            "debrief": self._debrief,
            "undo": lambda _: self._undo(),
            "branches": lambda _: branches(screen, game),
            "branch": self._branch,
            "fork": lambda rest: fork(screen, game, rest),
            "quit": lambda _: leave(),
        }

    def view(self, with_standing: bool = False) -> View:
        """Return what the seat has before it."""
        from offramp.play.view import view

        return view(self.game, self.seat, with_standing)

    def turn(self) -> None:
        """Let the seat decide until it ends its turn.

        Raises
        ------
        Quit
            If it leaves.
        """
        shown = self.view()
        if self._wait and not stirred(self.case, shown) and not shown.over:
            self._wait -= 1
            self._end()
            return
        self._wait = 0
        self._show(shown)
        while True:
            typed = ask(self.seat)
            if typed is None:
                raise Quit
            try:
                if typed.word in ("", "end", "wait"):
                    turns = number(typed.rest, "wait", 365) if typed.word == "wait" else 1
                    self._end()
                    self._wait = turns - 1
                    return
                self._do(typed)
            except OfframpError as error:
                show.say(self.screen, str(error))

    def _show(self, shown: View) -> None:
        """Show the day, and what was seen since the last one that was shown."""
        show.heading(self.screen, self.case, shown, min(self._told + 1, shown.day))
        self._told = shown.day

    def _do(self, typed: Typed) -> None:
        if typed.word.isdecimal():
            self._order(int(typed.word))
        elif typed.word in self.words:
            self.words[typed.word](typed.rest)
        else:
            raise OfframpError(f"{typed.word!r} is no word of the game; help lists them")

    def _end(self) -> None:
        from offramp.cli.progress import progress

        with progress("days"):
            self.game.end(self.seat)

    def _options(self, word: str) -> None:
        show.options(self.screen, self.case, self.view().options, word.lower())

    def _order(self, chosen_number: int) -> None:
        numbers = self.game.able.numbers(self.seat)
        if not 1 <= chosen_number <= len(numbers):
            raise OfframpError(f"option {chosen_number}; allowed: 1 to {len(numbers)}, see options")
        chosen = next((each for each in self.view().options if each.number == chosen_number), None)
        if chosen is None:
            raise OfframpError(f"option {chosen_number} would come after the last day")
        due = self.game.order(self.seat, chosen.id)
        show.say(self.screen, f"Ordered for day {due}: {chosen.words}.")

    def _orders(self) -> None:
        shown = self.view()
        show.under_way(self.screen, shown)
        if not shown.orders:
            show.say(self.screen, "You have no order under way.")

    def _drop(self, rest: str) -> None:
        self.game.withdraw(self.seat, number(rest, "drop", self.game.days))
        show.say(self.screen, "Taken back.")

    def _say(self, rest: str) -> None:
        to, _, text = rest.partition(" ")
        self.game.say(self.seat, "" if to == "all" else to, text)
        show.say(self.screen, "Sent." if to == "all" or self.game.status.seats[to].is_played else UNREAD)

    def _news(self, rest: str) -> None:
        shown = self.view()
        if rest:
            show.news(self.screen, self.case, shown, [number(rest, "news", shown.day)])
        else:
            show.history(self.screen, self.case, shown)

    def _advice(self, word: str) -> None:
        from offramp.cli.progress import progress
        from offramp.play.advisor import advise
        from offramp.play.continuations import futures

        every = self.view().options
        asked = [each for each in every if word.lower() in f"{each.purpose} {each.words}".lower()]
        if not asked:
            raise OfframpError(f"nothing that you can order has {word!r} in it")
        whole, played = futures(len(asked) + 1), 0
        try:
            with progress("futures") as tell:

                def done(more: int) -> None:
                    nonlocal played
                    played += more
                    tell(played, whole)

                made = advise(self.game, self.seat, asked, done=done)
        except KeyboardInterrupt:
            show.say(self.screen, "Stopped.")
            return
        show.advice(self.screen, made, {each.id: each.number for each in every})

    def _debrief(self, path: str) -> None:
        from offramp.cli.progress import progress
        from offramp.play.debrief.study import debrief
        from offramp.play.debrief.write import markdown, write

        try:
            with progress("evenings") as tell:
                made = debrief(self.game, self.seat, progress=tell)
        except KeyboardInterrupt:
            show.say(self.screen, "Stopped; nothing was written.")
            return
        if path:
            for written in write(made, Path(path)):
                self.screen.print(f"Written: {written}", soft_wrap=True)
        else:
            show.page(self.screen, markdown(made))

    def _undo(self) -> None:
        from offramp.play.branches import undo

        undo(self.game)
        self._show(self.view())

    def _branch(self, rest: str) -> None:
        from offramp.play.branches import switch

        switch(self.game, number(rest, "branch", MOST_BRANCHES))
        self._show(self.view())


MOST_BRANCHES = 10_000
UNREAD = "Sent; but the engine has that seat, and reads no words. What it reads are acts: see options."


def stirred(case: Scenario, shown: View) -> bool:
    """Whether something happened at which a player wants to stop: its own act, force or an offer to it, or deaths."""
    for sight in shown.on(shown.day):
        rung = case.moves[sight.move].rung
        to_me = sight.target == shown.seat and (rung >= FORCE or rung < 0)
        if to_me or sight.dead or sight.doer == shown.seat:
            return True
    return False


def branches(screen: Console, game: Game) -> None:
    """Print the branches of a game."""
    from offramp.play.branches import branches as every

    for place, (end, status) in enumerate(every(game), 1):
        here = "  (here)" if end == game.log.last else ""
        show.say(screen, f"{place:>3}  day {status.day}, {sum(map(len, status.days))} acts{here}")


def fork(screen: Console, game: Game, path: str) -> None:
    """Copy this line into a game of its own, in a file of `path`, behind which the last day to copy may stand."""
    from offramp.play.branches import fork as copy

    if not path:
        raise OfframpError("fork: found nothing; allowed: a file that there is not yet")
    name, _, day = path.rpartition(" ")
    until = number(day, "fork", game.status.day, least=0) if name and day.isdecimal() else None
    path = path if until is None else name
    copy(game, path, until)
    show.say(screen, f"Copied. Go on with it: offramp play --resume {path}")


def leave() -> None:
    """Leave the table.

    Raises
    ------
    Quit
    """
    raise Quit


def number(text: str, what: str, most: int, least: int = 1) -> int:
    """Read a whole number.

    Parameters
    ----------
    text : str
        As it was typed.
    what : str
        The word that it was typed after.
    most, least : int
        Both allowed.

    Raises
    ------
    OfframpError
        If it is none that is allowed.
    """
    if not text.isdecimal() or not least <= int(text) <= most:
        raise OfframpError(f"{what}: found {text or 'nothing'}; allowed: a whole number from {least} to {most}")
    return int(text)
