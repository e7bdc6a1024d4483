"""The run folder: where everything lies, what may be written over, and what it takes to go on.

::

    manifest.json   what was asked, with what it was made, how far it got
    case.json       the case after what was set
    runs.parquet  events.parquet  rungs.parquet  draws.parquet  options.parquet
    ablation.parquet  what each system does, if it was asked for
    parts/          of a run that is not finished
    rules/          the same futures under other decision rules, each a run folder, if they were asked for
    answers/        what else was asked of the run, a JSON file each; a run that is made anew leaves them alone
    report.html     if a report was asked for
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.errors import RunError
from offramp.scenario import Quantity, Scenario

from . import manifest as manifests
from . import parts, schemas
from .files import UNFINISHED, write_text
from .manifest import Manifest

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MANIFEST, CASE, PARTS, RULES, REPORT = "manifest.json", "case.json", "parts", "rules", "report.html"
ANSWERS = "answers"
ABLATION = "ablation"
FOLDERS = {PARTS, RULES}
OURS = {MANIFEST, CASE, REPORT, ANSWERS, *FOLDERS, *(f"{name}.parquet" for name in (*schemas.TABLES, ABLATION))}


@dataclass(frozen=True)
class RunFolder:
    """A folder with the results of one run."""

    path: Path

    @property
    def parts(self) -> Path:
        """Where the parts of an unfinished run lie."""
        return self.path / PARTS

    @property
    def answers(self) -> Path:
        """Where the answers to what else was asked lie."""
        return self.path / ANSWERS

    def rival(self, rule: str) -> Path:
        """Where the same futures under another decision rule lie."""
        return self.path / RULES / rule

    def file(self, table: str) -> Path:
        """The file of a table."""
        return self.path / f"{table}.parquet"

    def manifest(self) -> Manifest:
        """What was asked and how far it got."""
        place = self.path / MANIFEST
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            raise RunError(f"{self.path}: no run folder; it has no readable {MANIFEST}") from None
        return manifests.read(text, str(place))

    def write_manifest(self, manifest: Manifest) -> None:
        """Write what was asked and how far it got."""
        write_text(self.path / MANIFEST, manifest.to_json())

    def scenario(self) -> Scenario:
        """The case after what was set, at its own start."""
        place = self.path / CASE
        try:
            body = json.loads(place.read_text(encoding="utf-8"), object_hook=_quantity)
            return Scenario.model_validate(body)
        except (OSError, ValueError) as error:
            raise RunError(f"{place}: no readable case; {error}") from None

    def write_scenario(self, scenario: Scenario) -> None:
        """Keep the case, so that the folder can be read without its file."""
        write_text(self.path / CASE, scenario.model_dump_json(indent=1) + "\n")

    def refuse_another(self, manifest: Manifest, same: Sequence[str]) -> None:
        """Raise RunError unless the run here agrees with another in some fields of the manifest."""
        mine = self.manifest()
        if different := [name for name in same if getattr(mine, name) != getattr(manifest, name)]:
            raise RunError(f"{self.path}: holds a run that differs in {', '.join(different)}; choose another --out")

    def forget_parts(self) -> None:
        """Remove the parts of a run that is finished."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def table(self, name: str) -> pa.Table:
        """A table as Arrow."""
        place = self.file(name)
        if not place.is_file():
            raise RunError(f"{self.path}: no {place.name}; a run that was killed has its tables after --resume")
        try:
            return parts.read_table(place, name)
        except (OSError, ValueError) as error:
            raise RunError(f"{place}: not readable; {error}") from None

    def frame(self, name: str) -> pd.DataFrame:
        """A table as a data frame."""
        return self.table(name).to_pandas()


def begin(path: Path, manifest: Manifest, resume: bool = False, force: bool = False) -> RunFolder:
    """Make a folder ready for a run.

    Parameters
    ----------
    path : Path
    manifest : Manifest
        The run that is to be made.
    resume : bool
        Keep what is finished of the same run.
    force : bool
        Write over another run.

    Raises
    ------
    RunError
        If the folder holds something else.
    """
    folder = RunFolder(path)
    path.mkdir(parents=True, exist_ok=True)
    if not (path / MANIFEST).exists():
        _refuse_strangers(path)
    else:
        _refuse_another(folder, manifest, resume, force)
        if resume:
            return folder
    _clear(folder)
    folder.write_manifest(manifest)
    return folder


def _refuse_strangers(path: Path) -> None:
    strange = sorted(each.name for each in path.iterdir() if each.name.removesuffix(UNFINISHED) not in OURS)
    if strange:
        raise RunError(f"{path}: no run folder and not empty (it has {strange[0]}); choose another place with --out")


def _refuse_another(folder: RunFolder, manifest: Manifest, resume: bool, force: bool) -> None:
    if force and not resume:
        return
    different = folder.manifest().differs(manifest)
    if different and resume:
        raise RunError(f"{folder.path}: holds a run that differs in {', '.join(different)}; it cannot be resumed")
    if different:
        names = ", ".join(different)
        raise RunError(f"{folder.path}: holds a run that differs in {names}; --force writes over it")


def _clear(folder: RunFolder) -> None:
    """Remove what we wrote; the manifest first, so that no old part passes for one of the new run."""
    (folder.path / MANIFEST).unlink(missing_ok=True)
    for name in sorted(OURS - FOLDERS - {ANSWERS}):
        (folder.path / name).unlink(missing_ok=True)
        (folder.path / (name + UNFINISHED)).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(folder.path / name, ignore_errors=True)


def _quantity(node: dict[str, Any]) -> Any:
    """Quantities are written in full; a case file never has these three names together."""
    return Quantity(**node) if {"kind", "shape", "low"} <= node.keys() else node
