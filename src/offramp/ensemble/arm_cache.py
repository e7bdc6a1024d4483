"""Cache of played arms: a second question about the same worlds does not play them again.

An entry is a file named by the hash of everything that its numbers depend on, so nothing in it is ever out of date. It
holds its own checksum, and one that is torn, flipped or of another format counts as not there. Files are written whole
or not at all, so any number of processes may use one cache. Beyond a number of bytes the entries that were not used
for longest go. A cache that cannot be written or read never stops a study.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from offramp.results.files import whole_file

from .engine import Arrays

PLACE, OFF = "OFFRAMP_CACHE", "off"  # the environment variable, and the word that switches the cache off
FOLDER = "arms"
LIMIT = 2**30  # bytes
MAGIC = b"offramp-arm 1\n"
_OURS = re.compile(r"[0-9a-f]{64}\.arm(\.[0-9a-f]{16}(\.part)?)?")
_SUM = 64  # letters of a checksum


@dataclass(frozen=True)
class ArmCache:
    """A folder of played arms.

    Attributes
    ----------
    folder : Path
        Made when it is first written to. Files in it that are no entries are left alone.
    limit : int
        Bytes that all entries together have at most.
    """

    folder: Path
    limit: int = LIMIT

    @classmethod
    def default(cls) -> ArmCache | None:
        """Return the cache of this user: beside the compiled programs, or where OFFRAMP_CACHE says; None if off."""
        place = os.environ.get(PLACE)
        if place == OFF:
            return None
        return cls(Path(place or platformdirs.user_cache_dir("offramp")) / FOLDER)

    def get(self, key: str) -> dict[str, NDArray[Any]] | None:
        """Return the arrays of an entry; None if there is none, or a bad one, which is deleted.

        Parameters
        ----------
        key : str
            A SHA-256 in hexadecimal.
        """
        path = self._path(key)
        try:
            arrays = _unpack(key, path.read_bytes())
            if arrays is None:
                path.unlink(missing_ok=True)
            else:
                os.utime(path)  # the time of its last use
        except OSError:
            return None
        return arrays

    def put(self, key: str, arrays: Arrays) -> None:
        """Write an entry, and delete those that were not used for longest where all take too many bytes."""
        body = _pack(key, arrays)
        if len(body) > self.limit:
            return
        path = self._path(key)
        own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")  # two processes may write one entry at once
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with whole_file(own) as beside:
                beside.write_bytes(body)
            os.replace(own, path)
            self._shrink()

    def entries(self) -> list[Path]:
        """Return the files of the cache, those that were not used for longest first."""
        try:
            known = [path for path in self.folder.iterdir() if _OURS.fullmatch(path.name)]
        except OSError:
            return []
        return [path for _, _, path in sorted(_known(known))]

    def size(self) -> int:
        """Return the bytes of all entries."""
        return sum(size for _, size, _ in _known(self.entries()))

    def clear(self) -> int:
        """Delete all entries, and say how many there were; whatever else lies in the folder stays."""
        gone = 0
        for path in self.entries():
            path.unlink(missing_ok=True)
            gone += 1
        return gone

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.arm"

    def _shrink(self) -> None:
        known = sorted(_known(self.entries()))
        over = sum(size for _, size, _ in known) - self.limit
        for _, size, path in known:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= size


def _known(paths: list[Path]) -> Iterator[tuple[int, int, Path]]:
    """Time of last use, size and place of files; another process may have deleted one meanwhile."""
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            yield status.st_mtime_ns, status.st_size, path


def _pack(key: str, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The bytes of an entry: format, checksum of the rest, a line of JSON, the arrays one after the other."""
    about = {name: [each.dtype.str, list(each.shape)] for name, each in arrays.items()}
    head = json.dumps({"key": key, "arrays": about}).encode() + b"\n"
    rest = head + zlib.compress(b"".join(np.ascontiguousarray(each).tobytes() for each in arrays.values()), 1)
    return MAGIC + hashlib.sha256(rest).hexdigest().encode() + rest


def _unpack(key: str, body: bytes) -> dict[str, NDArray[Any]] | None:
    """The arrays of an entry; None if it is not whole, or not the one with this key."""
    start = len(MAGIC) + _SUM
    rest = body[start:]
    if body[:start] != MAGIC + hashlib.sha256(rest).hexdigest().encode():
        return None
    head, _, packed = rest.partition(b"\n")
    about = json.loads(head)
    if about["key"] != key:
        return None
    whole, at, arrays = zlib.decompress(packed), 0, {}
    for name, (kind, shape) in about["arrays"].items():
        dtype = np.dtype(kind)
        size = int(np.prod(shape)) * dtype.itemsize
        arrays[name] = np.frombuffer(bytearray(whole[at : at + size]), dtype).reshape(shape)
        at += size
    return arrays
