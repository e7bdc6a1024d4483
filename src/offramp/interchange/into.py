"""Put entries into a case: the case's own checks judge them, and it is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from offramp.errors import CaseError, DataError, Fault
from offramp.results.files import whole_file
from offramp.scenario import Scenario, load
from offramp.scenario.load import case_path, cases
from offramp.scenario.reading.entry import names_of
from offramp.scenario.reading.text import text_of

from .entries import Entries, Entry, said
from .placing import placed

Fields = Mapping[str, Mapping[str, Any]]
ROUNDS = 20  # of checks: what one round leaves out may be the cause of what the next one finds


@dataclass
class Target:
    """The case that a table is imported into.

    Attributes
    ----------
    path : Path
    case : Scenario
        As it is before.
    text : str
        Of its file.
    sources : dict
        Sources that the entries need and the case lacks.
    """

    path: Path
    case: Scenario
    text: str
    sources: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def newline(self) -> str:
        """What ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @classmethod
    def open(cls, path: Path) -> Target:
        """Read a case that is sound before anything is put into it."""
        if not path.is_file():
            raise CaseError(Fault(str(path), None, "", "no such file", "a case file of your own"))
        return cls(path, load(path), text_of(path, str(path)))

    @classmethod
    def shipped(cls, name: str, folder: Path) -> Target:
        """Copy a shipped case into a folder, so that a table can be checked against it."""
        path = folder / f"{name}.yaml"
        path.write_bytes(case_path(name).read_bytes())
        return cls.open(path)

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """What its entries may refer to."""
        known = dict(names_of(self.case))
        return {**known, "sources": (*known["sources"], *self.sources)}

    def with_entries(self, found: Entries) -> str:
        """The text with more entries."""
        name = str(self.path)
        text = placed(self.text, name, "sources", self.sources)
        return placed(text, name, found.part, {key: each.fields for key, each in found.kept.items()})


@contextlib.contextmanager
def target_of(path: Path | None, into: bool) -> Iterator[Target | None]:
    """Open the case of an import; one that is shipped can be checked against, and is never written to.

    Parameters
    ----------
    path : Path or None
        Of a case file, or the id of a shipped case.
    into : bool
        Whether entries are written into it.
    """
    if path is None:
        yield None
    elif into or path.is_file() or str(path) not in cases():
        yield Target.open(path)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Target.shipped(str(path), Path(folder))


def settle(target: Target, found: Entries, keep_twins: bool = False) -> str:
    """Leave out what the case has already or refuses; return the text of the file with the rest.

    Parameters
    ----------
    target : Target
    found : Entries
        What is left out is moved to its `dropped`.
    keep_twins : bool
        Keep events of the day, doer, move, target and place of one that is there.

    Raises
    ------
    CaseError
        If the case would be refused for a reason that no row has.
    """
    _known_already(target.case, found, keep_twins)
    for _ in range(ROUNDS):
        if not found.kept:
            return target.text
        text = target.with_entries(found)
        faults = _faults(target, text)
        if not faults:
            return text
        reasons = _reasons(found, faults)
        if not reasons:
            raise CaseError(faults)
        for name, reason in reasons.items():
            found.drop(name, reason)
    raise CaseError(faults)


def _known_already(case: Scenario, found: Entries, keep_twins: bool) -> None:
    there: Mapping[str, Any] = getattr(case, found.part)
    acts = {} if found.part == "sources" else {_act(each): name for name, each in there.items()}
    for name, each in list(found.kept.items()):
        if name in there:
            same = there[name] == each.made
            told = f"in the case already: {found.part}.{name}" + ("" if same else ", which says something else")
            if each.is_named:
                found.drop(name, told)
            else:
                found.drop(name, told) if same and not keep_twins else _rename(found, name, there)
        elif each.by_act and not keep_twins and (twin := acts.get(_act(each.made))):
            found.drop(name, f"a twin of {found.part}.{twin}: the same day, doer, move, target and place")


def _act(event: Any) -> tuple[Any, ...]:
    return (event.date, event.actor, event.move, event.target, event.arena) if hasattr(event, "move") else ()


def _rename(found: Entries, name: str, there: Mapping[str, Any]) -> None:
    from .entries import free

    each = found.kept.pop(name)
    found.kept[free(name, {**there, **found.kept})] = each


def _faults(target: Target, text: str) -> list[Fault]:
    """What the case's checks find in a text, by loading it from a file beside the case, which is removed again."""
    beside = target.path.with_name(f".{target.path.name}.{os.getpid()}.yaml")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        load(beside)
        return []
    except CaseError as error:
        return [replace(fault, file=str(target.path)) for fault in error.faults]
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _reasons(found: Entries, faults: list[Fault]) -> dict[str, str]:
    """The entries that faults are about, each with the first one."""
    reasons: dict[str, str] = {}
    for fault in faults:
        part, _, rest = fault.field.partition(".")
        name = rest.split(".")[0]
        if part == found.part and name in found.kept:
            reasons.setdefault(name, said(fault).removeprefix(f"{part}.{name}."))
    return reasons


def write(target: Target, text: str) -> None:
    """Write the case with its new entries."""
    if not target.path.is_file():
        raise DataError(Fault(str(target.path), None, "", "no such file", "a case file of your own"))
    with whole_file(target.path.resolve()) as beside:
        beside.write_text(text, encoding="utf-8", newline=target.newline)


def entry_lines(part: str, entries: Mapping[str, Entry], sources: Fields) -> str:
    """Write entries as a part of a case file, to be pasted.

    Parameters
    ----------
    part : str
    entries : mapping of str to Entry
    sources : mapping
        Sources that they need.
    """
    from .yaml_lines import line

    made = f"sources:\n{''.join(line(name, each) for name, each in sources.items())}\n" if sources else ""
    body = sorted(entries.items(), key=lambda each: str(each[1].fields.get("date", "")))
    return f"{made}{part}:\n" + "".join(line(name, each.fields) for name, each in body)
