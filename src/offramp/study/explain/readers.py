"""Which causal systems, and which parts of the engine, read each number of a compiled case.

The answer is taken from the code itself, so that it cannot go stale: every `dials.NAME` and every
`dials.world["SYSTEM"]["DIAL"]` in a module of the world or the engine is a reading of that number.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from inspect import getsource
from sys import modules

from offramp.world import registered

PACKAGES = ("offramp.world", "offramp.engine")
# Other modules by what they do with a number; the rest hands numbers on and uses none.
PARTS = {
    "choice": "choice",
    "foresight": "the rule that looks ahead",
    "turn": "what an act makes and pays",
}


def readers() -> Mapping[str, frozenset[str]]:
    """Return who reads each number: `reach` or `world.rules.widen`, by the ids of systems and the names of `PARTS`."""
    return _readers(tuple((system.id, system.start.__module__) for system in registered()))


@lru_cache
def _readers(systems: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    texts = [(key, getsource(modules[module])) for key, module in systems]
    for package in PACKAGES:
        there = {file.name.removesuffix(".py"): file for file in files(package).iterdir()}
        texts += [(PARTS[name], file.read_text(encoding="utf-8")) for name, file in there.items() if name in PARTS]
    found: dict[str, set[str]] = {}
    for part, text in texts:
        for name in readings_in(text):
            found.setdefault(name, set()).add(part)
    return {name: frozenset(parts) for name, parts in found.items()}


def readings_in(text: str) -> set[str]:
    """Name the numbers that a module reads."""
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {name for node in functions for name in _read(node)}


def _read(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names of the numbers that a function reads."""
    groups, shaping = dict(_groups(function)), _shaping(function)
    for node in ast.walk(function):
        if id(node) in shaping:
            continue
        if isinstance(node, ast.Attribute) and _is_dials(node.value) and node.attr != "world":
            yield node.attr
        elif isinstance(node, ast.Subscript) and isinstance(dial := _constant(node), str):
            system = _system(node.value) or (groups.get(node.value.id) if isinstance(node.value, ast.Name) else None)
            if system:
                yield f"world.{system}.{dial}"


def _groups(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Yield the names that a function gives to the dials of a system."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
            pairs = zip(target.elts, node.value.elts, strict=False) if several else [(target, node.value)]  # type: ignore[attr-defined]
            for name, value in pairs:
                if isinstance(name, ast.Name) and (system := _system(value)):
                    yield name.id, system


def _system(node: ast.AST) -> str | None:
    """Return SYSTEM of `dials.world["SYSTEM"]`."""
    world = node.value if isinstance(node, ast.Subscript) else None
    if isinstance(node, ast.Subscript) and isinstance(world, ast.Attribute) and world.attr == "world":
        return _constant(node) if _is_dials(world.value) else None
    return None


def _shaping(function: ast.FunctionDef) -> set[int]:
    """Return what is read for its shape alone: `x.shape`, and the first argument of `zeros_like` and its kin."""
    nodes = list(ast.walk(function))
    shapes = {id(each.value) for each in nodes if isinstance(each, ast.Attribute) and each.attr == "shape"}
    calls = (each for each in nodes if isinstance(each, ast.Call) and each.args)
    return shapes | {id(each.args[0]) for each in calls if getattr(each.func, "attr", "").endswith("_like")}


def _is_dials(node: ast.AST) -> bool:
    return getattr(node, "id", None) == "dials" or getattr(node, "attr", None) == "dials"


def _constant(node: ast.Subscript) -> str | None:
    inner = node.slice
    return inner.value if isinstance(inner, ast.Constant) and isinstance(inner.value, str) else None
