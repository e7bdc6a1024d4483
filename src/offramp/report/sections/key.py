"""The report section on the cast of the case and the rungs of the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.report.words import BANDS, band
from offramp.scenario.ladder import HIGHEST, LOWEST
from offramp.wording.rungs import rung_means, rung_name


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder, as a key shows it."""

    number: str
    name: str
    means: str
    band: int


def ladder() -> list[Rung]:
    """All rungs, the gravest first."""
    return [
        Rung(f"{rung}".replace("-", "−"), rung_name(rung), rung_means(rung), band(rung))
        for rung in range(HIGHEST, LOWEST - 1, -1)
    ]


def sections(material: Material) -> Iterator[Section]:
    """Everybody in the case, the principals first."""
    case = material.scenario
    order = sorted(case.actors, key=lambda key: (key not in case.principals, case.actors[key].name.lower()))
    who = [(material.name(key), case.actors[key].about, _side(material, key)) for key in order]
    shown = {"who": who, "ladder": ladder(), "bands": BANDS, "arenas": [material.name(key) for key in case.arenas]}
    yield Section("key", "Who", "Who is in it, and what the rungs mean", "key", shown)


def _side(material: Material, key: str) -> str:
    """Whose side somebody is on, where that is one of the principals'."""
    principals, side = material.scenario.principals, material.sides.get(key, "")
    if key in principals:
        return "principal"
    return f"partner of {material.name(side)}" if side in principals else ""
