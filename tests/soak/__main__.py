"""Run the soak piece by piece: `make soak`, or some pieces by name: `make soak PIECES="kill laws-1"`.

A piece that is done is not run again for the same source: stop whenever you like and start again. `make soak
PIECES=list` says what is left. What each piece came to is written into docs/soak.md.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .stamps import Stamp, Stamps, write

ROOT = Path(__file__).parents[2]
MOST = 30 * 60  # seconds that a piece may take


@dataclass(frozen=True)
class Piece:
    """A part of the soak: tests, and how hard they try."""

    says: str
    tests: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)


def laws(n: int) -> Piece:
    """Every law at twenty random cases that the proof does not see."""
    return Piece(
        f"every law at twenty random cases, set {n}",
        ("tests/world/test_laws_random.py",),
        {"OFFRAMP_FIRST_SHAPE": str(1000 * n), "OFFRAMP_LAW_CASES": "20"},
    )


PIECES = {
    "kill": Piece("runs that are killed at random moments and resumed, byte for byte", ("tests/soak/test_kill.py",)),
    "memory": Piece("memory over many runs in one process", ("tests/soak/test_memory.py",)),
    "fuzz": Piece(
        "4,000 mutated case files of each kind: a scenario or clear faults come out",
        ("tests/scenario/test_garbage.py",),
        {"OFFRAMP_EXAMPLES": "4000"},
    ),
    "cases": Piece(
        "random valid cases, compiled and played", ("tests/game/test_any_case.py",), {"OFFRAMP_EXAMPLES": "600"}
    ),
    "table": Piece(
        "games killed in the middle of a turn and of a debrief, fifty times each; random games; environments",
        tuple(
            f"tests/{name}.py"
            for name in ("play/test_log", "play/test_debrief", "play/test_fog", "play/test_game", "env/test_env")
        ),
    ),
    "web": Piece("fifty readers beside four jobs, on two cores", ("tests/soak/test_web_load.py",)),
    "web-table": Piece(
        "the table's server killed in the middle of a turn and of a debrief, fifty times each; the fog in 200 games",
        ("tests/web/table/test_kill.py", "tests/web/table/test_fog.py"),
    ),
    **{f"laws-{n}": laws(n) for n in (1, 2, 3)},
}


def source() -> str:
    """The last commit that changed what is tested, with a + where there are changes since."""
    git = ["git", "-C", str(ROOT)]
    parts = ["src", "tests", "constraints.txt"]
    commit = subprocess.check_output([*git, "log", "-1", "--format=%h", "--", *parts], text=True).strip()
    changed = subprocess.check_output([*git, "status", "--porcelain", "--", *parts], text=True).strip()
    return commit + "+" * bool(changed)


def run(piece: Piece, commit: str) -> Stamp:
    """Run the tests of a piece, and say what came of them."""
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "-m", "", *piece.tests]
    begun = time.monotonic()
    with subprocess.Popen(line, cwd=ROOT, env={**os.environ, **piece.env}) as tests:
        try:
            result = "passed" if tests.wait(MOST) == 0 else "FAILED"
        except subprocess.TimeoutExpired:
            tests.terminate()
            result = "FAILED: not done in half an hour"
        except KeyboardInterrupt:
            tests.terminate()
            raise
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return Stamp(commit, today, round((time.monotonic() - begun) / 60, 1), result)


def main(names: list[str]) -> int:
    """Run what is left of the pieces; 1 if one failed."""
    commit, stamps = source(), Stamps(ROOT / ".soak" / "stamps.json")
    unknown = {*names} - {*PIECES, "list"}
    if unknown:
        print(f"no piece is called {', '.join(sorted(unknown))}; there are {', '.join(PIECES)}", file=sys.stderr)
        return 2
    left = [name for name in PIECES if not stamps.done(name, commit)]
    print(f"source {commit}; left: {', '.join(left) or 'nothing'}")
    for name in left if not names else [name for name in names if name != "list"]:
        print(f"{name}: {PIECES[name].says}", flush=True)
        stamp = run(PIECES[name], commit)
        stamps.put(name, stamp)
        write(ROOT / "docs" / "soak.md", {key: piece.says for key, piece in PIECES.items()}, stamps)
        print(f"{name}: {stamp.result} in {stamp.minutes} minutes", flush=True)
    return int(any(stamps.failed(name, commit) for name in PIECES))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped; the piece that was running begins anew the next time.")
