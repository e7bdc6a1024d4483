"""Files that cases share: `include:` takes sources, actors and arenas from the library or from a file in the folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from offramp.errors import CaseError, Fault
from offramp.scenario.words import nearest, one_of, show

from .text import MOST_BYTES, STDIN
from .tree import Node, read_all

FIELD, WITHOUT = "include", "without"
PARTS = ("sources", "actors", "arenas")  # what cases may share
WORDS = ("title", "about")  # what a shared file may say of itself
MOST_FILES, MOST_DEPTH = 20, 4  # that one case takes, and that stand between it and an entry
FOLDER = "library/include"  # how files of the library are named
ALLOWED = "the id of a shared file of the library, or the name of a YAML file in the folder of this one"
_ID, _FILE = re.compile(r"[a-z0-9][a-z0-9-]*"), re.compile(r"\w[\w-]*(\.[\w-]+)*\.ya?ml")
Entries = dict[str, dict[str, Node]]


class Included(NamedTuple):
    """A case with what it includes, its faults, and the names of the files that it takes."""

    root: Node
    faults: list[Fault]
    files: frozenset[str]


class _File(NamedTuple):
    """A file that includes others: where it stands, as what it is named in faults, and what led to it."""

    path: Path
    name: str
    trail: tuple[str, ...]


def with_included(case: Node, path: Path, library: Path) -> Included:
    """Put what a case includes beside what it writes itself.

    Parameters
    ----------
    case : Node
        As it is written.
    path : Path
        Of its file; files that it names stand in the same folder. A case from standard input includes nothing.
    library : Path
        The folder of the files that are shipped.

    Returns
    -------
    Included
        Its `include` says of each entry that was taken where it stands; the faults are those of the files, too.

    Raises
    ------
    CaseError
        If a case from standard input includes anything: that alone, since other faults follow from it.
    """
    part = case.get(FIELD)
    if part is None or part.value is None:
        return Included(case, [], frozenset())
    if str(path) == STDIN:
        raise CaseError(streamed(part, "a case from standard input"))
    reader = _Reader(library)
    taken = reader.taken(case, _File(path, case.file, (case.file,)))
    root = _beside(case, taken, reader.faults)
    return Included(root, reader.faults, frozenset(reader.names))


def streamed(part: Node, what: str) -> Fault:
    """Refuse what a case includes that has no folder of its own: it would read files of somebody else."""
    return Fault(part.file, part.line, FIELD, show(part.plain()), f"nothing in {what}: write its parts into the case")


def own_files(tree: Node) -> frozenset[str]:
    """The files that the author of a case answers for: its own, and those whose entries it includes."""
    included = tree.get(FIELD)
    return frozenset({tree.file, *(each.file for each in (included.items() if included else {}).values())})


@dataclass
class _Reader:
    """Reads the files that a case includes, each within the bounds on their number, depth and size."""

    library: Path
    faults: list[Fault] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    visits: int = 0
    bytes: int = 0

    def taken(self, root: Node, file: _File) -> Entries:
        """All that a file includes, by part and id."""
        part, taken = root.get(FIELD), Entries()
        if part is None or part.value is None:
            return taken
        if not isinstance(part.value, list):
            self._refuse(part, show(part.plain()), "a list of shared files, such as [gulf, region.yaml]")
            return taken
        for node in part.value:
            for key, entries in self._of(node, file).items():
                _join(taken.setdefault(key, {}), entries, key, self.faults)
        return taken

    def _of(self, node: Node, file: _File) -> Entries:
        """What one entry of `include` gives, without what it leaves out."""
        named = node.get("file") if isinstance(node.value, dict) else node
        strange = [key for key in node.items() if key not in ("file", WITHOUT)]
        if strange or named is None or not isinstance(named.value, str):
            self._refuse(node, show(strange[0] if strange else node.plain()), f"{ALLOWED}; or {{file, without}}")
            return {}
        found = self._found(named, file)
        if found is None:
            return {}
        self.names.add(found.name)
        try:
            root, faults = read_all(found.path, found.name)
        except CaseError as error:
            self.faults += error.faults
            return {}
        self.faults += faults
        entries = self._own(root)
        for key, below in self.taken(root, found).items():
            _join(entries.setdefault(key, {}), below, key, self.faults)
        return self._without(entries, node.get(WITHOUT), found.name)

    def _found(self, named: Node, file: _File) -> _File | None:
        """The file that a word names; None, with its fault, where it may not be read."""
        word = named.value
        path, name = self._place(word, file)
        ids = sorted(each.stem for each in self.library.glob("*.yaml"))
        if path is None:
            self._refuse(named, show(word), f"{ALLOWED}; the library has {one_of(ids)}", nearest(word, ids))
        elif not path.is_file() or path.resolve().parent != path.parent.resolve():
            near = nearest(word, ids if _ID.fullmatch(word) else [each.name for each in path.parent.glob("*.y*ml")])
            self._refuse(
                named, f"{show(word)}, which is no file there", f"{ALLOWED}; the library has {one_of(ids)}", near
            )
        elif name in file.trail:
            self._refuse(
                named, f"a circle: {' includes '.join((*file.trail, name))}", "files that do not include each other"
            )
        elif self._is_too_much(path, file):
            allowed = f"{MOST_FILES} files of {MOST_BYTES:,} bytes in all, {MOST_DEPTH} deep"
            self._refuse(named, f"{show(word)}, one too many, too large or too deep", allowed)
        else:
            return _File(path, name, (*file.trail, name))
        return None

    def _place(self, word: str, file: _File) -> tuple[Path | None, str]:
        if _ID.fullmatch(word):
            return self.library / f"{word}.yaml", f"{FOLDER}/{word}.yaml"
        if not _FILE.fullmatch(word):
            return None, ""
        is_shipped = file.path.parent == self.library
        return file.path.parent / word, f"{FOLDER}/{word}" if is_shipped else str(file.path.parent / word)

    def _is_too_much(self, path: Path, file: _File) -> bool:
        self.visits += 1
        self.bytes += path.stat().st_size
        return self.visits > MOST_FILES or self.bytes > MOST_BYTES or len(file.trail) > MOST_DEPTH

    def _own(self, root: Node) -> Entries:
        """What a shared file writes itself, by part and id."""
        entries = Entries()
        for key, part in root.items().items():
            if key in PARTS and isinstance(part.value, dict):
                entries[key] = dict(part.value)
            elif key in PARTS and part.value is not None:
                self.faults.append(
                    Fault(part.file, part.line, key, show(part.plain()), "a mapping of ids to their fields")
                )
            elif key not in (*PARTS, *WORDS, FIELD):
                right = (FIELD, *WORDS, *PARTS)
                allowed = f"in a shared file: {one_of(right)}"
                self.faults.append(Fault(part.file, part.line, key, show(key), allowed, nearest(key, right)))
        return entries

    def _without(self, entries: Entries, node: Node | None, name: str) -> Entries:
        """Leave out what the includer names."""
        paths = [f"{part}.{id}" for part, below in entries.items() for id in below]
        words = node.value if node is not None and isinstance(node.value, list) else [node] if node else []
        for each in words:
            if each.value not in paths:
                self._refuse(
                    each,
                    show(each.plain()),
                    f"a list of entries of {name}: {one_of(paths)}",
                    nearest(each.value, paths),
                )
        gone = {each.value for each in words if isinstance(each.value, str)}
        return {
            part: {id: body for id, body in below.items() if f"{part}.{id}" not in gone}
            for part, below in entries.items()
        }

    def _refuse(self, node: Node, found: str, allowed: str, hint: str | None = None) -> None:
        self.faults.append(Fault(node.file, node.line, FIELD, found, allowed, hint))


def _join(taken: dict[str, Node], more: Mapping[str, Node], part: str, faults: list[Fault]) -> None:
    """Put entries beside those that are there; one that two files write is refused with both places."""
    for id, node in more.items():
        there = taken.setdefault(id, node)
        if (there.file, there.line) != (node.file, node.line):
            faults.append(_twice(f"{part}.{id}", node, there))


def _twice(path: str, node: Node, there: Node) -> Fault:
    allowed = f"an id of its own, or include: [{{file: …, {WITHOUT}: [{path}]}}], so that one of the two counts"
    return Fault(
        node.file, node.line, path, f"{show(path)} a second time (first in {there.file}:{there.line})", allowed
    )


def _beside(case: Node, taken: Entries, faults: list[Fault]) -> Node:
    """A case with what it takes; its own entry stands where both have one, which is a fault."""
    parts = dict(case.items())
    places: dict[str, Node] = {}
    for key, entries in taken.items():
        part = parts.get(key)
        if part is not None and part.value is not None and not isinstance(part.value, dict):
            continue  # a fault that is told where the case is validated
        own = part.items() if part else {}
        faults += [_twice(f"{key}.{id}", own[id], entries[id]) for id in entries if id in own]
        parts[key] = (part or case).with_value({**entries, **own})
        places |= {f"{key}.{id}": node for id, node in entries.items() if id not in own}
    told = {path: node.with_value(_where(node)) for path, node in places.items()}
    parts[FIELD] = case.items()[FIELD].with_value(told)
    return case.with_value(parts)


def _where(node: Node) -> str:
    """The place of an entry; without the folder, which is that of the case."""
    name = node.file if node.file.startswith(f"{FOLDER}/") else Path(node.file).name
    return f"{name}:{node.line}"
