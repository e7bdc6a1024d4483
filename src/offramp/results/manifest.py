"""The manifest of a run folder: settings, versions, progress and checksums."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from offramp.errors import RunError

from .sealed import seal, unseal

SCHEMAS = (1, 2)  # those that can be read; the last is written. The first knew no checksums
SCHEMA = SCHEMAS[-1]
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
        Effective sample size, in draws, under the whole likelihood.
    power : float
        The power of the likelihood that was used; 0 for none, 1 for all of it.
    effective : float
        Effective sample size, in draws, with that power.
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
    files : mapping
        The SHA-256 sum of every file that the run has written, by its name.
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
    files: Mapping[str, str] = field(default_factory=dict)
    schema: int = field(default=SCHEMA)

    def to_json(self) -> str:
        """As text, in a fixed order."""
        return seal(FORMAT, asdict(self))

    @property
    def identity(self) -> str:
        """A sum of all that `differs` compares: the mark of the run on its parts."""
        versions = [self.versions.get(name) for name in SAME_VERSIONS]
        told = [*(getattr(self, name) for name in IDENTITY), self.evidence.asked, versions]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]

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
        If it is none, of a newer schema, or changed or damaged since it was written.
    """
    body = unseal(text, where, FORMAT, "the manifest of an Offramp run", SCHEMAS)
    known = {each.name for each in fields(Manifest)}
    if body["schema"] == 1:
        body.setdefault("file", "")
        known -= {"files"}
    if body.keys() != known:
        wrong = ", ".join(sorted(body.keys() ^ known))
        raise RunError(f"{where}: a damaged manifest; missing or unknown: {wrong}")
    try:
        found = _model().validate_json(json.dumps(body), strict=True)
    except ValueError as error:
        raise RunError(f"{where}: a damaged manifest; {_first(error)}") from None
    if wrong := _contradiction(found):
        raise RunError(f"{where}: a damaged manifest; {wrong}")
    return found


@cache
def _model() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def _first(error: ValueError) -> str:
    """The first thing that is wrong, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)
    wrong = error.errors()[0]
    return f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}"


def _contradiction(made: Manifest) -> str:
    """What a manifest that fits the model says that no run can be; empty if there is nothing."""
    least = {"seed": 0, "draws": 1, "runs_per_draw": 1, "days": 1, "turn": 1, "keep": 0, "done": 0, "workers": 1}
    for name, lowest in least.items():
        if getattr(made, name) < lowest:
            return f"{name} is {getattr(made, name)}; allowed: at least {lowest}"
    for name in ("start", "as_of"):
        try:
            dt.date.fromisoformat(getattr(made, name))
        except ValueError:
            return f"{name} is {getattr(made, name)!r}; allowed: a date"
    if made.runs != made.draws * made.runs_per_draw:
        return f"runs is {made.runs}; allowed: draws times runs_per_draw"
    if made.done > made.runs or made.complete != (made.done == made.runs):
        return f"done is {made.done} of {made.runs}, complete is {made.complete}"
    if made.days % made.turn or "offramp" not in made.versions:
        return "days are no whole turns, or it names no version of offramp"
    return ""
