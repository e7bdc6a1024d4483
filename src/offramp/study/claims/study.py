"""The claims study: judge what the sources say as propositions about measures of futures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from offramp.ensemble import Design
from offramp.ensemble.player import Player
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario, apply, case_hash, load
from offramp.scenario.questions import Claim, Test
from offramp.scenario.words import nearest, one_of, show
from offramp.wording.dials import spoken

from .conflicts import conflict, pairs
from .inverse import question, region
from .judge import judge, off
from .question import JudgeClaims
from .required_worlds import RequiredWorlds
from .result import Conflict, Judged, Step, Verdicts
from .sentences import conflict_sentence, region_sentences, sentence
from .session import FEWEST, Session

LEAST_DRAWS = 8
DAYS = 90  # that a question is about if it does not say, or those of the case if they are fewer
UNTIL = "until"


def claims(asked: JudgeClaims, player: Player) -> Verdicts:
    """Give the verdict on the claims of a case, or say what would have to be true until something is so.

    Raises
    ------
    CaseError
        If the case is faulty, has no such claim, or the inverse question cannot be read; if there are fewer than two
        runs of each draw, or too few draws to keep half of them back.
    """
    design = _design(asked)
    case = apply(load(design.case), design.sets or {})
    days = asked.within or min(DAYS, case.days)
    wanted = {UNTIL: question(case, asked.until, days)} if asked.until else _wanted(case, asked.only)
    rules = design.rules(asked.structure)
    start = None if design.as_of is None else str(design.as_of)
    session = Session(case, design, rules, player, RequiredWorlds.of(case, _tests(case, wanted), start)).play_all()
    judged = [judge(session, name, claim) for name, claim in wanted.items()]
    able = {each.id: wanted[each.id] for each in judged if not each.why}  # of the others nothing can be said
    conflicts = [conflict(session, pair, able) for pair in pairs(able)]
    steps = tuple(region(session, able[UNTIL])) if asked.until and able else ()
    return Verdicts(
        case=case.case,
        title=case.title,
        hash=case_hash(case),
        sets=dict(design.sets or {}),
        seed=design.seed,
        draws=design.draws,
        runs_per_draw=design.runs // design.draws,
        days=max((arm.days for arm in session.arms), default=0),
        as_of=session.start,
        rules=rules,
        seconds=player.work.seconds,
        played=len(rules) * sum(session.plan(arm).total for arm in session.arms),
        evidence=session.record,
        claims=tuple(replace(each, sentence=sentence(case, each)) for each in judged),
        conflicts=tuple(replace(each, sentence=conflict_sentence(case, each, rules)) for each in conflicts),
        dials=_spoken(case, judged, conflicts, steps),
        steps=steps,
        region_says=tuple(region_sentences(case, steps, rules)),
    )


def _spoken(
    case: Scenario, judged: Sequence[Judged], conflicts: Sequence[Conflict], steps: Sequence[Step]
) -> dict[str, str]:
    """Every dial that is named, as a sentence says it."""
    pairs = [(each.pivot, each.lead) for each in judged] + [(each.pivot, each.lead) for each in conflicts]
    sides = [each.sides for pair in pairs for each in pair if each] + [each.sides for each in steps]
    named = [side.dial for some in sides for side in some]
    named += [name for each in judged for name in each.follows_from]
    return {path: spoken(case, path) for path in dict.fromkeys(named) if path in case.dials()}


def _design(asked: JudgeClaims) -> Design:
    """Which futures: whole runs of each draw, two at least."""
    draws = asked.draws
    runs = -(-asked.runs // draws) * draws
    if runs < FEWEST * draws or draws < LEAST_DRAWS:
        allowed = f"at least {FEWEST} futures of each of at least {LEAST_DRAWS} draws: several tell luck apart, "
        allowed += "and draws that are kept back confirm what a claim turns on"
        raise CaseError(Fault("--runs", None, "", f"{runs} futures of {draws} draws", allowed))
    return replace(asked.design, runs=runs)


def _wanted(case: Scenario, only: Sequence[str]) -> dict[str, Claim]:
    """The claims that were asked for."""
    if not case.claims:
        raise CaseError(Fault(case.case, None, "claims", "none", "at least one, to be judged"))
    allowed = f"a claim of the case: {one_of(case.claims, 40)}"
    if faults := [
        Fault("--claim", None, "", show(name), allowed, nearest(name, case.claims))
        for name in only
        if name not in case.claims
    ]:
        raise CaseError(faults)
    return {name: _bounded(case.claims[name], case.days) for name in dict.fromkeys(only or case.claims)}


def _bounded(claim: Claim, days: int) -> Claim:
    """A claim whose tests are about no more days than the case has, but for those that say so."""
    tests = tuple(
        test if "within" in test.model_fields_set else test.model_copy(update={"within": min(test.within, days)})
        for test in claim.tests
    )
    return claim.model_copy(update={"tests": tests})


def _tests(case: Scenario, wanted: Mapping[str, Claim]) -> Iterable[Test]:
    """Everything that has to be decided, in the worlds without a system from which a verdict is said to follow, too."""
    for claim in wanted.values():
        for test in claim.tests:
            yield test
            yield from (off(test, name) for name in claim.rests_on if name in case.world)
