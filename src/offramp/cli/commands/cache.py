"""`offramp cache`: where played worlds are kept, how much room they take, and how to delete them."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded

Clear = Annotated[bool, typer.Option("--clear", help="Delete everything in it.")]


@guarded
def cache(clear: Clear = False, as_json: options.Json = False) -> None:
    """Show where played worlds are kept for the next question, or delete them.

    OFFRAMP_CACHE moves the cache to another folder; OFFRAMP_CACHE=off switches it off.

    \b
        offramp cache
        offramp cache --clear
    """
    from offramp.ensemble.arm_cache import ArmCache

    store = ArmCache.default()
    if store is None:
        typer.echo(json.dumps({"folder": None}) if as_json else "The cache is switched off (OFFRAMP_CACHE=off).")
        return
    size = store.size()
    deleted = store.clear() if clear else 0
    count, left = len(store.entries()), store.size()
    if as_json:
        body = {"folder": str(store.folder), "entries": count, "bytes": left, "limit": store.limit, "deleted": deleted}
        typer.echo(json.dumps(body))
    elif clear:
        typer.echo(f"{store.folder}: {_entries(deleted)} deleted, {_megabytes(size - left)} freed.")
    else:
        room = f"{_megabytes(left)} of at most {_megabytes(store.limit)}"
        typer.echo(f"{store.folder}: {_entries(count)}, {room}. offramp cache --clear deletes all.")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
