"""Identity of the engine: a hash that changes with everything beside a game that can move its numbers."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
from functools import cache
from pathlib import Path

from offramp import __version__
from offramp.engine import numerics

LAYERS = ("scenario", "game", "world", "engine", "ensemble")  # whose code makes the numbers
LIBRARIES = ("equinox", "jax", "jaxlib", "numpy", "scipy")
SWITCHES = ("JAX_", "XLA_")  # environment variables that may change what is computed


@cache
def identity() -> str:
    """Return the identity of the engine in this process, in hexadecimal."""
    parts = {
        "offramp": __version__,
        "code": code(Path(__file__).parents[1]),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
        "numerics": numerics(),
        "processor": processor(),
        "switches": {
            name: sorted(set(value.split())) for name, value in os.environ.items() if name.startswith(SWITCHES)
        },
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code(package: Path) -> str:
    """Return a hash of all code and data of the layers that make the numbers.

    A version number is not enough: between two releases the code changes and the number does not.

    Parameters
    ----------
    package : Path
        The folder of the package.
    """
    found = hashlib.sha256()
    for layer in LAYERS:
        for path in sorted((package / layer).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                text = path.read_bytes()
                found.update(f"{path.relative_to(package).as_posix()} {len(text)}\n".encode() + text)
    return found.hexdigest()


def processor() -> list[str]:
    """Return the kind of processor: compiled code rounds in other ways on another one."""
    kind = [platform.machine(), platform.processor()]
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return kind
    first = dict(line.partition(":")[::2] for line in lines[: lines.index("") if "" in lines else None])
    known = {name.strip(): value.strip() for name, value in first.items()}
    return [*kind, *(known.get(name, "") for name in ("model name", "flags", "Features"))]
