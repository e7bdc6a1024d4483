"""Small files, small functions: 300 lines and 40 at most, typically 150 and 10."""

import ast

import pytest

from tests.guards.source import Function, Module, functions, modules

FILE_LINES, FUNCTION_LINES = 300, 40


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


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_files_and_functions_are_small(module: Module) -> None:
    assert len(module.text.splitlines()) <= FILE_LINES
    assert too_long(module) == []
