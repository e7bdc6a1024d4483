"""`make bench`: how fast, how lean, and against what. Every row is measured in fresh processes; medians.

python -m benchmarks [--case CASE] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
COMMAND = "from offramp.cli import main; main()"


class Row(NamedTuple):
    """What was measured, and the goals beside it."""

    what: str
    found: str
    first: str
    aim: str


class Sizes(NamedTuple):
    """How many futures each part plays, and how often."""

    warm: int
    rivals: int
    answer: int
    memory: int
    times: int


FULL = Sizes(warm=20_000, rivals=2_000, answer=10_000, memory=100_000, times=3)
QUICK = Sizes(warm=144, rivals=144, answer=144, memory=288, times=1)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the speed of the engine.")
    parser.add_argument("--case", default="baghdad-2020")
    parser.add_argument("--quick", action="store_true", help="a smoke run: the figures mean nothing")
    asked = parser.parse_args()
    sizes = QUICK if asked.quick else FULL
    rows: list[Row] = []
    for part in (throughput, first_answer, memory):
        print(f"{part.__name__.replace('_', ' ')} …", file=sys.stderr, flush=True)
        rows += part(asked.case, sizes)
    print(f"{asked.case}, {platform.machine()}, {cores()} cores, load {os.getloadavg()[0]:.1f}, {versions()}\n")
    print(table(rows))


def throughput(case: str, sizes: Sizes) -> list[Row]:
    """Futures per second on all cores and on one, and the ratios in the frozen game."""
    warm, one = measure("warm", case, sizes.warm), measure("one", case, sizes.rivals)
    core = measure("rivals", case, sizes.rivals)
    rows = [
        Row("futures per second, warm, all cores", f"{warm['warm']:,.0f}", "4,000", "15,000"),
        Row("futures per second, warm, one core", f"{one['engine']:,.0f}", "", ""),
        Row("two-sided core, one core", f"{core['engine']:,.0f}", "", ""),
        Row("× NumPy, two-sided core", f"{core['engine/numpy']:.1f} × ({core['numpy']:,.0f}/s)", "", ""),
    ]
    if "mesa" not in core:
        return [*rows, Row("× Mesa agents, two-sided core", "needs pip install -e '.[bench]'", "", "")]
    return [*rows, Row("× Mesa agents, two-sided core", f"{core['engine/mesa']:,.0f} × ({core['mesa']:.1f}/s)", "", "")]


def first_answer(case: str, sizes: Sizes) -> list[Row]:
    """Seconds from the start of a process to its answer, with nothing compiled yet and with all of it."""
    cold, cached = [], []
    for _ in range(sizes.times):
        with tempfile.TemporaryDirectory() as home:
            cold.append(answer(case, sizes.answer, Path(home), Path(home))[0])
            cached.append(answer(case, sizes.answer, Path(home), Path(home))[0])
    what = f"fresh process to {sizes.answer:,} futures"
    return [
        Row(f"{what}, cold", f"{median(cold):.1f} s", "15 s", "8 s"),
        Row(f"{what}, cached", f"{median(cached):.1f} s", "6 s", "3 s"),
    ]


def memory(case: str, sizes: Sizes) -> list[Row]:
    """Peak memory of a run, and of a tenth of it."""
    with tempfile.TemporaryDirectory() as home:
        tenth, whole = (answer(case, n, Path(home))[1] for n in (sizes.memory // 10, sizes.memory))
    found = f"{whole:,.0f} MB (a tenth: {tenth:,.0f} MB)"
    return [Row(f"peak memory, {sizes.memory:,} futures, summaries kept", found, "1,500 MB", "700 MB")]


def answer(case: str, runs: int, home: Path, cache: Path | None = None) -> tuple[float, float]:
    """Run the command, with a cache of its own if given; seconds to its answer and megabytes at the peak of it all."""
    environment = {**os.environ, **({"XDG_CACHE_HOME": str(cache)} if cache else {})}
    line = [
        sys.executable,
        "-c",
        COMMAND,
        "run",
        case,
        "--runs",
        str(runs),
        "--draws",
        "64",
        "--seed",
        "7",
        "--json",
        "--force",
        "--out",
        str(home / "out"),
    ]
    start = time.perf_counter()
    with (home / "told").open("w") as told:
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=told, env=environment)
        assert process.stdout is not None
        process.stdout.read(1)  # the answer is printed in one piece, before the report is written
        answered = time.perf_counter() - start
        process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit((home / "told").read_text())
    return answered, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def measure(what: str, case: str, futures: int) -> dict[str, float]:
    """Take one measurement in a process of its own."""
    line = [sys.executable, "-m", "benchmarks.measure", what, case, str(futures)]
    told = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT).stdout
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def versions() -> str:
    """Of what the figures depend on."""
    from importlib.metadata import version

    packages = ("jax", "numpy", *(["mesa"] if find_spec("mesa") else []))
    return f"Python {platform.python_version()}, " + ", ".join(f"{p} {version(p)}" for p in packages)


def table(rows: list[Row]) -> str:
    """Lay the rows out as a Markdown table."""
    cells = [Row("", "here", "first goal", "aim"), *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(4)]
    lines = ["| " + " | ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)) + " |" for row in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


if __name__ == "__main__":
    main()
