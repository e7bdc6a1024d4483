"""Read and write the answers of studies that are kept with a run, one JSON file each.

An answer outlives its run: where the folder holds another state of the case by now, it is stale, and says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from offramp import clock
from offramp.errors import RunError

from .files import write_text
from .manifest import Manifest
from .sealed import seal, unseal

SCHEMAS = (1, 2)  # those that can be read; the last is written. The first knew no checksum
SCHEMA = SCHEMAS[-1]
FORMAT = "offramp-answer"
LONGEST = 80  # letters of a name, so that every file system takes it
SAME = "case hash as_of".split()  # what an answer and the run that it is kept with have in common


@dataclass(frozen=True)
class Answer:
    """One answer, and the case that it is about.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    kind : str
        The command that was asked.
    case, hash, as_of : str
        Id and full hash of the case, and the last day that is known.
    version : str
        Of Offramp.
    made : str
        When, in UTC.
    body : mapping
        What the command prints with --json.
    """

    name: str
    kind: str
    case: str
    hash: str
    as_of: str
    version: str
    made: str
    body: Mapping[str, Any]
    schema: int = field(default=SCHEMA)

    def stale(self, manifest: Manifest) -> list[str]:
        """Name what keeps it from being an answer about a run; empty when it is one."""
        names = [name for name in SAME if getattr(self, name) != getattr(manifest, name)]
        return names + ["version of offramp"] * (self.version != manifest.versions.get("offramp"))

    def write(self, folder: Path) -> Path:
        """Write it into a folder, over an older answer to the same question."""
        folder.mkdir(exist_ok=True)
        place = folder / f"{self.name}.json"
        write_text(place, seal(FORMAT, asdict(self)))
        return place


def answer(kind: str, asked: str, about: Manifest, version: str, body: Mapping[str, Any]) -> Answer:
    """Make an answer of what a command found.

    Parameters
    ----------
    kind : str
        The command.
    asked : str
        What tells the question from others of its kind; empty if there is one question only.
    about : Manifest
        The run that it is kept with.
    version : str
        Of Offramp.
    body : mapping
        What the command prints with --json.
    """
    return Answer(name_of(kind, asked), kind, about.case, about.hash, about.as_of, version, clock.stamp(), body)


def name_of(kind: str, asked: str) -> str:
    """The name of an answer: the question in letters, digits and hyphens; a long one is cut and told apart by a sum."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{kind} {asked}".lower()).strip("-")
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST - 9].rstrip('-')}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def kept(folder: Path) -> tuple[Answer, ...]:
    """All answers of a folder, in the order of their names.

    Raises
    ------
    RunError
        For a file that is no answer, or one of a newer schema.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return tuple(read(each) for each in files)


def read(place: Path) -> Answer:
    """Read one answer."""
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = ""
    body = unseal(text, str(place), FORMAT, "an answer of Offramp", SCHEMAS)
    known = {each.name for each in fields(Answer)}
    words = known - {"body", "schema"}
    whole = body.keys() == known and isinstance(body["body"], dict) and all(isinstance(body[w], str) for w in words)
    if not whole or body["name"] != place.stem:
        raise RunError(f"{place}: a damaged answer; ask again, or remove it")
    return Answer(**body)
