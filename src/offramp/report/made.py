"""Describe how the futures of a report were made, with the commands that make them again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from offramp.report.material import Material
from offramp.scenario import cases

RULES = {"quantal": "quantal response", "lookahead": "quantal response that looks one exchange ahead"}
TURNS = {1: "day", 7: "week"}


def command(manifest: Mapping[str, Any], structure: bool = False) -> str:
    """The command that plays the same futures again; a case that is not shipped is a file that the reader must have."""
    words = ["offramp", "run", shipped_or_file(manifest)]
    for name in ("runs", "draws", "days", "seed"):
        words += [f"--{name}", str(manifest[name])]
    if manifest.get("turn", 1) != 1:
        words += ["--turn", TURNS[manifest["turn"]]]
    words += ["--as-of", str(manifest["as_of"])] if _moved(manifest) else []
    if manifest.get("rule", "quantal") != "quantal":
        words += ["--rule", manifest["rule"]]
    return shlex.join([*words, *["--structure"] * structure, *_sets(manifest)])


def offramps_command(manifest: Mapping[str, Any]) -> str:
    """The command that tries the ways out of the case and keeps the answer; the folder is the reader's to name."""
    return _question(manifest, "offramps")


def sensitivity_command(manifest: Mapping[str, Any]) -> str:
    """The command that finds which assumptions carry the answer, and keeps it."""
    return _question(manifest, "sensitivity")


def _question(manifest: Mapping[str, Any], question: str) -> str:
    days = ["--days", str(manifest["days"])]
    day = ["--as-of", str(manifest["as_of"])] if _moved(manifest) else []
    return shlex.join(["offramp", question, shipped_or_file(manifest), *days, *day, *_sets(manifest), "--out", "DIR"])


def replay_command(manifest: Mapping[str, Any], address: str) -> str:
    """The command that tells one of the futures again."""
    file = [] if _case(manifest) else ["--case", shipped_or_file(manifest)]
    return shlex.join(["offramp", "replay", address, *file, *_sets(manifest)])


def facts(material: Material) -> list[tuple[str, str]]:
    """What a reader needs to check or repeat the run, by name."""
    made = material.manifest
    versions = ", ".join(f"{name} {number}" for name, number in made.get("versions", {}).items())
    return [
        ("Case", f"{made['case']}, hash {made['hash'][:12]}"),
        (
            "Futures",
            f"{made['runs']:,}: {made['draws']} draws of the assumptions with {made['runs_per_draw']} runs each",
        ),
        ("Acts kept", f"of {material.kept:,} futures"),
        ("Seed", f"{made['seed']}"),
        ("Decision rule", f"{RULES[made.get('rule', 'quantal')]}, one turn a {material.period}"),
        ("Address of a future", address(made)),
        ("Versions", versions),
        ("Made", f"{made.get('started', '')}, in {made.get('seconds', 0):.0f} seconds on {made.get('device', '')}"),
    ]


def address(made: Mapping[str, Any], draw: int | str = "DRAW", run: int | str = "RUN") -> str:
    """The address of a future of a run; what all of them have in common, if no future is named.

    Parameters
    ----------
    made : mapping of str to Any
        The manifest of the run as a mapping.
    draw : int or str
        The setting of the dials, or a word that stands for any.
    run : int or str
        The future within the draw, or a word that stands for any.
    """
    turn = made.get("turn", 1)
    return "/".join(
        (
            f"{made['case']}@{made['hash'][:12]}",
            f"v{made.get('versions', {}).get('offramp', '')}",
            f"s{made['seed']}",
            made.get("rule", "quantal"),
            str(made.get("as_of", made.get("start"))),
            f"{made['days'] // turn}x{turn}",
            f"d{draw}",
            f"r{run}",
        )
    )


def shipped_or_file(manifest: Mapping[str, Any]) -> str:
    """The id of a shipped case, or the file that a reader must have of another."""
    return manifest.get("file") or _case(manifest) or f"{manifest['case']}.yaml"


def _case(manifest: Mapping[str, Any]) -> str:
    """The id of a shipped case, else nothing."""
    return str(manifest["case"]) if manifest["case"] in cases() and not manifest.get("file") else ""


def _moved(manifest: Mapping[str, Any]) -> bool:
    """Whether the run starts on another day than its case."""
    return bool(manifest.get("as_of", manifest["start"]) != manifest["start"])


def _sets(manifest: Mapping[str, Any]) -> list[str]:
    return [word for path, value in manifest.get("sets", {}).items() for word in ("--set", f"{path}={value}")]
