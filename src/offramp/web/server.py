"""Run the server of a folder, and say where it is."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from offramp.web import tokens
from offramp.web.app import create_app
from offramp.web.settings import Settings
from offramp.web.store import Store

NEW_TOKEN = (
    "Anybody on the network can reach this server, so every page needs a token. Yours, as its owner, shown this once:\n"
    "  {}\nOpen {}enter#token={} and make tokens for others on the page /tokens."
)
PLAIN = "What is sent is not encrypted: on a network that you do not trust, put a server with HTTPS before it."
SHUTDOWN = 3  # seconds for answers that are under way


def serve(settings: Settings, say: Callable[[str], None], new_token: bool = False) -> None:
    """Serve a folder until somebody stops it.

    Parameters
    ----------
    settings : Settings
    say : callable
        Told where it is, and the owner's token when that is made.
    new_token : bool
        Make another token of an owner.

    Raises
    ------
    RunError
        If another server shows the folder.
    """
    with settings.claimed():
        app = create_app(settings)
        _greet(settings, app.state.store, say, new_token)
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN,
        )


def _greet(settings: Settings, store: Store, say: Callable[[str], None], new_token: bool) -> None:
    """Say where the server is, and, once, the token of its owner."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}/"
    say(f"Offramp on {address} · runs in {settings.folder} · Ctrl-C stops it")
    owners = [each for each in tokens.listed(store) if each.role is tokens.Role.OWNER and not each.revoked]
    if new_token or not (settings.on_loopback or owners):
        text, _ = tokens.issue(store, tokens.Role.OWNER, label="the owner")
        say(NEW_TOKEN.format(text, address, text))
    if not settings.on_loopback:
        say(PLAIN)
