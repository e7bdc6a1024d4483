"""The address of a future: everything that the future depends on, in one line of text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from offramp.engine import RULES, Clock
from offramp.engine.clock import ROUNDS
from offramp.errors import AddressError

FORM = "case@hash/vVERSION/sSEED/[POLICY/]rule/as-of/TURNSxDAYS/dDRAW/rRUN"
POLICY = "with:OFFRAMP+OFFRAMP or without:EVENT"
HASH_LETTERS = 12
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"0|[1-9]\d*")


@dataclass(frozen=True)
class Address:
    """One future of one case, made by one version of Offramp.

    Attributes
    ----------
    case : str
        Id of the case.
    hash : str
        The first letters of the case's hash, after what was set.
    version : str
        Version of Offramp.
    seed, draw, run : int
        The luck of the ensemble, the setting of the dials, the future within it.
    rule : str
        The decision rule.
    as_of : datetime.date
        The day before the first turn.
    turns, turn_days : int
        How many turns, and how many days each.
    offramps : tuple of str
        The off-ramps that are taken.
    without : str
        The event of the record that never happened.
    """

    case: str
    hash: str
    version: str
    seed: int
    as_of: dt.date
    turns: int
    draw: int
    run: int
    rule: str = "quantal"
    turn_days: int = 1
    offramps: tuple[str, ...] = ()
    without: str = ""

    @property
    def policy(self) -> str:
        """What sets it apart from the case as it stands; empty for nothing."""
        return f"without:{self.without}" if self.without else f"with:{'+'.join(self.offramps)}" * bool(self.offramps)

    @property
    def plain(self) -> Address:
        """The same luck in the case as it stands."""
        return replace(self, offramps=(), without="")

    @property
    def clock(self) -> Clock:
        """In which steps it is played."""
        return Clock(self.turns, self.turn_days)

    def __str__(self) -> str:
        return (
            f"{self.case}@{self.hash}/v{self.version}/s{self.seed}/{self.policy}{'/' * bool(self.policy)}{self.rule}"
            f"/{self.as_of.isoformat()}/{self.turns}x{self.turn_days}/d{self.draw}/r{self.run}"
        )


def parse(text: str) -> Address:
    """Read an address.

    Raises
    ------
    AddressError
        Which part is wrong, and what may stand there.
    """
    parts = text.strip().split("/")
    offramps, without = _policy(parts.pop(3)) if len(parts) == 9 else ((), "")
    if len(parts) != 8:
        raise AddressError(f"address {text!r} has {len(parts)} parts instead of 8: {FORM}")
    case, short = _case(parts[0])
    turns, turn_days = _turns(parts[5])
    if parts[3] not in RULES:
        raise AddressError(f"address: the rule is {parts[3]!r}; allowed: {', '.join(RULES)}")
    return Address(
        case=case,
        hash=short,
        version=_after("v", parts[1], "version"),
        seed=_whole(_after("s", parts[2], "seed"), "seed"),
        as_of=_date(parts[4]),
        turns=turns,
        draw=_whole(_after("d", parts[6], "draw"), "draw"),
        run=_whole(_after("r", parts[7], "run"), "run"),
        rule=parts[3],
        turn_days=turn_days,
        offramps=offramps,
        without=without,
    )


def _policy(text: str) -> tuple[tuple[str, ...], str]:
    way, _, names = text.partition(":")
    found = tuple(names.split("+"))
    if way not in ("with", "without") or not all(map(_ID.fullmatch, found)) or (way == "without" and len(found) > 1):
        raise AddressError(f"address: the policy is {text!r}; allowed: {POLICY}")
    return (found, "") if way == "with" else ((), names)


def _case(text: str) -> tuple[str, str]:
    case, _, short = text.partition("@")
    if not _ID.fullmatch(case):
        raise AddressError(f"address: the case is {case!r}; allowed: an id such as baghdad-2020")
    if not re.fullmatch(f"[0-9a-f]{{{HASH_LETTERS}}}", short):
        raise AddressError(f"address: the hash is {short!r}; allowed: {HASH_LETTERS} letters of 0-9 and a-f after @")
    return case, short


def _turns(text: str) -> tuple[int, int]:
    turns, cross, days = text.partition("x")
    if not cross:
        raise AddressError(f"address: the turns are {text!r}; allowed: turns x days of a turn, such as 90x1")
    found = _whole(turns, "number of turns"), _whole(days, "days of a turn")
    if 0 in found:
        raise AddressError(f"address: the turns are {text!r}; allowed: at least one turn of one day")
    if found[1] not in ROUNDS:
        lengths = " or ".join(map(str, ROUNDS))
        raise AddressError(f"address: a turn of {found[1]} days; allowed: {lengths} days, such as 90x1 or 13x7")
    return found


def _after(letter: str, text: str, what: str) -> str:
    if not text.startswith(letter) or len(text) == 1:
        raise AddressError(f"address: the {what} is {text!r}; allowed: {letter} and then the {what}")
    return text[1:]


def _whole(text: str, what: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise AddressError(f"address: the {what} is {text!r}; allowed: a whole number from 0")
    return int(text)


def _date(text: str) -> dt.date:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise AddressError(f"address: the date is {text!r}; allowed: a day such as 2020-01-03")
    return found
