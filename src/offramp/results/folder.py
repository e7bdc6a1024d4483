"""The run folder: the names of its files, and how each is read and checked.

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

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.errors import RunError
from offramp.scenario import Quantity, Scenario
from offramp.scenario.hashing import case_hash

from . import manifest as manifests
from . import schemas, table_files
from .file_lock import claimed
from .files import digest, write_text
from .manifest import Manifest

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MANIFEST, CASE, PARTS, RULES, REPORT = "manifest.json", "case.json", "parts", "rules", "report.html"
ANSWERS = "answers"
ABLATION = "ablation"
_TABLES = (*schemas.TABLES, ABLATION)
FILES = (MANIFEST, CASE, REPORT, *(f"{name}{end}" for name in _TABLES for end in (".parquet", ".csv")))
_NOT_YET = "no {name}; a run that was killed has its tables after --resume"
_LOST = "no {name}, which the run had written; offramp run with --force makes it again"


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

    @property
    def rules(self) -> Path:
        """Where the same futures under other decision rules lie."""
        return self.path / RULES

    def rival(self, rule: str) -> Path:
        """Where the same futures under another decision rule lie."""
        return self.rules / rule

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

    def checked(self, name: str, made: Manifest | None = None) -> bytes:
        """The bytes of a file.

        Parameters
        ----------
        name : str
        made : Manifest, optional
            The run that the file has to be of: what does not fit its checksums is refused.

        Raises
        ------
        RunError
        """
        place, sums = self.path / name, made.files if made else {}
        if made and made.schema > 1 and name not in sums:
            raise RunError(f"{self.path}: {_NOT_YET.format(name=name)}")
        try:
            body = place.read_bytes()
        except FileNotFoundError:
            raise RunError(f"{self.path}: {(_LOST if name in sums else _NOT_YET).format(name=name)}") from None
        except OSError as error:
            raise RunError(f"{place}: not readable; {error.strerror}") from None
        if name in sums and hashlib.sha256(body).hexdigest() != sums[name]:
            raise RunError(f"{place}: changed since it was written; offramp run with --force makes it again")
        return body

    def scenario(self, made: Manifest | None = None) -> Scenario:
        """The case after what was set, at its own start.

        Parameters
        ----------
        made : Manifest, optional
            The run that it has to be the case of.

        Raises
        ------
        RunError
            If it is no readable case, or not the case of the run.
        """
        place = self.path / CASE
        try:
            body = json.loads(self.checked(CASE, made), object_hook=_quantity)
            found = Scenario.model_validate(body)
        except (TypeError, ValueError, RecursionError) as error:
            raise RunError(f"{place}: no readable case; {str(error).splitlines()[0]}") from None
        if made and case_hash(found) != made.hash:
            raise RunError(f"{place}: changed since it was written; it is no longer the case of this run")
        return found

    def write_scenario(self, scenario: Scenario) -> str:
        """Keep the case, so that the folder can be read without its file; give its checksum."""
        write_text(self.path / CASE, scenario.model_dump_json(indent=1) + "\n")
        return digest(self.path / CASE)

    def refuse_another(self, manifest: Manifest, same: Sequence[str]) -> None:
        """Raise RunError unless the run here agrees with another in some fields of the manifest."""
        mine = self.manifest()
        if different := [name for name in same if getattr(mine, name) != getattr(manifest, name)]:
            raise RunError(f"{self.path}: holds a run that differs in {', '.join(different)}; choose another --out")

    def table(self, name: str, made: Manifest | None = None) -> pa.Table:
        """A table as Arrow; refused if it is not the one of the run `made`."""
        place = self.file(name)
        body = self.checked(place.name, made)
        try:
            return table_files.read_table(body, name, str(place))
        except (OSError, ValueError) as error:
            raise RunError(f"{place}: not readable; {error}") from None

    def add_table(self, name: str, table: pa.Table) -> None:
        """Write a table of a finished run beside the others, with its checksum in the manifest."""
        with claimed(self.path):
            table_files.write_table(table, self.file(name))
            made = self.manifest()
            if made.schema > 1:
                self.write_manifest(self.with_sums(made, name))

    def with_sums(self, made: Manifest, *tables: str) -> Manifest:
        """A manifest with the checksums of some of the tables that lie here."""
        sums = {place.name: digest(place) for place in map(self.file, tables)}
        return replace(made, files={**made.files, **sums})

    def frame(self, name: str, made: Manifest | None = None) -> pd.DataFrame:
        """A table as a data frame; refused if it is not the one of the run `made`."""
        return self.table(name, made).to_pandas()


def _quantity(node: dict[str, Any]) -> Any:
    """Quantities are written in full; a case file never has these three names together."""
    return Quantity(**node) if {"kind", "shape", "low"} <= node.keys() else node
