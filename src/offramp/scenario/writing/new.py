"""New case files: from a template under a name of its own, or as a copy of a shipped case; nothing is written over."""

from __future__ import annotations

import re
from pathlib import Path

from offramp.errors import CaseError, Fault
from offramp.scenario.load import case_path, cases
from offramp.scenario.reading.meant import MOST_ID, as_id
from offramp.scenario.reading.merge import LIBRARY
from offramp.scenario.words import nearest, one_of, show

FOLDER = LIBRARY / "templates"
DEFAULT = "dyad"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ALLOWED = "an id of lower-case letters, digits and hyphens, such as kashmir-2019"
_PLACEHOLDER = "NAME"  # stands in a template for the id of the case


def templates() -> tuple[str, ...]:
    """List the templates, the simplest first."""
    return (DEFAULT, *sorted({path.stem for path in FOLDER.glob("*.yaml")} - {DEFAULT}))


def new(name: str, like: str = DEFAULT, folder: Path | None = None) -> Path:
    """Write a commented case that checks and can be played, and return its file, `NAME.yaml`.

    Parameters
    ----------
    name : str
        Id of the case.
    like : str
        One of `templates`.
    folder : Path, optional
        Where; the current folder if left out.

    Raises
    ------
    CaseError
        If the name is no id or that of a shipped case, there is no such template, or the file exists.
    """
    if not _ID.fullmatch(name) or len(name) > MOST_ID:
        raise CaseError(Fault("NAME", None, "", show(name), _ALLOWED, as_id(name)))
    if name in cases():
        raise CaseError(Fault("NAME", None, "", f"{show(name)}, a shipped case", "another id", f"my-{name}"))
    if like not in templates():
        raise CaseError(Fault("--like", None, "", show(like), one_of(templates()), nearest(like, templates())))
    text = (FOLDER / f"{like}.yaml").read_text(encoding="utf-8")
    return _write(text.replace(_PLACEHOLDER, name), name, folder)


def copy(case: str, folder: Path | None = None) -> Path:
    """Write a copy of a shipped case into the current folder, or into `folder`, and return its file, `CASE.yaml`.

    Raises
    ------
    CaseError
        If no such case is shipped, or the file exists.
    """
    return _write(case_path(case).read_text(encoding="utf-8"), case, folder)


def _write(text: str, name: str, folder: Path | None) -> Path:
    path = (folder or Path()) / f"{name}.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CaseError(Fault(str(path), None, "", "a file of this name", "a name that no file has")) from None
    return path
