"""Everything that Offramp raises on purpose.

::

    OfframpError                exit 1   anything below
    ├── FaultsError(faults)     exit 2   a file that cannot be read as meant
    │   ├── CaseError(faults)            a case file
    │   └── DataError(faults)            a file of history, forecasts or outcomes
    ├── RunError                exit 3   a run folder that cannot be used, resumed or written
    └── AddressError            exit 2   an address that names no future

The command line prints the message, never a traceback, and leaves with `exit_code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

MOST = 50  # faults that are told one by one
# What no reader sees and a terminal obeys: control characters, and those that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u061c\u200e\u200f]")  # of direction, without any look of their own


def unprintable(text: str) -> str | None:
    """Name the first character of a text that a terminal would obey instead of showing it."""
    found = _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def printable(text: str) -> str:
    """Return a text as a terminal may have it: control characters as `\\x1b`, marks of direction dropped."""
    return _MARKS.sub("", _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, what was found, what is allowed.

    Parameters
    ----------
    file : str
        The file as the reader named it.
    line : int or None
        The line, counted from 1; None where the fault has no line of its own.
    field : str
        The path of the field with dots, e.g. `actors.iran.tempo`; empty for the whole file.
    found : str
        What stands there, in the words to be printed, e.g. `'fast'` or `nothing`.
    allowed : str
        What may stand there, in words.
    hint : str or None
        The nearest right word, where there is one.
    """

    file: str
    line: int | None
    field: str
    found: str
    allowed: str
    hint: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = f"{place}: {self.field}" if self.field else place
        question = f" (did you mean {self.hint}?)" if self.hint else ""
        return printable(f"{where}: found {self.found}; allowed: {self.allowed}{question}")


class OfframpError(Exception):
    """The root of the tree: catch this to catch all that Offramp raises on purpose."""

    exit_code: ClassVar[int] = 1


class FaultsError(OfframpError):
    """A file that cannot be read as meant.

    Parameters
    ----------
    faults : Fault or iterable of Fault
        What is wrong, in the order of the file; at least one.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        if not self.faults:
            raise ValueError("an error without a fault says nothing")
        super().__init__(self.faults)  # the faults are the arguments, so that the error survives pickling

    def __str__(self) -> str:
        told = [str(fault) for fault in self.faults[:MOST]]
        more = len(self.faults) - len(told)
        return "\n".join([*told, *([f"and {more:,} more"] if more else [])])


class CaseError(FaultsError):
    """A case file that cannot be read as meant."""


class DataError(FaultsError):
    """A file of history, of forecasts or of outcomes that cannot be read as meant."""


class RunError(OfframpError):
    """A run folder that cannot be used, resumed or written."""

    exit_code: ClassVar[int] = 3


class AddressError(OfframpError):
    """An address that names no future, or one made by another version or case."""

    exit_code: ClassVar[int] = 2
