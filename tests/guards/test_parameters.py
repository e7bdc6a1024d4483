"""Parameters say what they are: numpydoc, with the shape of every array."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields

from offramp.world import System
from tests.guards.source import Function, Module, modules

SECTION = re.compile(r"^Parameters\n-+\n(.*?)(?=\n\n\w[\w ]*\n-+\n|\Z)", re.M | re.S)
# A parameter of one or two stands in the first sentence of its function, beside its name and its type.
FEW = 3
# Other types are classes of ours, and each says what it is itself.
PLAIN = re.compile(
    r"\b(int|float|str|bool|bytes|object|Any|Path|[Mm]apping|Sequence|Iter\w+|Collection|Callable|dict|list|tuple|set"
    r"|frozenset|NDArray|Array|Floats|Ints|Values|Vector)\b"
)
ARRAY = re.compile(r"\b(NDArray|Array|Floats|Ints|Values|Vector)\b")
SHAPE = re.compile(r"\[.*\]|\b(scalar|float|two|mapping|dict)\b")
# Functions whose parameters are said elsewhere, by the beginning of their module's place.
ELSEWHERE = {
    "world/systems/": {each.name for each in fields(System)},  # the parts of a system: `System` says them once
    "cli/commands/": None,  # a command: its options carry their help
    "web/jobs/kinds": {"play", "future", "branch", "world", "check"},  # the work of a kind of job: `Kind` says it once
    "web/pages/": None,  # a route: its parameters carry their types and bounds, and OpenAPI shows them
}


def public(module: Module) -> Iterator[Function]:
    """The public functions of a module and the public methods of its public classes."""
    bodies = [module.tree.body, *(each.body for each in module.tree.body if isinstance(each, ast.ClassDef))]
    for each in (each for body in bodies for each in body if isinstance(each, Function)):
        if any(ast.unparse(way).startswith("router.") for way in each.decorator_list):
            continue  # a route: its schema says what it takes
        elsewhere = [names for place, names in ELSEWHERE.items() if module.place.startswith(place)]
        if not each.name.startswith("_") and not any(names is None or each.name in names for names in elsewhere):
            yield each


def entries(docstring: str) -> dict[str, str]:
    """The parameters of a section, each with its type."""
    found: dict[str, str] = {}
    section = SECTION.search(docstring)
    for head in re.findall(r"^\S.*$", section[1], re.M) if section else ():
        names, _, type_ = head.partition(" : ")
        found |= {name.strip(" *"): type_ for name in names.split(",")}
    return found


def asked(function: Function) -> list[ast.arg]:
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each for each in every if each.arg not in ("self", "cls")]


def unsaid(module: Module) -> list[str]:
    """Say which parameters are not said, and which arrays have no shape there.

    One that is said in backticks in other sentences is said; a section names all parameters of its function.
    """
    return [
        f"{module.place}.py:{function.lineno}: {function.name}: {each.arg}"
        for function in public(module)
        for docstring in [ast.get_docstring(function) or ""]
        for each in asked(function)
        if not said(each, docstring, len(asked(function)))
    ]


def said(parameter: ast.arg, docstring: str, many: int) -> bool:
    found, type_ = entries(docstring), ast.unparse(parameter.annotation) if parameter.annotation else "Any"
    if not found:
        return many < FEW or not PLAIN.search(type_) or f"`{parameter.arg}`" in docstring
    is_array = ARRAY.search(type_) and "Callable" not in type_
    return parameter.arg in found and (not is_array or bool(SHAPE.search(found[parameter.arg])))


def test_parameters_say_what_they_are() -> None:
    assert [each for module in modules() for each in unsaid(module)] == []
