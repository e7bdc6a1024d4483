"""The claims study: judge what the sources say as propositions about measures of futures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis.estimates import LUCK
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.player import Player
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario import Scenario, apply, case_hash, load
from offramp.scenario.questions import Claim, Test
from offramp.scenario.words import nearest, one_of, show
from offramp.wording.dials import spoken

from .conflicts import Quarrel, pairs, quarrel, scorecard
from .inverse import Step, question, region
from .judge import judge, off
from .required_worlds import Docket
from .result import Judged
from .sentences import quarrel_sentence, region_sentences, sentence
from .session import FEWEST, Court

if TYPE_CHECKING:
    import pandas as pd

RUNS, DRAWS, LEAST_DRAWS = 16_384, 1_024, 8
DAYS = 90  # that a question is about if it does not say, or those of the case if they are fewer
UNTIL = "until"
ABOUT = "case title hash seed draws runs_per_draw runs days as_of seconds".split()


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on claims of a case.

    Attributes
    ----------
    scenario : Scenario
        As it was asked about.
    sets : mapping
        What was set.
    seed, draws, runs_per_draw : int
        Of each world; a future of more than ninety rounds is played in fewer runs.
    days : int
        The longest span that was played.
    as_of : str
        The day before the first turn.
    rules : tuple of str
        The decision rules under which all was played.
    played : int
        Futures in all worlds.
    evidence : Evidence
        What the record of the first world made of the draws.
    seconds : float
    claims : tuple of Judged
    quarrels : tuple of Quarrel
    steps : tuple of Step
        For the inverse question, the region in which it is so.
    """

    scenario: Scenario
    sets: Mapping[str, str]
    seed: int
    draws: int
    runs_per_draw: int
    days: int
    as_of: str
    rules: tuple[str, ...]
    played: int
    evidence: Evidence
    seconds: float
    claims: tuple[Judged, ...]
    quarrels: tuple[Quarrel, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def case(self) -> str:
        """Its id."""
        return self.scenario.case

    @property
    def title(self) -> str:
        """Its title."""
        return self.scenario.title

    @cached_property
    def hash(self) -> str:
        """Its hash, after what was set."""
        return case_hash(self.scenario)

    @property
    def runs(self) -> int:
        """Futures of a world of at most ninety rounds."""
        return self.draws * self.runs_per_draw

    @property
    def scorecard(self) -> list[dict[str, Any]]:
        """How each voice's claims fared."""
        return scorecard(self.claims)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each claim."""
        rows = [
            {
                "claim": each.id,
                "voice": each.claim.voice,
                "verdict": each.verdict,
                "probability": each.true.estimate,
                "sentence": self.sentence(each),
                "as_claimed": each.as_claimed,
            }
            for each in self.claims
        ]
        return frame(rows, "claim")

    def sentence(self, each: Judged) -> str:
        """The verdict on one of its claims in words."""
        return sentence(self.scenario, each)

    def summary(self) -> dict[str, Any]:
        """The object that `offramp claims --json` prints."""
        about = {name: getattr(self, name) for name in ABOUT}
        about |= {"sets": dict(self.sets), "rules": list(self.rules), "played": self.played}
        about |= {"evidence": asdict(self.evidence), "luck_level": LUCK}
        claims = {each.id: {**each.summary(), "sentence": self.sentence(each)} for each in self.claims}
        quarrels = [{**q.summary(), "sentence": self.told(q)} for q in self.quarrels]
        found = {"claims": claims, "quarrels": quarrels, "scorecard": self.scorecard, "dials": self._dials()}
        return {**about, **found, "region": [step.summary() for step in self.steps], "region_says": self.region_says}

    def told(self, each: Quarrel) -> str:
        """A quarrel in words."""
        return quarrel_sentence(self.scenario, each, self.rules)

    @property
    def region_says(self) -> list[str]:
        """The region of the inverse question in words, step by step."""
        return region_sentences(self.scenario, self.steps, self.rules)

    def _dials(self) -> dict[str, str]:
        """Every dial that is named, as a sentence says it."""
        boxes = [each.box for judged in self.claims for each in (judged.hinge, judged.lead) if each]
        boxes += [each.box for q in self.quarrels for each in (q.hinge, q.lead) if each]
        named = [side.dial for box in boxes for side in box.sides] + [s.dial for step in self.steps for s in step.sides]
        named += [name for judged in self.claims for name in judged.follows_from]
        return {path: spoken(self.scenario, path) for path in dict.fromkeys(named) if path in self.scenario.dials()}


def claims(
    case: str | Path,
    *,
    only: Sequence[str] = (),
    until: str | None = None,
    within: int | None = None,
    structure: bool = True,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Verdicts:
    """Give the verdict on the claims of a case, or say what would have to be true until something is so.

    Parameters
    ----------
    case : str or Path
    only : sequence of str, optional
        Ids of the claims; all of the case if left out.
    until : str, optional
        The inverse question in the place of claims, such as `P(war) > 0.5`.
    within : int
        Days that the inverse question is about: 90, or the days of the case if those are fewer, if left out.
    structure : bool
        Whether all decision rules are played. A verdict is one under every rule, so it is only as good as those.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; 1,024 draws and 16,384 futures of each world if left out. `days` and `turn`
        are not used: each test says how far it is played, and more than 220 days are played by the week.

    Raises
    ------
    CaseError
        If the case is faulty, has no such claim, or the inverse question cannot be read; if there are fewer than two
        runs of each draw, or too few draws to keep half of them back.
    """
    work = Work.of(progress)
    design = _design(case, settings)
    asked = apply(load(design.case), design.sets or {})
    wanted = {UNTIL: question(asked, until, within or min(DAYS, asked.days))} if until else _wanted(asked, only)
    rules = design.rules(structure)
    start = None if design.as_of is None else str(design.as_of)
    court = Court(asked, design, rules, Player(engine, work), Docket.of(asked, _tests(asked, wanted), start)).play_all()
    judged = {name: judge(court, name, claim) for name, claim in wanted.items()}
    able = {name: wanted[name] for name, each in judged.items() if not each.why}  # of the others nothing can be said
    return Verdicts(
        scenario=asked,
        sets=dict(design.sets or {}),
        seed=design.seed,
        draws=design.draws,
        runs_per_draw=design.runs // design.draws,
        days=max((arm.days for arm in court.arms), default=0),
        as_of=court.start,
        rules=rules,
        played=len(rules) * sum(court.plan(arm).total for arm in court.arms),
        evidence=court.record,
        seconds=work.seconds,
        claims=tuple(judged.values()),
        quarrels=tuple(quarrel(court, pair, able) for pair in pairs(able)),
        steps=tuple(region(court, able[UNTIL])) if until and able else (),
    )


def _design(case: str | Path, settings: Settings) -> Design:
    """Which futures: whole runs of each draw, two at least."""
    draws = settings.get("draws", DRAWS)
    runs = -(-settings.get("runs", RUNS) // max(draws, 1)) * draws
    if runs < FEWEST * draws or draws < LEAST_DRAWS:
        allowed = f"at least {FEWEST} futures of each of at least {LEAST_DRAWS} draws: several tell luck apart, "
        allowed += "and draws that are kept back confirm a hinge"
        raise CaseError(Fault("--runs", None, "", f"{runs} futures of {draws} draws", allowed))
    kept = {name: value for name, value in settings.items() if name not in ("days", "turn", "draws", "runs")}
    return Design(case, draws=draws, runs=runs, **kept)  # type: ignore[arg-type]


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
