"""`offramp predictive`: whether what the fitted model makes looks like history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from offramp.study.forecasting.posterior_predictive import Predictive, Row

WIDE, WIDTH = 130, 88
Facts = Annotated[Path, typer.Option(metavar="FILE", help="Facts of the data, with intervals (CSV).", dir_okay=False)]


@guarded
def predictive(
    cases: options.Cases,
    facts: Facts,
    fitted: options.Fitted = None,
    worlds: Annotated[int, typer.Option(min=2, metavar="N", help="Worlds that the model makes.")] = 40,
    seed: options.Seed = 1,
    markdown: Annotated[bool, typer.Option("--table", help="As the tables of docs/predictive.md.")] = False,
    as_json: options.Json = False,
) -> None:
    """Let the fitted model make whole disputes and crises, and hold them against what history is known to look like.

    A fact is inside if the model's value lies in the data's own 95 % interval.

    \b
        offramp predictive --cases DIR --facts facts_public.csv
        offramp predictive --cases DIR --facts facts_public.csv --fitted fitted.json --table
    """
    from offramp.cli.progress import progress
    from offramp.fit.posterior import SHIPPED, read
    from offramp.history import read_cases
    from offramp.study.forecasting.posterior_predictive import predictive as check
    from offramp.study.forecasting.posterior_predictive import read_facts

    known, table = read_cases(cases), read_facts(facts)
    numbers, link = read(fitted or SHIPPED)
    with progress("worlds made and looked at") as tell:
        made = check(known, table, numbers.peak, link, worlds, seed, tell)
    if as_json:
        print_json(made.summary())
    elif markdown:
        typer.echo(_markdown(made))
    else:
        _print(made)


def _print(made: Predictive) -> None:
    """The share inside by fact, then every row that is missed, then what was left out."""
    screen = console(WIDE)
    shares = ((f"{section} {fact}", f"{hit} of {many}") for (section, fact), (hit, many) in made.by_fact().items())
    print_table(screen, ("Fact", "Inside"), shares)
    missed = ((f"{each.fact}; {each.group}; {each.stat}", *_values(each)) for each in made.rows if not each.inside)
    print_table(screen, ("Missed", "Data", "95 %", "Made"), missed)
    for line in (_verdict(made), *_left_out(made)):
        screen.print(fill(screen, line, WIDTH, rest="  "))


def _markdown(made: Predictive) -> str:
    """The tables of the documentation: by fact, the misses by group, and what was left out."""
    shares = [(each, fact, f"{hit} of {many}") for (each, fact), (hit, many) in made.by_fact().items()]
    missed: dict[tuple[str, str, str], list[str]] = {}
    for row in (each for each in made.rows if not each.inside):
        data, span, model = _values(row)
        missed.setdefault((row.section, row.fact, row.group), []).append(f"{row.stat}: {data} ({span}), {model}")
    left = [(each.section, each.fact, str(each.rows), each.reason) for each in made.left_out]
    parts = (
        _table(("", "fact", "inside"), shares),
        _table(("", "missed", "group", "data (95 %), made"), [(*key, "; ".join(rows)) for key, rows in missed.items()]),
        _table(("", "left out", "rows", "why"), left),
    )
    return "\n\n".join([_verdict(made), *parts])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _verdict(made: Predictive) -> str:
    shares = [f"{100 * made.share(each):.0f} % of {each}'s" for each in ("ICB", "MID") if made.of(each)]
    capped = f" {made.capped} disputes were cut off." if made.capped else ""
    return (
        f"Inside the data's 95 % interval: {100 * made.share():.0f} % of {len(made.rows)} rows ({', '.join(shares)}), "
        f"in {made.worlds} worlds; {sum(each.rows for each in made.left_out)} rows are left out.{capped}"
    )


def _left_out(made: Predictive) -> list[str]:
    reasons: dict[str, int] = {}
    for each in made.left_out:
        reasons[each.reason] = reasons.get(each.reason, 0) + each.rows
    return [f"Left out, {many} rows: {why}." for why, many in reasons.items()]


def _values(row: Row) -> tuple[str, str, str]:
    return _number(row.data), f"{_number(row.low)} to {_number(row.high)}", _number(row.model)


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.3f}"
