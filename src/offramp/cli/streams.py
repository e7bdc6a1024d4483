"""Standard output and error that outlive their readers: who stops reading stops no command."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

GONE = (errno.EPIPE, errno.EIO)  # a pipe that nobody reads (`| head -3`), a terminal that was closed


class Outliving(io.FileIO):
    """A stream of bytes that goes nowhere once it has failed, so that what else a command does is done."""

    def write(self, data: Any, /) -> int:
        """Write bytes; drop them if the reader has gone.

        Raises
        ------
        OSError
            For another failure, such as a full disk, once.
        """
        try:
            return super().write(data)
        except OSError as error:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if error.errno not in GONE:
                raise
        return super().write(data)


def outlive_readers() -> None:
    """Let standard output and error outlive their readers; one that was closed from the start goes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, _outliving(stream))


def _outliving(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    stream.flush()
    raw = Outliving(stream.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
