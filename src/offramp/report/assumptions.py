"""Describe every uncertain quantity of a case in words, with its range, source and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.wording.dials import label

if TYPE_CHECKING:
    from offramp.scenario import Quantity, Scenario

ASSUMED = "assumed"
UNITS = {"days": "days", "share": "", "positive": "", "number": ""}
PARTS = {"world": "laws", "offramps": "ways out"}  # what is not named here keeps its name
ORDER = ("actors", "ties", "arenas", "leaders", "plots", "ways out", "laws", "moves")


@dataclass(frozen=True)
class Assumption:
    """One row of the table.

    Attributes
    ----------
    group : str
        Whom or what it is about: an actor by name, else its part of the case.
    ends : (float, float) or None
        The range of a share, to be drawn; None for what has no common scale.
    width : float
        How wide the range is, against its middle where it is no share.
    """

    path: str
    label: str
    part: str
    group: str
    range: str
    middle: float
    ends: tuple[float, float] | None
    width: float
    sources: tuple[str, ...]
    because: str

    @property
    def assumed(self) -> bool:
        """Whether nobody can be cited for it."""
        return not self.sources or ASSUMED in self.sources


def assumptions(scenario: Scenario) -> list[Assumption]:
    """All of a case's ranges, the case's own before the laws of the world and the moves of the catalogue."""
    rows = [_row(scenario, path, quantity) for path, quantity in scenario.dials().items()]
    place = {part: i for i, part in enumerate(ORDER)}
    return sorted(rows, key=lambda row: (place.get(row.part, len(ORDER)), row.label))


def grouped(rows: list[Assumption]) -> Mapping[str, list[Assumption]]:
    """The rows by whom or what they are about, in their order."""
    found: dict[str, list[Assumption]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return found


def _row(scenario: Scenario, path: str, quantity: Quantity) -> Assumption:
    unit = UNITS.get(quantity.kind, "")
    part = PARTS.get(path.split(".")[0], path.split(".")[0])
    share = quantity.kind == "share"
    width = quantity.high - quantity.low
    return Assumption(
        path=path,
        label=label(scenario, path),
        part=part,
        group=_group(scenario, path, part),
        range=f"{_range(quantity)} {unit}".strip(),
        middle=round(quantity.middle(), 6),
        ends=(quantity.low, quantity.high) if share else None,
        width=width if share else width / max(abs(quantity.low) + abs(quantity.high), 1e-12),
        sources=quantity.source or (ASSUMED,),
        because=" ".join(filter(None, (quantity.because, quantity.note and f"(Note: {quantity.note})"))),
    )


def _group(scenario: Scenario, path: str, part: str) -> str:
    if part != "actors":
        return part.capitalize()
    key = path.split(".")[1]
    return scenario.actors[key].name if key in scenario.actors else part.capitalize()


def _range(quantity: Quantity) -> str:
    low, high = f"{quantity.low:g}".replace("-", "−"), f"{quantity.high:g}".replace("-", "−")
    likely = f", most likely {quantity.likely:g}".replace("-", "−") if quantity.likely is not None else ""
    per = f" per {quantity.per}" if quantity.per else ""
    return f"{low} to {high}{likely}{per}"
