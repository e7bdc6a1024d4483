"""The result of a run for Python and notebooks: answer, tables, figures and stories."""

from __future__ import annotations

import html
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.ensemble import Address, Ensemble
from offramp.study.outlook.study import Outlook, outlook
from offramp.study.stories import replay
from offramp.study.stories.story import Story

if TYPE_CHECKING:
    import pandas as pd


class Pregame(Ensemble):
    """An ensemble with its answer: tables as data frames, figures and stories, at home in a notebook."""

    @classmethod
    def of(cls, made: Ensemble) -> Pregame:
        """Give an ensemble its answer."""
        return cls(**{each.name: getattr(made, each.name) for each in fields(made)})

    @cached_property
    def outlook(self) -> Outlook:
        """The answer: measures with their error bars, the paragraph, the futures to read."""
        return outlook(self)

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """Every measure with its error bars, one row for each."""
        import pandas as pd

        rows = {name: each.summary() for name, each in self.outlook.measures.items()}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The report's charts by name, as Plotly figures."""
        from offramp import report

        return report.figures(self.outlook)

    def report(self, path: str | Path | None = None) -> Path:
        """Write the report; into the run folder if no path is given."""
        from offramp import report

        return report.write(self.outlook, Path(path or self.folder.path / "report.html"))

    def brief(self, path: str | Path | None = None) -> Path:
        """Write the brief, two pages for print; into the run folder if no path is given."""
        from offramp import report

        return report.write_brief(self.outlook, Path(path or self.folder.path / "brief.html"))

    def story(self, address: str | Address) -> Story:
        """Tell one of the futures, with why each actor chose as it did."""
        return replay.stories(self, [address])[0]

    def replay(self, address: str | Address) -> Story:
        """Replay one of the futures: the same as its story. The case need not be named, since the run keeps it."""
        return self.story(address)

    def _repr_html_(self) -> str:
        columns = self.estimates[["estimate", "luck", "assumptions", "unit", "period"]]
        paragraph = html.escape(self.outlook.paragraph)
        return f"<h3>{html.escape(self.manifest.title)}</h3><p>{paragraph}</p>{columns.to_html(float_format='%.3g')}"
