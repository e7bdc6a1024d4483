"""`offramp fit`: estimate the world's numbers from recorded disputes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offramp.cli.guard import guarded, say

Cases = Annotated[Path, typer.Option(metavar="DIR", help="A folder of cases (three tables).", file_okay=False)]


@guarded
def fit(
    cases: Cases,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the fitted numbers go (JSON).", dir_okay=False)],
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="Of the draws of traits.")] = 1,
    draws: Annotated[int, typer.Option(min=2, metavar="K", help="Draws of a quarrel's traits.")] = 32,
    steps: Annotated[int, typer.Option(min=1, metavar="N", help="Steps of the search at most.")] = 60,
) -> None:
    """Fit tempo, weights, half-lives and the spread of traits to the incidents of MID 5.0.

    \b
        offramp fit --cases DIR --out fitted.json
        offramp hindcast --cases OTHER --fitted fitted.json --out forecasts.csv
    """
    from offramp.evidence import read_cases
    from offramp.evidence.fit import fit as fitted
    from offramp.evidence.posterior import save, table

    found = fitted(read_cases(cases).incidents, seed, draws, steps, tell=say)
    save(found, f"MID 5.0: {found.incidents:,} incidents in {found.disputes:,} disputes", out)
    typer.echo(table(found))
