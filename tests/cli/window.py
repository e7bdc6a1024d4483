"""Runs the command line: as a program would, or in a pseudo-terminal of so many columns that is read back."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios
import threading
from collections.abc import Callable
from contextlib import redirect_stdout

from typer.testing import CliRunner, Result

from offramp.cli.app import app

Offramp = Callable[..., Result]
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def offramp_of(*words: object) -> Result:
    """What a command says, and how it ends."""
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="offramp")


def shown(columns: int, *words: object) -> str:
    """What a command shows in a window of so many columns, without its colours."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    parts: list[bytes] = []
    reader = threading.Thread(target=_read, args=(master, parts))
    reader.start()
    try:
        with os.fdopen(slave, "w", encoding="utf-8") as window, redirect_stdout(window):
            app([str(word) for word in words], prog_name="offramp", standalone_mode=False)
    finally:
        reader.join()
        os.close(master)
    return _COLOUR.sub("", b"".join(parts).decode()).replace("\r\n", "\n")


def _read(master: int, parts: list[bytes]) -> None:
    while True:
        try:
            part = os.read(master, 65_536)
        except OSError:  # the other end is closed
            return
        if not part:
            return
        parts.append(part)
