"""`offramp hindcast`: forecast recorded disputes from what was known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli.guard import guarded

Cases = Annotated[Path, typer.Option(metavar="DIR", help="A folder of cases (three tables).", file_okay=False)]


@guarded
def hindcast(
    cases: Cases,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the forecasts go (CSV).", dir_okay=False)],
    fitted: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fitted numbers; those that are shipped if left out.")
    ] = None,
    draws: Annotated[int, typer.Option(min=2, metavar="K", help="Draws of a quarrel's traits.")] = 128,
) -> None:
    """Forecast what follows every incident of a folder of cases, from what came before it.

    \b
        offramp hindcast --cases DIR --out forecasts.csv
        offramp scores forecasts.csv --data DIR
    """
    from offramp.evidence import read_cases, write_forecasts
    from offramp.evidence.posterior import SHIPPED, read
    from offramp.study.hindcast import hindcast as forecast

    numbers = read(fitted or SHIPPED)
    made = forecast(read_cases(cases).incidents, numbers.peak, numbers.seed, draws)
    write_forecasts(out, made)
    typer.echo(f"{len(made[0].ids):,} incidents forecast, {len(made)} targets: {out}")
