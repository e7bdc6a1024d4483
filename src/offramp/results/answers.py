"""Answers to what else was asked of a run: one JSON file each in `answers/` of its folder, whole or not there.

An answer outlives its run: where the folder holds another state of the case by now, it is stale, and says so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from offramp.errors import RunError

from .files import UNFINISHED, write_text
from .manifest import Manifest

SCHEMA = 1
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
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1, allow_nan=False)
        write_text(place, text + "\n")
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
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Answer(name_of(kind, asked), kind, about.case, about.hash, about.as_of, version, now, body)


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
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    return tuple(read(each) for each in files if not each.name.endswith(UNFINISHED))


def read(place: Path) -> Answer:
    """Read one answer."""
    try:
        body: Any = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        body = None
    if not isinstance(body, dict) or body.pop("format", None) != FORMAT:
        raise RunError(f"{place}: no answer of Offramp")
    if body.get("schema") != SCHEMA:
        raise RunError(f"{place}: schema {body.get('schema')!r}; this version of Offramp reads {SCHEMA}")
    known = {each.name for each in fields(Answer)}
    if body.keys() != known or body["name"] != place.stem or not isinstance(body["body"], dict):
        raise RunError(f"{place}: a damaged answer; ask again, or remove it")
    return Answer(**body)
