"""Forecast the named questions of a case from its start, and score them by what came about.

One crisis proves nothing about a forecaster. Its questions hang together, and who wrote the case knows how it went on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from offramp.analysis import Estimate
from offramp.analysis.estimates import LUCK
from offramp.analysis.scores import brier
from offramp.analysis.truth import Bound
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.player import Player
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario.questions import Claim, Question, Test
from offramp.study.claims.judge import tested
from offramp.study.claims.required_worlds import Arm, Docket
from offramp.study.claims.result import Tested, bars
from offramp.study.claims.session import Court
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

if TYPE_CHECKING:
    import pandas as pd

RUNS, DRAWS = 16_384, 128


@dataclass(frozen=True)
class Foretold:
    """One question: how likely it was called, how often such things come about, and whether it did.

    Attributes
    ----------
    id : str
    question : Question
    chance : Estimate
        With its three bars.
    came : bool or None
        None where the later record does not reach so far, or cannot say.
    until : str
        The last day that counts.
    """

    id: str
    question: Question
    chance: Estimate
    came: bool | None
    until: str

    @classmethod
    def of(cls, id: str, question: Question, found: Tested) -> Foretold:
        """Read it off what a court found."""
        later = found.later
        came = None if later.value is None else bool(Bound.read(question.passes).met(later.value))
        return cls(id, question, found.found, came if later.whole or came else None, later.until)

    def score(self, chance: float | None) -> float | None:
        """The Brier score of a chance: 0 is best, .25 is what half and half gets, 1 is worst."""
        return None if chance is None or self.came is None else float(brier(chance, float(self.came)))

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        asked = self.question
        about = {
            "says": asked.says,
            "measure": asked.measure,
            "days": asked.within,
            "until": self.until,
            "came": self.came,
        }
        base = {"base": asked.base, "base_says": asked.base_says, "source": list(asked.source or ())}
        scores = {"brier": self.score(self.chance.estimate), "base_brier": self.score(asked.base)}
        return {**about, **bars(self.chance), **base, **scores, "voices": [each.model_dump() for each in asked.voices]}


@dataclass(frozen=True, kw_only=True)
class Aftermath(ResultHead):
    """The questions of a case, foretold and scored.

    Attributes
    ----------
    evidence : Evidence
    questions : tuple of Foretold
    """

    evidence: Evidence
    questions: tuple[Foretold, ...]

    @property
    def scores(self) -> dict[str, Any]:
        """The mean Brier scores over the questions that have an answer and a base rate, and how many these are."""
        both = [each for each in self.questions if each.came is not None and each.question.base is not None]
        mine, base = ([each.score(which(each)) for each in both] for which in (_own, _base))
        mean = {"foretold": mine, "base_rate": base}
        found = {name: float(np.mean(some)) if some else None for name, some in mean.items()}  # type: ignore[arg-type]
        return {"questions": len(both), "crises": 1, **found}

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each question."""
        drop = ("voices", "source")
        rows = [{k: v for k, v in each.summary().items() if k not in drop} for each in self.questions]
        return frame([{"question": each.id, **row} for each, row in zip(self.questions, rows, strict=True)], "question")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp aftermath --json` prints."""
        about = {**self.head, "evidence": asdict(self.evidence), "seconds": self.seconds, "luck_level": LUCK}
        return {**about, "scores": self.scores, "questions": {each.id: each.summary() for each in self.questions}}


def _own(each: Foretold) -> float | None:
    return each.chance.estimate


def _base(each: Foretold) -> float | None:
    return each.question.base


def aftermath(
    case: str | Path,
    *,
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Aftermath:
    """Foretell the named questions of a case and score them by its aftermath.

    Parameters
    ----------
    case : str or Path
    structure : bool
        Play the other decision rules, too: what they move is the third error bar.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; 16,384 futures of 128 draws if left out. `days` and `turn` are not used: each
        question says how far it is played.

    Raises
    ------
    CaseError
        If the case is faulty or has no questions.
    """
    work = Work.of(progress)
    draws = settings.get("draws", DRAWS)
    kept = {name: value for name, value in settings.items() if name not in ("days", "turn", "draws", "runs")}
    design = Design(case, draws=draws, runs=settings.get("runs", RUNS), **kept)  # type: ignore[arg-type]
    setup = Setup.of(design)
    asked = setup.as_set
    if not asked.questions:
        raise CaseError(Fault(asked.case, None, "questions", "none", "at least one, to be foretold"))
    rules = design.rules(structure)
    claims = {name: _claim(each) for name, each in asked.questions.items()}
    start = None if design.as_of is None else str(design.as_of)
    docket = Docket.of(asked, (claim.tests[0] for claim in claims.values()), start)
    court = Court(asked, design, rules, Player(engine, work), docket).play_all()
    found = tuple(Foretold.of(name, asked.questions[name], tested(court, claim, 0)) for name, claim in claims.items())
    return Aftermath(
        **ResultHead.of(setup, court.plan(_longest(court)), rules, work.seconds),
        evidence=court.record,
        questions=tuple(sorted(found, key=lambda each: (each.question.within, each.id))),
    )


def _longest(court: Court) -> Arm:
    return max(court.arms, key=lambda arm: arm.days)


def _claim(asked: Question) -> Claim:
    """A question as a court takes it."""
    test = Test(measure=asked.measure, passes=asked.passes, within=asked.within, statistic="probability", holds="> 0.5")
    return Claim(source="", voice="", says=asked.says, tests=(test,))


def told(made: Aftermath) -> Sequence[str]:
    """What the scores say, and what they do not, in sentences."""
    found = made.scores
    if not found["questions"]:
        return ("Nothing to score: no question has an answer and a base rate.",)
    better = (
        "nearer to what came about than"
        if found["foretold"] < found["base_rate"]
        else "no nearer to what came about than"
    )
    return (
        f"Mean Brier score over {found['questions']} questions: {found['foretold']:.2f} foretold, "
        f"{found['base_rate']:.2f} by base rates (0 is best, half and half gets .25): {better} base rates.",
        "It is one crisis, its questions hang together, and who wrote the case knows how it went on: it proves "
        "nothing. How often the model is right shows on disputes it was not fitted on (offramp scores).",
    )
