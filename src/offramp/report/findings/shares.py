"""Count a report's futures by draw weight: by act, by highest rung and by number of dead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from offramp.scenario.ladder import VIOLENT
from offramp.study.outlook.dead import Ranked

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
    def of_all(self) -> NDArray[np.float64]:
        """What every future counts, in the order of the table of runs; all together 1."""
        import pandas as pd

        weight = self.weights(pd.MultiIndex.from_frame(self.material.runs[ADDRESS])).to_numpy()
        return np.asarray(weight / weight.sum())

    @cached_property
    def peaks(self) -> dict[int, float]:
        """The share of all futures by their highest rung, the most frequent first."""
        import pandas as pd

        rungs = self.material.runs["peak_rung"].fillna(0).astype(int).to_numpy()
        counted = pd.Series(self.of_all).groupby(rungs).sum()
        return {int(rung): float(share) for rung, share in counted.sort_values(ascending=False, kind="stable").items()}

    @cached_property
    def dead(self) -> Ranked:
        """All futures by their dead."""
        runs = self.material.runs
        military, civilian = (runs[f"deaths_{who}"].fillna(0).to_numpy(float) for who in ("military", "civilian"))
        return Ranked.of(military, civilian, self.of_all)
