"""Read and write JSON objects with a format name and a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from offramp.errors import RunError

SEAL = "checksum"


def seal(form: str, body: Mapping[str, Any]) -> str:
    """Write an object as JSON text.

    Parameters
    ----------
    form : str
        The name of the format.
    body : mapping
        What the file says; it has a field `schema`.

    Raises
    ------
    ValueError
        If a number in it is none that JSON has.
    """
    whole = {"format": form, **body}
    return json.dumps({**whole, SEAL: _sum(whole)}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def unseal(text: str, where: str, form: str, what: str, schemas: tuple[int, ...]) -> dict[str, Any]:
    """Read an object; the file of an older schema than the last need not have a checksum.

    Parameters
    ----------
    text : str
    where : str
        The file, for messages.
    form : str
        The name of the format.
    what : str
        What the file should be, in words.
    schemas : tuple of int
        The schemas that can be read, the one with a checksum last.

    Raises
    ------
    RunError
        If it is another format, another schema, or was changed since it was written.
    """
    body = parse(text)
    if body.get("format") != form:
        raise RunError(f"{where}: not {what}")
    schema = body.get("schema")
    if type(schema) is not int or schema not in schemas:
        allowed = " and ".join(map(str, schemas))
        raise RunError(f"{where}: schema {schema!r}; this version of Offramp reads {allowed}")
    given = body.pop(SEAL, None)
    if schema == schemas[-1] and given != _sum(body):
        raise RunError(f"{where}: changed since it was written; it no longer fits its checksum")
    return {name: value for name, value in body.items() if name != "format"}


def parse(text: str) -> dict[str, Any]:
    """Read a JSON object; empty where the text is none."""
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _sum(body: Mapping[str, Any]) -> str:
    """The checksum of an object, whatever the order of its fields and the blanks between them."""
    read_back = json.loads(json.dumps(body))
    return hashlib.sha256(json.dumps(read_back, sort_keys=True).encode()).hexdigest()
