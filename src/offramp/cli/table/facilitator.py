"""The words that a facilitator may type, each with what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from offramp.errors import OfframpError

from . import show
from .reader import ask
from .seat import MOST_BRANCHES, Quit, branches, fork, leave, number

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.play.game import Game

NAME = "facilitator"


class FacilitatorAtTable:
    """The facilitator at the terminal."""

    def __init__(self, game: Game, screen: Console) -> None:
        from offramp.play.facilitator import Facilitator

        self.game, self.screen, self.can = game, screen, Facilitator(game)
        self.words: Mapping[str, Callable[[str], None]] = {
            "help": lambda _: show.help_words(screen, show.FACILITATING),
            "all": lambda _: self._all(),
            "inject": self._inject,
            "tell": self._tell,
            "give": self._give,
            "pause": lambda _: self.can.pause(),
            "go": lambda _: self.can.pause(False),
            "advisor": lambda rest: self.can.allow_advice(_switch("advisor", rest)),
            "hide": lambda rest: self.can.hide_responses(_switch("hide", rest)),
            "rewind": self._rewind,
            "branches": lambda _: branches(screen, game),
            "branch": self._branch,
            "fork": lambda rest: fork(screen, game, rest),
            "debrief": lambda _: self._debrief(),
            "quit": lambda _: leave(),
        }

    def turn(self) -> None:
        """Let the facilitator decide before the seats do.

        Raises
        ------
        Quit
            If it leaves.
        """
        show.say(self.screen, f"\nDay {self.game.status.day} of {self.game.days} · the facilitator", style="bold")
        while True:
            typed = ask(NAME)
            if typed is None:
                raise Quit
            if typed.word in ("", "end") and not self.game.status.paused:
                return
            try:
                if typed.word not in self.words:
                    raise OfframpError(f"{typed.word!r} is no word of the facilitator now; help lists them")
                self.words[typed.word](typed.rest)
            except OfframpError as error:
                show.say(self.screen, str(error))

    def _all(self) -> None:
        from offramp.play.options import option_words
        from offramp.wording.names import deaths_words
        from offramp.wording.sentences import sentence

        case, status = self.game.setup.case, self.can.sees
        for act in status.acts:
            words = sentence(case, act.actor, act.move, act.target, act.arena)
            ordered, dead = " Ordered." if act.ordered else "", deaths_words(act.military, act.civilian)
            show.say(self.screen, f"Day {act.day}: {words}{ordered} {dead}".rstrip(), "  ", "    ")
        for order in status.orders:
            words = option_words(case, order.option)
            show.say(self.screen, f"{order.actor} ({order.by}), for day {order.due}: {words}", "  ", "    ")
        for each in status.messages:
            sender = each.sender or NAME
            show.say(self.screen, f"Day {each.day}: {sender} to {each.to or 'all'}: “{each.text}”", "  ", "    ")

    def _inject(self, rest: str) -> None:
        option, _, day = rest.partition(" ")
        self.can.inject(option, number(day, "inject", self.game.days) if day else None)

    def _tell(self, rest: str) -> None:
        to, colon, text = rest.partition(":")
        self.can.tell(text.strip() if colon else rest, to if colon else "")

    def _give(self, rest: str) -> None:
        actor, _, kind = rest.partition(" ")
        self.can.give(actor, kind)

    def _debrief(self) -> None:
        from offramp.cli.progress import progress
        from offramp.play.debrief.study import debrief
        from offramp.play.debrief.write import side_by_side

        with progress("evenings") as tell:
            made = [debrief(self.game, seat, progress=tell) for seat in self.game.status.played]
        show.page(self.screen, side_by_side(made))

    def _rewind(self, rest: str) -> None:
        from offramp.play.branches import go

        go(self.game, number(rest, "rewind", self.game.days, least=0))

    def _branch(self, rest: str) -> None:
        from offramp.play.branches import switch

        switch(self.game, number(rest, "branch", MOST_BRANCHES))


def _switch(what: str, text: str) -> bool:
    if text not in ("on", "off"):
        raise OfframpError(f"{what}: found {text or 'nothing'}; allowed: on, off")
    return text == "on"
