"""`offramp fit`: estimate the world's numbers from recorded disputes and crises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded, say

if TYPE_CHECKING:
    from offramp.fit.laplace import Fitted

Folds = Annotated[
    int, typer.Option(min=0, metavar="N", help="Fit N times, each without one part of the episodes; forecast it.")
]


def _file(help: str) -> Any:
    return typer.Option(metavar="FILE", help=help, dir_okay=False)


@guarded
def fit(
    cases: options.Cases,
    out: Annotated[Path, _file("Where the fitted numbers go (JSON).")],
    data: options.Data = None,
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="Of all draws.")] = 1,
    draws: Annotated[
        int, typer.Option(min=0, metavar="K", help="Draws of the posterior by each of 4 chains; 0: only its peak.")
    ] = 150,
    steps: Annotated[int, typer.Option(min=1, metavar="N", help="Steps of the search at most.")] = 80,
    prior: Annotated[Path | None, _file("Where the fitted ranges go, too (YAML).")] = None,
    joint: Annotated[Path | None, _file("Where the posterior goes in rows to draw from, too (YAML).")] = None,
    folds: Folds = 0,
) -> None:
    """Fit tempo, weights, half-lives and traits to the incidents of MID 5.0, and the link from what is known at a
    crisis's onset to its traits to ICB.

    What crises came to is read from truth.csv in the same folder; without that file only incidents are learned from.
    The cases do not say how long answers took; that is read from ICB's official file, if --data has it.
    With --folds the file holds out-of-fold forecasts (CSV), to be scored with `offramp scores`.

    \b
        offramp fit --cases DIR --data DIR --out fitted.json
        offramp hindcast --cases OTHER --fitted fitted.json --out forecasts.csv
        offramp fit --cases DIR --data DIR --folds 5 --out out-of-fold.csv
    """
    from offramp.fit import joint as rows
    from offramp.fit import posterior
    from offramp.fit.forecast_crises import lags
    from offramp.history import read_cases, read_icb, read_truth, write_forecasts
    from offramp.history.folder import asked
    from offramp.study.forecasting.cross_validation import fitted, out_of_fold

    for file in (out, prior, joint):
        if file:  # better now than after minutes of work
            file.parent.mkdir(parents=True, exist_ok=True)
    known = read_cases(cases)
    truth = read_truth(cases) if folds or (cases / "truth.csv").exists() else None
    took = lags(read_icb(data)) if asked(data) and truth is not None else None
    if folds:
        assert truth is not None
        write_forecasts(out, out_of_fold(known, truth, folds, seed, steps, lags=took, tell=say))
        typer.echo(f"out-of-fold forecasts: {out}")
        return
    found, link = fitted(known, truth, seed, draws, steps, took, say)
    posterior.save(found, f"MID 5.0: {found.incidents:,} incidents in {found.disputes:,} disputes", out, link)
    _write({prior: posterior.prior, joint: rows.joint}, found)
    typer.echo(posterior.table(found, link))
    if found.drawn:
        typer.echo(posterior.trust(found.drawn))


def _write(files: Mapping[Path | None, Callable[[Fitted], str]], found: Fitted) -> None:
    """Write what a case takes of the fitted numbers, into those files that are asked for."""
    from offramp.results.files import whole_file

    for file, told in files.items():
        if file:
            with whole_file(file) as beside:
                beside.write_text(told(found), encoding="utf-8")
