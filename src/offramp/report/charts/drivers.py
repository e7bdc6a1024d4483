"""What drives a crisis: what changes when a causal system is switched off."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from offramp.report.cards import TITLES
from offramp.report.charts.chart import INK, Chart, styled
from offramp.report.material import Material
from offramp.report.words import in_100

SCALE = [[0, "#3b6ea8"], [0.5, "#f7f4ec"], [1, "#c1552a"]]
NAMES = {
    "violent_acts": "Violent acts",
    "violent_acts_second": "Violent acts of the struck side",
    "militarised_acts": "Militarised acts",
    "answered_in_kind_share": "Violence answered in kind",
    "ordered_acts": "Ordered acts of proxies",
    "settlement_prob": "A settlement",
}
SHARES = ("probability", "share")


def drivers(material: Material) -> Chart:
    """Systems by measures: the change without the system, against the measure's own size."""
    assert material.ablation is not None
    rows = material.ablation
    systems, measures = list(dict.fromkeys(rows["system"])), list(dict.fromkeys(rows["measure"]))
    cells = rows.set_index(["system", "measure"]).reindex(pd.MultiIndex.from_product([systems, measures]))
    size = cells["with_it"].abs().clip(lower=1e-9)
    share = (cells["difference"] / size).clip(-1, 1).where(cells["beyond_luck"].astype("boolean").fillna(False), 0.0)
    words = [_cell(each) for each in cells.itertuples()]
    wide = len(measures)
    grid = [words[i : i + wide] for i in range(0, len(words), wide)]
    figure = go.Figure(
        go.Heatmap(
            x=[title(each) for each in measures], y=systems, z=share.to_numpy(float).reshape(-1, wide), zmin=-1, zmax=1,
            colorscale=SCALE, showscale=False, xgap=2, ygap=2, text=grid, texttemplate="%{text}",
            textfont={"size": 11}, hovertemplate="without %{y}: %{x} %{text}<extra></extra>",
        )
    )  # fmt: skip
    styled(figure, 170 + 34 * len(systems))
    figure.update_xaxes(side="top", tickangle=-40, showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 12, "color": INK})
    return Chart(
        id="drivers",
        finding=_finding(rows),
        caption="What changes in the same futures when one causal system is switched off (a share in 100 futures, else "
        "the mean). Orange: more without it; blue: less; no colour: within luck. A world without a system is no "
        "rival model of this one: it shows what the system does here.",
        figure=figure,
        head=("Without", "Measure", "With it", "Without it", "Change", "Luck"),
        rows=tuple(_row(each) for each in rows.itertuples()),
        narrow={"layout.xaxis.tickfont.size": 9, "data.0.textfont.size": 7.5},
    )


def title(measure: str) -> str:
    """A measure as a heading."""
    return TITLES.get(measure) or NAMES.get(measure, measure)


def change(value: float, unit: str, sign: str = "+") -> str:
    """A number of an ablation, or a change of one: a share in 100, else as it is."""
    number = 100 * value if unit in SHARES else value
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 1 else 2
    return f"{number:{sign}.{digits}f}".replace("-", "−")


def _cell(each: pd.Series) -> str:
    return "" if pd.isna(each.difference) else change(each.difference, each.unit)


def _row(each: pd.Series) -> tuple[str, ...]:
    luck = f"{change(each.luck_low, each.unit)} to {change(each.luck_high, each.unit)}"
    numbers = (change(each.with_it, each.unit, ""), change(each.without, each.unit, ""))
    return each.system, title(each.measure), *numbers, change(each.difference, each.unit), luck


def _finding(rows: pd.DataFrame) -> str:
    """The system that moves the chance of a war most; of violence, where none does."""
    sure = rows[rows["beyond_luck"]]
    for measure, words in (("war_prob", "war"), ("violent_answer_30d_prob", "a violent answer")):
        found = sure[sure["measure"] == measure]
        if len(found):
            most = found.loc[found["difference"].abs().idxmax()]
            return (
                f"Nothing moves the chance of {words} more than {_spoken(most['system'])}: "
                f"{in_100(most['with_it'])} futures with it, {in_100(most['without'])} without"
            )
    return "No system moves the chance of war or of a violent answer beyond luck"


def _spoken(system: str) -> str:
    """A system as a sentence says it."""
    words = system.replace("-", " ")
    return {"ladder": "the ladder", "rules": "the rules of the game"}.get(words, words)
