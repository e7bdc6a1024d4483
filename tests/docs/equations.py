"""The equations of docs/model.md: plain lines for people, parsed by `ast` and evaluated on arrays.

A fenced block `equations` names an axis (`each dyad`) and lists equations for it, one a line; a line that is indented
further goes on. `x'` is x after the turn, `^` a power, a comparison is 1 where it holds, `f(x) = ...` defines a
function. The page's own words on this stand in its section on notation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
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


def sections(page: Path = PAGE) -> dict[str, str]:
    """What stands under each heading of a page, up to the next one."""
    text = page.read_text(encoding="utf-8")
    heads = list(HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head[1].strip(): text[head.end() : end] for head, end in zip(heads, ends, strict=True)}


def equations(section: str) -> tuple[Equation, ...]:
    """All equations of a section, in their order."""
    return tuple(each for block in BLOCK.findall(section) for each in _read(block))


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


OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
    ast.USub: np.negative,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
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


def evaluate(node: ast.expr, look: Look) -> Any:
    """The value of an expression; `look` finds what a symbol stands for."""
    match node:
        case ast.Constant(value=number):
            return number
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return look(ast.unparse(node).replace(BREAK, "break"))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATORS[type(op)](evaluate(operand, look))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](evaluate(left, look), evaluate(right, look))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return OPERATORS[type(op)](evaluate(left, look), evaluate(right, look)).astype(float)
        case ast.IfExp(test=test, body=body, orelse=other):
            return np.where(evaluate(test, look) > 0, evaluate(body, look), evaluate(other, look))
        case ast.Call(func=ast.Name(id=name), args=args):
            return (FUNCTIONS.get(name) or look(name))(*(evaluate(each, look) for each in args))
    raise SyntaxError(f"no equation is written like this: {ast.unparse(node)}")
