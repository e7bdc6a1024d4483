"""Run folders, opened once and kept until they change: their answer, and the parts of their report."""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi import HTTPException

from offramp import __version__, report
from offramp.ensemble import Ensemble
from offramp.errors import RunError
from offramp.report import Future, Numbers, Part, Parts
from offramp.results import Manifest
from offramp.results.file_lock import locked
from offramp.results.files import write_text
from offramp.results.folder import ANSWERS, MANIFEST
from offramp.study.outlook.study import outlook
from offramp.web.settings import Settings

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
MOST = 12  # runs that are kept open
PARTS = "parts"
FORM = 1  # of the kept parts; to be raised when these change
NONE = "there is no run of this name; /runs lists those that there are"


@dataclass(frozen=True)
class OpenRun:
    """One run.

    Attributes
    ----------
    name : str
        Of its folder.
    ensemble : Ensemble
    parts : Parts
    outlook : mapping
        What `offramp run` prints with --json.
    """

    name: str
    ensemble: Ensemble
    parts: Parts
    outlook: Mapping[str, Any]

    @property
    def manifest(self) -> Manifest:
        """What was asked."""
        return self.ensemble.manifest

    @cached_property
    def futures(self) -> Mapping[tuple[int, int], Future]:
        """The futures whose acts were kept, by draw and run."""
        return {(each.draw, each.run): each for each in self.parts.futures}

    def answers(self, kind: str) -> list[Any]:
        """The answers of a question that the folder keeps, as data."""
        return [each.body for each in self.ensemble.answers if each.kind == kind and not each.stale(self.manifest)]


class Runs:
    """The run folders of a server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open: OrderedDict[str, tuple[str, OpenRun]] = OrderedDict()
        self._manifests: dict[str, tuple[int, Manifest]] = {}
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}

    def listed(self) -> list[tuple[str, Manifest]]:
        """Return the names and manifests of all runs, the newest first; folders that are no run are left out."""
        folder = self.settings.folder
        names = [each.name for each in folder.iterdir() if NAME.fullmatch(each.name)] if folder.is_dir() else []
        found = [(name, made) for name in names if (made := self._manifest(name))]
        return sorted(found, key=lambda each: (each[1].started, each[0]), reverse=True)

    def path(self, name: str) -> Path:
        """Return the folder of a run.

        Raises
        ------
        HTTPException
            404 if there is none.
        """
        place = self.settings.folder / name
        if not NAME.fullmatch(name) or not (place / MANIFEST).is_file():
            raise HTTPException(404, NONE)
        return place

    def open(self, name: str) -> OpenRun:
        """Open a run, or return it as it was opened before, if nothing in it has changed."""
        place = self.path(name)
        mark = _mark(place)
        with self._lock:
            busy = self._busy.setdefault(name, threading.Lock())
        with busy:  # one thread works, the others wait for what it finds
            known = self._open.get(name)
            if known is None or known[0] != mark:
                known = (mark, self._opened(name, place, mark))
            with self._lock:
                self._open[name] = known
                self._open.move_to_end(name)
                while len(self._open) > MOST:
                    self._open.popitem(last=False)
        return known[1]

    def _opened(self, name: str, place: Path, mark: str) -> OpenRun:
        ensemble = Ensemble.open(place)
        if not ensemble.manifest.done:
            raise RunError(f"{name}: no future of this run is finished yet")
        kept = self.settings.place(PARTS, f"{name}.json")
        if (found := _read(kept, mark)) is None:
            answer = outlook(ensemble)
            found = {"mark": mark, "parts": _plain(report.parts(answer)), "outlook": answer.summary()}
            with locked(kept):  # a process of a job may prepare the same run
                write_text(kept, json.dumps(found))
        return OpenRun(name, ensemble, _parts(found["parts"]), found["outlook"])

    def _manifest(self, name: str) -> Manifest | None:
        place = self.settings.folder / name / MANIFEST
        try:
            changed = place.stat().st_mtime_ns
            if self._manifests.get(name, (0,))[0] != changed:
                self._manifests[name] = (changed, Ensemble.open(place.parent).manifest)
        except (OSError, RunError):
            return None
        return self._manifests[name][1]


def _mark(place: Path) -> str:
    """What changes when a run folder does: the version, and the times of its manifest and answers."""
    files = [place / MANIFEST, *sorted((place / ANSWERS).glob("*.json"))]
    return " ".join([__version__, f"form:{FORM}", *(f"{each.name}:{each.stat().st_mtime_ns}" for each in files)])


def _read(place: Path, mark: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.get("mark") == mark else None


def _plain(parts: Parts) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(parts)))  # type: ignore[no-any-return]


def _parts(told: Mapping[str, Any]) -> Parts:
    sections = tuple(_part(each) for each in told["sections"])
    rows = tuple(Future(**each) for each in told["futures"])
    terms = {key: tuple(each) for key, each in told["terms"].items()}
    return Parts(**{**told, "sections": sections, "futures": rows, "terms": terms, "leading": tuple(told["leading"])})


def _part(told: Mapping[str, Any]) -> Part:
    numbers = {
        key: Numbers(each["finding"], tuple(each["head"]), tuple(map(tuple, each["rows"])))
        for key, each in told["numbers"].items()
    }
    return Part(**{**told, "numbers": numbers})
