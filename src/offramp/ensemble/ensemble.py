"""A finished run, opened: its manifest, tables, measures and addresses of futures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import RULES, Clock
from offramp.errors import AddressError
from offramp.game import Draws
from offramp.results import Answer, Manifest, RunFolder, answers
from offramp.results.folder import ABLATION, MANIFEST
from offramp.scenario import Scenario
from offramp.scenario.asof import as_of
from offramp.scenario.scenario import PEAKS

from .address import HASH_LETTERS, Address, parse
from .rivals import is_rival

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Ensemble:
    """Many futures of one case; tables are read when they are first asked for.

    Attributes
    ----------
    folder : RunFolder
        Where the tables lie; a temporary one lives as long as this object.
    manifest : Manifest
    """

    folder: RunFolder
    manifest: Manifest

    def __repr__(self) -> str:
        """One line; the tables and the manifest have the rest."""
        made = self.manifest
        head = f"{made.case}@{made.hash[:HASH_LETTERS]}, {made.done:,} futures of {made.draws:,} draws"
        return f"<{type(self).__name__} {head}, {made.days:,} days from {made.as_of}>"

    @classmethod
    def open(cls, path: str | Path) -> Ensemble:
        """Open a run folder.

        Raises
        ------
        RunError
            If it is none.
        """
        folder = RunFolder(Path(path))
        return cls(folder, folder.manifest())

    @cached_property
    def scenario(self) -> Scenario:
        """The case as it was run: after what was set, as of the day that was asked for."""
        return as_of(self.folder.scenario(self.manifest), self.manifest.as_of)

    @property
    def clock(self) -> Clock:
        """In which steps it was played."""
        return Clock.of(self.manifest.days, self.manifest.turn)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row for each future, with every measure."""
        return self.folder.frame("runs", self.manifest)

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row for each act of the futures whose acts are kept."""
        return self.folder.frame("events", self.manifest)

    @cached_property
    def rungs(self) -> pd.DataFrame:
        """How many futures were on each rung, by turn."""
        return self.folder.frame("rungs", self.manifest)

    @cached_property
    def draws(self) -> pd.DataFrame:
        """The value of every dial in each draw."""
        return self.folder.frame("draws", self.manifest)

    @cached_property
    def options(self) -> pd.DataFrame:
        """Everything that could be done."""
        return self.folder.frame("options", self.manifest)

    def measures(self) -> dict[str, NDArray[np.float64]]:
        """Every measure as [draw, run], NaN where it is empty; of an unfinished run, the futures of `sample`."""
        runs, (draws, each) = self.runs, self.sample
        rows = runs[runs["draw"].isin(draws) & (runs["run"] < each)]
        return {name: rows[name].to_numpy(np.float64).reshape(len(draws), each) for name in self.manifest.measures}

    def weights(self) -> NDArray[np.float64] | None:
        """How much each draw of `measures` counts; None where all count the same."""
        if not self.manifest.evidence.used:
            return None
        return np.asarray(self.draws["weight"], np.float64)[self.sample[0]]

    @cached_property
    def sample(self) -> tuple[NDArray[np.intp], int]:
        """The draws that estimates rest on, and how many runs of each: all of a finished run.

        Of an unfinished one, the runs that every draw has. Where some draws have none, those draws that have most runs.
        """
        counts = np.bincount(self.runs["draw"], minlength=self.manifest.draws)
        each = int(counts.min() or counts.max())
        return np.flatnonzero(counts >= each), each

    def assumptions(self) -> Draws:
        """Every quantity in each draw, as the futures had it."""
        known = np.zeros(self.manifest.draws)
        values = {path: each.at(known) for path, each in self.scenario.quantities() if not each.is_range}
        dials = {path: self.draws[path].to_numpy() for path in self.scenario.dials()}
        return Draws(values | dials, self.manifest.seed)

    @cached_property
    def ablation(self) -> pd.DataFrame | None:
        """What changes when a causal system is switched off, if that was asked for."""
        if not self.folder.file(ABLATION).is_file():
            return None
        return self.folder.frame(ABLATION, self.folder.manifest())  # written after the run, hence in a later manifest

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What else was asked of it and is kept in its folder; see `Answer.stale` for those of another state."""
        return answers.kept(self.folder.answers)

    @cached_property
    def rivals(self) -> tuple[Ensemble, ...]:
        """The same futures under other decision rules or about other peaks, where they were played to the end."""
        places = {name: RunFolder(self.folder.rival(name)) for name in (*RULES, *PEAKS)}
        found = {name: place.manifest() for name, place in places.items() if (place.path / MANIFEST).is_file()}
        case = self.folder.scenario(self.manifest) if found else None
        return tuple(
            Ensemble(places[name], made)
            for name, made in found.items()
            if case is not None and is_rival(name, made, self.manifest, case)
        )

    @property
    def rules(self) -> tuple[str, ...]:
        """The decision rules that were played, its own first."""
        return tuple(dict.fromkeys([self.manifest.rule, *(each.manifest.rule for each in self.rivals)]))

    @property
    def kept(self) -> pd.DataFrame:
        """The rows of `runs` whose acts are kept."""
        return self.runs[self.runs["run"] < self.manifest.keep]

    def address(self, draw: int, run: int) -> Address:
        """The address of one of its futures."""
        note = self.manifest
        return Address(
            case=note.case,
            hash=note.hash[:HASH_LETTERS],
            version=note.versions["offramp"],
            seed=note.seed,
            as_of=dt.date.fromisoformat(note.as_of),
            turns=note.days // note.turn,
            draw=int(draw),
            run=int(run),
            rule=note.rule,
            turn_days=note.turn,
        )

    def refuse_another(self, place: Address) -> None:
        """Raise AddressError unless it is the address of one of its futures."""
        note = self.manifest
        if place != (right := self.address(place.draw, place.run)):
            raise AddressError(f"{place}: no future of this ensemble; {right} would be")
        if place.draw >= note.draws or place.run >= note.runs_per_draw:
            raise AddressError(f"{place}: there are only {note.draws} draws of {note.runs_per_draw} runs")

    def acts(self, address: str | Address) -> pd.DataFrame:
        """The acts of one of its futures.

        Raises
        ------
        AddressError
            If it is no future of this ensemble, or one whose acts were not kept.
        """
        place = address if isinstance(address, Address) else parse(address)
        self.refuse_another(place)
        known = self.kept[["draw", "run"]].to_numpy()
        if not (known == (place.draw, place.run)).all(1).any():
            raise AddressError(f"{place}: its acts were not kept; run with keep='all', or replay it")
        found: Any = self.events
        return found[(found["draw"] == place.draw) & (found["run"] == place.run)]
