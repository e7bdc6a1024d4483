"""Prepare a folder for a run: refuse foreign files, remove an older run, or resume it.

Only a manifest of Offramp vouches for what lies beside it. A folder without one is taken if it is empty, and of a
folder with one nothing is removed but the files and folders that a run writes, by their names.
"""

from __future__ import annotations

import os
from pathlib import Path

from offramp.errors import RunError

from . import manifest as manifests
from . import parts
from .files import UNFINISHED, unlink
from .folder import FILES, MANIFEST, RunFolder
from .manifest import Manifest
from .sealed import parse


def begin(path: Path, manifest: Manifest, resume: bool = False, force: bool = False) -> RunFolder:
    """Make a folder ready for a run; the folder of the same run is left as it is if that run is complete.

    Parameters
    ----------
    path : Path
    manifest : Manifest
        The run that is to be made.
    resume : bool
        Keep what is finished of the same run.
    force : bool
        Write over another run, or over the same one.

    Raises
    ------
    RunError
        If the folder holds something else, or futures that would be lost unasked.
    """
    folder = RunFolder(path)
    path.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(path / MANIFEST):
        _refuse_strangers(path)
    elif force and not resume:
        _refuse_links(folder)
        _clear(folder)
    elif _goes_on(folder, manifest, resume):
        return folder
    folder.write_manifest(manifest)
    _sweep(folder, manifest)
    return folder


def _refuse_strangers(path: Path) -> None:
    strange = sorted(each.name for each in path.iterdir() if each.name != MANIFEST + UNFINISHED)
    if strange:
        raise RunError(f"{path}: no run folder and not empty (it has {strange[0]}); choose another place with --out")


def _refuse_links(folder: RunFolder) -> None:
    """Refuse a folder whose manifest is not ours, or that has something else where a run has its files and folders."""
    place = folder.path / MANIFEST
    try:
        ours = parse(place.read_text(encoding="utf-8")).get("format") == manifests.FORMAT
    except (OSError, UnicodeError):
        ours = False
    if not ours:
        raise RunError(f"{place}: not the manifest of an Offramp run; choose another place with --out")
    for path in (folder.path / name for name in FILES):
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
            raise RunError(f"{path}: no file that Offramp wrote; remove it or choose another --out")
    for path in (folder.parts, folder.rules):
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            raise RunError(f"{path}: no folder that Offramp made; remove it or choose another --out")


def _goes_on(folder: RunFolder, manifest: Manifest, resume: bool) -> bool:
    """Whether the run in a folder is the one that is to be made, and has futures that are kept."""
    held = folder.manifest()
    if different := held.differs(manifest):
        cure = "it cannot be resumed" if resume else "--force writes over it"
        raise RunError(f"{folder.path}: holds a run that differs in {', '.join(different)}; {cure}")
    if held.complete:
        return True
    _refuse_links(folder)
    done = sum(part.stop - part.start for part in parts.of_run(folder.parts, held.identity))
    if not resume:
        if done:
            raise RunError(
                f"{folder.path}: holds {done:,} of {held.runs:,} futures of this run; --resume plays the others, "
                "--force plays all of them again"
            )
        return False
    _sweep(folder, held)
    return True


def _clear(folder: RunFolder) -> None:
    """Remove the unfinished parts and the runs under other rules; the tables go when a new manifest stands."""
    parts.forget(folder.parts)
    if not folder.rules.is_dir():
        return
    for path in sorted(folder.rules.iterdir()):
        rival = RunFolder(path)
        if not path.is_symlink() and (path / MANIFEST).is_file():
            _refuse_links(rival)
            parts.forget(rival.parts)
            for name in reversed(FILES):  # the manifest last: while it stands, the rest is known to be ours
                unlink(path / (name + UNFINISHED))
                unlink(path / name)
            if not any(path.iterdir()):
                unlink(path)
    if not any(folder.rules.iterdir()):
        unlink(folder.rules)


def _sweep(folder: RunFolder, manifest: Manifest) -> None:
    """Remove the files of a run for which a manifest does not vouch: those of a run before, and halves of files."""
    for name in FILES:
        unlink(folder.path / (name + UNFINISHED))
        if name != MANIFEST and name not in manifest.files:
            unlink(folder.path / name)
