"""Measure one case as it stands, and put together what carries each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from offramp.analysis import Estimate, estimate, structured
from offramp.analysis.given import bar_anyhow, bar_if_known, swing
from offramp.analysis.pawn import chance, pawn
from offramp.analysis.sensitivity import Firsts, Floats, Share, first_order, place, place_together, spread, total
from offramp.ensemble.arm import Values
from offramp.scenario import Scenario
from offramp.wording.dials import label

from .groups import Input, by_source, by_subject, inputs
from .resampled_dials import own
from .result import Carried, Dial, Sign, Variance

SUBJECTS = 12
Worlds = Mapping[str, Values]  # one measure, by the dial that was drawn again


class Sample:
    """One measure in the futures of the case as it stands, under each rule, and what they say of every dial.

    Parameters
    ----------
    inputs : mapping of str to float64[dial, draw]
        The values of each quantity: of one dial, or of several that are drawn together and are one here.
    values : sequence of float64[draw, run]
        Under each decision rule.
    """

    def __init__(self, inputs: Mapping[str, Floats], values: Sequence[Values]) -> None:
        self.paths, self.values = tuple(inputs), values
        self.places = places = place(np.concatenate([each[:1] for each in inputs.values()]))
        for row, each in zip(places, inputs.values(), strict=True):
            if len(each) > 1:
                row[:] = place_together(each, own(values[0]))
        self.spread = spread(values[0])
        self.firsts: list[Firsts] = [first_order(each, places) for each in values]
        self.scores = pawn(own(values[0]), places)

    @property
    def ranked(self) -> list[str]:
        """The dials that promise most: by what they take away alone, and by their score, in turn."""
        alone = sorted(range(len(self.paths)), key=lambda n: -self.firsts[0].shares[n].share)
        score = sorted(range(len(self.paths)), key=lambda n: -self.scores[n])
        return list(dict.fromkeys(self.paths[n] for pair in zip(alone, score, strict=True) for n in pair))

    def dial(self, at: int, case: Scenario, about: Input, whole: Share | None) -> Dial:
        """All that is known of one dial.

        Parameters
        ----------
        at : int
            Its place among the dials.
        case : Scenario
        about : Input
        whole : Share or None
        """
        shares, path = [each.shares[at].share for each in self.firsts], self.paths[at]
        ends = swing(own(self.values[0]), self.places[at])
        return Dial(
            path,
            label(case, path),
            about.text,
            about.source,
            self.firsts[0].shares[at],
            whole,
            bool(self.firsts[0].beyond[at]),
            float(self.scores[at]),
            ends.low,
            ends.high,
            ends.interval,
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
        The measure with each of some dials drawn again; under `""` as the case stands, under `*` with all others.
    signs : tuple of Sign
    """
    about, known = case.measures[measure], sample.spread.known
    ranges = inputs(case, sample.paths)
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
        Variance.of(sample.spread),
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
