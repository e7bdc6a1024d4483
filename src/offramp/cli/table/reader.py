"""Read what is typed: a prompt in a terminal, the line itself shown again where it comes from a file or a pipe."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """A line that was typed: its first word, and the rest.

    Attributes
    ----------
    word : str
        In lower case; empty for an empty line.
    rest : str
    """

    word: str
    rest: str

    @classmethod
    def of(cls, line: str) -> Typed:
        """Cut a line."""
        word, _, rest = line.strip().partition(" ")
        return cls(word.lower(), rest.strip())


def ask(prompt: str) -> Typed | None:
    """Read a line; None where nothing more comes."""
    from offramp.errors import printable

    if sys.stdin.isatty():
        sys.stdout.flush()
        try:
            return Typed.of(input(f"{prompt}> "))
        except EOFError:
            print()
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    print(f"{prompt}> {printable(line.rstrip())}")
    return Typed.of(line)
