"""Every uncertain quantity of a case in words, with its range, its source and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.wording.dials import label

if TYPE_CHECKING:
    from offramp.scenario import Quantity, Scenario

ASSUMED = "assumed"
UNITS = {"days": "days", "share": "", "positive": "", "number": ""}
PARTS = {"world": "laws", "offramps": "off-ramps"}  # what is not named here keeps its name
ORDER = ("actors", "ties", "arenas", "leaders", "plots", "off-ramps", "laws", "moves")


@dataclass(frozen=True)
class Assumption:
    """One row of the table."""

    path: str
    label: str
    part: str
    range: str
    middle: float
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


def _row(scenario: Scenario, path: str, quantity: Quantity) -> Assumption:
    unit = UNITS.get(quantity.kind, "")
    return Assumption(
        path=path,
        label=label(scenario, path),
        part=PARTS.get(path.split(".")[0], path.split(".")[0]),
        range=f"{_range(quantity)} {unit}".strip(),
        middle=round(quantity.middle(), 6),
        sources=quantity.source or (ASSUMED,),
        because=quantity.because,
    )


def _range(quantity: Quantity) -> str:
    low, high = f"{quantity.low:g}".replace("-", "−"), f"{quantity.high:g}".replace("-", "−")
    likely = f", most likely {quantity.likely:g}".replace("-", "−") if quantity.likely is not None else ""
    per = f" per {quantity.per}" if quantity.per else ""
    return f"{low} to {high}{likely}{per}"
