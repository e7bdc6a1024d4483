"""Rungs are stated in one file: a threshold or a band of the ladder anywhere else is a second truth."""

import ast
import importlib
import re
from collections.abc import Iterator

from tests.guards.source import Module, everywhere

ladder = importlib.import_module("offramp.scenario.ladder")  # the package's own `ladder` is the function
HOME = "scenario/ladder"
NAMES = {name for name in vars(ladder) if name.isupper()} | {"MILITARISED", "HOSTILE", "WAR_RUNG"}
SAID = re.compile(r"#(?! days).*\brungs?\b(?! (between|over))")  # a distance between rungs is none


def number(node: ast.AST) -> float | None:
    """The value of a plain number; None for anything else."""
    try:
        value = ast.literal_eval(node)  # type: ignore[arg-type]
    except (ValueError, TypeError, SyntaxError):
        return None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def compared(tree: ast.Module) -> Iterator[int]:
    """Lines on which a rung is compared with a number beyond 1; its sign alone is no threshold."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            rung = any("rung" in ast.unparse(side) for side in sides)
            if rung and any(abs(each) > 1 for side in sides if (each := number(side)) is not None):
                yield node.lineno


def named(module: Module) -> Iterator[int]:
    """Lines on which a module gives a number a name of the ladder, or says that it is a rung."""
    lines = module.text.splitlines()
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            words = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            whole = all(isinstance(number(part), int) for part in parts)
            said = SAID.search("\n".join(lines[node.lineno - 1 : node.end_lineno]))
            if whole and (said or (words & NAMES and module.layer not in ("history", "fit"))):
                yield node.lineno


def banded(tree: ast.Module) -> Iterator[int]:
    """Lines on which the whole ladder is cut into pieces."""
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            pairs = [
                tuple(int(end) for each in part.elts if (end := number(each)) is not None)
                for part in ast.walk(node.value)
                if isinstance(part, ast.Tuple) and 2 <= len(part.elts) <= 3
            ]
            ends = [pair for pair in pairs if len(pair) == 2]
            if len(ends) > 1 and (min(ends)[0], max(ends)[1]) == (ladder.LOWEST, ladder.HIGHEST):
                yield node.lineno


def rungs(module: Module) -> list[str]:
    """Say where a module states a rung."""
    if module.place == HOME:
        return []
    found = {*compared(module.tree), *named(module), *banded(module.tree)}
    return [f"{module.place}.py:{line}: rungs are stated in {HOME}.py" for line in sorted(found)]


def test_rungs_are_stated_in_one_file() -> None:
    assert everywhere(rungs) == {}


def test_every_band_is_a_union_of_the_finest() -> None:
    """And both sets cover the ladder without a gap."""
    for bands in (ladder.FINEST, ladder.COARSE):
        covered = [rung for each in bands for rung in range(each.low, each.high + 1)]
        assert covered == list(range(ladder.LOWEST, ladder.HIGHEST + 1))
        assert {(each.low, each.high) for each in bands} <= {
            (one.low, other.high) for one in ladder.FINEST for other in ladder.FINEST
        }
    assert [each.low for each in ladder.COARSE[1:]] == [0, ladder.FORCE, ladder.VIOLENT]
