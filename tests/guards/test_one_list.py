"""One list of causal systems: they register themselves, and nobody writes them down again."""

import ast

from offramp.world import SYSTEMS
from tests.guards.source import Module, everywhere

IDS = {spelling for system in SYSTEMS for spelling in (system.id, system.id.replace("-", "_"))}
SEVERAL = 3  # so many systems in one literal, string or import are a list
ASKS = ("engine/", "compile/")  # layers that run systems and ask the register for them


def listed(module: Module) -> list[str]:
    """Say where a module lists systems."""
    return [
        f"{module.place}.py:{node.lineno} lists {', '.join(sorted(names))}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.expr | ast.ImportFrom) and len(names := IDS & set(named(node))) >= SEVERAL
    ]


def named(node: ast.AST) -> list[str]:
    """The names that one display, string of words or import statement puts side by side."""
    match node:
        case ast.List() | ast.Tuple() | ast.Set():
            return [each.value for each in node.elts if isinstance(each, ast.Constant)]
        case ast.Dict():
            return [each.value for each in node.keys if isinstance(each, ast.Constant)]
        case ast.Constant(value=str(text)) if IDS.issuperset(text.split()):
            return text.split()
        case ast.ImportFrom():
            return [each.name for each in node.names]
    return []


def by_name(module: Module) -> list[str]:
    """Say where a layer that asks the register names a system: as a key, or by importing its file."""
    if not module.place.startswith(ASKS):
        return []
    keys = [node for node in ast.walk(module.tree) if isinstance(node, ast.Subscript)]
    found = [(node.lineno, node.slice.value) for node in keys if isinstance(node.slice, ast.Constant)]
    files = [(each.line, each.name) for each in module.imports if each.name.startswith("offramp.world.systems.")]
    return [
        f"{module.place}.py:{line} names {name}" for line, name in [each for each in found if each[1] in IDS] + files
    ]


def test_nobody_lists_systems() -> None:
    assert everywhere(listed) == {}


def test_who_asks_the_register_names_no_system() -> None:
    assert everywhere(by_name) == {}
