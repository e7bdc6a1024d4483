"""How many files of ours a system, a measure kind and a question touch: what CONTRIBUTING says, and what is seen.

The example's package is moved into a copy of the house, where each of the three works without its package.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.source import PACKAGE, ROOT
from tests.plugins.example import PLUGIN, case

MOST = {"causal system": 5, "measure kind": 2, "question": 6}
HERE = PLUGIN / "src" / "offramp_fatigue"
WORKS = """
import sys
from typer.testing import CliRunner
import offramp
from offramp.cli.app import app
from offramp.engine.measures.final import READERS
from offramp.scenario import load
from offramp.world import SYSTEMS
case = load(sys.argv[1])
assert "fatigue" in {each.id for each in SYSTEMS} and "drag" in case.world["fatigue"].dials, case.world
assert "holsti-1972" in case.sources and not case.plugins
assert case.measures["raid_days"].kind == "busy-days" and ("busy-days", "rounds") in READERS
assert "structure : bool" in offramp.exertion.__doc__
assert "--structure" in CliRunner().invoke(app, ["exertion", "--help"]).stdout
"""


def told(what: str) -> set[str]:
    """The files that CONTRIBUTING lists for an addition."""
    section = re.search(
        rf"^## To add an? {what}\n(.*?)^## ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M | re.S
    )
    assert section and re.search(rf"touches (at most )?{MOST[what]} files of ours", section[1])
    steps = "".join(re.findall(r"^\d\. .*\n(?:   .*\n)*", section[1], re.M))
    return set(re.findall(r"`((?:src|tests|docs)/[\w/]+\.\w+)`", steps))


@pytest.mark.parametrize("what", MOST)
def test_contributing_lists_as_many_files_as_it_says(what: str) -> None:
    assert len(told(what)) == MOST[what]
    assert [path for path in told(what) if "NAME" not in path and not (ROOT / path).is_file()] == []


def body(path: str, start: str, end: str = "") -> str:
    """A part of a file of the example."""
    text = (HERE / path).read_text(encoding="utf-8")
    return "\n\n" + text[text.index(start) : text.index(end) if end else None].rstrip() + "\n"


def move_system(house: Path) -> None:
    shutil.copy(HERE / "fatigue.py", house / "world" / "systems" / "fatigue.py")
    dials = (HERE / "fatigue.yaml").read_text(encoding="utf-8").replace("\n", "\n  ")
    add(house / "scenario" / "library" / "world.yaml", f"fatigue:\n  {dials}\n")


def move_kind(house: Path) -> None:
    record = body("busy_days.py", "def from_acts", "def readers") + body("busy_days.py", "KIND = ")
    record = record.replace("    readers=readers,\n", "") + "KINDS = (*KINDS, KIND)\n"
    add(house / "scenario" / "measure_kinds" / "of_acts.py", record)
    reader = body("busy_days_reader.py", "def busy_days").replace(
        "READERS = {", 'READERS |= {("busy-days", "rounds"): '
    )
    add(house / "engine" / "measures" / "daily.py", reader.replace('"rounds": reader', "reader"))


def move_question(house: Path) -> None:
    shutil.copytree(HERE / "exertion", house / "study" / "exertion")
    place = house / "study" / "questions.py"
    place.write_text(
        place.read_text().replace('    "compare": ', '    "exertion": "exertion:AskExertion",\n    "compare": ', 1)
    )
    add(
        house / "api" / "questions.py",
        "from offramp.study.exertion.question import AskExertion\nexertion = verb(AskExertion)\n",
    )
    place = house / "cli" / "app.py"
    place.write_text(
        place.read_text().replace(
            '        "state": ', '        "exertion": "Count days of force.",\n        "state": ', 1
        )
    )
    command = (house / "cli" / "commands" / "compare.py").read_text(encoding="utf-8")
    command = command[: command.index("def _print")].replace("offramp.study.compare", "offramp.study.exertion")
    command = (
        re.sub(r"\bCompare\b", "AskExertion", command)
        .replace("def compare(", "def exertion(")
        .replace("_print", "print")
    )
    (house / "cli" / "commands" / "exertion.py").write_text(command, encoding="utf-8")


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def changed(house: Path) -> set[str]:
    """The files that a copy of the house has otherwise than the house."""
    files = (path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".yaml"))
    places = {path.relative_to(PACKAGE) for path in files}
    return {f"src/offramp/{at.as_posix()}" for at in places if (house / at).read_bytes() != (PACKAGE / at).read_bytes()}


def test_moved_into_the_house_each_touches_the_files_that_are_listed_and_works(tmp_path: Path) -> None:
    house = tmp_path / "offramp"
    shutil.copytree(PACKAGE, house, ignore=shutil.ignore_patterns("__pycache__"))
    seen: set[str] = set()
    for what, move in zip(MOST, (move_system, move_kind, move_question), strict=True):
        move(house)
        new = changed(house) - seen
        assert new and new <= told(what), what
        seen |= new
    words = [sys.executable, "-c", WORKS, str(case(tmp_path, asks=True, names=False))]
    done = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
