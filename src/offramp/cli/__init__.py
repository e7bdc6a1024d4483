"""The command line: parse, call the library, show. Heavy imports wait until a command needs them."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    from offramp.cli.streams import outlive_readers

    outlive_readers()
    from offramp.cli.app import app

    app(prog_name="offramp")
