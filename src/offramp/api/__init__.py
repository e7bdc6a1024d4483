"""The public face: what `import offramp as off` hands on. Every verb of the command line is a function here.

>>> import offramp as off
>>> answer = off.run("baghdad-2020", runs=2_000, draws=16)  # doctest: +SKIP
>>> answer.outlook.paragraph  # doctest: +SKIP
>>> answer.figures["days"]  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from offramp.api.inspection import blind as blind
from offramp.api.inspection import explain as explain
from offramp.api.inspection import state as state
from offramp.api.pregame import Pregame as Pregame
from offramp.api.questions import *  # noqa: F403 - one function for each question
from offramp.ensemble import Address, Ensemble, Settings
from offramp.ensemble import run as play
from offramp.scenario import Scenario
from offramp.scenario import cases as shipped
from offramp.scenario import load as read
from offramp.scenario.lint import Report
from offramp.scenario.lint import check as examine
from offramp.study.forecasting.ledger import Ledger
from offramp.study.forecasting.surprises import RUNS, Foreseen, forecasts
from offramp.study.stories import replay as retell
from offramp.study.stories.side_by_side import Beside
from offramp.study.stories.story import Story

if TYPE_CHECKING:
    from offramp.ensemble.execute import Progress
    from offramp.history import History
    from offramp.study.forecasting.scores import Scores


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

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or the path of a case file.
    out : str or Path, optional
        The run folder; without one, nothing is kept on disk.
    keep : int or {"all"}
        Of about how many futures every act is kept.
    resume : bool
        Finish what an interrupted run left in the folder.
    force : bool
        Write over another run in the folder.
    structure : bool
        Play the same futures under the other rule, too, for the third error bar.
    progress : callable or Work, optional
        Called with the futures done and the futures in all.
    **settings
        As in `offramp.ensemble.Design`.
    """
    made = play(
        case, out=out, keep=keep, resume=resume, force=force, structure=structure, progress=progress, **settings
    )
    return Pregame.of(made)


def show(folder: str | Path) -> Pregame:
    """Open a run folder again."""
    return Pregame.of(Ensemble.open(folder))


def replay(address: str | Address, case: str | Path | None = None, sets: Mapping[str, str] | None = None) -> Story:
    """Play one future again from its address and tell it; see `offramp.study.stories.replay`.

    Parameters
    ----------
    address : str or Address
        Of the future, as a report or a run shows it.
    case : str or Path, optional
        The file of a case that is not shipped, or the folder of its run.
    sets : mapping of str to str, optional
        What was set in that run, by the paths of quantities.
    """
    return retell.replay(address, case, sets)


def beside(address: str | Address, case: str | Path | None = None, sets: Mapping[str, str] | None = None) -> Beside:
    """Play both worlds of a pair again and tell them together; see `offramp.study.stories.replay.beside`.

    Parameters
    ----------
    address : str or Address
        Of a future of either world of a pair.
    case : str or Path, optional
        The file of a case that is not shipped, or the folder of its run.
    sets : mapping of str to str, optional
        What was set in that run, by the paths of quantities.
    """
    return retell.beside(address, case, sets)


def surprises(
    case: str | Path, as_of: str | None = None, seed: int = 1, progress: Progress | None = None, runs: int = RUNS
) -> Foreseen:
    """Forecast every event of a case's record from fourteen days before it; `each.surprise` says which were not seen.

    Nothing after the case's start is read unless `as_of` names a later day.

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or the path of a case file.
    as_of : str, optional
        The last day of which events are forecast; the case's start if left out.
    seed : int
        The luck of the futures.
    progress : callable or Work, optional
        Called with the days done and the days in all.
    runs : int
        Futures before each day of which events are forecast, rounded up to whole blocks.
    """
    return forecasts(case, until=as_of, seed=seed, progress=progress, runs=runs)


def history(data: str | Path | None = None) -> History:
    """Read the official files of ICB and MID: their tables, and which rules for odd rows were needed."""
    from offramp.history import read_history  # what only history needs is slow to import

    return read_history(data)


def scores(
    files: Sequence[str | Path],
    *,
    data: str | Path | None = None,
    split: str = "public",
    against: str = "best",
    truth: str | Path | None = None,
    baselines: str | Path | None = None,
) -> Scores:
    """Score files of forecasts beside the baselines; see `offramp.study.forecasting.scores` and `docs/scores.md`.

    Parameters
    ----------
    files : sequence
        Files of forecasts (CSV).
    data : str or Path, optional
        The folder of data; the one that OFFRAMP_DATA names if left out.
    split : str
        Which part of the cases: the folder within `cases` and `predictions` of the data.
    against : str
        A baseline, another file, or "best": for each target the baseline with the best score.
    truth : str or Path, optional
        The folder of truth.csv; that of the split if left out.
    baselines : str or Path, optional
        The folder of the baselines' forecasts; that of the split if left out.
    """
    from offramp.study.forecasting.scores import scores as score

    return score(files, data, split, against, truth, baselines)


def ledger(file: str | Path = "ledger.jsonl") -> Ledger:
    """Open a ledger of forecasts: written down, resolved, scored, and never changed; see `docs/scores.md`."""
    return Ledger(file)
