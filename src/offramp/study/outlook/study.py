"""The outlook of a run: every measure with its intervals, the answer as a paragraph, the futures to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import Estimate, estimate, groups, standardise, structured, worst_plausible
from offramp.analysis.truth import Bound
from offramp.ensemble import Address, Ensemble
from offramp.results import Manifest
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.reading.catalogue import built_in
from offramp.scenario.reading.joint import group
from offramp.study.shared.record import Record

from .dead import dead
from .measured import Measured
from .paragraph import paragraph
from .typical import told, traits

TYPICAL = 3
MOST_ASKED = 3  # questions of the case's own that the paragraph answers
UNKNOWN = Estimate(None, None, None)


@dataclass(frozen=True)
class Outlook(Record):
    """The answer to a case's question; the number of futures in its JSON object is that of the finished ones.

    Attributes
    ----------
    ensemble : Ensemble
        The futures that it rests on.
    measures : mapping of str to Measured
    paragraph : str
        The answer in plain words.
    typical : tuple of Address
        Futures that stand for the others, the largest group first.
    worst : Address or None
        One of the worst that is still plausible: at 97 in 100 by deaths, then by rung.
    shares : tuple of float
        The share of the futures for which each of the typical ones stands.
    """

    KEYS = (
        "manifest.case manifest.hash manifest.seed manifest.draws manifest.runs_per_draw runs:manifest.done"
        " manifest.complete draws_played manifest.days manifest.turn manifest.as_of ?posterior:together"
        " manifest.evidence manifest.seconds runs_per_second manifest.device rules luck_level measures"
    )

    ensemble: Ensemble
    measures: Mapping[str, Measured]
    paragraph: str
    typical: tuple[Address, ...]
    worst: Address | None
    shares: tuple[float, ...] = ()

    @property
    def manifest(self) -> Manifest:
        """How the futures came about."""
        return self.ensemble.manifest

    @property
    def draws_played(self) -> int:
        """Draws of which a future is finished."""
        return len(self.ensemble.sample[0])

    @property
    def runs_per_second(self) -> float | None:
        """Finished futures by second; None for a run that took no time."""
        made = self.manifest
        return round(made.done / made.seconds, 1) if made.seconds else None

    @property
    def rules(self) -> tuple[str, ...]:
        """The decision rules that were played; that of the estimates first."""
        return tuple(self.ensemble.rules)

    @property
    def together(self) -> str:
        """How dials are drawn that the fit set together, in a sentence or two; empty if each is drawn by itself."""
        says, peaks = group(self.ensemble.scenario).says, len(self.ensemble.rivals) - len(self.ensemble.rules) + 1
        return f"{says} The third bar spans {peaks} lower peaks of it, too." if peaks > 0 else says

    def to_json(self) -> str:
        """The summary as text."""
        return json.dumps(self.summary(), ensure_ascii=False, indent=1, allow_nan=False)


def outlook(ensemble: Ensemble) -> Outlook:
    """Work out the answer of an ensemble."""
    measures = measure(ensemble)
    typical, worst, shares = to_read(ensemble)
    found = {name: each.found for name, each in measures.items()}
    values = ensemble.measures()
    killed = dead(values["deaths_military"], values["deaths_civilian"], ensemble.weights())
    asked = [*answered(ensemble)][:MOST_ASKED]
    words = paragraph(ensemble.scenario, ensemble.manifest, found, len(ensemble.sample[0]), killed, asked)
    return Outlook(ensemble, measures, words, typical, worst, shares)


def answered(ensemble: Ensemble) -> Iterator[tuple[str, Estimate]]:
    """The questions of a case about measures of its own that a run can answer: what each says, with its chance.

    A run answers a question that is about as many days as its measure, or as were played.
    """
    case, values, weights = ensemble.scenario, ensemble.measures(), ensemble.weights()
    for question in sorted(case.questions.values(), key=lambda each: each.within):
        days = case.measures[question.measure].window[1] or ensemble.manifest.days
        if question.measure in built_in() or days != question.within:
            continue
        came = Bound.read(question.passes).met(values[question.measure])
        yield question.says, estimate(np.asarray(came, np.float64), "probability", weights)


def measure(ensemble: Ensemble) -> dict[str, Measured]:
    """Every measure with its error bars."""
    notes, weights = ensemble.manifest.measures, ensemble.weights()
    rivals = [(each.measures(), each.weights()) for each in ensemble.rivals]

    def one(name: str, values: NDArray[np.float64]) -> Measured:
        note = notes[name]
        statistic = KINDS[note.kind].statistic
        found = UNKNOWN  # where no day of it was played
        if ensemble.scenario.measures[name].window[0] <= ensemble.manifest.days:
            others = [estimate(rival[name], statistic, theirs) for rival, theirs in rivals]
            found = structured(estimate(values, statistic, weights), others)
        return Measured(name, note.says, **vars(found), unit=note.unit, period=note.period, statistic=statistic)

    return {name: one(name, values) for name, values in ensemble.measures().items()}


def to_read(ensemble: Ensemble) -> tuple[tuple[Address, ...], Address | None, tuple[float, ...]]:
    """Choose the futures to read among those whose acts are kept: the typical ones, and the worst plausible one.

    A typical one is near the middle of its group and has few rare acts. Last comes the share of the futures for which
    each of the typical ones stands.
    """
    kept = ensemble.kept
    if not len(kept):
        return (), None, ()

    def address(row: int) -> Address:
        return ensemble.address(kept["draw"].iloc[row], kept["run"].iloc[row])

    deaths = kept["deaths_military"] + kept["deaths_civilian"]
    worst = worst_plausible(deaths.to_numpy(np.float64), kept["peak_rung"].fillna(0).to_numpy(np.float64))
    points = standardise(traits(kept, ensemble.manifest.days))
    found = groups(points, TYPICAL)
    nearest = np.argmin([((points - points[row]) ** 2).sum(1) for row, _ in found], axis=0)
    alike = [(np.flatnonzero(nearest == i), row) for i, (row, _) in enumerate(found)]
    rows = told(ensemble.scenario, kept, ensemble.events, points, alike)
    return tuple(map(address, rows)), address(worst), tuple(share for _, share in found)
