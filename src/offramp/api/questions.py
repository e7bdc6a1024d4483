"""The questions that can be asked of a case, one function each; a run folder `out` keeps the answer for its report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.api.verb import verb
from offramp.ensemble import Settings
from offramp.study.ablation.study import Ablation
from offramp.study.ablation.study import ablate as switch_off
from offramp.study.claims.study import Verdicts
from offramp.study.claims.study import claims as in_court
from offramp.study.compare.question import Compare
from offramp.study.diff.study import Diff
from offramp.study.diff.study import diff as two_files
from offramp.study.forecasting.aftermath import Aftermath
from offramp.study.forecasting.aftermath import aftermath as as_it_came
from offramp.study.offramps.question import AskOfframps
from offramp.study.roadmap.result import Roadmap
from offramp.study.roadmap.study import roadmap as plan_for
from offramp.study.sensitivity.study import Sensitivity
from offramp.study.sensitivity.study import sensitivity as what_carries
from offramp.study.shared.answer_store import Shelf

if TYPE_CHECKING:
    from offramp.ensemble.execute import Progress

compare = verb(Compare)
offramps = verb(AskOfframps)


def ablate(
    case: str | Path,
    *,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Ablation:
    """Switch each causal system off in paired futures; see `offramp.study.ablation.study`."""
    return switch_off(case, out=out, progress=progress, **settings)


def sensitivity(
    case: str | Path,
    *,
    measures: Sequence[str] = (),
    dials: int = 16,
    structure: bool = False,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Sensitivity:
    """Find out which assumptions carry the answer, what knowing them is worth, and which early signs move the forecast.

    The run folder `out` keeps the answer, and its report shows it. See `docs/sensitivity.md`.

    >>> import offramp as off
    >>> off.sensitivity("baghdad-2020").table  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, settings)
    made = what_carries(case, measures=measures, dials=dials, structure=structure, progress=progress, **settings)
    shelf.keep("sensitivity", made.summary())
    return made


def diff(
    case: str | Path,
    other: str | Path,
    *,
    measures: Sequence[str] = (),
    structure: bool = False,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Diff:
    """Say what differs between two analysts' files of one crisis, and which difference moves the answer.

    The run folder `out` of the first one keeps the answer, and its report shows it. See `docs/diff.md`.

    >>> import offramp as off
    >>> off.diff("baghdad-2020", "my-case.yaml").table  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, settings)
    made = two_files(case, other, measures=measures, structure=structure, progress=progress, **settings)
    shelf.keep("diff", made.summary(), made.other)
    return made


def claims(
    case: str | Path,
    *,
    only: Sequence[str] = (),
    until: str | None = None,
    within: int | None = None,
    structure: bool = True,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Verdicts:
    """Judge the claims of a case, or say what would have to be true `until` something is so; see `docs/claims.md`.

    The run folder `out` keeps the answer, and its report shows it.

    >>> import offramp as off
    >>> off.claims("baghdad-2020").table  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, settings)
    made = in_court(case, only=only, until=until, within=within, structure=structure, progress=progress, **settings)
    shelf.keep("claims", made.summary(), until or " ".join(only))
    return made


def aftermath(
    case: str | Path,
    *,
    structure: bool = False,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Aftermath:
    """Foretell the named questions of a case from its start and score them by what came; see `docs/aftermath.md`.

    The run folder `out` keeps the answer, and its report shows it.

    >>> import offramp as off
    >>> off.aftermath("baghdad-2020").scores  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, settings)
    made = as_it_came(case, structure=structure, progress=progress, **settings)
    shelf.keep("aftermath", made.summary())
    return made


def roadmap(
    case: str | Path, *, seat: str, out: str | Path | None = None, progress: Progress | None = None, **asked: Any
) -> Roadmap:
    """Plan what comes next for one seat: first moves, the likely answers, the best replies; see `docs/roadmap.md`.

    `asked` is what `offramp.study.roadmap.study.roadmap` takes. The run folder `out` keeps the answer, and its report
    shows it.

    >>> import offramp as off
    >>> off.roadmap("baghdad-2020", seat="united-states").best.move.words  # doctest: +SKIP
    """
    shelf = Shelf.at(out, case, asked)
    made = plan_for(case, seat=seat, progress=progress, **asked)
    shelf.keep("roadmap", made.summary(), seat)
    return made
