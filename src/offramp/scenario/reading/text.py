"""The text of a case file, from a file or from standard input, of a size that somebody may have written."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from offramp.errors import CaseError, Fault

MOST_BYTES = 2_000_000
STDIN = "-"  # stands for the path of standard input


def text_of(path: Path, name: str) -> str:
    """Read the text of a case file.

    Raises
    ------
    CaseError
        If there is no such file, it is too large, or no UTF-8.
    """
    data = _piped() if str(path) == STDIN else _bytes(path, name)
    if len(data) > MOST_BYTES:
        raise CaseError(Fault(name, None, "", f"more than {MOST_BYTES} bytes", f"{MOST_BYTES} at most"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        raise CaseError(Fault(name, line, "", found, "text in UTF-8")) from None


@cache
def _piped() -> bytes:
    """What stands on standard input, which can be read once and is asked for more often."""
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise CaseError(Fault(name, None, "", "a directory", "a case file"))
        if path.exists() and not path.is_file():
            raise CaseError(Fault(name, None, "", "a device or a pipe", "a case file"))
        if path.stat().st_size > MOST_BYTES:
            raise CaseError(Fault(name, None, "", f"{path.stat().st_size} bytes", f"{MOST_BYTES} at most"))
        return path.read_bytes()
    except FileNotFoundError:
        raise CaseError(Fault(name, None, "", "no such file", "a case file")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError(Fault(name, None, "", reason.lower(), "a case file that can be read")) from None
