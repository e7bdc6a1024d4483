"""A YAML file as a tree whose every node knows its file and line.

The tree is built from the parser's events, without recursion, and what a case file has no use for is refused:
anchors and aliases (which can swell without end), tags, and depth or length that nobody writes by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from offramp.errors import CaseError, Fault, unprintable
from offramp.scenario.words import show

from .slips import slip
from .text import text_of

MOST_LINE, MOST_NODES, MOST_DEPTH = 200_000, 100_000, 30
MOST_SLIPS, MENDED = 30, 300_000  # slips of the pen that are mended, and the text in which: each costs a reading
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")  # one way to read each text: linear time
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: a scalar, a mapping of nodes or a list of nodes."""

    value: Any
    file: str
    line: int

    def get(self, *path: str | int) -> Node | None:
        """Return the node below, or None where there is none."""
        node: Node | None = self
        for step in path:
            node = node.child(step) if node else None
        return node

    def child(self, step: str | int) -> Node | None:
        """Return the node one step below, or None."""
        if isinstance(self.value, dict):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]  # type: ignore[no-any-return]
        return None

    def items(self) -> dict[str, Node]:
        """Return the fields of a mapping; none where it is something else."""
        return self.value if isinstance(self.value, dict) else {}

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def with_value(self, value: Any) -> Node:
        """Return another value at the same place."""
        return Node(value, self.file, self.line)


def read(path: Path, name: str | None = None) -> Node:
    """Read a YAML file that holds one mapping.

    Raises
    ------
    CaseError
        If there is no such file, it is no UTF-8, no YAML or no mapping; or at every field that is there
        twice.
    """
    root, faults = read_all(path, name or str(path))
    if faults:
        raise CaseError(faults)
    return root


def read_all(path: Path, name: str) -> tuple[Node, list[Fault]]:
    """Read a YAML file that holds one mapping, with the fields that are there twice; the first of each counts."""
    return grow(text_of(path, name), name)


def grow(text: str, file: str) -> tuple[Node, list[Fault]]:
    """Grow the tree of a YAML text that holds one mapping; slips of the pen are told, and read as they were meant."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) > MOST_LINE:  # the parser's time grows with the square of some
            raise CaseError(Fault(file, number, "", f"a line of {len(row)} characters", f"{MOST_LINE} at most"))
    slips: list[Fault] = []
    for _ in range(MOST_SLIPS):
        builder, fault, mended = _parsed(text, file)
        if fault is None:
            return _root(builder, file), [*slips, *builder.faults]
        if fault.line not in {each.line for each in slips}:  # a line may need more than one mending
            slips.append(fault)
        if mended is None or mended == text or len(text) > MENDED:
            break
        text = mended
    raise CaseError(slips)


def _parsed(text: str, file: str) -> tuple[_Builder, Fault | None, str | None]:
    """Parse a text; where it is no YAML, say why, with the text as it was meant, if anybody can tell."""
    builder = _Builder(file, text.split("\n"))
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except CaseError:
        raise
    except MarkedYAMLError as error:
        return builder, *slip(file, text, _line_of(error), error.problem or "")
    except YAMLError as error:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        return builder, *slip(file, text, line, getattr(error, "reason", "") or "no YAML")
    except Exception as error:  # the parser has rough edges of its own (odd escapes, directives)
        return builder, *slip(file, text, None, f"no YAML ({error})")
    return builder, None, None


def _root(builder: _Builder, file: str) -> Node:
    root = builder.root
    if root is None or root.value is None:
        raise CaseError(Fault(file, 1, "", "an empty file", "a mapping of fields, beginning with offramp: 1"))
    if not isinstance(root.value, dict):
        raise CaseError(Fault(file, root.line, "", show(root.plain()), "a mapping of fields (field: value)"))
    return root


def _line_of(error: MarkedYAMLError) -> int | None:
    """The line of a syntax error: of a field without its colon the line of the field, not the one after it."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "simple key" in (error.context or ""):
        mark = error.context_mark
    return mark.line + 1 if mark else None


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; in a mapping, `key` waits for its value."""

    value: Any
    path: tuple[str, ...]
    key: str | None = None
    key_line: int = 0

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class _Builder:
    """Takes the parser's events one by one."""

    def __init__(self, file: str, rows: Sequence[str] = ()) -> None:
        self.file, self.rows = file, rows
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._open: list[_Frame] = []
        self._documents = self._nodes = 0

    def take(self, event: Event) -> None:
        line = event.start_mark.line + 1
        self._refuse_foreign(event, line)
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._open.pop()
        elif isinstance(event, MappingStartEvent):
            self._begin(line, {})
        elif isinstance(event, SequenceStartEvent):
            self._begin(line, [])
        elif isinstance(event, ScalarEvent):
            if any("\ud800" <= letter <= "\udfff" for letter in event.value):
                self._refuse(line, "half a character (a surrogate)", "whole characters")
            if unseen := unprintable(event.value):
                self._refuse(line, f"a control character ({unseen})", "text that can be seen")
            if self._open and self._open[-1].awaits_key:
                self._open[-1].key, self._open[-1].key_line = event.value, line
            else:
                self._put(self._commented(event) or _scalar(event), line)

    def _commented(self, event: ScalarEvent) -> str | None:
        """The text that was meant where its # begins a comment, as in `what: #3 fell`; told as a fault."""
        key, line = (self._open[-1].key, self._open[-1].key_line) if self._open else (None, 0)
        row = self.rows[line - 1] if 0 < line <= len(self.rows) else ""
        match = re.search(rf"{re.escape(key or '')} *: *(#[^\s#].*?) *$", row)
        if event.value or not match or not event.implicit[0] or key is None:
            return None
        field = ".".join((*self._open[-1].path, key))
        allowed = 'such a text in "quotes": a # begins a comment'
        self.faults.append(Fault(self.file, line, field, "a text that begins with a #", allowed, f'"{match[1]}"'))
        return match[1]

    def _refuse_foreign(self, event: Event, line: int) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(line, "a second document (---)", "one mapping of fields, without a line ---")
        elif isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(line, "an anchor or alias (& or *)", "plain fields, written out: each entry in full")
        elif tag := getattr(event, "tag", None):
            self._refuse(line, f"the tag {tag}", "plain fields")

    def _begin(self, line: int, value: Any) -> None:
        if self._open and self._open[-1].awaits_key:
            self._refuse(line, "a mapping or list as the name of a field", "a word")
        if len(self._open) >= MOST_DEPTH:
            self._refuse(line, f"fields nested more than {MOST_DEPTH} deep", "fewer")
        self._open.append(_Frame(value, self._put(value, line)))

    def _put(self, value: Any, line: int) -> tuple[str, ...]:
        """Put a value where it belongs, and return its path."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse(line, f"more than {MOST_NODES} values", "fewer")
        if not self._open:
            self.root = Node(value, self.file, line)
            return ()
        frame = self._open[-1]
        if frame.key is None:
            frame.value.append(Node(value, self.file, line))
            return (*frame.path, str(len(frame.value) - 1))
        path = (*frame.path, frame.key)
        if frame.key in frame.value:
            found = f"{show(frame.key)} a second time (first in line {frame.value[frame.key].line})"
            self.faults.append(Fault(self.file, frame.key_line, ".".join(path), found, "each field once"))
        frame.value.setdefault(frame.key, Node(value, self.file, frame.key_line))
        frame.key = None
        return path

    def _refuse(self, line: int, found: str, allowed: str) -> NoReturn:
        frame = self._open[-1] if self._open else None
        path = () if frame is None else (*frame.path, *([frame.key] if frame.key else []))
        raise CaseError(Fault(self.file, line, ".".join(path), found, allowed))


def _scalar(event: ScalarEvent) -> Any:
    """Read a scalar as YAML 1.2 does; dates stay text."""
    text: str = event.value
    if not event.implicit[0]:  # quoted
        return text
    if text in _WORDS:
        return _WORDS[text]
    convert: Callable[[str], Any] = int if _INTEGER.fullmatch(text) else float
    return convert(text) if _FLOAT.fullmatch(text) else text
