"""The package as its guards see it: files, their place among the layers, and what each one imports."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "offramp"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported name, absolute: `from offramp.game import build` is `offramp.game.build`."""

    name: str
    line: int
    typing_only: bool


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path
    package: Path = PACKAGE

    @property
    def place(self) -> str:
        """The path within the package without its ending: `report/charts`."""
        return self.path.relative_to(self.package).with_suffix("").as_posix()

    @property
    def layer(self) -> str:
        return self.place.split("/")[0]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> list[Import]:
        return list(self._walk(self.tree, typing_only=False))

    def _walk(self, node: ast.AST, typing_only: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                for inside in child.body:
                    yield from self._walk(ast.Module([inside], []), typing_only=True)
                for otherwise in child.orelse:
                    yield from self._walk(ast.Module([otherwise], []), typing_only)
            elif isinstance(child, ast.Import):
                yield from (Import(alias.name, child.lineno, typing_only) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                base = self._absolute(child)
                yield from (Import(f"{base}.{alias.name}", child.lineno, typing_only) for alias in child.names)
            else:
                yield from self._walk(child, typing_only)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parents = ["offramp", *self.path.relative_to(self.package).parts[:-1]]
        return ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])


@lru_cache
def modules(package: Path = PACKAGE) -> tuple[Module, ...]:
    """Every Python file of the package, in the order of their paths."""
    return tuple(Module(path, package) for path in sorted(package.rglob("*.py")))


def everywhere(guard: Callable[[Module], list[str]]) -> dict[str, list[str]]:
    """What a guard finds in each file of the package, where it finds anything.

    All files in one test: five hundred tests for each guard would cost more than what they look at.
    """
    return {module.place: found for module in modules() if (found := guard(module))}


def functions(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))
