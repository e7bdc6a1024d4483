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
    """
    from offramp.report import blind as report  # what draws pages is slow to import

    if out is not None:
        report.refuse_existing(out)
    made = mixed(case, weeks=weeks, seed=seed, sets=sets, progress=progress)
    if out is not None:
        report.write(made, out)
    return made
