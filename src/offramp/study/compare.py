"""What an event did, or what a setting does: the same futures with it and without it.

*Without an event* is the world as the record before it left it, played from its eve: the event has no effect and what
followed it did not follow. The days up to the case's start are played there, too, so both worlds are counted over the
same days, and what either saw before them counts in neither. *Without a setting* is the case as it stands. Both arms
of a pair have the same seed, draws, runs and turns, hence the same luck (common random numbers), and weigh the draws by
the record that both have.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from offramp.analysis import Estimate, estimate, structured
from offramp.engine import RULES
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine, OfframpEngine
from offramp.ensemble.execute import Progress
from offramp.errors import CaseError, Fault, OfframpError
from offramp.results import Evidence
from offramp.scenario import case_hash
from offramp.scenario.questions import Measure
from offramp.scenario.words import nearest, one_of, show

from .harm import harm
from .pairs import Pair, Values, Worlds

if TYPE_CHECKING:
    import pandas as pd

RUNS = 4_096
ABOUT = "case hash event seed draws runs_per_draw runs days turn as_of eve seconds".split()


@dataclass(frozen=True)
class Effect:
    """What it does to one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    with_it, without : float
        The measure's mean with it and without it. A first day that never comes is the day after the last.
    difference : Estimate
        Mean paired difference, with less without, over futures that have the measure in both worlds; its luck is that
        of the pairs, its assumptions those of the draws' own differences.
    more, less : float
        Share of the pairs in which the measure is higher with it, and lower.
    harm : {-1, 0, 1}
        1 where more of the measure is worse, -1 where it is better, 0 where it is neither.
    """

    measure: str
    says: str
    unit: str
    period: str
    with_it: float
    without: float
    difference: Estimate
    more: float
    less: float
    harm: int

    @property
    def beyond_luck(self) -> bool:
        """Whether the luck of the difference leaves out zero."""
        luck = self.difference.luck
        return luck is not None and (luck[0] > 0 or luck[1] < 0)

    @property
    def better(self) -> float | None:
        """Share of the pairs that it makes better; None where nobody could say what is better."""
        return {1: self.less, -1: self.more}.get(self.harm)

    @property
    def worse(self) -> float | None:
        """Share of the pairs that it makes worse."""
        return {1: self.more, -1: self.less}.get(self.harm)

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        found = self.difference
        bars = {
            bar: list(span) if (span := getattr(found, bar)) else None for bar in ("luck", "assumptions", "structure")
        }
        return {
            "with": self.with_it, "without": self.without, "difference": found.estimate, **bars,
            "more": self.more, "less": self.less, "better": self.better, "worse": self.worse,
            "unit": self.unit, "period": self.period,
        }  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """What an event or a setting does to every measure.

    Attributes
    ----------
    case, title, hash : str
        The case as asked for: with what is set in both worlds.
    event : str or None
        The event that is left out in the other world, and `what` it was.
    sets : mapping
        What is set: in both worlds if there is an event, else in the one and not in the other.
    seed, draws, runs_per_draw, days, turn : int
        Of each world.
    as_of, eve : str
        The day before the first that counts, and the day at which the worlds part.
    rules : tuple of str
        The first one's numbers are shown; the others' are in the structure bar.
    evidence : Evidence
        What the record that both worlds have made of the draws.
    seconds : float
    effects : tuple of Effect
    """

    case: str
    title: str
    hash: str
    event: str | None
    what: str
    sets: Mapping[str, str]
    seed: int
    draws: int
    runs_per_draw: int
    days: int
    turn: int
    as_of: str
    eve: str
    rules: tuple[str, ...]
    evidence: Evidence
    seconds: float
    effects: tuple[Effect, ...]

    @property
    def runs(self) -> int:
        """Pairs of futures."""
        return self.draws * self.runs_per_draw

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row for each measure."""
        import pandas as pd

        rows = {each.measure: each.summary() for each in self.effects}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp compare --json` prints."""
        about = {name: getattr(self, name) for name in ABOUT}
        about |= {"sets": dict(self.sets), "rules": list(self.rules), "evidence": asdict(self.evidence)}
        return {**about, "measures": {each.measure: each.summary() for each in self.effects}}


def compare(
    case: str | Path,
    *,
    without: str | None = None,
    measures: Sequence[str] = (),
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Comparison:
    """Play the same futures with an event and without it, or as set and as the case stands.

    Parameters
    ----------
    case : str or Path
    without : str, optional
        An event of the record. What is set is then set in both worlds.
    measures : sequence of str, optional
        The measures to compare; all that the case has if left out.
    structure : bool
        Play both worlds under the other decision rules, too: what they move is the third error bar.
    progress : callable, optional
        Told the futures done and the futures in all.
    engine : Engine, optional
        Another engine, for tests.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of pairs, 4,096 if left out.

    Raises
    ------
    CaseError
        If the case is faulty, or has no such event or measure.
    OfframpError
        If there is nothing to compare.
    """
    began = time.monotonic()
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    if without is None and not design.sets:
        raise OfframpError("nothing to compare: leave out an event of the record, or set something")
    worlds = Worlds.of(design, without)
    names = _measures(worlds.with_it.measures, measures)
    rules = [design.rule, *(rule for rule in RULES if structure and rule != design.rule)]
    pairs = []
    for n, rule in enumerate(rules):

        def tell(done: int, total: int, before: int = n) -> None:
            if progress:
                progress(before * total + done, len(rules) * total)

        pairs.append(worlds.play(engine or OfframpEngine(), rule, tell))
    plan, event = worlds.plan, None if without is None else worlds.with_it.record[without]
    return Comparison(
        case=worlds.asked.case, title=worlds.asked.title, hash=case_hash(worlds.asked), event=without,
        what=event.what if event else "", sets=dict(design.sets or {}), seed=plan.seed, draws=plan.draws,
        runs_per_draw=plan.runs_per_draw, days=plan.clock.days, turn=plan.clock.turn, as_of=worlds.with_it.start,
        eve=worlds.without.start, rules=tuple(rules), evidence=pairs[0].evidence,
        effects=tuple(_effects(worlds, pairs, names)), seconds=round(time.monotonic() - began, 3),
    )  # fmt: skip


def _measures(known: Mapping[str, Measure], wanted: Sequence[str]) -> Sequence[str]:
    """The measures to compare.

    Raises
    ------
    CaseError
        For each that the case does not have.
    """
    allowed = f"a measure of the case: {one_of(known)}"
    if faults := [
        Fault("--measure", None, "", show(name), allowed, nearest(name, known)) for name in wanted if name not in known
    ]:
        raise CaseError(faults)
    return wanted or tuple(known)


def _effects(worlds: Worlds, pairs: list[Pair], names: Sequence[str]) -> Iterator[Effect]:
    """What it does to every measure of which there is a pair that has it in both worlds."""
    case, days = worlds.with_it, worlds.plan.clock.days
    for name in names:
        measure = case.measures[name]
        differences = [pair.with_it[name] - pair.without[name] for pair in pairs]
        if np.isnan(differences[0]).all():
            continue
        found = [estimate(each, weights=pair.weights) for each, pair in zip(differences, pairs, strict=True)]
        with_it, without = (_mean(pairs[0], arm[name]) for arm in (pairs[0].with_it, pairs[0].without))
        unknown = np.isnan(differences[0])
        more, less = (
            _mean(pairs[0], np.where(unknown, np.nan, way)) for way in (differences[0] > 0, differences[0] < 0)
        )
        yield Effect(
            name, measure.says, measure.unit, f"{min(measure.within or days, days)} days", with_it, without,
            structured(found[0], found[1:]), more, less, harm(measure, case.moves),
        )  # fmt: skip


def _mean(pair: Pair, values: Values) -> float:
    """The weighted mean of a measure of which some future has a value."""
    found = estimate(values, weights=pair.weights).estimate
    assert found is not None
    return found
