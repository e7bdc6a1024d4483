"""`offramp hindcast`: forecast recorded disputes and crises from what was known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded


@guarded
def hindcast(
    cases: options.Cases,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the forecasts go (CSV).", dir_okay=False)],
    fitted: options.Fitted = None,
    futures: Annotated[int, typer.Option(min=128, metavar="N", help="Futures of each crisis and actor.")] = 512,
) -> None:
    """Forecast crises from what was known at their onset, and what follows every incident from what came before it.

    \b
        offramp hindcast --cases DIR --out forecasts.csv
        offramp scores forecasts.csv --data DIR
    """
    from offramp.fit.posterior import SHIPPED, read
    from offramp.history import read_cases, write_forecasts
    from offramp.study.forecasting.hindcast import hindcast as forecast

    known = read_cases(cases)
    numbers, link = read(fitted or SHIPPED)
    made = forecast(known, numbers.peak, link, link.seed if link else 1, futures)
    write_forecasts(out, made, known if link else None)
    at = (f"{len(table):,} {what}" for what, table in vars(known).items() if link or what == "incidents")
    typer.echo(f"{', '.join(at)} forecast, {len(made)} targets: {out}")
