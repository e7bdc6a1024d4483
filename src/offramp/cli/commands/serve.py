"""`offramp serve`: everything in a browser, for oneself or for a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli.guard import guarded, say
from offramp.errors import OfframpError, RunError

MISSING = "offramp serve needs the extra web: pip install 'offramp[web]' ({})"
Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help="The folder of the run folders; it is made if it is not there.")
]
Host = Annotated[
    str, typer.Option("--host", metavar="HOST", help="Where to listen; any but this machine alone demands tokens.")
]
Port = Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65_535)]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, max=64, help="Jobs at once; one a core if left out.")
]
Minutes = Annotated[float, typer.Option("--job-minutes", metavar="M", min=0.1, help="How long a job may take.")]
Gib = Annotated[float, typer.Option("--job-gib", metavar="G", min=0.1, help="How much memory a job may take.")]
Rate = Annotated[
    int, typer.Option("--rate", metavar="N", min=1, help="Requests a minute of one token, or of one address.")
]
Tokens = Annotated[
    bool, typer.Option("--tokens", help="Demand tokens here, too: behind a server that passes requests on.")
]
NewToken = Annotated[bool, typer.Option("--new-token", help="Make another token of an owner.")]


@guarded
def serve(
    folder: Folder = Path("out"),
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = None,
    minutes: Minutes = 60.0,
    gib: Gib = 6.0,
    rate: Rate = 600,
    tokens: Tokens = False,
    new_token: NewToken = False,
) -> None:
    """Show runs, futures and the table in a browser.

    What is asked there is played in processes of their own. Stop it with Ctrl-C; what was asked goes on at the next
    start.

    \b
        offramp serve
        offramp serve out --port 8080
        offramp serve class --host 0.0.0.0
    """
    from offramp import web

    if folder.exists() and not folder.is_dir():
        raise RunError(f"{folder}: no folder; give the folder that holds the run folders")
    folder.mkdir(parents=True, exist_ok=True)
    limits = {"job_minutes": minutes, "job_gib": gib, "requests_per_minute": rate} | (
        {"workers": workers} if workers else {}
    )
    settings = web.Settings(folder, host, port, tokens, **limits)  # type: ignore[arg-type]
    try:
        web.serve(settings, say, new_token)
    except ModuleNotFoundError as error:
        raise OfframpError(MISSING.format(error.name)) from None
