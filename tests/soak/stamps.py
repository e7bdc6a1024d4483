"""What the pieces of the soak came to: kept in a file, shown on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HEAD = "| piece | what | result | minutes | date | source |\n|---|---|---|---:|---|---|\n"
BEGIN, END = "<!-- written by make soak -->\n", "<!-- end -->\n"


@dataclass(frozen=True)
class Stamp:
    """What a piece came to: at which commit, on which day, in how many minutes."""

    commit: str
    date: str
    minutes: float
    result: str


class Stamps:
    """The last result of each piece, in a file that is written anew after each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.kept = {name: Stamp(**stamp) for name, stamp in kept.items()}

    def done(self, name: str, commit: str) -> bool:
        """Whether the piece has passed for this source."""
        return name in self.kept and self.kept[name].commit == commit and self.kept[name].result == "passed"

    def failed(self, name: str, commit: str) -> bool:
        """Whether the piece has failed for this source."""
        return name in self.kept and self.kept[name].commit == commit and self.kept[name].result != "passed"

    def put(self, name: str, stamp: Stamp) -> None:
        """Keep a result."""
        self.kept[name] = stamp
        self.path.parent.mkdir(exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({key: asdict(one) for key, one in self.kept.items()}, indent=1), encoding="utf-8")
        part.replace(self.path)


def write(page: Path, pieces: Mapping[str, str], stamps: Stamps) -> None:
    """Write the results of this checkout into the page's table; what it has not run stays as it stands there."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    rows = {line.split("|")[1].strip(): line for line in table.splitlines()[2:]}
    for name, says in pieces.items():
        if (stamp := stamps.kept.get(name)) is not None:
            rows[name] = f"| {name} | {says} | {stamp.result} | {stamp.minutes} | {stamp.date} | {stamp.commit} |"
    ordered = [rows.get(name, f"| {name} | {says} | not yet run | | | |") for name, says in pieces.items()]
    page.write_text(before + BEGIN + HEAD + "\n".join(ordered) + "\n" + END + after, encoding="utf-8")
