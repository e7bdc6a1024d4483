"""`offramp serve`: everything in a browser, for oneself or for a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli.guard import guarded, say
from offramp.errors import OfframpError, RunError

MISSING = "offramp serve needs the extra web: pip install 'offramp[web]' ({})"
NEW_TOKEN = (
    "Anybody on the network can reach this server, so every page needs a token. Yours, as its owner, shown this once:\n"
    "  {}\nOpen {}enter#token={} and make tokens for others on the page /tokens."
)
PLAIN = "What is sent is not encrypted: on a network that you do not trust, put a server with HTTPS before it."


@guarded
def serve(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="The folder of the run folders; it is made if it is not there.")
    ] = Path("out"),
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Where to listen; any but this machine alone demands tokens.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65_535)] = 8000,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, max=64, help="Jobs at once; one a core if left out.")
    ] = None,
    minutes: Annotated[
        float, typer.Option("--job-minutes", metavar="M", min=0.1, help="How long a job may take.")
    ] = 60.0,
    gib: Annotated[
        float, typer.Option("--job-gib", metavar="G", min=0.1, help="How much memory a job may take.")
    ] = 6.0,
    rate: Annotated[
        int, typer.Option("--rate", metavar="N", min=1, help="Requests a minute of one token, or of one address.")
    ] = 600,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Demand tokens here, too: behind a server that passes requests on.")
    ] = False,
    new_token: Annotated[bool, typer.Option("--new-token", help="Make another token of an owner.")] = False,
) -> None:
    """Show runs, futures and the table in a browser.

    What is asked there is played in processes of their own. Stop it with Ctrl-C; what was asked goes on at the next
    start.

    \b
        offramp serve
        offramp serve out --port 8080
        offramp serve class --host 0.0.0.0
    """
    try:
        import uvicorn

        from offramp.web.app import create_app
        from offramp.web.settings import Settings
    except ModuleNotFoundError as error:
        raise OfframpError(MISSING.format(error.name)) from None
    if folder.exists() and not folder.is_dir():
        raise RunError(f"{folder}: no folder; give the folder that holds the run folders")
    folder.mkdir(parents=True, exist_ok=True)
    limits = {"job_minutes": minutes, "job_gib": gib, "requests_per_minute": rate} | (
        {"workers": workers} if workers else {}
    )
    settings = Settings(folder, host, port, tokens, **limits)  # type: ignore[arg-type]
    with settings.claimed():
        app = create_app(settings)
        _greet(app, new_token)
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=3)


def _greet(app: object, new_token: bool) -> None:
    """Say where the server is, and, once, the token of its owner."""
    from offramp.web import tokens

    settings, store = app.state.settings, app.state.store  # type: ignore[attr-defined]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}/"
    say(f"Offramp on {address} · runs in {settings.folder} · Ctrl-C stops it")
    owners = [each for each in tokens.listed(store) if each.role is tokens.Role.OWNER and not each.revoked]
    if new_token or not (settings.on_loopback or owners):
        text, _ = tokens.issue(store, tokens.Role.OWNER, label="the owner")
        say(NEW_TOKEN.format(text, address, text))
    if not settings.on_loopback:
        say(PLAIN)
