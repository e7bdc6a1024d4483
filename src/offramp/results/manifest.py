"""The manifest of a run folder: what was asked, with what it was made, and how far it got."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from offramp.errors import RunError

SCHEMA = 1
FORMAT = "offramp-run"
# Only a run that agrees in all of these may go on in a folder: then its futures have the same addresses.
IDENTITY = "case hash seed draws runs_per_draw days turn start rule as_of sets keep".split()
SAME_VERSIONS = ("offramp", "jax", "numpy")


@dataclass(frozen=True)
class MeasureNote:
    """What a measure is: its kind in the language of a case, its words, its unit and its period."""

    kind: str
    says: str
    unit: str
    period: str


@dataclass(frozen=True)
class Evidence:
    """What the record made of the draws.

    Attributes
    ----------
    asked : str
        auto, on or off.
    used : bool
        Whether estimates weigh the draws by it.
    acts : int
        How many acts of the record were weighed.
    full : float
        How many effective draws the whole likelihood leaves.
    power : float
        The power of the likelihood that was used; 0 for none, 1 for all of it.
    effective : float
        How many effective draws are left with that power.
    """

    asked: Literal["auto", "on", "off"]
    used: bool
    acts: int
    full: float
    power: float
    effective: float


NO_EVIDENCE = Evidence("off", False, 0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Manifest:
    """What a run folder holds.

    Attributes
    ----------
    case, title, hash : str
        Id, title and full hash of the case after what was set.
    file : str
        The case as it was asked for, if it was a file; empty for a shipped one, and in older folders.
    seed, draws, runs_per_draw, runs, days : int
        `runs` is the number of futures asked for, `draws` times `runs_per_draw`.
    start, as_of : str
        The case's own start, and the day before the first turn: the last that the opening state knows.
    sets : mapping
        What was set, by the path of the quantity.
    keep : int
        The runs of each draw whose events are kept.
    measures : mapping of str to MeasureNote
    versions : mapping
        Of Offramp, Python and the libraries that the bytes depend on.
    device : str
        What computed.
    workers : int
        How many shared the work.
    started : str
        When, in UTC.
    seconds : float
        How long, with compilation and writing, over all sessions.
    done : int
        Futures finished.
    complete : bool
        Whether all of them are.
    rule : str
        The decision rule.
    turn : int
        Days of a turn; `days` is a multiple of it.
    evidence : Evidence
        What the record made of the draws.
    """

    case: str
    title: str
    hash: str
    seed: int
    draws: int
    runs_per_draw: int
    runs: int
    days: int
    start: str
    as_of: str
    sets: Mapping[str, str]
    keep: int
    measures: Mapping[str, MeasureNote]
    versions: Mapping[str, str]
    device: str
    workers: int
    started: str
    seconds: float = 0.0
    done: int = 0
    complete: bool = False
    rule: str = "quantal"
    turn: int = 1
    file: str = ""
    evidence: Evidence = NO_EVIDENCE
    schema: int = field(default=SCHEMA)

    def to_json(self) -> str:
        """As text, in a fixed order."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"

    def differs(self, other: Manifest) -> list[str]:
        """Name what keeps the other manifest from being the same run; empty when it is."""
        names = [name for name in IDENTITY if getattr(self, name) != getattr(other, name)]
        names += ["evidence"] if self.evidence.asked != other.evidence.asked else []
        return names + [
            f"version of {name}" for name in SAME_VERSIONS if self.versions.get(name) != other.versions.get(name)
        ]


def read(text: str, where: str) -> Manifest:
    """Read a manifest.

    Raises
    ------
    RunError
        If it is none, of a newer schema, or damaged.
    """
    try:
        body: Any = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict) or body.pop("format", None) != FORMAT:
        raise RunError(f"{where}: not the manifest of an Offramp run")
    if body.get("schema") != SCHEMA:
        raise RunError(f"{where}: schema {body.get('schema')!r}; this version of Offramp reads {SCHEMA}")
    body.setdefault("file", "")  # a folder made before it was kept
    known = {each.name for each in fields(Manifest)}
    if body.keys() != known:
        wrong = ", ".join(sorted(body.keys() ^ known))
        raise RunError(f"{where}: a damaged manifest; missing or unknown: {wrong}")
    try:
        notes = {name: MeasureNote(**note) for name, note in body.pop("measures").items()}
        evidence = Evidence(**body.pop("evidence"))
        return Manifest(**body, measures=notes, evidence=evidence)
    except (AttributeError, TypeError) as error:
        raise RunError(f"{where}: a damaged manifest; {error}") from None
