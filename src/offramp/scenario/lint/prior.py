"""What a case sets in the place of what was fitted: how far off it is, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offramp.scenario.checks.evidence import steps
from offramp.scenario.quantity import ASSUMED, Quantity
from offramp.scenario.reading.faults import locate
from offramp.scenario.reading.joint import group
from offramp.scenario.reading.merge import library, of_prior
from offramp.scenario.reading.parse import parse
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .note import Note, note

UNCITED = "ranges that override what was fitted without a cited source"
MIDDLE, FAR = 0.5, 2.0  # half widths of the fitted range


@dataclass(frozen=True)
class Override:
    """A fitted dial that a case sets itself.

    Attributes
    ----------
    file, line, field : str, int, str
        Where the case sets it, and which dial of the world it is.
    fitted, written : str
        The fitted range, and what the case says.
    half_widths : float or None
        How far the middle of what is written lies above the fitted one, in half widths of the fitted range, on
        the scale of the dial's kind: logarithms, or log odds for a share. None for a number on the bound of its kind.
    says : str
        The same in words.
    source, because : tuple of str, str
        On whose word, and why.
    """

    file: str
    line: int
    field: str
    fitted: str
    written: str
    half_widths: float | None
    says: str
    source: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Prior:
    """Where ranges of the world come from.

    Attributes
    ----------
    name : {"fitted", "joint", "assumed"}
    fitted : int
        How many dials were fitted.
    overrides : tuple of Override
        Those of them that the case sets itself.
    together : str
        Under `joint`, how the others are drawn, in a sentence.
    """

    name: str
    fitted: int
    overrides: tuple[Override, ...]
    together: str = ""


def prior(scenario: Scenario, tree: Node) -> Prior:
    """Say what a case makes of what was fitted; one that sets all of it aside overrides nothing."""
    ranges = fitted(scenario)
    found = _overrides(scenario, tree, ranges) if scenario.prior != ASSUMED else ()
    return Prior(scenario.prior, len(ranges), tuple(found), group(scenario).says)


def on_fitted(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on ranges in the place of fitted ones for which nobody is cited."""
    for override in prior(scenario, tree).overrides:
        if set(override.source) <= {ASSUMED}:
            says = f"{override.written} overrides the fitted {override.fitted}, and no source is cited"
            yield note(scenario, tree, UNCITED, steps(scenario, override.field), says)


def fitted(scenario: Scenario) -> dict[str, Quantity]:
    """The ranges that were fitted, by the paths of their dials; no dials of a system that is left out."""
    quantities = dict(scenario.quantities())
    ranges = of_prior(scenario.prior) or library("fitted")
    paths = {f"world.{system}.{dial}": body for system, dials in ranges.plain().items() for dial, body in dials.items()}
    return {path: parse(body, quantities[path].kind) for path, body in paths.items() if path in quantities}


def _overrides(scenario: Scenario, tree: Node, ranges: dict[str, Quantity]) -> Iterator[Override]:
    quantities = dict(scenario.quantities())
    for path, was in ranges.items():
        node, written = locate(tree, steps(scenario, path), Scenario).node, quantities[path]
        if node.file == tree.file:
            away = was.away(written)
            far = away if abs(away) < float("inf") else None
            says = f"{'its middle' if written.is_range else 'it'} is {_place(away)} the fitted range"
            yield Override(
                node.file, node.line, path, was.text(), written.text(), far, says, written.source, written.because
            )


def _place(away: float) -> str:
    """Where that is, so many half widths from the middle."""
    if abs(away) <= MIDDLE:
        return "in the middle of"
    if abs(away) <= 1:
        return f"in the {'upper' if away > 0 else 'lower'} part of"
    return f"{'far ' if abs(away) > FAR else ''}{'above' if away > 0 else 'below'}"
