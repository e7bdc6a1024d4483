"""A game: what seats and the facilitator decide goes into the log, and everything else follows from the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from offramp import clock
from offramp.engine import Chunk, Position
from offramp.errors import CaseError, Fault, RunError
from offramp.scenario.words import nearest, one_of, show

from .acts import GameAct
from .beliefs import Beliefs, Knowledge
from .entries import path_to
from .fog import Fog
from .log import GameLog
from .options import Able, SeatOption, options_of
from .seats import refuse_no_seat
from .setup import Setup
from .status import FOLLOW, Status, stand
from .table import Table

KEPT = 30  # evenings that a game keeps in memory


class Game:
    """One game.

    Attributes
    ----------
    log : GameLog
    setup : Setup
    fog : Fog
    able : Able
        What every actor could do at all.
    """

    def __init__(self, log: GameLog, setup: Setup) -> None:
        self.log, self.setup, self.fog, self.able = log, setup, Fog(setup.case), Able(setup.case)
        self._stood: tuple[int, str, Status] | None = None
        self._played: dict[str, Position] = {}
        self._beliefs: Beliefs | None = None

    @classmethod
    def begin(cls, case: str | Path, path: str | Path | None = None, **settings: Any) -> Game:
        """Begin a game.

        Parameters
        ----------
        case : str or Path
        path : str or Path, optional
            The file of the log; the game is kept in memory alone if left out.
        settings
            As in `offramp.play.setup.Setup.new`: `seats`, `seed`, `as_of`, `days`, `rule`, `sets`, `advisor`, `hidden`,
            `future`, `first`.

        Raises
        ------
        CaseError
            If the case is faulty or has no such seat.
        RunError
            If there is such a file.
        """
        setup = Setup.new(case, settings.pop("seats", {}), **settings)
        return cls(GameLog.begin(None if path is None else Path(path), setup.head), setup)

    @classmethod
    def open(cls, path: str | Path, case: str | Path | None = None) -> Game:
        """Open the game of a log, where it stood.

        Raises
        ------
        DataError
            If the file is no log of a game.
        CaseError
            If its case cannot be read.
        """
        log = GameLog.open(Path(path))
        setup = Setup.found(log.head, case)
        log.barrier = setup.barrier
        return cls(log, setup)

    @property
    def status(self) -> Status:
        """Where the game stands."""
        known = self._stood
        if known is None or known[0] > len(self.log.entries):
            known = (1, self.log.entries[0].id, stand(self.log.head, ()))
        for n in range(known[0], len(self.log.entries)):
            entry = self.log.entries[n]
            if entry.do == "go":
                there = stand(self.log.head, path_to(self.log.entries, entry.what["to"])[1:])
                known = (n + 1, entry.what["to"], there.kept(entry.what) if "at" in entry.what else there)
            else:
                known = (n + 1, entry.id, FOLLOW[entry.do](known[2], entry))
        self._stood = known
        return known[2]

    @property
    def days(self) -> int:
        """How many days a whole game has."""
        return int(self.log.head["days"])

    @property
    def is_over(self) -> bool:
        """Whether the last day was played."""
        return self.status.day >= self.days

    @property
    def table(self) -> Table:
        """The case compiled for play."""
        return Table.of(self.setup.case, self.log.head["hash"], self.setup.luck, self.days, self.log.head["rule"])

    @property
    def beliefs(self) -> Beliefs:
        """The worlds that fit what seats have seen."""
        if self._beliefs is None:
            self._beliefs = Beliefs(self.setup.case, self.log.head["hash"], self.days, self.log.head["rule"])
        return self._beliefs

    def knowledge(self, seat: str, day: int | None = None) -> Knowledge:
        """Return what a seat knows, now or on the evening of an earlier day of this line."""
        status = self.status
        until = status.day if day is None else day
        seen = tuple(self.fog.seen(seat, acts) for acts in status.days[:until])
        own = (each for each in status.orders if each.actor == seat and each.by == "seat" and day is None)
        return Knowledge(seat, seen, tuple((each.option, each.due) for each in own))

    def options(self, seat: str) -> tuple[SeatOption, ...]:
        """Return what a seat can order now."""
        return options_of(self.able, seat, self.status, self.days)

    def order(self, seat: str, option: str) -> int:
        """Order an act; it is carried out when it is prepared.

        Returns
        -------
        int
            The day on which that is.

        Raises
        ------
        CaseError
            If the seat cannot do that now.
        RunError
            If nobody plays the seat, or the game is over or stands still.
        """
        self._refuse(seat)
        found = self.able.now(seat, self.status, self.days)
        if option not in found:
            allowed = f"an option that the seat has now: {one_of(found)}"
            raise CaseError(Fault("order", None, "", show(option), allowed, nearest(option, found)))
        self.log.add("order", seat=seat, option=option, due=found[option])
        return found[option]

    def withdraw(self, seat: str, due: int) -> None:
        """Take back the order for a day that is still to come.

        Raises
        ------
        CaseError
            If the seat has no such order.
        """
        self._refuse(seat)
        own = [str(each.due) for each in self.status.orders if each.actor == seat and each.by == "seat"]
        if str(due) not in own:
            raise CaseError(Fault("withdraw", None, "", show(due), f"the day of an order that stands: {one_of(own)}"))
        self.log.add("withdraw", seat=seat, due=due)

    def say(self, seat: str, to: str, text: str) -> None:
        """Write a `text` of a `seat` to another, `to`, or to all where that is empty; the world does not read it.

        Raises
        ------
        CaseError
            If the case has no such actor, or the text is empty.
        """
        self._refuse(seat)
        if to:
            refuse_no_seat(self.setup.case, to, "say")
        if not text.strip():
            raise CaseError(Fault("say", None, "", "nothing", "a text"))
        self.log.add("say", seat=seat, to=to, text=text.strip())

    def end(self, seat: str) -> bool:
        """End a seat's turn; the day is played once all seats that are played have ended theirs.

        Returns
        -------
        bool
            Whether the day was played.
        """
        self._refuse(seat)
        if seat not in self.status.ended:
            self.log.add("end", seat=seat)
        if self.status.waits_for:
            return False
        self.play_day()
        return True

    def lead_in(self, told: Callable[[int, int], None] | None = None) -> None:
        """Play the days before the first on which seats decide; `told` is given the days played, and all of these."""
        while (status := self.status).is_led:
            self.play_day()
            if told:
                told(status.day + 1, status.lead)

    def play_day(self) -> tuple[GameAct, ...]:
        """Play a day, whoever has ended the turn; see `offramp.play.facilitator`.

        Raises
        ------
        RunError
            If the game is over or stands still.
        """
        return self._play_day({})

    def run_out(self) -> bool:
        """Play the day if the time of the turn has run out: the seats that have not ended theirs pass.

        Returns
        -------
        bool
            Whether it had.
        """
        status = self.status
        if self.is_over or self.log.barrier or status.deadline is None or clock.now().timestamp() < status.deadline:
            return False
        self._play_day({"late": status.waits_for})
        return True

    def at(self) -> dict[str, float]:
        """Return the time as entries hold it, by which clocks go; nothing in a game that never had a timer."""
        timed = any(each.do == "timer" for each in self.log.entries)
        return {"at": round(clock.now().timestamp(), 1)} if timed else {}

    def _play_day(self, more: dict[str, Any]) -> tuple[GameAct, ...]:
        self._refuse()
        status = self.status
        position, acts = self.table.play_day(self.position(), status.plan(), status.other_rules())
        entry = self.log.add("day", number=status.day + 1, acts=[act.plain() for act in acts], **more, **self.at())
        self._keep(entry.id, position)
        return acts

    def position(self, day: int | None = None) -> Position:
        """Return the state on the evening of a day of this line, that of today if none is named.

        Raises
        ------
        RunError
            If the case or the version is another one, or the acts in the log are not those that this machine plays.
        """
        self.log.refuse_to_go_on()
        status = self.status
        entries = [each for each in self.log.line if each.do == "day"][:day]
        known = next((n for n in range(len(entries), 0, -1) if entries[n - 1].id in self._played), 0)
        draw, run = self.setup.place
        position = self._played[entries[known - 1].id] if known else self.table.morning([draw], [run])
        for n in range(known, len(entries)):
            position, acts = self.table.play_day(position, status.plans[n], status.rules[n])
            if acts != status.days[n]:
                raise RunError(
                    f"day {n + 1}: the log has other acts than this machine plays; it can be shown and not gone on with"
                )
            self._keep(entries[n].id, position)
        return position

    def chunk(self) -> Chunk:
        """Return the measures and acts of the whole game, once it is over."""
        return self.position().chunk()

    def _keep(self, id: str, position: Position) -> None:
        """Keep an evening for those who come back to it; the oldest give way."""
        self._played[id] = position
        while len(self._played) > KEPT:
            self._played.pop(next(iter(self._played)))

    def _refuse(self, seat: str | None = None) -> None:
        """Refuse what cannot be done now."""
        self.log.refuse_to_go_on()
        status = self.status
        if seat is not None:
            refuse_no_seat(self.setup.case, seat, "seat")
            if status.is_led:
                raise RunError(f"seats decide from day {status.lead + 1} on; the days before it are still to be played")
            if not status.seats[seat].is_played:
                raise RunError(f"{seat} is the engine's; the facilitator can give the seat to a person or a program")
        if self.is_over:
            raise RunError(f"the game is over: all {self.days} days were played")
        if status.paused:
            raise RunError("the game stands still until the facilitator goes on")
