"""Forecast the named questions of a case from its start, and score them by what came about.

One crisis proves nothing about a forecaster. Its questions are related, and who wrote the case knows how it went on.
"""

from __future__ import annotations

from offramp.analysis.truth import Bound
from offramp.ensemble.player import Player
from offramp.errors import CaseError, Fault
from offramp.scenario.questions import Claim, Question, Test
from offramp.study.claims.judge import tested
from offramp.study.claims.required_worlds import Arm, RequiredWorlds
from offramp.study.claims.result import Tested
from offramp.study.claims.session import Session
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .question import ScoreAftermath
from .result import Aftermath, Foretold


def aftermath(asked: ScoreAftermath, player: Player) -> Aftermath:
    """Foretell the named questions of a case and score them by its aftermath.

    Raises
    ------
    CaseError
        If the case is faulty or has no questions.
    """
    design = asked.design
    setup = Setup.of(design)
    case = setup.as_set
    if not case.questions:
        raise CaseError(Fault(case.case, None, "questions", "none", "at least one, to be foretold"))
    rules = design.rules(asked.structure)
    claims = {name: _claim(each) for name, each in case.questions.items()}
    start = None if design.as_of is None else str(design.as_of)
    required = RequiredWorlds.of(case, (claim.tests[0] for claim in claims.values()), start)
    session = Session(case, design, rules, player, required).play_all()
    found = (_foretold(name, case.questions[name], tested(session, claim, 0)) for name, claim in claims.items())
    return Aftermath(
        evidence=session.record,
        questions=tuple(sorted(found, key=lambda each: (each.days, each.id))),
        **ResultHead.of(setup, session.plan(_longest(session)), rules, player.work.seconds),
    )


def _foretold(id: str, asked: Question, found: Tested) -> Foretold:
    """One question with its answer with its chance and what came."""
    later = found.later
    came = None if later.value is None else bool(Bound.read(asked.passes).met(later.value))
    return Foretold(
        id=id,
        says=asked.says,
        measure=asked.measure,
        days=asked.within,
        until=later.until,
        came=came if later.whole or came else None,
        chance=found.found,
        base=asked.base,
        base_says=asked.base_says,
        source=tuple(asked.source or ()),
        voices=tuple(asked.voices),
    )


def _longest(session: Session) -> Arm:
    return max(session.arms, key=lambda arm: arm.days)


def _claim(asked: Question) -> Claim:
    """A question as a claim, which the session of claims can test."""
    test = Test(measure=asked.measure, passes=asked.passes, within=asked.within, statistic="probability", holds="> 0.5")
    return Claim(source="", voice="", says=asked.says, tests=(test,))
