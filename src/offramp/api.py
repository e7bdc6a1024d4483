"""The public face: what `import offramp as off` hands on. Every verb of the command line is a function here.

>>> import offramp as off
>>> answer = off.run("baghdad-2020", runs=2_000, draws=16)  # doctest: +SKIP
>>> answer.outlook.paragraph  # doctest: +SKIP
>>> answer.figures["fan"]  # doctest: +SKIP
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack

from offramp.ensemble import Address, Ensemble, Settings
from offramp.ensemble import run as play
from offramp.scenario import Scenario
from offramp.scenario import cases as shipped
from offramp.scenario import load as read
from offramp.scenario.lint import Report
from offramp.scenario.lint import check as examine
from offramp.study import replay as retell
from offramp.study.ablate import Ablation
from offramp.study.ablate import ablate as switch_off
from offramp.study.compare import Comparison
from offramp.study.compare import compare as in_pairs
from offramp.study.offramps import Offramps
from offramp.study.offramps import offramps as every_exit
from offramp.study.outlook import Outlook, outlook
from offramp.study.shelf import Shelf
from offramp.study.story import Story
from offramp.study.surprises import Surprise, forecasts

if TYPE_CHECKING:
    import pandas as pd

    from offramp.ensemble.execute import Progress


class Pregame(Ensemble):
    """An ensemble with its answer: tables as data frames, figures and stories, at home in a notebook."""

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
        from offramp.report import figures

        return figures(self.outlook)

    def report(self, path: str | Path | None = None) -> Path:
        """Write the report; into the run folder if no path is given."""
        from offramp.report import write

        return write(self.outlook, Path(path or self.folder.path / "report.html"))

    def story(self, address: str | Address) -> Story:
        """Tell one of the futures, with why each actor chose as it did."""
        return retell.stories(self, [address])[0]

    def _repr_html_(self) -> str:
        columns = self.estimates[["estimate", "luck", "assumptions", "unit", "period"]]
        paragraph = html.escape(self.outlook.paragraph)
        return f"<h3>{html.escape(self.manifest.title)}</h3><p>{paragraph}</p>{columns.to_html(float_format='%.3g')}"


def cases() -> dict[str, str]:
    """List the shipped cases: their ids and titles."""
    return shipped()


def load(case: str | Path, sets: Mapping[str, str] | None = None) -> Scenario:
    """Load a case by its id or file, and set quantities and switches by their paths."""
    return read(case, dict(sets or {}))


def check(case: str | Path) -> Report:
    """Say what a case holds, and remark on its judgement; a faulty one raises CaseError."""
    return examine(case)


def run(
    case: str | Path,
    *,
    out: str | Path | None = None,
    keep: int | Literal["all"] = 2_000,
    resume: bool = False,
    force: bool = False,
    structure: bool = False,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Pregame:
    """Play many futures of a case.

    Which futures is said by `runs`, `draws`, `days`, `turn`, `seed`, `sets`, `as_of`, `evidence` and `rule`: see
    `offramp.ensemble.Design`. What becomes of them by the others: see `offramp.ensemble.run`.
    """
    made = play(
        case, out=out, keep=keep, resume=resume, force=force, structure=structure, progress=progress, **settings
    )  # fmt: skip
    return _pregame(made)


def show(folder: str | Path) -> Pregame:
    """Open a run folder again."""
    return _pregame(Ensemble.open(folder))


def ablate(
    case: str | Path,
    *,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Ablation:
    """Switch each causal system off in paired futures; see `offramp.study.ablate`."""
    return switch_off(case, out=out, progress=progress, **settings)


def compare(
    case: str | Path,
    *,
    without: str | None = None,
    offramps: Sequence[str] = (),
    measures: Sequence[str] = (),
    structure: bool = False,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Comparison:
    """Play the same futures with an event or off-ramps and without, or as set and as the case stands.

    The run folder `out` keeps the answer, and its report shows it. See `docs/compare.md`.

    >>> import offramp as off
    >>> off.compare("baghdad-2020", without="killing", days=365, turn="week").table  # doctest: +SKIP
    """
    both = bool(without or offramps)  # then what is set is set in both worlds, and the case is the one that is set
    shelf = Shelf.at(out, case, settings if both else {**settings, "sets": None})
    made = in_pairs(
        case, without=without, offramps=offramps, measures=measures, structure=structure, progress=progress, **settings
    )  # fmt: skip
    shelf.keep("compare", made.summary(), made.asked)
    return made


def offramps(
    case: str | Path,
    *,
    only: Sequence[str] = (),
    risk: str | None = None,
    measures: Sequence[str] = (),
    thorough: bool = False,
    minutes: float | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Offramps:
    """Try every off-ramp of a case, the best of them on other days and in pairs; see `docs/offramps.md`.

    The run folder `out` keeps the answer, and its report shows it.

    >>> import offramp as off
    >>> off.offramps("baghdad-2020").table  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, settings)
    made = every_exit(
        case, only=only, risk=risk, measures=measures, thorough=thorough, minutes=minutes, progress=progress, **settings
    )  # fmt: skip
    shelf.keep("offramps", made.summary())
    return made


def replay(address: str | Address, case: str | Path | None = None, sets: Mapping[str, str] | None = None) -> Story:
    """Play one future again from its address and tell it; see `offramp.study.replay`."""
    return retell.replay(address, case, sets)


def surprises(
    case: str | Path, as_of: str | None = None, seed: int = 1, progress: Progress | None = None
) -> list[Surprise]:
    """Forecast every event of a case's record from fourteen days before it; `each.surprise` says which were not seen.

    Nothing after the case's start is read unless `as_of` names a later day.
    """
    return forecasts(case, until=as_of, seed=seed, progress=progress)


def _pregame(made: Ensemble) -> Pregame:
    return Pregame(**{each.name: getattr(made, each.name) for each in fields(made)})
