"""The chart of the cast: every actor, by side, and the ties between them."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.report.charts.chart import Chart
from offramp.report.charts.plots import scattered
from offramp.report.components import Link, Spot, plane
from offramp.report.components.tokens import LIGHT
from offramp.report.findings.names import actor, begun
from offramp.report.material import Material
from offramp.scenario.parts import Access, Alliance, Patronage, Rivalry, Tie
from offramp.wording.names import count

KINDS: Mapping[type, tuple[str, str]] = {
    Rivalry: ("thick", "are rivals"),
    Patronage: ("arrow", "is the patron of"),
    Alliance: ("dashed", "is allied with"),
    Access: ("dotted", "can speak to"),
}
SIDES = {0: ("one", "square", 0.12), 1: ("two", "diamond", 0.88)}
MIDDLE = ("other", "circle", 0.5)
ROW, LEAST = 0.085, 0.3  # the height of a row, and the least height, in widths
DENSE, APART = 0.62, 0.1  # of the middle, whose actors stand by turns left and right


def cast(material: Material) -> Chart | None:
    """The actors in three columns, the principals on top of theirs; None where nobody has a tie."""
    case = material.scenario
    if not case.ties:
        return None
    spots, ratio = _spots(material)
    at = {key: number for number, key in enumerate(spots)}
    links = [Link(at[a], at[b], KINDS[type(tie)][0]) for tie in case.ties.values() for a, b in _ends(tie)]
    rows = tuple(
        (material.name(a), KINDS[type(tie)][1], material.name(b)) for tie in case.ties.values() for a, b in _ends(tie)
    )
    return Chart(
        id="cast",
        finding=_finding(material),
        caption="Left and right: the sides of the principals; in the middle: everybody else. Thick lines: rivals; "
        "arrows: from a patron to its proxy; dashed lines: allies; dotted lines: who can speak to whom.",
        drawing=plane(list(spots.values()), links, ratio=ratio, summary="; ".join(" ".join(row) for row in rows)),
        head=("Who", "Tie", "With whom"),
        rows=rows,
        plot=lambda: scattered(
            [(each.x, -each.y, LIGHT[each.tone], each.name) for each in spots.values()],
            [(spots[a].x, -spots[a].y, spots[b].x, -spots[b].y) for tie in case.ties.values() for a, b in _ends(tie)],
        ),
    )


def _ends(tie: Tie) -> list[tuple[str, str]]:
    if isinstance(tie, Patronage):
        return [(tie.patron, tie.proxy)]
    if isinstance(tie, Access):
        return [(tie.mediator, side) for side in tie.to]
    return [tie.between]


def _spots(material: Material) -> tuple[dict[str, Spot], float]:
    """Where each actor stands, and the height of the plane."""
    principals = material.scenario.principals
    columns: dict[int | None, list[str]] = {0: [], None: [], 1: []}
    for key in (*principals, *(key for key in material.scenario.actors if key not in principals)):
        side = material.sides.get(key, "")
        columns[principals.index(side) if side in principals else None].append(key)
    middle = DENSE * len(columns[None]) + 0.5
    rows = max(len(columns[0]), len(columns[1]), middle)
    spots: dict[str, Spot] = {}
    for column, keys in columns.items():
        tone, shape, x = MIDDLE if column is None else SIDES[column]
        bend = (0.5 - x) * 0.35  # so that ties within a side do not lie on each other
        for number, key in enumerate(keys):
            shift = APART * (-1) ** number if column is None else bend * (number % 2)
            y = ((0.5 + DENSE * number if column is None else number) + 0.5) / (rows + 0.7)
            spots[key] = Spot(x + shift, y, material.name(key), tone, shape, 3.0 if key in principals else 1.2)
    return spots, max(LEAST, ROW * (rows + 0.7))


def _finding(material: Material) -> str:
    ties = material.scenario.ties.values()
    told = []
    for key in material.scenario.principals:
        proxies = sum(material.sides.get(each) == key for each in material.scenario.actors) - 1
        allies = sum(isinstance(tie, Alliance) and key in tie.between for tie in ties)
        told.append(
            f"{actor(material, key)} has {_number(proxies, 'proxy', 'proxies')} and {_number(allies, 'ally', 'allies')}"
        )
    both = {
        tie.mediator for tie in ties if isinstance(tie, Access) and set(tie.to) == set(material.scenario.principals)
    }
    end = f"{count(len(both))} {'others' if len(both) != 1 else 'other'} can speak to both"
    return begun(f"{told[0]}, {told[1]}; {end}")


def _number(number: int, one: str, many: str) -> str:
    return count(number, one if number == 1 else many)
