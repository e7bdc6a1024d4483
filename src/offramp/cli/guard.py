"""Map what a command raises to a message on stderr and an exit code (0, 1, 2, 3 or 130)."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from offramp.cli.stand_ins import be_lenient
from offramp.errors import FaultsError, OfframpError, RunError, printable

P = ParamSpec("P")
R = TypeVar("R")
INTERRUPTED = 130


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what a command raises into a clear message on stderr and an exit code; never a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        be_lenient()
        try:
            done = command(*args, **kwargs)
            sys.stdout.flush()  # so that a full disk is told here
            return done
        except OfframpError as error:
            say(_message(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            say("Interrupted before the first futures were finished; nothing is lost.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _hush()
            raise typer.Exit(0) from None
        except OSError as error:  # the disk's or the folder's fault, such as no room or no permission
            if os.environ.get("OFFRAMP_DEBUG"):
                raise
            say(str(error))
            raise typer.Exit(RunError.exit_code) from None
        except Exception as error:
            if os.environ.get("OFFRAMP_DEBUG"):
                raise
            if isinstance(error, (typer.Exit, typer.BadParameter)) or type(error).__module__.startswith("typer"):
                raise
            say(_unexpected(error))
            raise typer.Exit(1) from None

    return run


def say(message: str) -> None:
    """Say something that is no answer: on stderr."""
    typer.echo(printable(message), err=True)


def _message(error: OfframpError) -> str:
    if isinstance(error, FaultsError) and len(error.faults) > 1:
        return f"{error}\n{len(error.faults)} faults; nothing was run."
    return str(error)


def _unexpected(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return (
        f"Something went wrong inside Offramp: {what}\n"
        "This is our fault, not yours. Please report it in the project's issue tracker, with command and case.\n"
        "OFFRAMP_DEBUG=1 shows where it happened."
    )


def _hush() -> None:
    """Leave a closed pipe alone, also when Python flushes on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
