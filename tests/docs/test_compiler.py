"""The page says what the compiler makes of a case, and a compiler that makes something else of it is seen."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

from offramp.compile import compile_game, dials
from offramp.game import board, grievance_flows, weights
from offramp.world import SYSTEMS, foresight

from .checks import check, modules, numbers_of, same, today
from .numbers import OF_A_CASE
from .symbols import CASE, LETHAL
from .test_equations import SWAPS

OWN = [sys.modules[system.constants.__module__] for system in SYSTEMS if system.Constants]
COMPILERS = (dials, foresight, grievance_flows, weights, board, *OWN)
CONSTANTS = ("constants", "_edge", "_capability", "_clock", "_weights", "_stakes", "_answers")  # what makes a system's
STRUCTURE = ("_lanes", "_places")  # of the board: they make no numbers, but say how its axes find each other
LOOKS = {"x": "height", "c": "depth", "militarised": "force", "w": "option_weight", "W": "nest_weight"}


@cache
def said(off: bool) -> Mapping[str, Any]:
    """Every number of a case that some section of the page says."""
    worked: dict[str, Any] = {}
    for section in ("Notation", *OF_A_CASE, *([] if off else modules())):
        worked |= check(section, off=off).work_out()
    return {name: value for name, value in worked.items() if name in LOOKS or name.startswith(CASE)}


def differing(off: bool) -> list[str]:
    """The numbers that the compiler, as it is now, makes otherwise than the page."""
    day = today(off)
    with np.errstate(all="ignore"):
        game = compile_game(day.scenario, day.draws)
        found = dict(numbers_of(game)) | {name: getattr(game.board, field) for name, field in LOOKS.items()}
        return [name for name, value in said(off).items() if not same(value, found[name])]


def test_every_number_of_a_case_is_said() -> None:
    combined = {f"{CASE}.{name}" for name in LETHAL}  # they are said by kind
    # The record's own numbers are quantities of the case: the referee reads them there, and replays the record so.
    combined |= {f"{CASE}.record_{name}" for name in ("toll", "attribution", "order", "told", "pace")}
    assert numbers_of(today().game).keys() - combined == said(off=False).keys() - LOOKS.keys()
    assert differing(off=False) == differing(off=True) == []


def test_dials_are_what_the_case_says() -> None:
    day = today()
    for system, spec in day.scenario.world.items():
        for dial in spec.dials:
            assert np.allclose(day.dials.world[system][dial], day.draws.values[f"world.{system}.{dial}"], rtol=1e-6)


def spots(module: ModuleType) -> list[tuple[str, int]]:
    """Every operator of a module's functions: the function and the operator's place in it."""
    tree = ast.parse(source(module))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name not in STRUCTURE]
    if any(each.name == "constants" for each in functions):
        functions = [each for each in functions if each.name in CONSTANTS]
    return [(each.name, n) for each in functions for n in range(len(operators(each)))]


def source(module: ModuleType) -> str:
    assert module.__file__ is not None
    return Path(module.__file__).read_text(encoding="utf-8")


def operators(tree: ast.AST) -> list[ast.BinOp]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and type(node.op) in SWAPS]


def broken(module: ModuleType) -> Iterator[tuple[str, FunctionType, Any]]:
    """A module's functions with one operator changed: what was changed, the function, and its other code."""
    for name, n in spots(module):
        tree = ast.parse(source(module))
        function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
        node = operators(function)[n]
        node.op = SWAPS[type(node.op)]()
        if module in OWN:
            tree.body.pop()  # a copy does not register itself
        other: dict[str, Any] = {"__name__": module.__name__, "__package__": module.__package__}
        exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), other)
        original = inspect.unwrap(getattr(module, name))
        yield f"{module.__name__}:{node.lineno}: {ast.unparse(node)}", original, other[name].__code__


EQUAL = ("0 / one",)  # no fault, but the same in other words
# Of 101 faults so many do not run at all, which is seen by that alone and tests nothing else.
UNFIT = (KeyError, ValueError, IndexError, TypeError, OverflowError)
UNFITS = {"dials": 2, "grievance_flows": 1, "weights": 1, "board": 1, "reciprocity": 1, "deterrence": 1, "pressure": 1}


@pytest.mark.parametrize("module", COMPILERS, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_another_compiler_is_seen(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    missed, unfit = [], 0
    for what, function, code in broken(module):
        with monkeypatch.context() as patch:
            patch.setattr(function, "__code__", code)
            try:
                if not differing(off=False) and not differing(off=True):
                    missed.append(what)
            except UNFIT:
                unfit += 1
    assert [what for what in missed if not what.endswith(EQUAL)] == []
    assert unfit == UNFITS.get(module.__name__.rsplit(".", 1)[-1], 0)
