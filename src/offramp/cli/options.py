"""The options that commands share, each with its help."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer


def _page(path: Path | None) -> Path | None:
    """Refuse a chart in another format than the one in which charts are written."""
    if path and path.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{path.name!r}; allowed: a name that ends in .html, since charts are pages")
    return path


Case = Annotated[str, typer.Argument(metavar="CASE", help="Id of a shipped case, or the path of a case file.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
MOST_RUNS, MOST_DRAWS = 100_000_000, 100_000  # as in offramp.ensemble.execute, which is slow to import
Runs = Annotated[
    int, typer.Option(min=1, max=MOST_RUNS, metavar="N", help="Futures in all, rounded up to a multiple of the draws.")
]
Draws = Annotated[
    int, typer.Option(min=1, max=MOST_DRAWS, metavar="K", help="Settings of the dials within their ranges.")
]
Days = Annotated[
    int | None,
    typer.Option(min=1, max=3_650, metavar="D", help="How far, in whole turns; the case says how far if left out."),
]
Turn = Annotated[Literal["day", "week"], typer.Option("--turn", help="Weeks are coarser and quicker, for years.")]
Seed = Annotated[int, typer.Option(min=0, metavar="S", help="The luck of the whole ensemble.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Set a quantity or a switch by its path; may be repeated."),
]
Cases = Annotated[Path, typer.Option(metavar="DIR", help="A folder of cases (three tables).", file_okay=False)]
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The folder of data; OFFRAMP_DATA if left out.")
]
Fitted = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Fitted numbers; those that are shipped if left out.", dir_okay=False),
]
Out = Annotated[Path | None, typer.Option(file_okay=False, metavar="DIR", help="The run folder; out/CASE if left out.")]
Into = Annotated[
    Path | None,
    typer.Option("--out", file_okay=False, metavar="DIR", help="Keep the answer in this run folder, for its report."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Start on another day, with what had happened by then and no more."),
]
Without = Annotated[
    str | None, typer.Option("--without", metavar="EVENT", help="An event of the record that never happened.")
]
With = Annotated[
    str | None, typer.Option("--with", metavar="OFFRAMP[,...]", help="Off-ramps of the case, all of them taken.")
]
Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="NAME", help="Show this measure and no other that is not asked for; repeatable."),
]
Evidence = Annotated[
    bool | None,
    typer.Option(
        "--evidence/--no-evidence",
        help="Weigh the draws by how well they foretold the record; if left out, where enough of them do.",
        show_default=False,
    ),
]
Figure = Annotated[
    Path | None,
    typer.Option(
        "--figure", dir_okay=False, metavar="FILE", callback=_page, help="Write the chart of the answer (HTML)."
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Finish what an interrupted run left in the folder.")]
Force = Annotated[bool, typer.Option("--force", help="Write over another run in the folder.")]
Keep = Annotated[
    str, typer.Option(metavar="N|all", help="Of about how many futures every act is kept, for charts and stories.")
]

Brief = Annotated[bool, typer.Option("--brief", help="Write the brief alone, too: two pages when it is printed.")]

Rule = Annotated[
    Literal["quantal", "lookahead"], typer.Option("--rule", help="How actors decide: today, or one exchange ahead.")
]
Structure = Annotated[
    bool, typer.Option("--structure", help="Play the same futures under the other rule, too: the third error bar.")
]

# What says which futures, by the names of `offramp.ensemble.Settings`: its type and what it is if left out.
DESIGN: dict[str, tuple[Any, Any]] = {
    "runs": (Runs, None),
    "draws": (Draws, 64),
    "days": (Days, None),
    "turn": (Turn, "day"),
    "seed": (Seed, 1),
    "sets": (Sets, None),
    "as_of": (AsOf, None),
    "evidence": (Evidence, None),
    "rule": (Rule, "quantal"),
}


def designed(
    runs: int, draws: int = DESIGN["draws"][1], leave_out: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that say which futures; it gets what was asked as one mapping, `settings`.

    They stand between the options of its own and the last one, --json.

    Parameters
    ----------
    runs, draws : int
        How many futures and settings of the dials if nobody says.
    leave_out : tuple of str
        Settings that the command does not have.
    """
    names = [name for name in DESIGN if name not in leave_out]
    defaults = {name: default for name, (_, default) in DESIGN.items()} | {"runs": runs, "draws": draws}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def asked(**given: Any) -> None:
            settings = {name: given.pop(name) for name in names}
            command(**given, settings={**settings, "sets": parse_sets(settings["sets"])})

        shown = inspect.signature(command, eval_str=True)
        own = [each for each in shown.parameters.values() if each.name != "settings"]
        more = [_option(name, defaults[name]) for name in names]
        every = [*own[:-1], *more, own[-1]]  # what is its own first, --json last
        asked.__signature__ = shown.replace(parameters=every)  # type: ignore[attr-defined]
        asked.__annotations__ = {each.name: each.annotation for each in every}
        return asked

    return decorate


def _option(name: str, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, kind, default=default, annotation=DESIGN[name][0])


def parse_sets(sets: list[str] | None) -> dict[str, str]:
    """Read `path=value`; the last of a path wins."""
    found = {}
    for each in sets or ():
        path, equals, value = each.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise typer.BadParameter(
                f"{each!r}; allowed: path=value, such as actors.iran.resolve=0.6", param_hint="--set"
            )
        found[path.strip()] = value.strip()
    return found


def parse_names(names: str | None, option: str) -> tuple[str, ...]:
    """Read names with commas between them, each once."""
    found = tuple(dict.fromkeys(each.strip() for each in (names or "").split(",")))
    if names is not None and not all(found):
        raise typer.BadParameter(f"{names!r}; allowed: names with commas between them", param_hint=option)
    return found if names is not None else ()


def parse_keep(keep: str) -> int | Literal["all"]:
    """Read a number of futures or `all`."""
    if keep == "all":
        return "all"
    if not keep.isdecimal():
        raise typer.BadParameter(f"{keep!r}; allowed: a whole number from 0, or all", param_hint="--keep")
    return int(keep)
