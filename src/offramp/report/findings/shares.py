"""Count a report's futures by draw weight: by act, by highest rung and by number of dead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from offramp.scenario.ladder import VIOLENT

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from offramp.report.material import Material

ADDRESS = ["draw", "run"]


@dataclass(frozen=True)
class Shares:
    """Counts futures.

    Attributes
    ----------
    material : Material
    """

    material: Material

    def weights(self, index: pd.MultiIndex) -> pd.Series:
        """How much each of some futures counts."""
        import pandas as pd

        draws = index.get_level_values("draw")
        known = self.material.weights
        values = np.ones(len(draws)) if known is None else np.asarray([known.get(int(draw), 0.0) for draw in draws])
        return pd.Series(values, index=index, dtype=float)

    @cached_property
    def whole(self) -> float:
        """What all futures whose acts were kept count together."""
        return float(self.weights(self.material.kept_runs.set_index(ADDRESS).index).sum())

    def by(self, acts: pd.DataFrame, columns: list[str]) -> pd.Series:
        """The share of the kept futures that have at least one act, for each value of some columns, most first."""
        import pandas as pd

        plain = acts.assign(**{name: acts[name].astype(str) for name in columns})
        once = plain.drop_duplicates([*columns, *ADDRESS])
        if once.empty or not self.whole:
            return pd.Series(dtype=float)
        weight = self.weights(pd.MultiIndex.from_frame(once[ADDRESS])).to_numpy()
        found = once.assign(weight=weight).groupby(columns if len(columns) > 1 else columns[0])["weight"].sum()
        return (found / self.whole).sort_values(ascending=False, kind="stable")

    @property
    def violent(self) -> pd.DataFrame:
        """The violent acts."""
        return self.material.events[self.material.events["rung"] >= VIOLENT]

    @cached_property
    def peaks(self) -> dict[int, float]:
        """The share of all futures by their highest rung, the most frequent first."""
        import pandas as pd

        runs = self.material.runs
        weight = self.weights(pd.MultiIndex.from_frame(runs[ADDRESS])).to_numpy()
        counted = pd.Series(weight / weight.sum()).groupby(runs["peak_rung"].fillna(0).astype(int).to_numpy()).sum()
        return {int(rung): float(share) for rung, share in counted.sort_values(ascending=False, kind="stable").items()}

    @cached_property
    def dead(self) -> pd.DataFrame:
        """All futures, the fewest dead first: columns `dead`, `civilians`, `war`, and `weight`, which adds up to 1."""
        import pandas as pd

        runs = self.material.runs
        weight = self.weights(pd.MultiIndex.from_frame(runs[ADDRESS])).to_numpy()
        civilians = runs["deaths_civilian"].fillna(0).to_numpy(float)
        table = pd.DataFrame(
            {
                "dead": runs["deaths_military"].fillna(0).to_numpy(float) + civilians,
                "civilians": civilians,
                "war": runs["war_prob"].to_numpy(float) > 0,
                "weight": weight / weight.sum(),
            }
        )
        return table.sort_values("dead", kind="stable", ignore_index=True)

    def quantiles(self, shares: NDArray[np.float64]) -> NDArray[np.intp]:
        """The rows of `dead` at some shares of the futures."""
        below = np.cumsum(self.dead["weight"].to_numpy())
        return np.minimum(np.searchsorted(below, shares - 1e-12), len(below) - 1)

    def dead_at(self, share: float) -> float:
        """So many dead or fewer have this share of the futures."""
        return float(self.dead["dead"].iloc[int(self.quantiles(np.array([share]))[0])])

    def at_least(self, number: float, column: str = "dead") -> float:
        """The share of the futures with at least so many dead."""
        return float(self.dead.loc[self.dead[column] >= number, "weight"].sum())
