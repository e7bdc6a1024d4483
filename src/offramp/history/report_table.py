"""Markdown tables for docs/evidence.md: columns of the history files, codes, rules for odd rows, targets."""

from __future__ import annotations

from collections.abc import Mapping

from . import codes_icb, codes_mid
from .cases import ACTOR_CASES, CRISIS_CASES, INCIDENT_CASES
from .csv_reader import Codes
from .icb import ACTOR_TABLE, CRISIS_TABLE
from .irregularities import QUIRKS
from .mid import DISPUTE_TABLE, INCIDENT_ACTOR_TABLE, INCIDENT_TABLE, PARTICIPANT_TABLE
from .targets import TARGETS

TABLES: Mapping[str, Mapping[str, str]] = {
    "read_icb(...).crises": CRISIS_TABLE,
    "read_icb(...).actors": ACTOR_TABLE,
    "read_mid(...).disputes": DISPUTE_TABLE,
    "read_mid(...).participants": PARTICIPANT_TABLE,
    "read_mid(...).incidents": INCIDENT_TABLE,
    "read_mid(...).incident_actors": INCIDENT_ACTOR_TABLE,
    "read_cases(...).crises (icb_crisis.csv)": {name: each.about for name, each in CRISIS_CASES.items()},
    "read_cases(...).actors (icb_actor.csv)": {name: each.about for name, each in ACTOR_CASES.items()},
    "read_cases(...).incidents (mid_incident.csv)": {name: each.about for name, each in INCIDENT_CASES.items()},
}


def tables() -> str:
    """Every table with its columns, in Markdown."""
    return "\n\n".join(f"### {name}\n\n{_rows(('column', 'what it says'), about)}" for name, about in TABLES.items())


def codes() -> str:
    """What the codes of both data sets mean, in Markdown."""
    rows = [
        f"| {data} | {name.lower().replace('_', ' ')}{'' if each.published else ' (from memory)'} | "
        f"{', '.join(f'{i} {word}' for i, word in each.names.items())} |"
        for data, module in (("ICB", codes_icb), ("MID", codes_mid))
        for name, each in vars(module).items()
        if isinstance(each, Codes)
    ]
    return "\n".join(["| data | what | codes |", "|---|---|---|", *rows])


def quirks() -> str:
    """The rules for odd rows, in Markdown."""
    head = ["| rule | how the file is odd | what the reader makes of it |", "|---|---|---|"]
    return "\n".join([*head, *(f"| `{name}` | {each.what} | {each.done} |" for name, each in QUIRKS.items())])


def targets() -> str:
    """What is forecast, in Markdown."""
    head = ["| target | classes | what it says |", "|---|---|---|"]
    rows = [f"| `{name}` | {each.kinds} | {each.meaning} |" for name, each in TARGETS.items()]
    return "\n".join([*head, *rows])


def _rows(head: tuple[str, str], about: Mapping[str, str]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {words} |" for name, words in about.items())])
