"""Write a debrief as a page of text (Markdown) and as a JSON object; several of them side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from offramp.errors import RunError
from offramp.results.files import write_text
from offramp.wording.rungs import rung_name

from .result import Debrief, Decision, Tally

SHOWN = 3  # alternatives of a decision
SOME = 0.0005  # judgement or luck that is worth a line


def write(made: Debrief, path: Path) -> tuple[Path, Path]:
    """Write `path`.md and `path`.json, each whole or not at all; return their paths.

    Raises
    ------
    RunError
        If they cannot be written.
    """
    page, body = path.with_suffix(".md"), path.with_suffix(".json")
    try:
        write_text(page, markdown(made))
        write_text(body, json.dumps(made.plain(), ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise RunError(f"{path}: {error.strerror or error}") from None
    return page, body


def markdown(made: Debrief) -> str:
    """Return a debrief as a page."""
    return "\n".join(_lines(made)) + "\n"


def _lines(made: Debrief) -> Iterator[str]:
    yield f"# Debrief: {made.name}, {made.title}\n"
    yield f"{made.day} of {made.days} days were played. The aim was to have little of: {made.aim}."
    yield f"The future of this luck without anybody at the table: `{made.address}`.\n"
    if made.start is not None and made.end is not None:
        yield from _sums(made)
        yield from _decisions(made.decisions)
    else:
        yield "The seat is an armed group: nothing is ranked or judged for it.\n"
    yield from _path(made)
    if made.exits:
        yield "## Ways out that were passed\n"
        yield from (f"- {each}" for each in made.exits)
        yield ""
    yield "## The story\n"
    yield f"```\n{made.story}\n```"


def _sums(made: Debrief) -> Iterator[str]:
    yield "## Luck and judgement\n"
    yield "In hundredths of the aim; below 0 is better.\n"
    yield "| expected at the start | judgement | luck | missed in the end |\n|---:|---:|---:|---:|"
    yield f"| {points(made.start)} | {points(made.judgement)} | {points(made.luck)} | {points(made.end)} |\n"
    yield (
        "Judgement: by how much more the aim was to be missed by what was done than with the engine in the seat, as "
        "far as the seat could know on each evening. Luck: the rest, which is how the world went.\n"
    )


def _decisions(decisions: Sequence[Decision]) -> Iterator[str]:
    yield "## Decisions\n"
    yield "| evening | what was done | judgement | bars | luck until the next evening |\n|---:|---|---:|---|---:|"
    for each in decisions:
        if each.alternatives or abs(each.judgement.estimate or 0) >= SOME or abs(each.luck) >= SOME:
            low, high = each.judgement.luck or (0.0, 0.0)
            bars = f"{points(low)} to {points(high)}"
            yield f"| {each.day} | {each.did} | {points(each.judgement.estimate)} | {bars} | {points(each.luck)} |"
    yield ""
    for each in decisions:
        if each.alternatives:
            yield f"Evening {each.day}, {each.did}. {best_words(each)} What was done, against:\n"
            for other in each.alternatives[:SHOWN]:
                low, high = other.gap.luck or (0.0, 0.0)
                yield f"- {other.words}: {points(other.gap.estimate)} ({points(low)} to {points(high)})"
            yield ""


def best_words(decision: Decision) -> str:
    """Say what would have been better, if that is more than luck."""
    for each in decision.alternatives:
        if each.words == decision.best and each.gap.sure and each.gap.sure[0] > 0:
            return f"Better, beyond luck: {each.words}."
    return "Nothing that was tried was better beyond luck."


def _path(made: Debrief) -> Iterator[str]:
    yield "## The path among all futures\n"
    yield "| | highest rung | dead | acts | war |\n|---|---|---:|---:|---|"
    for name, tally in (("This game", made.came), ("The same luck, the engine in the seat", made.engine)):
        yield f"| {name} | {rung_name(tally.highest)} | {tally.dead:,} | {tally.acts} | {war_words(tally)} |"
    yield ""
    days = [day for day in (1, 3, 7, 14, 30, 60, 90) if day <= made.day] or [made.day]
    yield "| highest rung by day | this game | 5 in 100 below | half below | 95 in 100 below |\n|---:|---|---|---|---|"
    for day in days:
        if 0 < day <= len(made.fan.path):
            low, middle, high = (
                rung_name(round(made.fan.quantiles[share][day - 1])) for share in ("0.05", "0.5", "0.95")
            )
            yield f"| {day} | {rung_name(made.fan.path[day - 1])} | {low} | {middle} | {high} |"
    yield ""


def side_by_side(made: Sequence[Debrief]) -> str:
    """Return a table of several games or seats, one line each."""
    rows = [
        "| seat | days | expected | judgement | luck | missed | dead | war |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for each in made:
        cells = (
            each.start,
            each.judgement if each.decisions else None,
            each.luck if each.decisions else None,
            each.end,
        )
        numbers = " | ".join(points(cell) for cell in cells)
        rows.append(f"| {each.name} | {each.day} | {numbers} | {each.came.dead:,} | {war_words(each.came)} |")
    return "\n".join(rows) + "\n"


def points(value: float | None) -> str:
    """Say a number in hundredths of the aim; `not told` where there is none."""
    if value is None:
        return "not told"
    return f"{100 * value:+.1f}" if abs(value) >= SOME else "0"


def war_words(tally: Tally) -> str:
    """Say whether there was a war."""
    return "not over" if tally.war is None else "yes" if tally.war else "no"
