"""The process that prepares the pages of runs beside the server, so that the first reader of a run does not wait."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from offramp.errors import OfframpError
from offramp.web.jobs.worker import NICE, leave_with_server
from offramp.web.runs.opened import Runs
from offramp.web.settings import Settings


def prepare(folder: Path) -> None:
    """Prepare every run of a folder, the newest first; one that cannot be read is left to who opens it."""
    runs = Runs(Settings(folder))
    for name, _ in runs.listed():
        try:
            runs.open(name)
        except OfframpError:
            continue


if __name__ == "__main__":
    threading.Thread(target=leave_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    prepare(Path(sys.argv[1]))
