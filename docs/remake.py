"""Remake the worked examples of the pages: run the commands that they name, and put today's output in.

An example stands in a page between two comments, the first of which holds its command:

    <!-- offramp sensitivity baghdad-2020 | head -n 20 -->
    ...
    <!-- end -->

What stands behind the bar is a filter of the shell, which keeps a part of the output. A command of several blocks runs
once. Addresses of futures of a shipped case get the case's hash of today, and the table of measure kinds its rows from
their records. Sentences about an example are not remade:
read them again.

    python docs/remake.py                     # every page: some half an hour on two cores
    python docs/remake.py docs/compare.md     # this one
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^<!-- (offramp .+?) -->\n(.*?)^<!-- end -->$", re.M | re.S)
ADDRESS = re.compile(r"\b([a-z][a-z0-9-]*)@[0-9a-f]{12}(?=/v)")
KINDS_TABLE = re.compile(r"^(\| kind \| is \|\n.*\n)(?:\|.*\n)*", re.M)
COLUMNS = "132"
CASE = "baghdad-2020"


def pages() -> list[Path]:
    """List the pages: those of the root, and those of `docs`."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def commands(text: str) -> list[str]:
    """List the commands of a page's blocks, without their filters."""
    return [_parted(block[1])[0] for block in BLOCK.finditer(text)]


def remade(text: str) -> str:
    """Return a page with the hashes and the output of today."""
    text = readdressed(kinds_listed(text))
    return BLOCK.sub(lambda block: f"<!-- {block[1]} -->\n{_example(block[1])}<!-- end -->", text)


def kinds_listed(text: str) -> str:
    """Return a page in which the table of measure kinds has a row for every one, from its record."""
    from offramp.scenario.measure_kinds import KINDS

    rows = "".join(f"| `{kind.id}` | {kind.described} |\n" for kind in KINDS.values())
    return KINDS_TABLE.sub(lambda head: head[1] + rows, text)


def readdressed(text: str) -> str:
    """Return a page in which addresses of shipped cases have the hash of today."""
    from offramp.scenario import case_hash, cases, load

    hashes = {name: case_hash(load(name)) for name in cases() if f"{name}@" in text}
    return ADDRESS.sub(lambda found: f"{found[1]}@{hashes[found[1]]}" if found[1] in hashes else found[0], text)


def write_variants() -> None:
    """Write `out/NAME.yaml` for each `docs/NAME.sed`: the shipped case as somebody else would have it."""
    from offramp.scenario import case_path

    (ROOT / "out").mkdir(exist_ok=True)
    for script in (ROOT / "docs").glob("*.sed"):
        changed = subprocess.run(["sed", "-f", script, case_path(CASE)], stdout=subprocess.PIPE, check=True).stdout
        (ROOT / "out" / f"{script.stem}.yaml").write_bytes(changed)


def _parted(told: str) -> tuple[str, str]:
    command, _, kept = told.partition(" | ")
    return " ".join(command.split()), kept


def _example(told: str) -> str:
    """Show a command, in the lines in which it was written, and its output."""
    command, kept = _parted(told)
    output = _output(command)
    if kept:
        output = subprocess.run(["sh", "-c", kept], input=output, stdout=subprocess.PIPE, text=True, check=True).stdout
    typed = re.sub(r"\n\s*", r" \\\n    ", told.partition(" | ")[0])
    lines = [line.rstrip() for line in f"$ {typed}\n\n{output}".strip().splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


@cache
def _output(command: str) -> str:
    print(command, file=sys.stderr, flush=True)
    program, *rest = shlex.split(command)
    whole = [str(Path(sys.executable).with_name(program)), *rest]
    env = os.environ | {"COLUMNS": COLUMNS}
    return subprocess.run(whole, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def main(names: list[str]) -> None:
    """Remake these pages, or all of them, each written as soon as it is whole."""
    write_variants()
    for page in [Path(name) for name in names] or pages():
        text = page.read_text(encoding="utf-8")
        page.write_text(remade(text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
