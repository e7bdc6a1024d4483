"""The head of a game: which case, as of which day, with which luck and seats; and the same case found again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offramp import __version__
from offramp.engine import RULES
from offramp.ensemble import Address
from offramp.ensemble.address import HASH_LETTERS
from offramp.errors import AddressError, CaseError, Fault
from offramp.scenario import Scenario, case_hash, load
from offramp.scenario.asof import as_of as on_day
from offramp.scenario.words import show

from .seats import plain, seats_of
from .table import DRAWS

LUCK = 1  # seed of the addresses: a game's own seed chooses the setting of the dials and the run within it
MOST_SEED = 2**32 - 1
PLAIN = {"luck": LUCK, "lead": 0}  # heads of games that begin by themselves do not say these


@dataclass(frozen=True)
class Setup:
    """What a game is played with.

    Attributes
    ----------
    as_set : Scenario
        The case after what was set.
    case : Scenario
        The same as of the day on which the game begins.
    head : mapping
        What the log begins with.
    barrier : str
        Why the game can be shown and not gone on with; empty if it can.
    """

    as_set: Scenario
    case: Scenario
    head: Mapping[str, Any]
    barrier: str = ""

    @classmethod
    def new(
        cls,
        case: str | Path,
        seats: Mapping[str, str],
        seed: int = 1,
        *,
        as_of: str | None = None,
        days: int | None = None,
        rule: str = RULES[0],
        sets: Mapping[str, str] | None = None,
        advisor: bool = True,
        hidden: bool = False,
        future: Address | None = None,
        first: int = 1,
    ) -> Setup:
        """Set a new game up.

        Parameters
        ----------
        case : str or Path
            Id of a shipped case, or a case file.
        seats : mapping of str to str
            Who decides for an actor: person, program, engine or engine:RULE; the engine where nothing is said.
        seed : int
            The luck of the game, and the settings that nobody knows.
        as_of : str, optional
            The day before the first turn, if not the case's own start.
        days : int, optional
            The case says how long if left out.
        rule : str
            How the engine's actors decide.
        sets : mapping, optional
            Quantities and switches by path.
        advisor, hidden : bool
            Whether seats may ask for advice, and whether messages wait until the turn is over.
        future : Address, optional
            A future that is gone on with: it says the luck, the day before the first turn, the days and the rule.
        first : int
            The first day on which seats decide; the engine has every seat before it.

        Raises
        ------
        CaseError
            If the case is faulty, says nothing of the day, or has no such seat; or a number or the rule is none that
            is allowed.
        AddressError
            If the future is none of this case and version, or is not played by the day.
        """
        as_set = load(case, dict(sets or {}))
        luck = LUCK
        if future is not None:
            luck, seed, rule, as_of, days = _taken(future, as_set)
        there = on_day(as_set, as_of or as_set.start)
        length = there.days if days is None else days
        _refuse_numbers(rule, seed=(seed, 0, MOST_SEED), days=(length, 1, 365), first=(first, 1, length))
        head = {
            "case": as_set.case,
            "file": str(case),
            "hash": case_hash(as_set),
            "plugins": dict(as_set.plugins),
            "sets": dict(sets or {}),
            "as_of": there.start,
            "days": length,
            "rule": rule,
            "seed": seed,
            "actors": sorted(as_set.actors),
            "seats": plain(seats_of(as_set, seats)),
            "advisor": advisor,
            "hidden": hidden,
        }
        head |= {key: n for key, n in (("luck", luck), ("lead", first - 1)) if n != PLAIN[key]}
        return cls(as_set, there, head)

    @classmethod
    def found(cls, head: Mapping[str, Any], case: str | Path | None = None) -> Setup:
        """Find the case of a log again, its file or another one."""
        as_set = load(case or head["file"], dict(head["sets"]))
        return cls(as_set, on_day(as_set, head["as_of"]), head, _barrier(head, as_set))

    @property
    def place(self) -> tuple[int, int]:
        """The draw and the run of the game."""
        run, draw = divmod(int(self.head["seed"]), DRAWS)
        return draw, run

    @property
    def luck(self) -> int:
        """The seed of the address: that of the run whose future is gone on with, else the same for all games."""
        return int(self.head.get("luck", LUCK))

    @property
    def address(self) -> Address:
        """The future that the engine plays if it has every seat."""
        draw, run = self.place
        return Address(
            case=self.as_set.case,
            hash=self.head["hash"][:HASH_LETTERS],
            version=__version__,
            seed=self.luck,
            as_of=self.case.start_date,
            turns=self.head["days"],
            draw=draw,
            run=run,
            rule=self.head["rule"],
        )


def _refuse_numbers(rule: str, **numbers: tuple[int, int, int]) -> None:
    """Refuse a rule that there is not, and a number that is not from its lowest to its highest."""
    for name, (value, low, high) in numbers.items():
        if not low <= value <= high:
            raise CaseError(Fault("play", None, name, show(value), f"{low} to {high:,}"))
    if rule not in RULES:
        raise CaseError(Fault("play", None, "rule", show(rule), ", ".join(RULES)))


def _taken(future: Address, case: Scenario) -> tuple[int, int, str, str, int]:
    """What a future says of a game: luck, seed, rule, the day before its first, days; refuse one that none can take."""
    here = f"{case.case}@{case_hash(case)[:HASH_LETTERS]}/v{__version__}"
    if f"{future.case}@{future.hash}/v{future.version}" != here:
        raise AddressError(f"{future}: the case here is {here}; a future is gone on with in its own case and version")
    if future.policy:
        raise AddressError(f"{future}: has {future.policy}; allowed: a future of the case as it stands")
    if future.turn_days != 1 or future.draw >= DRAWS:
        raise AddressError(f"{future}; allowed: a future that is played by the day, in draw 0 to {DRAWS - 1}")
    return future.seed, future.run * DRAWS + future.draw, future.rule, future.as_of.isoformat(), future.turns


def _barrier(head: Mapping[str, Any], case: Scenario) -> str:
    """Say in one sentence why a game cannot be gone on with here."""
    only = "it can be shown and not gone on with"
    if head["version"] != __version__:
        return f"begun by Offramp {head['version']}, and this is {__version__}; {only}"
    if case_hash(case) != head["hash"] or dict(case.plugins) != head["plugins"]:
        here = case_hash(case)[:HASH_LETTERS]
        return f"begun on {head['case']}@{head['hash'][:HASH_LETTERS]}, and the case here is {case.case}@{here}; {only}"
    return ""
