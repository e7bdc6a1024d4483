"""The process of a job: does what its folder asks, prints how far it is, and writes the result in one piece at its end.

It runs at low priority, with a limit on its memory, and leaves when its server does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from offramp.errors import OfframpError, printable
from offramp.results.file_lock import locked
from offramp.results.files import write_text
from offramp.web.jobs.kinds import KINDS
from offramp.web.jobs.queue import ASKED, RESULT

NICE, PAUSE, GIB = 10, 0.5, 1 << 30
MEMORY = "it needs more memory than a job may have ({} GiB); ask for fewer futures"


def main(folder: Path) -> int:
    """Do the job of a folder."""
    threading.Thread(target=leave_with_server, daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    told = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    _limit(told["gib"])
    try:
        with locked(folder / RESULT):  # an earlier process of the same job may still be leaving
            found = KINDS[told["kind"]].work(told["asked"], Path(told["runs"]), told["id"], Tell())
            write_text(folder / RESULT, json.dumps(found))
    except OfframpError as error:
        print(printable(str(error)), file=sys.stderr)
        return error.exit_code
    except MemoryError:
        print(MEMORY.format(told["gib"]), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


class Tell:
    """Prints the futures done and in all, twice a second at most."""

    def __init__(self) -> None:
        self._due = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        if done < total and time.monotonic() < self._due:
            return
        self._due = time.monotonic() + PAUSE
        print(json.dumps([done, total]), flush=True)


def _limit(gib: float) -> None:
    """Let the pages go first, and leave them their memory; where the system knows no such limits, there are none."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    if sys.platform.startswith("linux"):
        import resource

        most = int(gib * GIB)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def leave_with_server() -> None:
    """Wait until the standard input closes, which it does when the server ends, however it ends."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
