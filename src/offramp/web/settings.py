"""How the server is set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from offramp.errors import RunError
from offramp.results.file_lock import claimed

LOOPBACK = ("127.0.0.1", "localhost", "::1")
TAKEN = "another server shows this folder; stop it, or choose another folder"
KEPT = ".offramp-web"  # in the folder of runs: what the server keeps


@dataclass(frozen=True)
class Settings:
    """How the server is set up.

    Attributes
    ----------
    folder : Path
        The folder of run folders.
    host, port : str, int
        Where it listens.
    tokens : bool
        Whether tokens are demanded on this machine, too: where another server passes requests on from a network.
    workers : int
        Jobs at the same time, one a core at most; the others wait.
    most_waiting : int
        Jobs that may wait.
    job_minutes, job_gib : float
        How long a job may take, and how much memory it may ask for.
    body_bytes : int
        The longest body of a request.
    prepare : bool
        Whether the pages of all runs are prepared at the start, beside the server.
    requests_per_minute : int
        With one token; from one address where there is none.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    tokens: bool = False
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    most_waiting: int = 50
    job_minutes: float = 60.0
    job_gib: float = 6.0
    body_bytes: int = 400_000
    requests_per_minute: int = 600
    prepare: bool = True

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the server, and nobody needs a token."""
        return self.host in LOOPBACK and not self.tokens

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Keep the folder for one server.

        Raises
        ------
        RunError
            If another server has it.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(claimed(self.place("web.db").parent))
            except RunError:
                raise RunError(f"{self.folder}: {TAKEN}") from None
            yield

    def place(self, *names: str) -> Path:
        """A place in the folder of what the server keeps; its parent is made."""
        place = self.folder.joinpath(KEPT, *names)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place
