"""What to do next, after an answer: the commands that go on from it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.api import Pregame

Step = tuple[str, str]
# After each question: what one may want to know next, and the command that tells it.
NEXT: Mapping[str, tuple[Step, ...]] = {
    "offramps": (
        ("What one of them changes", "offramp compare {case} --with OFFRAMP"),
        ("A plan for one side", "offramp roadmap {case} --seat ACTOR"),
    ),
    "compare": (("Every way out, ranked", "offramp offramps {case}"),),
    "roadmap": (("Every way out, ranked", "offramp offramps {case}"),),
    "claims": (("What the answer rests on", "offramp sensitivity {case}"),),
    "sensitivity": (("The answer with one of them set", "offramp run {case} --set PATH=VALUE --out DIR"),),
    "diff": (("What the answer rests on", "offramp sensitivity {case}"),),
    "backtest": (("What the model did not expect", "offramp surprises {case}"),),
    "state": (
        ("What such a state leads to", "offramp run {case}"),
        ("Whether it leads to what came", "offramp backtest {case}"),
    ),
    "aftermath": (("What the model did not expect", "offramp surprises {case}"),),
}


def after_run(made: Pregame) -> Iterator[Step]:
    """Say what may follow a run: a future to read, the ways out, what it rests on."""
    folder, case = str(made.folder.path), shlex.quote(made.manifest.file or _case(made.manifest.case))
    if made.outlook.typical:
        yield "A typical future, and why", f"offramp replay {made.outlook.typical[0]} --case {shlex.quote(folder)}"
    if made.outlook.worst:
        yield "A grave one", f"offramp replay {made.outlook.worst} --case {shlex.quote(folder)}"
    yield "Ways out", f"offramp offramps {case} --out {shlex.quote(folder)}"
    yield "What it rests on", f"offramp sensitivity {case} --out {shlex.quote(folder)}"


def after(question: str, body: Mapping[str, Any]) -> Iterator[Step]:
    """Say what may follow the answer to a question, by the object that --json prints."""
    case = _case(str(body.get("case", "")))
    yield from ((words, command.format(case=case)) for words, command in NEXT.get(question, ()))


def print_next(screen: Console, steps: Iterator[Step]) -> None:
    """Print steps, each command on a line of its own that can be copied whole."""
    from rich.text import Text

    for n, (words, command) in enumerate(steps):
        screen.print(Text(f"{'' if n else chr(10)}{words}:"))
        screen.print(Text(f"  {command}", "bold"), soft_wrap=True)
    screen.print()


def _case(name: str) -> str:
    """The id of a shipped case, or the file that a reader must have of another."""
    from offramp.scenario import cases

    return name if name in cases() else str(Path(f"{name}.yaml"))
