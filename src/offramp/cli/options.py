"""The options that commands share, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Case = Annotated[str, typer.Argument(metavar="CASE", help="Id of a shipped case, or the path of a case file.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Runs = Annotated[int, typer.Option(min=1, metavar="N", help="Futures in all, rounded up to a multiple of the draws.")]
Draws = Annotated[int, typer.Option(min=1, metavar="K", help="Settings of the dials within their ranges.")]
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
Out = Annotated[Path | None, typer.Option(file_okay=False, metavar="DIR", help="The run folder; out/CASE if left out.")]
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
Resume = Annotated[bool, typer.Option("--resume", help="Finish what an interrupted run left in the folder.")]
Force = Annotated[bool, typer.Option("--force", help="Write over another run in the folder.")]
Keep = Annotated[
    str, typer.Option(metavar="N|all", help="Of about how many futures every act is kept, for charts and stories.")
]

Rule = Annotated[
    Literal["quantal", "lookahead"], typer.Option("--rule", help="How actors decide: today, or one exchange ahead.")
]
Structure = Annotated[
    bool, typer.Option("--structure", help="Play the same futures under the other rule, too: the third error bar.")
]


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
