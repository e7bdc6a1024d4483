"""Every guard sees what it is there to see: a check that cannot fail checks nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guards.source import Module
from tests.guards.test_addresses import addresses
from tests.guards.test_documentation import undocumented
from tests.guards.test_ladder import rungs
from tests.guards.test_layers import face_in_face, far_from_home, wrong_way
from tests.guards.test_one_list import by_name, listed
from tests.guards.test_parameters import unsaid
from tests.guards.test_sizes import overruled, too_full, too_long

LONG = "def f():\n    '''Do nothing.\n\n    But at length.\n    '''\n" + "    pass\n" * 40
SHORT = LONG.removesuffix("    pass\n")
UNDOCUMENTED = '"""A module."""\nclass Thing:\n    pass\n'
SAID = "def f(a: int, b: Board, c: NDArray[Any]):\n    '''Do it.\n\n    Parameters\n    ----------\n    "
TYPING = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "


def make(root: Path, place: str, text: str) -> Module:
    path = root / f"{place}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Module(path, root)


@pytest.mark.parametrize(
    ("guard", "place", "text"),
    [
        (wrong_way, "game/build", "import offramp.engine"),
        (wrong_way, "game/build", "from offramp import engine"),
        (wrong_way, "game/build", "from ..engine.rollout import rollout"),
        (wrong_way, "game/build", "def late():\n    from offramp.world import proxies"),
        (wrong_way, "game/build", TYPING + "from offramp.study import outlook"),
        (wrong_way, "study/outlook/study", "from offramp import run"),
        (wrong_way, "errors", "from .scenario import load"),
        (face_in_face, "cli/commands/compare", "from offramp.report.charts.drivers import change"),
        (face_in_face, "cli/outlook", TYPING + "from offramp.report.material import Material"),
        (face_in_face, "report/page", "def late():\n    from offramp.cli.terminal import console"),
        (face_in_face, "api/run", "import offramp.report.gather"),
        (far_from_home, "engine/turn", "import pandas as pd"),
        (far_from_home, "engine/turn", "def late():\n    from pydantic import BaseModel"),
        (far_from_home, "report/page", "import plotly.graph_objects as go"),
        (far_from_home, "scenario/quantity", "from scipy.stats import qmc"),
        (far_from_home, "study/outlook/study", TYPING[:-4] + "    pass\nelse:\n    import jax"),
        (too_long, "engine/turn", LONG),
        (undocumented, "engine/turn", UNDOCUMENTED),
        (undocumented, "engine/turn", "x = 1\n"),
        (rungs, "engine/turn", "if move.rung >= 5:\n    pass"),
        (rungs, "engine/turn", "hard = 4 <= board.rung[option]"),
        (rungs, "study/answer", "VIOLENT = 6"),
        (rungs, "study/answer", "LOW, TOP = 5, 9  # rungs"),
        (rungs, "fit/outcomes", "EDGES = (5, 7, 10)  # the lowest rungs of three classes"),
        (rungs, "report/words", "BANDS = (('calm', (-3, 2), '#fff'), ('force', (3, 10), '#000'))"),
        (rungs, "study/signs", "KINDS = (('calm', -3, 4), ('force', 5, 10))"),
        (listed, "study/purpose", 'EXPLAINS = {"ladder": 1, "rules": 2, "host-politics": 3}'),
        (listed, "study/why", 'ORDER = "ladder host_politics rules".split()'),
        (listed, "world/state", "from .systems import fronts, ladder, rules"),
        (by_name, "engine/turn", "from offramp.world.systems.proxies import grip"),
        (by_name, "engine/turn", 'x = world["host-politics"].presence'),
        (unsaid, "engine/turn", "def f(a: int, b: str, c: int):\n    'Do it with `a` and `b`.'"),
        (unsaid, "engine/turn", SAID + "a, b : int\n    '''"),
        (unsaid, "engine/turn", SAID + "a : int\n    b : Board\n    c : array\n    '''"),
        (unsaid, "world/systems/rules", "def widen(a: int, b: str, c: int):\n    'Do it.'"),
    ],
)
def test_a_fault_is_seen(tmp_path: Path, guard: Callable[[Module], list[str]], place: str, text: str) -> None:
    assert guard(make(tmp_path, place, text)) != []


@pytest.mark.parametrize(
    ("guard", "place", "text"),
    [
        (wrong_way, "engine/turn", "from offramp.game import Game\nfrom ..errors import RunError"),
        (wrong_way, "ensemble/manifest", "from offramp import __version__"),
        (wrong_way, "cli/run", "from offramp import api, report"),
        (face_in_face, "cli/run", "from offramp import api, report\nfrom offramp.api import Pregame"),
        (face_in_face, "report/page", "from offramp.report.charts.drivers import drivers"),
        (far_from_home, "study/outlook/study", TYPING + "import pandas as pd"),
        (far_from_home, "report/charts_fan", "import plotly.graph_objects as go"),
        (far_from_home, "ensemble/design", "from scipy.stats import qmc"),
        (too_long, "engine/turn", SHORT),
        (undocumented, "engine/turn", '"""A module."""\ndef _private(): ...\n'),
        (rungs, "engine/turn", "calm = move.rung < 0 and rung <= CONCESSION"),
        (rungs, "study/answer", "FAR = 3  # rungs between two kinds of step\nDAYS = (3, 10)"),
        (rungs, "fit/likelihood", "FORCE = 2  # the level from which MID sees force"),
        (rungs, "scenario/ladder", "VIOLENT = 5  # the lowest violent rung"),
        (listed, "study/purpose", 'x = ["ladder", "rules", "move", "run"]'),
        (by_name, "engine/choice", 'x = dials.world["choice"]["eagerness"]'),
        (by_name, "study/why", 'x = world["ladder"]'),
        (unsaid, "engine/turn", SAID + "a : int\n    b : Board\n    c : float32[run]\n    '''"),
        (unsaid, "engine/turn", "def f(a: int, b: str, c: Board):\n    'Do it with `a` and `b`.'"),
        (unsaid, "engine/turn", "def f(a: int, b: str):\n    'Do it.'\ndef _g(a: int, b: str, c: int): ..."),
        (unsaid, "world/systems/rules", "def advance(a: int, b: str, c: int):\n    'Do it.'"),
        (unsaid, "cli/commands/run", "def run(a: int, b: str, c: int):\n    'Do it.'"),
    ],
)
def test_what_is_right_passes(tmp_path: Path, guard: Callable[[Module], list[str]], place: str, text: str) -> None:
    assert guard(make(tmp_path, place, text)) == []


@pytest.mark.parametrize(
    ("folder", "n", "found"), [("study", 20, []), ("study", 21, ["study: 21 modules"]), ("world/systems", 21, [])]
)
def test_a_full_folder_is_seen(tmp_path: Path, folder: str, n: int, found: list[str]) -> None:
    for i in range(n):
        make(tmp_path, f"{folder}/m{i}", "")
    make(tmp_path, f"{folder}/__init__", "")
    assert too_full(tmp_path) == found


# In pieces, so that this file holds no address itself.
@pytest.mark.parametrize(
    "line",
    [
        "see " + "/".join(["", "home", "somebody", "case.yaml"]),
        "path: " + "/".join(["", "tmp", "x"]),
        "pip install --index" + "-url https://example.org/simple",
        "https://" + "name:secret@example.org/x",
    ],
)
def test_an_address_is_seen(tmp_path: Path, line: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"harmless\n{line}\n", encoding="utf-8")
    assert len(addresses(page, tmp_path)) == 1


def test_no_address_is_seen_where_none_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("out/baghdad-2020, https://doi.org/10.1/tmp/2, a/tmp/b, ~/tmp/x\n", encoding="utf-8")
    assert addresses(page, tmp_path) == []


def test_an_overruled_formatter_is_seen() -> None:
    assert overruled("x = 1\ny = [1]  # fmt" + ": skip\n") == ["line 2: y = [1]  # fmt" + ": skip"]
    assert overruled("x = 1  # a format\n") == []
