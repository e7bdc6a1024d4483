"""The options that commands share, each with its help."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from offramp.errors import FaultsError, OfframpError
from offramp.study import question as asked
from offramp.study.question import Question


def _page(path: Path | None) -> Path | None:
    """Refuse a chart in another format than the one in which charts are written."""
    if path and path.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{path.name!r}; allowed: a name that ends in .html, since charts are pages")
    return path


def _option(hint: Any, name: str) -> Any:
    """The option of a field of a question, with its help and its bounds."""
    kind, about = get_args(hint)
    more: dict[str, Any] = {"metavar": about.metavar or None, "help": about.help}
    if about.flag == "":
        return typer.Argument(**more)
    if about.low is not None:
        more |= {"min": about.low, "max": about.high}
    if kind == bool | None:
        more["show_default"] = False
    if Path in get_args(kind):
        more["file_okay"] = False
    return typer.Option(about.flag or f"--{name.replace('_', '-')}", **more)


def _kind(hint: Any) -> Any:
    """What a command takes for a field of a question."""
    kind, about = get_args(hint)
    if Path in get_args(kind):
        return str if about.flag == "" else Path | None
    if get_origin(kind) is Sequence or any(get_origin(each) is Mapping for each in get_args(kind)):
        return str | None if about.commas else list[str] | None
    return str | None if dt.date in get_args(kind) else kind


Case = Annotated[str, _option(asked.Case, "case")]
Draws = Annotated[int, _option(asked.Draws, "draws")]
Seed = Annotated[int, _option(asked.Seed, "seed")]
Sets = Annotated[list[str] | None, _option(asked.Sets, "sets")]
AsOf = Annotated[str | None, _option(asked.AsOf, "as_of")]
Structure = Annotated[bool, _option(asked.Structure, "structure")]
Measures = Annotated[list[str] | None, _option(asked.Measures, "measures")]
Into = Annotated[Path | None, _option(asked.Out, "out")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Cases = Annotated[Path, typer.Option(metavar="DIR", help="A folder of cases (three tables).", file_okay=False)]
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The folder of data; OFFRAMP_DATA if left out.")
]
Fitted = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Fitted numbers; those that are shipped if left out.", dir_okay=False),
]
Out = Annotated[Path | None, typer.Option(file_okay=False, metavar="DIR", help="The run folder; out/CASE if left out.")]
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

# What says which futures, by the names of `offramp.ensemble.Settings`, in the order of the help.
DESIGN: dict[str, tuple[Any, Any]] = {
    "runs": (asked.Runs, None),
    "draws": (asked.Draws, 64),
    "days": (asked.Days, None),
    "turn": (asked.Turn, "day"),
    "seed": (asked.Seed, 1),
    "sets": (asked.Sets, None),
    "as_of": (asked.AsOf, None),
    "evidence": (asked.Weigh, None),
    "rule": (asked.Rule, "quantal"),
}
LAST = ("out", *DESIGN)  # after the options that a question has of its own


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
    hints = {name: hint for name, (hint, _) in DESIGN.items() if name not in leave_out}
    defaults = {name: default for name, (_, default) in DESIGN.items()} | {"runs": runs, "draws": draws}
    more = [_parameter(name, hint, defaults[name]) for name, hint in hints.items()]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def told(**given: Any) -> None:
            settings = {name: _value(hint, given.pop(name)) for name, hint in hints.items()}
            command(**given, settings=settings)

        return _with_options(command, told, "settings", [], more)

    return decorate


def asks(question: type[Question[Any]]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a question; it gets what was asked as the first argument.

    Its arguments and the options that it has of its own come first, then those of the command, then those that all
    questions have, then --json.
    """
    hints = get_type_hints(question, include_extras=True)
    every = {each.name: each.default for each in fields(question)}
    own = sorted((name for name in every if name not in LAST), key=lambda name: every[name] is not MISSING)
    before, after = (
        [_parameter(name, hints[name], every[name]) for name in names if name in every] for names in (own, LAST)
    )

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        first = next(iter(inspect.signature(command).parameters))

        def told(**given: Any) -> None:
            values = {name: _value(hints[name], given.pop(name)) for name in every}
            try:
                made = question(**values)
            except FaultsError:
                raise
            except OfframpError as error:
                raise typer.BadParameter(str(error)) from None
            command(**{first: made}, **given)

        return _with_options(command, told, first, before, after)

    return decorate


def _with_options(
    command: Callable[..., None],
    told: Callable[..., None],
    instead: str,
    before: list[inspect.Parameter],
    after: list[inspect.Parameter],
) -> Callable[..., None]:
    """A command under its own name with more options than one of its parameters, `instead`, which they make."""
    shown = inspect.signature(command, eval_str=True)
    *own, last = (each for each in shown.parameters.values() if each.name != instead)
    made = functools.wraps(command)(told)
    every = [*before, *own, *after, last]
    made.__signature__ = shown.replace(parameters=every)  # type: ignore[attr-defined]
    made.__annotations__ = {each.name: each.annotation for each in every}
    return made


def _parameter(name: str, hint: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    left_out = inspect.Parameter.empty if default is MISSING else None if default == () else default
    return inspect.Parameter(name, kind, default=left_out, annotation=Annotated[_kind(hint), _option(hint, name)])


def _value(hint: Any, given: Any) -> Any:
    """What a field of a question gets of what its option was given."""
    kind, about = get_args(hint)
    if any(get_origin(each) is Mapping for each in get_args(kind)):
        return parse_sets(given)
    if get_origin(kind) is Sequence:
        return parse_names(given, about.flag) if about.commas else tuple(given or ())
    return given


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
