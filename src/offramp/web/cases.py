"""Cases that runs can be asked of: those that are shipped, and those that were uploaded, which are data and no more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from fastapi import HTTPException

from offramp.errors import CaseError, DataError, Fault, FaultsError
from offramp.results.files import write_text
from offramp.scenario import cases as shipped
from offramp.scenario import load
from offramp.scenario.lint import check
from offramp.scenario.options import feasible
from offramp.scenario.reading.include import FIELD, streamed
from offramp.scenario.reading.tree import grow
from offramp.scenario.words import show
from offramp.web.settings import Settings

MOST_OPTIONS = 3_000  # of an uploaded case; the work of a future grows with them
FOLDER, WAITING = "cases", "cases-waiting"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
NONE = "there is no such case; /cases lists those that there are"


@dataclass(frozen=True)
class Case:
    """One case: its name in addresses, its title, and what loads it."""

    id: str
    title: str
    source: str
    own: bool


class Cases:
    """The cases of a server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def listed(self) -> list[Case]:
        """Return the shipped cases, then the uploaded ones."""
        folder, known = self.settings.place(FOLDER, "x").parent, shipped()
        own = [each for each in sorted(folder.glob("*.yaml")) if ID.fullmatch(each.stem) and each.stem not in known]
        found = [Case(each.stem, self._title(each), str(each.resolve()), True) for each in own]
        return [*(Case(id, title, id, False) for id, title in known.items()), *found]

    def find(self, id: str) -> Case:
        """Return a case by its name.

        Raises
        ------
        HTTPException
            404 if there is none.
        """
        found = next((each for each in self.listed() if each.id == id), None)
        if found is None:
            raise HTTPException(404, NONE)
        return found

    def put(self, text: str, name: str) -> str:
        """Keep the text of a case until it is checked, under a name made of its text.

        Raises
        ------
        CaseError
            If it is no mapping of fields, asks for packages, or includes files.
        """
        root, faults = grow(text, name)
        if faults:
            raise CaseError(faults)
        plugins = root.get("plugins")
        if plugins is not None and plugins.value:
            allowed = "none in a case that is uploaded"
            raise CaseError(Fault(name, plugins.line, "plugins", show(plugins.plain()), allowed))
        include = root.get(FIELD)
        if include is not None and include.value:
            raise CaseError(streamed(include, "a case that is uploaded"))
        id = f"own-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        if not self._file(id).exists():
            write_text(self._waiting(id), text)
        return id

    def _file(self, id: str) -> Path:
        return self.settings.place(FOLDER, f"{id}.yaml")

    def _waiting(self, id: str) -> Path:
        return self.settings.place(WAITING, f"{id}.yaml")

    def _title(self, place: Path) -> str:
        found = re.search(r"^title: *(.+?) *$", place.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1].strip("\"'") if found else place.stem


def accept(settings: Settings, id: str, name: str) -> Mapping[str, Any]:
    """Check a case that was uploaded, and take it among the others: the work of a job, within its limits.

    Parameters
    ----------
    settings : Settings
    id : str
    name : str
        Of its file, for messages.

    Raises
    ------
    FaultsError
        With every fault, by the name of the file.
    """
    waits, place = settings.place(WAITING, f"{id}.yaml"), settings.place(FOLDER, f"{id}.yaml")
    if not place.exists():
        try:
            scenario = load(waits)
        except FaultsError as error:
            raise DataError([replace(each, file=name) for each in error.faults]) from None
        if (many := len(feasible(scenario))) > MOST_OPTIONS:
            raise CaseError(Fault(name, None, "options", f"{many:,} options", f"at most {MOST_OPTIONS:,}"))
        waits.replace(place)
    return asdict(check(place))
