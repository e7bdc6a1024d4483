"""Keep the answer to a question in the folder of a run of the same case, whose report then shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offramp import __version__
from offramp.errors import RunError
from offramp.results import Manifest, RunFolder
from offramp.results.answers import SAME, answer
from offramp.results.folder import MANIFEST
from offramp.scenario import apply, case_hash, load


@dataclass(frozen=True)
class AnswerStore:
    """A run folder that takes answers about its case; without a place it keeps nothing."""

    place: RunFolder | None = None
    about: Manifest | None = None

    @classmethod
    def at(cls, out: str | Path | None, case: str | Path, settings: Mapping[str, Any]) -> AnswerStore:
        """Open the store before the work begins, so that no answer is made for a folder that cannot take it.

        Parameters
        ----------
        out : path, optional
            A run folder of the same case; None keeps nothing.
        case : str or Path
        settings : mapping
            Of `offramp.ensemble.Settings`, those that say what the case is: `sets` and `as_of`.

        Raises
        ------
        RunError
            If there is no run yet, or one of another case, of another state of it, or as of another day.
        """
        if out is None:
            return cls()
        place = RunFolder(Path(out))
        if not (place.path / MANIFEST).is_file():
            raise RunError(f"{out}: no run to keep an answer with; offramp run {case} --out {out} makes one")
        scenario = apply(load(case), settings.get("sets") or {})
        mine = scenario.case, case_hash(scenario), str(settings.get("as_of") or scenario.start)
        made = place.manifest()
        theirs = [getattr(made, name) for name in SAME]
        if different := [name for name, one, other in zip(SAME, mine, theirs, strict=True) if one != other]:
            raise RunError(f"{out}: holds a run that differs in {', '.join(different)}; choose another --out")
        return cls(place, made)

    def keep(self, kind: str, body: Mapping[str, Any], asked: str = "") -> Path | None:
        """Keep an answer: the command, what it prints with --json, and what tells the question from others.

        Parameters
        ----------
        kind : str
            The command.
        body : mapping of str to Any
            What it prints with --json.
        asked : str
            What tells the question from others of its kind.
        """
        if self.place is None or self.about is None:
            return None
        return answer(kind, asked, self.about, __version__, body).write(self.place.answers)
