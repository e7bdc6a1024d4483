"""`offramp check`: what a case file holds, and remarks on its judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.first_look import print_look, summary
from offramp.cli.guard import guarded
from offramp.cli.terminal import columns, console, fill, print_json
from offramp.wording.names import count

if TYPE_CHECKING:
    from offramp.scenario.lint import Override, Prior, Report
    from offramp.study.first_look.study import FirstLook

FEW = 3  # remarks of a kind that are shown unasked
UNEXPLAINED = 1  # the exit code of a case that can be played and leaves something to be explained


@guarded
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A case file, or the id of a shipped case.")],
    every: Annotated[bool, typer.Option("--all", help="Show every remark, not the first few of each kind.")] = False,
    counts: Annotated[bool, typer.Option("--counts", "-v", help="Count the parts of the case.")] = False,
    play: Annotated[
        bool, typer.Option("--play", help="Play it, too: answer, back-test and surprises, beside recorded crises.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Check a case file, say what it holds, what it sets in the place of what was fitted, and remark on its judgement.

    Every fault is told with file, line, field, what was found, what is allowed and the nearest right word. A case with
    remarks can be played all the same. With --play a case passes (exit 0) where nothing is left to be explained: its
    trigger is answered about as often as in recorded crises, and its back-test does not refuse it.

    \b
        offramp check my-case.yaml
        offramp check my-case.yaml --play
    """
    from offramp import api

    report = api.check(file)
    look = _look(file) if play else None
    if as_json:
        print_json({**asdict(report), **({"play": summary(look)} if look else {})})
    else:
        typer.echo(_folded(_words(report, every, counts)))
        if look:
            typer.echo("")
            print_look(look)
    if look and look.unexplained:
        raise typer.Exit(UNEXPLAINED)


def _look(file: str) -> FirstLook:
    from offramp.cli.progress import progress
    from offramp.study.first_look.study import first_look

    with progress() as tell:
        return first_look(file, progress=tell)


def _folded(text: str) -> str:
    """The lines of a text folded to the window; as they are where there is none."""
    if not (wide := columns()):
        return text
    screen = console(wide)
    return "\n".join(fill(screen, line, rest=" " * 6) for line in text.split("\n"))


def _words(report: Report, every: bool, counts: bool) -> str:
    """What a case holds, what of the fitted it overrides, and the remarks on its judgement by their kinds."""
    lines = [_sentence(report), ""]
    if counts:
        lines += [*(f"{number:>6,}  {name}" for name, number in report.counts.items()), ""]
    lines += [*_included(report.included), *_prior(report.prior)]
    if report.notes:
        remarks = "1 remark" if len(report.notes) == 1 else f"{len(report.notes)} remarks"
        lines += ["", f"{remarks} on its judgement:"]
    kinds = Counter(note.kind for note in report.notes)
    for kind in sorted(kinds, key=lambda each: (kinds[each], each)):  # what is said once first, what is said often last
        mine = [note for note in report.notes if note.kind == kind]
        shown = mine if every else mine[:FEW]
        lines += ["", f"{kind} ({len(mine)}):", *(f"  {note}" for note in shown)]
        if len(mine) > len(shown):
            lines.append(f"  and {len(mine) - len(shown)} more; --all shows them")
    return "\n".join(lines)


def _sentence(report: Report) -> str:
    """What the case holds, in a sentence."""
    held = report.counts
    parts = (
        count(held[name], one if held[name] == 1 else several)
        for name, one, several in (
            ("actors", "actor", "actors"),
            ("arenas", "arena", "arenas"),
            ("ranges", "assumption", "assumptions"),
        )
    )
    assumed = f"{held['assumed']:,} of them on no source" if held["assumed"] else "each on a source"
    return f"{report.title} ({report.case}) can be played: {', '.join(parts)} with ranges ({assumed})."


def _included(included: Mapping[str, str]) -> list[str]:
    """Which entries shared files gave, by file and line, file by file."""
    files: dict[str, list[str]] = {}
    for path, place in included.items():
        file, _, line = place.rpartition(":")
        files.setdefault(file, []).append(f"{path} (line {line})")
    return [f"Included from {file}: {', '.join(entries)}." for file, entries in files.items()]


def _prior(prior: Prior) -> list[str]:
    """What a case makes of what was fitted."""
    fitted = f"{prior.fitted} dials of the world have fitted ranges"
    if prior.name == "assumed":
        return [f"{fitted}; the case sets them all aside (prior: assumed)."]
    together = [prior.together] if prior.together else []
    if not prior.overrides:
        return [f"{fitted}; the case overrides none.", *together]
    overridden = [f"  {_override(each)}" for each in prior.overrides]
    return [f"{fitted}; the case overrides {len(overridden)}:", *overridden, *together]


def _override(override: Override) -> str:
    """One fitted dial that a case sets itself, and by how much."""
    far = "" if override.half_widths is None else f" ({override.half_widths:+.1f} half widths)"
    why = f"{override.because or 'no reason'} ({', '.join(override.source) or 'no source'})"
    says = f"{override.written}, fitted {override.fitted}; {override.says}{far}: {why}"
    return f"{override.file}:{override.line}: {override.field}: {says}"
