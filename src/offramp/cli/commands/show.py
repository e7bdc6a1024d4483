"""`offramp show`: the outlook of a run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import answer


@guarded
def show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")],
    report: Annotated[bool, typer.Option("--report", help="Write the HTML report again.")] = False,
    as_json: options.Json = False,
) -> None:
    """Print the outlook of a run again.

    offramp show out/baghdad-2020 --report
    """
    from offramp import api

    answer(api.show(folder), as_json, report)
