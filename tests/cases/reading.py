"""Texts of cases that are read once in a process, however many tests load them."""

from __future__ import annotations

from functools import lru_cache

from offramp.errors import Fault
from offramp.scenario.reading import tree

_grow = lru_cache(maxsize=64)(tree.grow)  # a text that is no case raises, and is read each time


def _remembered(text: str, file: str) -> tuple[tree.Node, list[Fault]]:
    """Return the tree that was grown of this text before; nobody changes a tree, but its faults are added to."""
    root, faults = _grow(text, file)
    return root, list(faults)


def read_once() -> None:
    """Remember the trees of texts from now on: the parser takes two thirds of the time of loading a case."""
    tree.grow = _remembered
