"""Results of the sensitivity study for one measure: dials with their shares of variance, sources, value of knowing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from offramp.analysis import Estimate, estimate, structured
from offramp.analysis.given import Swing, bar_anyhow, bar_if_known, swing
from offramp.analysis.pawn import chance, pawn
from offramp.analysis.sensitivity import Firsts, Floats, Share, Spread, first_order, spread, total
from offramp.ensemble.arm import Values
from offramp.scenario import Scenario
from offramp.scenario.quantity import ASSUMED, Quantity
from offramp.wording.dials import label

from .early_signs import Sign
from .groups import Known, by_source, by_subject
from .resampled_dials import own

SUBJECTS = 12
Worlds = Mapping[str, Values]  # one measure, by the dial that was dealt anew


@dataclass(frozen=True)
class Dial:
    """One assumption.

    Attributes
    ----------
    path, name : str
    quantity : Quantity
        Its range, and what that rests on.
    first : Share
        Of the variance of the draws' expectations: what is gone if it is known.
    total : Share or None
        What it has any part in; None where it was not dealt anew.
    beyond : bool
        Whether it moves the mean beyond the luck of so many dials.
    score : float
        How far the draws' own answers hang on it in any way, 0 to 1 (PAWN).
    swing : Swing
        The measure at both ends of its range.
    bar : float or None
        How wide the assumptions' bar would be if the dial were known; see `Carried.bar`.
    structure : (low, high) or None
        Range of its first-order share over the decision rules.
    """

    path: str
    name: str
    quantity: Quantity
    first: Share
    total: Share | None
    beyond: bool
    score: float
    swing: Swing
    bar: float | None
    structure: tuple[float, float] | None

    @property
    def idle(self) -> bool:
        """Whether nothing came of dealing it anew, in any future."""
        return self.total == Share(0.0, (0.0, 0.0))

    @property
    def counts(self) -> bool:
        """Whether it has any part that is beyond luck."""
        return not self.idle and (self.beyond or (self.total is not None and self.total.interval[0] > 0))

    @property
    def part(self) -> float:
        """The larger of its shares, to rank it by."""
        return 0.0 if self.idle else max(self.first.share, self.total.share if self.total else 0.0)

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        return {
            **{name: getattr(self, name) for name in "path name beyond counts idle score bar structure".split()},
            "range": self.quantity.text(),
            "source": list(self.quantity.source) or [ASSUMED],
            "first": asdict(self.first),
            "total": asdict(self.total) if self.total else None,
            **asdict(self.swing),
        }


@dataclass(frozen=True)
class Carried:
    """What carries one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    found : Estimate
        The measure itself with its bars.
    spread : Spread
        Its variance over all futures: luck and assumptions.
    chance : float
        The score that one in twenty dials that do nothing has.
    bar : float or None
        How wide the assumptions' bar is, on average over eighths of the draws: what knowing a dial is to narrow.
    dials : tuple of Dial
        Those that were dealt anew or move the mean beyond luck; the largest part first.
    others : Share or None
        The total index of all that were not dealt anew by themselves, together; `other_dials` says how many.
    subjects, sources : tuple of Known
        The most valuable first.
    signs : tuple of Sign
    """

    measure: str
    says: str
    unit: str
    period: str
    found: Estimate
    spread: Spread
    chance: float
    bar: float | None
    dials: tuple[Dial, ...]
    others: Share | None
    other_dials: int
    subjects: tuple[Known, ...]
    sources: tuple[Known, ...]
    signs: tuple[Sign, ...]

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object; without what would be shares of nothing."""
        bars = {bar: list(span) if (span := getattr(self.found, bar)) else None for bar in BARS}
        return {
            **{name: getattr(self, name) for name in "says unit period chance bar other_dials".split()},
            "estimate": self.found.estimate,
            **bars,
            "variance": {name: getattr(self.spread, name) for name in VARIANCE},
            "dials": [each.summary() for each in self.dials],
            "others": asdict(self.others) if self.others else None,
            "subjects": [asdict(each) for each in self.subjects],
            "sources": [asdict(each) for each in self.sources],
            "signs": [each.summary() for each in self.signs],
        }


BARS = ("luck", "assumptions", "structure")
VARIANCE = ("luck", "assumptions", "error", "of_assumptions", "known")


class Sample:
    """One measure in the futures of the case as it stands, under each rule, and what they say of every dial.

    Parameters
    ----------
    paths : sequence of str
        The dials.
    places : float64[dial, draw]
    values : sequence of float64[draw, run]
        Under each decision rule.
    """

    def __init__(self, paths: Sequence[str], places: Floats, values: Sequence[Values]) -> None:
        self.paths, self.places, self.values = paths, places, values
        self.spread = spread(values[0])
        self.firsts: list[Firsts] = [first_order(each, places) for each in values]
        self.scores = pawn(own(values[0]), places)

    @property
    def ranked(self) -> list[str]:
        """The dials that promise most: by what they take away alone, and by their score, in turn."""
        alone = sorted(range(len(self.paths)), key=lambda n: -self.firsts[0].shares[n].share)
        score = sorted(range(len(self.paths)), key=lambda n: -self.scores[n])
        return list(dict.fromkeys(self.paths[n] for pair in zip(alone, score, strict=True) for n in pair))

    def dial(self, at: int, case: Scenario, quantity: Quantity, whole: Share | None) -> Dial:
        """All that is known of one dial."""
        shares, path = [each.shares[at].share for each in self.firsts], self.paths[at]
        return Dial(
            path,
            label(case, path),
            quantity,
            self.firsts[0].shares[at],
            whole,
            bool(self.firsts[0].beyond[at]),
            float(self.scores[at]),
            swing(own(self.values[0]), self.places[at]),
            bar_if_known(self.values[0], self.places[at]),
            (min(shares), max(shares)) if len(shares) > 1 else None,
        )

    def found(self) -> Estimate:
        """The measure itself."""
        found = [estimate(each) for each in self.values]
        return structured(found[0], found[1:])


def carried(
    case: Scenario, days: int, measure: str, sample: Sample, worlds: Worlds, signs: tuple[Sign, ...] = ()
) -> Carried:
    """Put together what carries a measure.

    Parameters
    ----------
    case : Scenario
    days : int
        That were played.
    measure : str
    sample : Sample
    worlds : mapping of str to float64[draw, run]
        The measure with each of some dials dealt anew; under `""` as the case stands, under `*` with all others.
    signs : tuple of Sign
    """
    about, known = case.measures[measure], sample.spread.known
    ranges = {path: each for path, each in case.dials().items() if path in set(sample.paths)}
    totals = {path: total(worlds[""], each) for path, each in worlds.items() if path}
    others = totals.pop("*", None)
    listed = [n for n, path in enumerate(sample.paths) if path in totals or sample.firsts[0].beyond[n]]
    dials = [sample.dial(n, case, ranges[sample.paths[n]], totals.get(sample.paths[n])) for n in listed]
    shares = dict(zip(sample.paths, sample.firsts[0].shares, strict=True))
    values = sample.values[0]
    made = Carried(
        measure,
        about.description(days),
        about.unit,
        about.period(days),
        sample.found(),
        sample.spread,
        chance(own(values)),
        bar_anyhow(values),
        tuple(sorted(dials, key=lambda each: -each.part)),
        others,
        len(sample.paths) - len(totals),
        by_subject(case, ranges, shares)[:SUBJECTS],
        by_source(case, ranges, shares),
        signs,
    )
    return made if known else replace(made, dials=(), others=None, subjects=(), sources=())
