"""Small files, small functions, small folders: at most 300 lines, 40 lines and 20 modules."""

import ast
import re
from pathlib import Path

import pytest

from tests.guards.source import PACKAGE, Function, Module, everywhere, functions, modules

ROOT = Path(__file__).parents[2]
OVERRULES = re.compile(r"#\s*(fmt:\s*(skip|off|on)|yapf:)")
FILE_LINES, FUNCTION_LINES, FOLDER_MODULES = 300, 40, 20
REGISTRIES = {"world/systems": 40, "cli/commands": 40}  # folders whose modules all register in one list


def length(function: Function) -> int:
    """The lines of a function, its decorators and docstring not counted."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    assert docstring.end_lineno is not None
    return lines - (docstring.end_lineno - docstring.lineno + 1)


def too_long(module: Module) -> list[str]:
    """Say which functions of a module are too long."""
    return [
        f"{module.place}.py:{each.lineno}: {each.name} has {length(each)} lines, at most {FUNCTION_LINES}"
        for each in functions(module)
        if length(each) > FUNCTION_LINES
    ]


def test_files_and_functions_are_small() -> None:
    assert [module.place for module in modules() if len(module.text.splitlines()) > FILE_LINES] == []
    assert everywhere(too_long) == {}


def overruled(text: str) -> list[str]:
    """Say where the formatter is overruled."""
    return [f"line {n}: {line.strip()}" for n, line in enumerate(text.splitlines(), 1) if OVERRULES.search(line)]


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "examples"])
def test_the_formatter_wins(folder: str) -> None:
    paths = sorted((ROOT / folder).rglob("*.py"))
    assert {str(path): found for path in paths if (found := overruled(path.read_text(encoding="utf-8")))} == {}


def too_full(package: Path) -> list[str]:
    """Say which folders of a package hold too many modules, `__init__` not counted."""
    folders = sorted({module.path.parent for module in modules(package)})
    counts = {
        folder.relative_to(package).as_posix(): len(set(folder.glob("*.py")) - {folder / "__init__.py"})
        for folder in folders
    }
    return [f"{name}: {n} modules" for name, n in counts.items() if n > REGISTRIES.get(name, FOLDER_MODULES)]


def test_folders_are_small() -> None:
    assert too_full(PACKAGE) == []
