"""The equations of docs/model.md: plain lines for people, parsed by `ast` and evaluated on arrays.

A fenced block `equations` names an axis (`each dyad`) and lists equations for it, one a line; a line that is indented
further goes on. `x'` is x after the turn, `^` a power, a comparison is 1 where it holds, `f(x) = ...` defines a
function. The page's own words on this stand in its section on notation.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.guards.source import ROOT

PAGE = ROOT / "docs" / "model.md"
HEADING = re.compile(r"^#{2,4} (.*)$", re.M)
BLOCK = re.compile(r"^```equations\n(.*?)^```$", re.M | re.S)
AFTER = "__after"  # how a prime is written where Python reads it
BREAK = "break_"  # and a dial that is a word of Python's

Values = NDArray[np.float64] | float
Look = Callable[[str], Any]


@dataclass(frozen=True)
class Equation:
    """One line: `name(arguments) = body`, for every element of an axis."""

    axis: str
    name: str
    arguments: tuple[str, ...]
    body: ast.expr
    text: str

    @cached_property
    def value(self) -> Callable[[Look], Any]:
        """What the body is, given what finds the value of a symbol."""
        return spoken(self.body)


@cache
def sections(page: Path = PAGE) -> dict[str, str]:
    """What stands under each heading of a page, up to the next one."""
    text = page.read_text(encoding="utf-8")
    heads = list(HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head[1].strip(): text[head.end() : end] for head, end in zip(heads, ends, strict=True)}


@cache
def equations(heading: str) -> tuple[Equation, ...]:
    """All equations under a heading of the page, in their order."""
    return tuple(each for block in BLOCK.findall(sections()[heading]) for each in _read(block))


def table(section: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    rows = [line.strip("| ").split(" | ") for line in sections()[section].splitlines() if line.startswith("|")]
    return rows[2:]


def prose(section: str) -> str:
    """What a section says beside its equations."""
    return BLOCK.sub("", section)


def _read(block: str) -> Iterator[Equation]:
    axis = ""
    for line in re.sub(r"\n {3,}", " ", block).splitlines():
        if line.startswith("each "):
            axis = line.removeprefix("each ").strip()
        elif line.strip():
            yield parse(axis, line.strip())


def parse(axis: str, line: str) -> Equation:
    """Read `name = body`."""
    left, _, right = line.partition(" = ")
    head, body = (ast.parse(_plain(side.strip()), mode="eval").body for side in (left, right))
    if isinstance(head, ast.Call):
        return Equation(axis, ast.unparse(head.func), tuple(ast.unparse(each) for each in head.args), body, line)
    return Equation(axis, ast.unparse(head), (), body, line)


def _plain(text: str) -> str:
    return re.sub(r"\bbreak\b", BREAK, re.sub(r"(?<=\w)'", AFTER, text)).replace("^", "**")


def names(equation: Equation) -> set[str]:
    """Every symbol that an equation reads: `doubt`, `leaders.coordination`, `fast` of `fast[back]`."""
    return {name for name in _names(equation.body) if name not in equation.arguments}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.Name, ast.Attribute)):
        yield ast.unparse(node)
    else:
        for child in ast.iter_child_nodes(node):
            if not (isinstance(node, ast.Subscript) and child is node.slice):
                yield from _names(child)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": np.exp,
    "log": np.log,
    "log2": np.log2,
    "abs": np.abs,
    "floor": np.floor,
    "min": lambda *values: reduce(np.minimum, values),
    "max": lambda *values: reduce(np.maximum, values),
    "clip": np.clip,
}


class Spoken(ast.NodeTransformer):
    """Turn a body into Python: a symbol becomes `look("symbol")`, a comparison 0 or 1, a condition `where`."""

    def visit_symbol(self, node: ast.expr) -> ast.expr:
        return _call("look", ast.Constant(ast.unparse(node).replace(BREAK, "break")))

    visit_Name = visit_Attribute = visit_Subscript = visit_symbol

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        return ast.BinOp(self.generic_visit(node), ast.Mult(), ast.Constant(1.0))  # type: ignore[arg-type]

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        test, body, other = (self.visit(each) for each in (node.test, node.body, node.orelse))
        return _call("where", ast.Compare(test, [ast.Gt()], [ast.Constant(0)]), body, other)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        assert isinstance(node.func, ast.Name)
        called = ast.Name(node.func.id, ast.Load()) if node.func.id in FUNCTIONS else self.visit(node.func)
        return ast.Call(called, [self.visit(each) for each in node.args], [])

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Compare, ast.operator, ast.unaryop, ast.cmpop)):
            return super().generic_visit(node)
        raise SyntaxError(f"no equation is written like this: {ast.unparse(node)}")


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def spoken(body: ast.expr) -> Callable[[Look], Any]:
    """Compile the body of an equation: a function of what finds the value of a symbol."""
    tree = ast.Expression(Spoken().visit(copy.deepcopy(body)))
    code = compile(ast.fix_missing_locations(tree), "<the page>", "eval")
    return lambda look: eval(code, {**FUNCTIONS, "where": np.where, "look": look})


def needed(said: Iterable[Equation], wanted: Callable[[str], bool]) -> tuple[Equation, ...]:
    """Return the equations for the wanted names, and those on which they depend, in their order."""
    kept: list[Equation] = []
    read: set[str] = set()
    for each in reversed(tuple(said)):
        if wanted(each.name) or (each.name in read and not each.name.startswith("case.")):
            kept.append(each)
            read |= names(each)
    return tuple(reversed(kept))
