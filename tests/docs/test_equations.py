"""Every equation of docs/model.md says what the code computes, and a page or a code that says another thing is seen."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from offramp.world import System

from .checks import Check, check, computed, modules
from .equations import Equation
from .numbers import OF_A_CASE
from .parts import PARTS
from .symbols import Symbols

SECTIONS = [*PARTS, *modules()]


def checks(section: str) -> list[Check]:
    """A section in a turn like any other and, where it makes numbers of a case, also with every system off.

    Where a further round of a day counts otherwise, which has no length, in such a round, too.
    """
    day = check(section)
    still = any("days == 0" in each.text for each in day.said)
    return [
        day,
        *([check(section, off=True)] if section in OF_A_CASE else []),
        *([check(section, days=0.0)] if still else []),
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_says_what_the_code_computes(section: str) -> None:
    assert [it.wrong() for it in checks(section)] == [[] for _ in checks(section)]


SWAPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
FLIPS = {"min": "max", "max": "min"}


def mutants(equation: Equation) -> Iterator[Equation]:
    """The equation with one number, sign, term, pointer or bound changed."""
    count = sum(1 for _ in ast.walk(equation.body))
    for n in range(count):
        for way in range(3):
            body = copy.deepcopy(equation.body)
            holder = ast.Expression(body)
            node = [*ast.walk(holder)][n + 1]
            other = mutated(node, way)
            if other is not None:
                body = Put(node, other).visit(holder).body
                yield replace(equation, body=body, text=f"{equation.name} = {ast.unparse(body)}")


def mutated(node: ast.AST, way: int) -> ast.expr | None:
    match node:
        case ast.Constant(value=number) if way == 0:
            return ast.Constant(1.5 * number + 1)
        case ast.BinOp(left=left, op=op, right=right) if way == 0:
            return ast.BinOp(left, SWAPS[type(op)](), right)
        case ast.BinOp(left=left):
            return left if way == 1 else node.right
        case ast.UnaryOp(operand=operand) if way == 0:
            return operand
        case ast.Subscript(value=value) if way == 0:
            return value
        case ast.Call(func=ast.Name(id=name), args=args) if name in FLIPS and way == 0:
            return ast.Call(ast.Name(FLIPS[name]), args, [])
    return None


class Put(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


# A mutant whose shapes do not even fit is seen by that alone and tests nothing else; so many are of that kind.
UNFIT = (KeyError, ValueError, IndexError, TypeError)
UNFITS: Mapping[str, int] = {  # 52 of 3,000
    "Choice": 1,
    "Looking ahead": 1,
    "Acts": 1,
    "Rules of the game": 4,
    "Proxies": 1,
    "Fronts": 1,
    "Pressure": 2,
    "Host politics": 7,
    "Mediation and off-ramps": 13,
    "Consent and preconditions": 5,
    "Escalation dominance": 1,
    "Closing": 14,
    "Red lines": 1,
}


@pytest.mark.proof  # it watches the checks above
@pytest.mark.parametrize("section", SECTIONS)
def test_another_equation_is_seen(section: str) -> None:
    said = check(section).said
    others = [(n, other) for n, equation in enumerate(said) for other in mutants(equation)]
    unfit = 0
    for it in checks(section):
        missed = []
        for n, other in others:
            try:
                if not it.wrong(so_far(it, n) | after(it, n).copy().work_out([other, *said[n + 1 :]])):
                    missed.append((n, other))
            except UNFIT:
                unfit += 1
        others = missed
    assert [other.text for _, other in others] == []
    assert unfit == UNFITS.get(section, 0)


@cache
def so_far(it: Check, n: int) -> dict[str, Any]:
    """What the first equations of a section say."""
    return it.symbols.copy().work_out(it.said[:n])


@cache
def after(it: Check, n: int) -> Symbols:
    """The symbols with what the first equations said."""
    symbols = it.symbols.copy()
    symbols.work_out(it.said[:n])
    return symbols


# What neither appraises nor advances: the other parts of a system, and what these are made of.
NOT_OF_A_DAY = System.__dataclass_fields__.keys() - {"appraise", "advance"}
NOT_OF_A_DAY |= set("casualties stumble mistaken misread agreed _edge _weights _clock _heed _ordered _exposure".split())
COPIES = 6


def broken(system: System) -> Iterator[tuple[str, ModuleType]]:
    """Copies of a system with one operator changed, a few from its beginning to its end."""
    module = sys.modules[system.start.__module__]
    assert module.__file__ is not None
    text = Path(module.__file__).read_text(encoding="utf-8")
    spots = len(operators(ast.parse(text)))
    for n in sorted({round(at) for at in np.linspace(0, spots - 1, COPIES)} if spots else ()):
        tree = ast.parse(text)
        node = operators(tree)[n]
        node.op = SWAPS[type(node.op)]()
        tree.body.pop()  # a copy does not register itself
        other = ModuleType(module.__name__)
        other.__package__ = module.__package__
        exec(compile(ast.fix_missing_locations(tree), module.__file__, "exec"), other.__dict__)
        yield f"{module.__name__}:{node.lineno}: {ast.unparse(node)}", other


def operators(tree: ast.Module) -> list[ast.BinOp]:
    parts = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name not in NOT_OF_A_DAY]
    lines = [line for part in parts for line in part.body if not isinstance(line, ast.If)]  # that is for other cases
    inside = [node for line in lines for node in ast.walk(line)]
    return [node for node in inside if isinstance(node, ast.BinOp) and type(node.op) in SWAPS]


@pytest.mark.proof
@pytest.mark.parametrize("title", modules())
def test_another_code_is_seen(title: str) -> None:
    seen = {what: bool(check(title).wrong(found=computed(other))) for what, other in broken(modules()[title])}
    assert [what for what in seen if not seen[what]] == []
