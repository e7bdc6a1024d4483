"""Chart of an ablation: what changes when each causal system is switched off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from offramp.report.charts.chart import INK, Chart, safe, styled
from offramp.report.components import Cell
from offramp.report.components import cells as changes
from offramp.report.material import Material
from offramp.wording.measures import SHARES, change, title
from offramp.wording.shares import in_100
from offramp.world import registered

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

SCALE = [[0, "#3b6ea8"], [0.5, "#f7f4ec"], [1, "#c1552a"]]
# The columns of the chart, in the words of its head; * where there is little room.
COLUMNS = {
    "war_prob": "War*",
    "violent_answer_30d_prob": "Answer",
    "open_violent_answer_30d_prob": "Open answer",
    "peak_rung": "Highest rung*",
    "violent_acts": "Violent acts*",
    "arenas_hit": "Arenas",
    "deaths_military": "Soldiers killed",
    "deaths_civilian": "Civilians killed*",
    "conciliatory_acts": "Conciliation*",
}


@dataclass(frozen=True)
class Ablated:
    """The table of an ablation with the names that its chart needs.

    Attributes
    ----------
    table : DataFrame
        As the table `ablation` of a run folder.
    titles : mapping of str to str
        What each causal system is called, by its id.
    says : mapping of str to str
        What each measure says, by its name.
    """

    table: pd.DataFrame
    titles: Mapping[str, str]
    says: Mapping[str, str]

    @classmethod
    def of(cls, material: Material) -> Ablated:
        """Take it from the material of a report that has one."""
        assert material.ablation is not None
        titles = {id: each.title for id, each in material.scenario.world.items()}
        return cls(material.ablation, titles, {name: each.says for name, each in material.measures.items()})


def drivers(material: Material) -> Chart:
    """The chart of the ablation that a report has."""
    return drawn(Ablated.of(material))


def drawn(made: Ablated) -> Chart:
    """Systems by the measures that matter most, the strongest system first: the change against the measure's size."""
    table = made.table
    columns = [name for name in COLUMNS if name in set(table["measure"])]
    shown = table[table["measure"].isin(columns)]
    size = shown["with_it"].abs().clip(lower=1e-9)
    share = (shown["difference"] / size).clip(-1, 1).where(shown["beyond_luck"].astype(bool), 0.0)
    cells = shown.assign(share=share, words=[_cell(each) for each in shown.itertuples()])
    strength = cells["share"].abs().groupby(cells["system"], sort=False).sum().sort_values(ascending=False)
    grid = cells.pivot(index="system", columns="measure").reindex(strength.index)
    return Chart(
        id="drivers",
        finding=_finding(made, table),
        caption="What changes in the same futures when one causal system is switched off (a share in 100 futures, else "
        "the mean; with all systems it is the number in each heading). + is more without it, − less; a dot is "
        "within luck. A world without a system is no rival model of this one: it shows what the system does "
        "here.",
        drawing=_cells(made, cells, grid, columns),
        plot=lambda: _figure(made, cells, grid, columns),
        head=("Without", "Measure", "With it", "Without it", "Change", "Luck"),
        rows=tuple(_row(made, each) for each in table[_told(table)].itertuples()),
    )


def _cells(made: Ablated, cells: pd.DataFrame, grid: pd.DataFrame, columns: list[str]) -> Markup:
    """The changes as a table; a system without any is left out."""
    usual = cells.drop_duplicates("measure").set_index("measure")
    heads = [f"{COLUMNS[name].rstrip('*')} ({_usual(usual.loc[name])})" for name in columns]
    words, share = (grid[part].reindex(columns=columns) for part in ("words", "share"))
    rows = [
        (
            system_title(made, each),
            [Cell(str(words.loc[each, name] or ""), float(share.loc[each, name] or 0.0)) for name in columns],
        )
        for each in grid.index
        if any(words.loc[each, name] for name in columns)
    ]
    return changes("Without", heads, rows, "What changes without each system")


def _figure(made: Ablated, cells: pd.DataFrame, grid: pd.DataFrame, columns: list[str]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Heatmap(
            y=[safe(system_title(made, each)) for each in grid.index],
            **_parts(cells, grid, columns),
            zmin=-1,
            zmax=1,
            colorscale=SCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate="%{text}",
            textfont={"size": 11},
            hovertemplate="without %{y}: %{x} %{text}<extra></extra>",
        )
    )
    styled(figure, 150 + 30 * len(grid))
    figure.update_xaxes(side="top", tickangle=-40, showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 12, "color": INK})
    return figure


def _parts(cells: pd.DataFrame, grid: pd.DataFrame, columns: list[str]) -> dict[str, Any]:
    """What a choice of columns changes in the figure."""
    usual = cells.drop_duplicates("measure").set_index("measure")
    heads = [f"{COLUMNS[name].rstrip('*')}<br>{_usual(usual.loc[name])}" for name in columns]
    return {
        "x": heads,
        "z": grid["share"].reindex(columns=columns).to_numpy(float).tolist(),
        "text": grid["words"].reindex(columns=columns).fillna("").to_numpy(object).tolist(),
    }


def purposes(material: Material) -> list[dict[str, str]]:
    """For each system the measure that shows best what it is there to explain, in words."""
    if material.ablation is None:
        return []
    made = Ablated.of(material)
    table = made.table
    mine = table[table["explains"].astype(bool)]
    half = ((mine["luck_high"] - mine["luck_low"]) / 2).clip(lower=1e-12)
    best = (mine["difference"].abs() / half).groupby(mine["system"], sort=False).idxmax()
    return [_purpose(made, table.loc[row]) for row in best]


def _purpose(made: Ablated, each: pd.Series) -> dict[str, str]:
    return {
        "system": system_title(made, each["system"]),
        "measure": measure_title(made, each["measure"]),
        "with_it": _said(each["with_it"], each["unit"]),
        "without": _said(each["without"], each["unit"]) + ("" if each["beyond_luck"] else ", within luck"),
    }


def measure_title(made: Ablated, measure: str) -> str:
    """A measure as a heading."""
    return title(measure, made.says.get(measure, ""))


def system_title(made: Ablated, system: str) -> str:
    """A system by the name that the world gives it."""
    return made.titles.get(system, system)


def _cell(each: Any) -> str:
    return change(each.difference, each.unit) if each.beyond_luck else ""


def _usual(each: pd.Series) -> str:
    return f"{change(each['with_it'], each['unit'], '')}{' in 100' if each['unit'] in SHARES else ''}"


def _said(value: float, unit: str) -> str:
    """A number with its unit, as a table says it."""
    number = change(value, unit, "")
    return in_100(value) if unit in SHARES else f"{unit} {number}" if unit in ("day", "rung") else f"{number} {unit}"


def _told(table: pd.DataFrame) -> pd.Series:
    """The rows behind the chart: its columns, and what each system is there to explain."""
    return table["measure"].isin(list(COLUMNS)) | table["explains"].astype(bool)


def _row(made: Ablated, each: Any) -> tuple[str, ...]:
    luck = f"{change(each.luck_low, each.unit)} to {change(each.luck_high, each.unit)}"
    numbers = (change(each.with_it, each.unit, ""), change(each.without, each.unit, ""))
    names = system_title(made, each.system), measure_title(made, each.measure)
    return *names, *numbers, change(each.difference, each.unit), luck


def _finding(made: Ablated, rows: pd.DataFrame) -> str:
    """The system that moves the chance of a war most; of violence, where none does."""
    sure = rows[rows["beyond_luck"].astype(bool)]
    for measure, words in (("war_prob", "war"), ("violent_answer_30d_prob", "a violent answer")):
        found = sure[sure["measure"] == measure]
        if len(found):
            most = found.loc[found["difference"].abs().idxmax()]
            return (
                f"Nothing moves the chance of {words} more than {_spoken(made, most['system'])}: "
                f"{in_100(most['with_it'])} futures with it, {in_100(most['without'])} without"
            )
    return "No system moves the chance of war or of a violent answer beyond luck"


def _spoken(made: Ablated, system: str) -> str:
    """A system as a sentence says it."""
    words = system_title(made, system).lower()
    return f"the {words}" if any(each.id == system and each.article for each in registered()) else words
