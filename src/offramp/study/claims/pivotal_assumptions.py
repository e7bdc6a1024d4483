"""Find the assumption that a claim turns on in one half of the draws, and confirm it in the other.

A search over hundreds of dials finds something in any luck, so that what it found in the first half of the draws has to
hold in the second, which it never saw: on the one side of the threshold the claim is true in two thirds of the draws'
weight at least, on the other in one third at most, and the two are apart by more than luck. Where one of the two sides
is decided as a verdict is, in 90 % of its weight, more than half is enough for the other. Where fewer than
twenty futures differ on a side, its luck is not known: any dial tells so few apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.discovery import LEAST, Side, discover
from offramp.analysis.estimates import Z90, Span, widened
from offramp.analysis.truth import Proposition, chance, differing, luck
from offramp.study.shared.record import Record

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
MOSTLY = 2 / 3
WORTH = 0.15  # by which the sides have to be apart in the draws kept back to be worth a word
SURE = 3.3  # standard errors, so that the best of ten boxes is luck once in a hundred times
WIDE = 2 * Z90  # standard errors between the ends of an interval of luck
SLACK = 0.02  # two assumptions are no better than one that tells nearly all right
NEARLY = 0.95  # and at most 1 in 20 on the other side: the verdict follows from the dial
DECIDED = 0.9
FEW = 20  # futures that differ, below which nothing is said to turn on anything
OPEN: Span = (0.0, 1.0)  # the luck of a share of which nothing is known
RULE = "rule"  # the decision rule, as if it were a dial: 0 for the first, 1 for the second


@dataclass(frozen=True)
class Half:
    """How often something is true on one side: a share of the draws' weight, its luck, and how much weight there is."""

    true: float
    luck: Span
    weight: float

    @property
    def sure(self) -> Span:
        """The interval that holds 95 in 100."""
        return widened(self.true, self.luck)


@dataclass(frozen=True)
class Pivot(Record):
    """A box of assumptions that splits the draws.

    Attributes
    ----------
    sides : tuple of Side
        Where it is rather true, or rather false if not `true_inside`.
    inside, outside : Half
        In the draws that the search did not see.
    """

    KEYS = "sides true_inside inside outside splits"

    sides: tuple[Side, ...]
    true_inside: bool
    inside: Half
    outside: Half

    @property
    def true(self) -> Half:
        """The side on which it is rather true."""
        return self.inside if self.inside.true > self.outside.true else self.outside

    @property
    def false(self) -> Half:
        """The side on which it is rather false."""
        return self.outside if self.inside.true > self.outside.true else self.inside

    @property
    def beyond_luck(self) -> bool:
        """Whether the two sides are apart as they were found to be."""
        gap = (self.inside.true - self.outside.true) * (1 if self.true_inside else -1)
        error = hypot(*(high - low for low, high in (self.inside.luck, self.outside.luck))) / WIDE
        return gap >= WORTH and gap > SURE * error and self.true.sure[0] > self.false.sure[1]

    @property
    def splits(self) -> bool:
        """Whether it is mostly true on the one side and mostly false on the other, or rather where one is decided."""
        true, false = self.true.true, self.false.true
        mostly = true >= MOSTLY and false <= 1 - MOSTLY
        decided = true >= DECIDED or false <= 1 - DECIDED
        return self.beyond_luck and true >= 0.5 >= false and (mostly or decided)

    @property
    def wrong(self) -> float:
        """The share of the weight that it tells wrong."""
        missed = 1 - self.true.true, self.false.true
        return float(sum(half.weight * share for half, share in zip((self.true, self.false), missed, strict=True)))

    @property
    def alone(self) -> str | None:
        """The one dial from which it follows, if there is one."""
        (side, *more) = self.sides
        if more or side.dial == RULE or self.true.true < NEARLY or self.false.true > 1 - NEARLY:
            return None
        return side.dial


@dataclass(frozen=True)
class Matter:
    """What is true or not in each draw, under each decision rule, and the dials it may turn on.

    A row is a draw under a rule: all draws under the first one, then all under the second.

    Attributes
    ----------
    rules : sequence of sequence of Proposition
        All the propositions that have to be true, rule by rule.
    dials : mapping of str to float64[draw]
    weight : float64[row]
    against : sequence of sequence of Proposition
        Those of the other claim in a quarrel: the question is then who is right where one of the two is.
    """

    rules: Sequence[Sequence[Proposition]]
    dials: Mapping[str, Floats]
    weight: Floats
    against: Sequence[Sequence[Proposition]] = ()

    @property
    def draw(self) -> NDArray[np.intp]:
        """The draw of each row."""
        return np.arange(len(self.weight)) % (len(self.weight) // len(self.rules))

    @property
    def first(self) -> Bools:
        """The rows in which to search; the others are for confirmation."""
        return self.draw < len(self.weight) // len(self.rules) // 2

    @property
    def stacked(self) -> dict[str, Floats]:
        """The dials of each row, the rule among them if there are several."""
        n, draw = len(self.rules), self.draw
        rule = {RULE: np.repeat(np.arange(n, dtype=float), len(draw) // n)} if n > 1 else {}
        return {**{path: values[draw] for path, values in self.dials.items()}, **rule}

    def half(self, at: Bools, of: Bools) -> Half | None:
        """How often it is true in some rows; None where they have too little weight among others."""
        weight = self.weight
        share = float(weight[at].sum() / weight[of].sum())
        if share < LEAST / 2:
            return None
        true, span = self._true(at)
        return Half(true, span if self.enough(at, of) else OPEN, share)

    def enough(self, at: Bools, of: Bools) -> bool:
        """Whether some rows have twenty futures that differ, or would have as many if they were like others."""
        share = float(at.sum() / of.sum())
        return all(max(differing(values[at]), share * differing(values[of])) >= FEW for values in self.told_apart)

    @cached_property
    def told_apart(self) -> list[Floats]:
        """The values of the propositions that are true in some rows and false in others; of all if none is."""
        tests = [_joined(same) for rules in (self.rules, self.against) for same in zip(*rules, strict=True)]
        return [test.values for test in [each for each in tests if _is_open(each, self.weight)] or tests]

    def apart(self, one: Bools, other: Bools) -> float:
        """How much more often it is true in some rows than in others; 0 where one of the two has none."""
        if not one.any() or not other.any():
            return 0.0
        return self._share(one)(self.weight[one]) - self._share(other)(self.weight[other])

    def _true(self, at: Bools) -> tuple[float, Span]:
        share = self._share(at)
        return share(self.weight[at]), luck(share, self.weight[at], self.draw[at])

    def _share(self, at: Bools) -> Callable[[Floats], float]:
        """In which share of the weights of some rows it is true."""
        pro, con = (_stack(each, at) for each in (self.rules, self.against))

        def true(w: Floats) -> float:
            is_true, counts = _right(chance(pro, w), chance(con, w) if con else None, w)
            return float(np.average(is_true, weights=counts))

        return true

    def alone(self, at: Bools) -> tuple[Floats, Floats]:
        """How likely it is true in each of some rows, with no leaning to the others, and how much each counts."""
        weight = self.weight[at]
        pro, con = (_stack(each, at) for each in (self.rules, self.against))
        return _right(_alone(pro, weight), _alone(con, weight) if con else None, weight)


def _stack(rules: Sequence[Sequence[Proposition]], at: Bools) -> list[Proposition]:
    """The propositions over some rows of the draws of all rules, one after the other."""
    return [_joined(same).rows(at) for same in zip(*rules, strict=True)]


def _joined(same: Sequence[Proposition]) -> Proposition:
    """One proposition over the draws of all rules."""
    return Proposition(np.concatenate([each.values for each in same]), same[0].bound)


def _is_open(test: Proposition, weight: Floats) -> bool:
    """Whether it is neither true in nearly all rows nor false."""
    return bool(1 - DECIDED < np.average(test.together(weight), weights=weight) < DECIDED)


def _right(pro: Floats, con: Floats | None, weight: Floats) -> tuple[Floats, Floats]:
    """The chance that it is true, and the weights; in a quarrel that the first is right where one of the two is."""
    if con is None:
        return pro, weight
    one, other = pro * (1 - con), con * (1 - pro)
    either = np.maximum(one + other, 1e-9)
    return one / either, weight * either


def pivots(matter: Matter) -> Iterator[Pivot]:
    """Find what a matter may turn on, one assumption before two, and try each in the draws that were kept back."""
    dials, seen = matter.stacked, matter.first
    true, weight = matter.alone(seen)
    for sides in (1, 2):
        for box in discover(true, {path: x[seen] for path, x in dials.items()}, weight, sides):
            met = box.met({side.dial: dials[side.dial] for side in box.sides})
            if matter.apart(met & ~seen, ~met & ~seen) * (1 if box.true else -1) < WORTH:
                continue
            inside, outside = (matter.half(at & ~seen, ~seen) for at in (met, ~met))
            if inside and outside:
                yield Pivot(box.sides, box.true, inside, outside)


def turns_on(matter: Matter) -> tuple[Pivot | None, Pivot | None]:
    """What it turns on, and if on nothing, what moves it most beyond luck.

    Of several that are confirmed, the one that tells most apart; one assumption before two, unless the two leave half
    as much that is told wrong.
    """
    found = list(pivots(matter))
    split = [each for each in found if each.splits]
    one, two = (
        min((each for each in split if len(each.sides) == n), key=lambda each: each.wrong, default=None) for n in (1, 2)
    )
    if one and two and two.wrong < one.wrong / 2 - SLACK:
        one = None
    best = one or two
    sure = [each for each in found if each.beyond_luck]
    return best, None if best else min(sure, key=lambda each: each.wrong, default=None)


def _alone(tests: Sequence[Proposition], weight: Floats) -> Floats:
    """How likely each row has them all true, by itself; what is decided in nearly all rows is taken as decided."""
    found = [each.together(weight) for each in tests]
    shares = [float(np.average(each, weights=weight)) for each in found]
    open_ = [1 - DECIDED < share < DECIDED for share in shares]
    each = [test.alone() if is_open else known for test, known, is_open in zip(tests, found, open_, strict=True)]
    return np.asarray(np.prod(each, axis=0))
