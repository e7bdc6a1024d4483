"""`offramp scores`: forecasts beside the baselines, with intervals by episode."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json, print_table
from offramp.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.text import Text

    from offramp.study.forecasting.scores import Row, Scores, Span

WIDTH, WIDE = 88, 145
COUNTS = ("Gain", "over", "Verdict", "n", "Episodes")
COLOURS = {"better": "green", "worse": "red"}
Files = Annotated[
    list[Path], typer.Argument(metavar="PREDICTIONS.csv...", help="Forecasts; a file's name is the model's.")
]
Against = Annotated[
    str,
    typer.Option(metavar="MODEL", help="Whom the gain is over: a baseline, another file, or best of the baselines."),
]


@guarded
def scores(
    files: Files,
    data: options.Data = None,
    against: Against = "best",
    weight: Annotated[
        Literal["case", "episode"], typer.Option("--weight", help="What counts alike: every case, or every episode.")
    ] = "case",
    log: Annotated[
        bool, typer.Option("--log", help="Log scores instead of RPS (of days there is CRPS alone).")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Every model with its score, skill and gain.")] = False,
    bins: Annotated[bool, typer.Option("--reliability", help="How often chances of each size came true.")] = False,
    split: Annotated[str, typer.Option(metavar="NAME", help="Which part of the data.")] = "public",
    truth: Annotated[Path | None, typer.Option(metavar="DIR", help="Another folder with a truth.csv.")] = None,
    baselines: Annotated[Path | None, typer.Option(metavar="DIR", help="Another folder of baselines.")] = None,
    as_json: options.Json = False,
) -> None:
    """Score forecasts of real crises and disputes beside the baselines.

    Skill is the share of climatology's score that a model saves, gain the same of a rival's, paired by case.

    \b
        offramp scores my-forecasts.csv --data DIR
        offramp scores a.csv b.csv --against urn --weight episode
        offramp scores my-forecasts.csv --log --full --reliability
    """
    from offramp import api

    made = api.scores(files, data=data, split=split, against=against, truth=truth, baselines=baselines)
    if as_json:
        print_json(_plain(made))
        return
    metric = "log" if log else "rps"
    shown = [each for each in made.rows if each.weight == weight and each.metric in (metric, "crps")]
    _print(made, shown, full, bins)


def _plain(made: Scores) -> dict[str, Any]:
    bins = [
        {"target": target, "model": model, "bins": [asdict(each) for each in found]}
        for (target, model), found in made.bins.items()
    ]
    return {"scores": [asdict(each) for each in made.rows], "reliability": bins, "notes": list(made.notes)}


def _print(made: Scores, rows: Sequence[Row], full: bool, bins: bool) -> None:
    from rich.text import Text

    screen = console(WIDE)
    if not rows:
        screen.print("Nothing to score: no file forecasts a target whose truth is known.")
        return
    yours = list(dict.fromkeys(each.model for each in rows if each.yours))
    if full:
        print_table(screen, ("Target, model", "Score", "Skill", *COUNTS), _full(rows))
    for model in [] if full else yours:
        others = _others(rows) if screen.width >= WIDE else []
        print_table(screen, ("Target", printable(model), *COUNTS, *others), _beside(rows, model, others))
    for line in _about(rows):
        screen.print(Text(fill(screen, line, WIDTH), "dim"))
    for note in made.notes:
        screen.print(Text(fill(screen, f"Note: {note}.", WIDTH, rest="  ")))
    if bins:
        heads = ("Target, model", "Chances", "n", "Said", "Happened")
        print_table(screen, heads, _reliability(made, {each.target for each in rows}))


def _others(rows: Sequence[Row]) -> list[str]:
    """The baselines besides climatology, whose skill is nothing."""
    from offramp.study.forecasting.scores import BASELINES

    here = {each.model for each in rows}
    return [each for each in BASELINES[1:] if each in here]


def _beside(rows: Sequence[Row], model: str, others: Sequence[str]) -> Iterator[tuple[str | Text, ...]]:
    """One row for each target: the model's skill, its gain and verdict, then the skill of the baselines."""
    for row in (each for each in rows if each.model == model):
        skill = {each.model: f"{each.skill:.2f}" for each in rows if each.target == row.target}
        mine = _with(row.skill, row.skill_interval)
        yield row.target, mine, *_counts(row), *(skill.get(each, "") for each in others)


def _full(rows: Sequence[Row]) -> Iterator[tuple[str | Text, ...]]:
    """One row for each target and model."""
    from rich.text import Text

    for row in rows:
        name = Text(f"{row.target} {printable(row.model)}", "bold" if row.yours else "")
        scored = _with(row.score, row.score_interval), _with(row.skill, row.skill_interval)
        yield name, *scored, *_counts(row)


def _reliability(made: Scores, targets: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for (target, model), found in made.bins.items():
        for each in found if target in targets else ():
            chances, said = f"{each.low:g} to {each.high:g}", f"{each.forecast:.3f}"
            yield f"{target} {printable(model)}", chances, str(each.n), said, _with(each.observed, each.interval)


def _counts(row: Row) -> tuple[str | Text, ...]:
    """The gain, over whom, the verdict, and of how many cases and episodes."""
    from rich.text import Text

    gain, over, verdict = _gain(row)
    return gain, over, Text(verdict, COLOURS.get(verdict, "")), f"{row.n}", f"{row.episodes}"


def _gain(row: Row) -> tuple[str, str, str]:
    if not row.rival or row.rival == row.model:
        return "", row.rival and "itself", ""
    return f"{row.gain:+.3f} {_span(row.gain_interval)}", row.rival, row.verdict


def _with(value: float, interval: Span) -> str:
    return f"{value:.3f} {_span(interval)}"


def _span(interval: Span) -> str:
    return f"[{interval[0]:.2f}, {interval[1]:.2f}]"


def _about(rows: Sequence[Row]) -> Iterable[str]:
    from offramp.study.forecasting.scores import TIE

    words = {"rps": "RPS (with two classes, Brier)", "log": "log score", "crps": "CRPS of log(1 + days)"}
    metrics = dict.fromkeys(words[each.metric] for each in rows)
    yield (
        f"Skill in {' and '.join(metrics)}: 0 is climatology, 1 is perfect. Every {rows[0].weight} counts alike. "
        "Intervals are 95 %, from drawing episodes anew."
    )
    yield f"A gain below {TIE['icb']:g} (ICB) or {TIE['mid']:g} (MID) cannot be told from none: a tie."
