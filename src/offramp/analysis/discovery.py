"""Scenario discovery: find the one or two inputs whose thresholds separate where a statement is true.

Bryant and Lempert (2010) look for the box of assumptions in which a policy fails. Here a box has one side or two, so
that it can be said in a sentence. Every dial is tried at many values (the first cut of a classification tree; Breiman
et al. 1984), for two sides every promising first one with every second one. The edge is then moved to where the chance
crosses a half, in many resamples of the draws, whose median is the threshold. A search over hundreds of dials always
finds something: nothing found counts before fresh draws confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .estimates import Span

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Dials = Mapping[str, Floats]
LEAST = 0.1  # share of the weight on either side of a cut
FEW = 5  # boxes that are handed on: a search takes what goes together with the right one for it
CUTS = 127  # of a dial that are tried
BEGIN = 16  # first sides that are tried with a second one
ROUNDS = 3
SMALL, MOST, MORE = 0.05, 4, 1.05  # of the weight in a region, sides of it, and by how much each has to gain
RESAMPLES, SEED = 200, 1
ENDS = (5.0, 95.0)
NOTHING = 1e-12


@dataclass(frozen=True)
class Side:
    """One side of a box: a dial above a threshold, or not.

    Attributes
    ----------
    dial : str
        Its path.
    above : bool
    threshold : float
        In the dial's own unit.
    range : (low, high)
        5-95 % of the thresholds found in resampled draws; no width where the chance crosses a half at none.
    """

    dial: str
    above: bool
    threshold: float
    range: Span

    def met(self, dials: Dials) -> Bools:
        """Which draws are on this side."""
        values = dials[self.dial]
        return np.asarray(values > self.threshold if self.above else values <= self.threshold)

    @property
    def other(self) -> Side:
        """The other side of the cut."""
        return replace(self, above=not self.above)


@dataclass(frozen=True)
class Box:
    """Draws that meet all sides; `true` says whether the thing is rather true in them, or rather false."""

    sides: tuple[Side, ...]
    true: bool

    def met(self, dials: Dials) -> Bools:
        """Which draws are in the box."""
        return np.asarray(np.logical_and.reduce([side.met(dials) for side in self.sides]))


def discover(chance: Floats, dials: Dials, weights: Floats | None = None, sides: int = 1) -> list[Box]:
    """Find the boxes that tell best where something is true.

    Parameters
    ----------
    chance : float64[draw]
        How likely it is true in each draw, with no leaning to the others.
    dials : mapping of str to float64[draw]
    weights : float64[draw], optional
        How much each draw counts; all the same if left out.
    sides : {1, 2}

    Returns
    -------
    list of Box
        A few, the best first; none where no cut that tells anything has enough draws on either side.
    """
    search = _Search(chance, dials, np.ones(len(chance)) if weights is None else weights / weights.mean())
    found = search.one() if sides == 1 else search.two()
    return [search.refine(cuts) for cuts in found[:FEW]]


def narrow(value: Floats, dials: Dials, weights: Floats | None = None) -> list[Side]:
    """Narrow the draws down, one dial after the other, to where a value is high (the peeling of PRIM, in few steps).

    Parameters
    ----------
    value : float64[draw]
        A chance, or anything of which more is sought.
    dials : Dials
    weights : float64[draw], optional
        How much each draw counts; all the same if left out.

    Returns
    -------
    list of Side
        In the order in which they were found; each leaves less and tells more of the value's variance.
    """
    search = _Search(value, dials, np.ones(len(value)) if weights is None else weights / weights.mean(), SMALL)
    among, sides, gain = np.ones(len(value), bool), [], 0.0
    for _ in range(MOST):
        best = search.cuts(among, 1, up=True)
        if not best or best[0].gain < MORE * gain:
            break
        cut, gain = best[0], best[0].gain
        among = among & search.on(cut)
        sides.append(Side(search.names[cut.dial], cut.above, cut.at, (cut.at, cut.at)))
    return sides


@dataclass(frozen=True)
class _Cut:
    """One dial, by its number, cut at a value; draws above it or not."""

    dial: int
    above: bool
    at: float
    gain: float


class _Search:
    """Cuts of all dials at all values."""

    def __init__(self, chance: Floats, dials: Dials, weights: Floats, least: float = LEAST) -> None:
        self.names = list(dials)
        self.p, self.w, self.least = chance, weights, least
        self.x = np.stack([dials[name] for name in self.names])
        self.order = np.argsort(self.x, axis=1, kind="stable")
        self.at, self.bin = self._bins()
        self.whole, self.mean = weights.sum(), np.average(chance, weights=weights)

    def _bins(self) -> tuple[Floats, NDArray[np.intp]]:
        """Where each dial may be cut [dial, cut], NaN where it has fewer values, and the bin of each draw between cuts.

        At most `CUTS`, evenly over the draws: the edge that is found is moved to its right place later on.
        """
        at, bins = np.full((len(self.x), CUTS), np.nan), np.empty(self.x.shape, np.intp)
        for dial, (x, order) in enumerate(zip(self.x, self.order, strict=True)):
            apart = np.flatnonzero(x[order][1:] > x[order][:-1])
            chosen = apart[np.unique(np.linspace(0, len(apart) - 1, min(CUTS, len(apart))).astype(int))]
            at[dial, : len(chosen)] = (x[order][chosen] + x[order][chosen + 1]) / 2
            bins[dial, order] = np.searchsorted(chosen, np.arange(len(x)))
        return at, bins + np.arange(len(self.x))[:, None] * (CUTS + 1)

    def _below(self, values: Floats) -> Floats:
        """What there is below each cut of each dial."""
        size = len(self.x) * (CUTS + 1)
        sums = np.bincount(self.bin.ravel(), np.tile(values, len(self.x)), size).reshape(len(self.x), -1)
        return np.asarray(np.cumsum(sums, axis=1)[:, :-1], np.float64)

    def one(self) -> list[list[_Cut]]:
        """The best single cuts."""
        return [[cut] for cut in self.cuts(np.ones(len(self.w), bool), FEW)]

    def two(self) -> list[list[_Cut]]:
        """The best two sides: promising first ones, each with its best second one, each then again given the other."""
        first = self.cuts(np.ones(len(self.w), bool), BEGIN)
        starts = [replace(each, above=above) for each in first for above in (True, False)]
        found = {frozenset(pair): pair for start in starts if (pair := self._settled(start))}
        return sorted(found.values(), key=lambda pair: -pair[-1].gain)

    def _settled(self, start: _Cut) -> list[_Cut] | None:
        pair = [start]
        for _ in range(ROUNDS):
            best = self.cuts(self.on(pair[-1]), 1)
            if not best or (len(pair) == 2 and best[0].gain <= pair[-1].gain):
                break
            pair = [pair[-1], *best]
        return pair if len(pair) == 2 else None

    def on(self, cut: _Cut) -> Bools:
        """Which draws are on the side of a cut."""
        return np.asarray((self.x[cut.dial] > cut.at) == cut.above)

    def cuts(self, among: Bools, n: int, up: bool = False) -> list[_Cut]:
        """The best cuts of the n best dials: the box is what lies on one side, among some draws.

        A cut gains what it explains of the variance of the chance: that between the box and the rest.

        Parameters
        ----------
        among : bool[draw]
            The draws that are cut.
        n : int
            How many dials.
        up : bool
            Whether the chance has to be higher in the box.
        """
        w = self.w * among
        more = w * (self.p - self.mean)
        inside, truth = self._below(w), self._below(more)
        sides = [(False, inside, truth), (True, w.sum() - inside, more.sum() - truth)]
        gains = np.stack([self._gain(weight, np.maximum(of, 0.0) if up else of) for _, weight, of in sides])
        best = gains.max(axis=(0, 2))
        found = []
        for dial in np.argsort(-best, kind="stable")[:n]:
            if best[dial] <= NOTHING:
                break
            side, at = np.unravel_index(gains[:, dial].argmax(), gains[:, dial].shape)
            found.append(_Cut(int(dial), sides[side][0], float(self.at[dial, at]), float(best[dial])))
        return found

    def _gain(self, inside: Floats, truth: Floats) -> Floats:
        enough = (inside >= self.least * self.whole) & (inside <= (1 - self.least) * self.whole) & ~np.isnan(self.at)
        area = np.where(enough, inside * (self.whole - inside), 1.0)
        return np.asarray(np.where(enough, truth**2 / area, 0.0))

    def refine(self, cuts: list[_Cut]) -> Box:
        """Move each edge to where the chance crosses a half; it stays where it is if the chance does so nowhere."""
        inside = np.logical_and.reduce([self.on(cut) for cut in cuts])
        true = bool(np.average(self.p[inside], weights=self.w[inside]) > self.mean)
        sides = []
        for n, cut in enumerate(cuts):
            others = np.logical_and.reduce([np.ones(len(self.w), bool), *(self.on(c) for c in cuts if c is not cut)])
            at, ends = self._edge(cut, others, true) or (cut.at, (cut.at, cut.at))
            cuts = [*cuts[:n], replace(cut, at=at), *cuts[n + 1 :]]
            sides.append(Side(self.names[cut.dial], cut.above, at, ends))
        return Box(tuple(sides), true)

    def _edge(self, cut: _Cut, among: Bools, true: bool) -> tuple[float, Span] | None:
        """The threshold with which the most draws are told right, in resampled draws: its median and its range."""
        order = self.order[cut.dial][among[self.order[cut.dial]]]
        x = self.x[cut.dial][order]
        apart = np.flatnonzero(x[1:] > x[:-1])
        if not len(apart):
            return None
        rng = np.random.default_rng(SEED)
        right = (self.p[order] - 0.5) * (1 if true else -1) * self.w[order]
        score = np.cumsum(rng.exponential(size=(RESAMPLES, len(x))) * right, axis=1)
        told = score[:, -1:] - score if cut.above else score  # those who are in the box
        best = apart[told[:, apart].argmax(axis=1)]
        at = (x[best] + x[best + 1]) / 2
        middle = float(np.median(at))
        inside = float(self.w[among & ((self.x[cut.dial] > middle) == cut.above)].sum() / self.whole)
        if not self.least <= inside <= 1 - self.least:
            return None
        low, high = np.percentile(at, ENDS)
        return middle, (float(low), float(high))
