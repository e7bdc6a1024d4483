"""Functions that look into a case: the state of its world at a start, one of its dials, and its weeks for a class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from offramp.ensemble import Settings
from offramp.study.blind.study import Blind
from offramp.study.blind.study import blind as mixed
from offramp.study.explain.study import Explained
from offramp.study.explain.study import explain as look_up
from offramp.study.state.study import WorldState
from offramp.study.state.study import state as at_start

if TYPE_CHECKING:
    from offramp.ensemble.execute import Progress


def state(
    case: str | Path,
    *,
    as_of: str | None = None,
    actor: str | None = None,
    event: str | None = None,
    draws: int = 64,
    seed: int = 1,
    sets: Mapping[str, str] | None = None,
) -> WorldState:
    """Read the state of a world on the evening of its start, and what each event of the record did to it.

    See `offramp.study.state.study.state` and `docs/state.md`.

    >>> import offramp as off
    >>> off.state("baghdad-2020", actor="iran").events[0].id  # doctest: +SKIP

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or the path of a case file.
    as_of : str, optional
        Another day, with what had happened by then.
    actor : str, optional
        Leave out whatever is not about this actor.
    event : str, optional
        Leave out all other events.
    draws : int
        Settings of the dials.
    seed : int
        Of these settings.
    sets : mapping of str to str, optional
        Quantities and switches to set, by their paths.
    """
    return at_start(case, as_of=as_of, actor=actor, event=event, draws=draws, seed=seed, sets=sets)


def explain(
    path: str,
    *,
    case: str | Path | None = None,
    run: str | Path | None = None,
    play: bool = False,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Explained:
    """Say what a quantity is, what it rests on, who reads it, and what it moves; of a prefix, list what is below it.

    See `offramp.study.explain.study.explain` and `docs/explain.md`.

    >>> import offramp as off
    >>> off.explain("actors.iran.tempo").quantities[0].value  # doctest: +SKIP

    Parameters
    ----------
    path : str
        Of a quantity, or the beginning of a path.
    case : str or Path, optional
        Id or file of the case; that of `run`, or the first that is shipped, if left out.
    run : str or Path, optional
        A run folder that keeps a sensitivity answer, for the quantity's share of the variance.
    play : bool
        Play the same futures with the quantity at both ends of its range.
    progress : callable or Work, optional
        Called with the futures done and the futures in all.
    **settings
        As in `offramp.ensemble.Design`.
    """
    return look_up(path, case=case, run=run, play=play, progress=progress, **settings)


def blind(
    case: str | Path,
    *,
    weeks: int = 20,
    seed: int = 1,
    sets: Mapping[str, str] | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Blind:
    """Mix real weeks with played ones, for a class that does not know which is which.

    The new folder `out` gets the weeks as a page and as text, and their key in a file of its own. See `docs/blind.md`.

    >>> import offramp as off
    >>> off.blind("baghdad-2020", weeks=10, out="out/weeks")  # doctest: +SKIP

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or the path of a case file.
    weeks : int
        How many, an even number: half of them happened.
    seed : int
        The lot that picks the weeks, and the luck of those that are played.
    sets : mapping of str to str, optional
        Quantities and switches to set, by their paths.
    out : str or Path, optional
        The folder of the page and of its key; without one, nothing is written.
    progress : callable or Work, optional
        Called with the played weeks done and in all.
    """
    from offramp.report import blind as report  # what draws pages is slow to import

    if out is not None:
        report.refuse_existing(out)
    made = mixed(case, weeks=weeks, seed=seed, sets=sets, progress=progress)
    if out is not None:
        report.write(made, out)
    return made
