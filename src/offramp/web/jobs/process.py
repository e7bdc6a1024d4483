"""The process of one job: started, followed by the lines that it prints, and ended in time."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from offramp.errors import printable

PATIENCE = 10.0  # seconds to leave by itself once it is asked to
ERRORS = "errors.txt"
LAST = 2_000  # letters of what it said that are kept
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, and what it said last."""

    code: int
    said: str
    late: bool = False

    @property
    def words(self) -> str:
        """What went wrong."""
        if self.late:
            return "it took longer than a job may take; ask for fewer futures"
        if self.said and self.code > 0:
            return self.said
        if self.code < 0:
            name = signal.Signals(-self.code).name
            return f"its process was ended from outside ({name}), perhaps for want of memory; ask for fewer futures"
        return self.said or f"its process ended with the code {self.code}"


class Process:
    """The process of one job.

    Parameters
    ----------
    command : sequence of str
        It reads its standard input and leaves when that closes: so it never outlives its server.
    folder : Path
        Of the job; what it says on standard error is kept there.
    seconds : float
        How long it may take.
    """

    def __init__(self, command: Sequence[str], folder: Path, seconds: float) -> None:
        self._errors = folder / ERRORS
        with self._errors.open("w", encoding="utf-8") as errors:
            self._made = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,  # Ctrl-C is the server's, which ends it in good order
            )
        self._late = False
        self._timer = threading.Timer(seconds, self._overdue)
        self._timer.daemon = True
        self._timer.start()

    def follow(self, progress: Progress) -> Ended:
        """Tell of its progress until it ends."""
        with self._made:
            assert self._made.stdout is not None
            for line in self._made.stdout:
                told = _told(line)
                if told is not None:
                    progress(*told)
            code = self._made.wait()
        self._timer.cancel()
        return Ended(code, self._said(), self._late)

    def end(self) -> None:
        """Ask it to leave, and make it leave if it does not."""
        if self._made.poll() is not None:
            return
        self._made.terminate()
        try:
            self._made.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._made.kill()

    def _overdue(self) -> None:
        self._late = True
        self.end()

    def _said(self) -> str:
        text = self._errors.read_text(encoding="utf-8", errors="replace")[-LAST:]
        return printable(text.strip())


def _told(line: str) -> tuple[int, int] | None:
    """The futures done and in all that a line tells."""
    try:
        done, total = json.loads(line)
        return int(done), int(total)
    except (ValueError, TypeError):
        return None
