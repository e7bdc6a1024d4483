"""The explaining study: what a quantity of a case is, what it rests on, who reads it, and what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Unpack

from offramp.ensemble import Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault
from offramp.results import RunFolder
from offramp.scenario import Quantity, Scenario, apply, case_hash, cases, load
from offramp.scenario.asof import as_of as on_day
from offramp.scenario.quantity import ASSUMED
from offramp.scenario.reading.defaults import library_quantities
from offramp.scenario.reading.notes import notes
from offramp.scenario.words import nearest, show
from offramp.study.shared.effects import Effect
from offramp.study.shared.record import Record
from offramp.wording.dials import spoken

from .distribution import distribution, kind_words
from .moves import Moves, moves
from .numbers import Changed, changed
from .shares import DialShare, shares

SWITCH = ".on"


@dataclass(frozen=True)
class Facts(Record):
    """What a case says of one quantity.

    Attributes
    ----------
    path, says : str
    value : str
        A number or a range, as an author writes it.
    is_range : bool
    kind, distribution : str
        What sort of number it is, and how its settings are spread, in words.
    sources : tuple of str
        Ids.
    cited : tuple of str
        Author, title and date of each; of what is assumed, that nobody measured it.
    because : str
    default : str or None
        What the library gives where an author says nothing; None if it has nothing.
    is_default : bool
        Whether the case has that.
    included : str or None
        The shared file, with the line, that gave the entry which holds it; None for what the case or the library says.
    """

    path: str
    says: str
    value: str
    is_range: bool
    kind: str
    distribution: str
    sources: tuple[str, ...]
    cited: tuple[str, ...]
    because: str
    default: str | None
    is_default: bool
    included: str | None = None


@dataclass(frozen=True)
class Explained(Record):
    """Answer about a quantity, or about all below the beginning of a path.

    Attributes
    ----------
    case, title, hash, as_of, path : str
    about : str
        What the path leads to, in words.
    quantities : tuple of Facts
        One, or all below a prefix.
    readers : tuple of Changed
        The numbers of the compiled case that depend on it; of one quantity only.
    run : str or None
        The run folder whose sensitivity answer was read.
    shares : tuple of DialShare
        Its shares of the variance there.
    moves : Moves or None
        What it moves from one end of its range to the other, if that was played.
    notes : mapping of str to str
        What the author of the case noted on it, on what holds it and on what it holds, by path.
    """

    KEYS = "case title hash as_of path about run quantities read:readers shares moves notes"

    case: str
    title: str
    hash: str
    as_of: str
    path: str
    about: str
    quantities: tuple[Facts, ...]
    readers: tuple[Changed, ...] = ()
    run: str | None = None
    shares: tuple[DialShare, ...] = ()
    moves: Moves | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_one(self) -> bool:
        """Whether it is about one quantity."""
        return [each.path for each in self.quantities] == [self.path]

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it moves beyond luck."""
        return self.moves.effects if self.moves else ()


def explain(
    path: str,
    *,
    case: str | Path | None = None,
    run: str | Path | None = None,
    play: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Explained:
    """Say what a quantity is, what it rests on, who reads it, and what it moves.

    Parameters
    ----------
    path : str
        Of a quantity, such as `actors.iran.tempo`, or its beginning, such as `actors.iran` or `world.rules`.
    case : str or Path, optional
        The case of `run`, or the first that is shipped, if left out.
    run : str or Path, optional
        A run folder that keeps a sensitivity answer: it says the quantity's share of the variance.
    play : bool
        Play the same futures with the quantity at both ends of its range.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of pairs, 1,024 if left out.

    Raises
    ------
    CaseError
        If the case is faulty, has no such path, or shares and moves are asked of what is no single range.
    RunError
        If the run folder keeps no sensitivity answer, or one about another case.
    """
    folder = None if run is None else RunFolder(Path(run))
    as_set = _case(case, folder, settings)
    asked = on_day(as_set, settings.get("as_of") or as_set.start)
    played = dict(asked.quantities())
    paths = played | dict(asked.unread())
    found = [path] if path in paths else [each for each in paths if each.startswith(f"{path}.")]
    if not found:
        raise _unknown(path, paths)
    _refuse(path, paths, played, run is not None, play)
    default = library_quantities(asked)
    one = path in paths
    return Explained(
        case=as_set.case,
        title=as_set.title,
        hash=case_hash(as_set),
        as_of=asked.start,
        path=path,
        about=_about(asked, path, one),
        quantities=tuple(_facts(asked, each, paths[each], default) for each in found),
        readers=changed(asked, path) if path in played else (),
        run=None if run is None else str(run),
        shares=shares(folder, as_set, path) if folder else (),
        moves=moves(asked, path, Work.of(progress), engine, settings) if play else None,
        notes=notes(asked, path),
    )


def _case(case: str | Path | None, folder: RunFolder | None, settings: Settings) -> Scenario:
    if case is None and folder is not None:
        made = folder.manifest()
        return apply(folder.scenario(made), settings.get("sets") or {})
    return apply(load(next(iter(cases())) if case is None else case), settings.get("sets") or {})


def _unknown(path: str, paths: Mapping[str, Quantity]) -> CaseError:
    parts = {".".join(each.split(".")[:n]) for each in paths for n in range(1, each.count(".") + 1)}
    allowed = "the path of a quantity, such as world.reciprocity.readiness, or its beginning, such as world.reciprocity"
    wanted = path.removesuffix(SWITCH) if path.endswith(SWITCH) else path
    hint = wanted if wanted in parts else nearest(path, [*paths, *sorted(parts)])
    return CaseError(Fault("PATH", None, "", show(path), allowed, hint))


def _refuse(path: str, paths: Mapping[str, Quantity], played: Mapping[str, Quantity], run: bool, play: bool) -> None:
    """Refuse to say what moves of what is not one range."""
    asked = [name for name, wanted in (("--run", run), ("--play", play)) if wanted]
    if not asked or (path in played and played[path].is_range):
        return
    why = "the beginning of a path" if path not in paths else "which no future reads"
    why = "which is known exactly" if path in played else why
    allowed = "the path of one quantity with a range that futures read"
    raise CaseError([Fault(name, None, "", f"{show(path)}, {why}", allowed) for name in asked])


def _about(case: Scenario, path: str, one: bool) -> str:
    if one:
        return spoken(case, path)
    part, _, key = path.partition(".")
    entry = getattr(case, part, {})
    named: Any = entry.get(key) if isinstance(entry, Mapping) else None
    name = getattr(named, "title", "") or getattr(named, "name", "") or path
    theory = getattr(named, "theory", "")
    switched = "" if getattr(named, "on", True) else "; it is switched off in this case"
    return f"{name} ({theory}){switched}" if theory else f"{name}{switched}"


def _facts(case: Scenario, path: str, quantity: Quantity, library: Mapping[str, Quantity]) -> Facts:
    default = library.get(path)
    return Facts(
        path=path,
        says=spoken(case, path),
        value=quantity.text(),
        is_range=quantity.is_range,
        kind=kind_words(quantity),
        distribution=distribution(quantity),
        sources=quantity.source or (ASSUMED,),
        cited=tuple(_cited(case, quantity.source or (ASSUMED,))),
        because=quantity.because,
        default=default.text() if default else None,
        is_default=default is not None and _same(default, quantity),
        included=case.included(path),
    )


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.text(), one.source, one.because) == (other.text(), other.source, other.because)


def _cited(case: Scenario, ids: Sequence[str]) -> Iterator[str]:
    for id in ids:
        source = case.sources.get(id)
        if source is None:
            yield "assumed: nobody has measured it"
        else:
            where = ", ".join(filter(None, (source.publisher, source.date)))
            yield f"{source.author}, “{source.title}”" + (f" ({where})" if where else "")
