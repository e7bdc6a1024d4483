"""Entries as lines of a case file: one line each, in braces, every text in quotes that needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|\d{4}-\d{2}-\d{2}(-[a-z0-9]+)*|\d+(\.\d+)?\.\.\d+(\.\d+)?")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def line(name: str, fields: Mapping[str, Any], indent: int = 2) -> str:
    """Write one entry.

    Parameters
    ----------
    name : str
        Its id.
    fields : mapping
        As a case file has them.
    indent : int
        Blanks before it.
    """
    return f"{' ' * indent}{flow(name)}: {flow(fields)}\n"


def flow(value: Any) -> str:
    """Write a value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(str(key))}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    """In double quotes, whatever is not plainly printable by its number."""
    return '"' + "".join(map(_letter, text)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter == " " or letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
