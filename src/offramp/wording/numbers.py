"""Put numbers into words: verbal probabilities, natural frequencies, rounded figures, ranges."""

from __future__ import annotations

from collections.abc import Callable

from offramp.analysis import Estimate

EVEN = 0.5
UNSURE = "may or may not come"
# Words of estimative probability, each up to its share: the scale of ICD 203, the analytic standards of the US
# Intelligence Community (2015), whose "roughly even chance" is here the word for what may lie on either side.
LIKELY = (
    (0.05, "has almost no chance"),
    (0.20, "is very unlikely"),
    (0.45, "is unlikely"),
    (0.55, UNSURE),
    (0.80, "is likely"),
    (0.95, "is very likely"),
    (1.01, "is almost certain"),
)


def likely(found: Estimate) -> str:
    """A probability as a predicate: `is very likely`.

    What luck or the assumptions may put on either side of even odds "may or may not come". Any other is worded
    by the less certain of two numbers: the end of its luck that is nearer to even odds, so that few
    futures give no strong word, and the middle between the estimate and that end of its range over the assumptions.

    Parameters
    ----------
    found : Estimate
        Of a probability, with the bars that are known.
    """
    if found.estimate is None:
        return UNSURE
    known = [found.estimate, *(found.luck or ()), *(found.assumptions or ())]
    if min(known) <= EVEN <= max(known):
        return UNSURE
    nearest = max if max(known) < EVEN else min
    lucky = nearest([found.estimate, *(found.luck or ())])
    assumed = nearest([found.estimate, *(found.assumptions or ())])
    worded = nearest(lucky, (found.estimate + assumed) / 2)
    return next(words for below, words in LIKELY if worded < below)


def share(found: Estimate, futures: int) -> str:
    """A probability with its range over the assumptions: `about 7 in 100 (2 to 15)`."""
    if found.estimate is None:
        return "not known"
    if found.estimate in (0, 1) and futures == 1:
        return f"{'so' if found.estimate else 'not so'} in the only future that was played"
    if found.estimate == 0:
        return f"none of {futures:,} futures"
    if found.estimate == 1:
        return f"all of {futures:,} futures"
    base = per(found.estimate)
    number = _in(found.estimate, base)
    about = "about " if number[0].isdigit() else ""
    return f"{about}{number} in {base:,}{_range(found, lambda x: _in(x, base))}"


def per(share: float) -> int:
    """In how many a share is said: in 1,000 where that is fewer than ten, else in 100."""
    return 1000 if round(share * 1000) < 10 else 100


def amount(found: Estimate) -> str:
    """A number with its range over the assumptions: `about 30 (12 to 80)`."""
    if found.estimate is None:
        return "not known"
    return f"about {figure(found.estimate)}{_range(found, figure)}"


def figure(value: float) -> str:
    """Two digits, as many as such numbers deserve."""
    if abs(value) >= 5:
        beyond_two = max(0, len(str(int(abs(value)))) - 2)
        return f"{round(value, -beyond_two):,.0f}"
    text = f"{value:.1f}" if abs(value) >= 0.1 or value == 0 else f"{value:.1g}"
    return text.removesuffix(".0")


def _in(value: float, base: int) -> str:
    """How many in `base`; what is neither nothing nor everything does not round to it."""
    number = value * base
    if 0 < number < 0.5:
        return "under 1"
    if base - 0.5 < number < base:
        return f"above {base - 1:,}"
    return f"{number:.0f}"


def _range(found: Estimate, words: Callable[[float], str]) -> str:
    if found.assumptions is None:
        return ""
    low, high = map(words, found.assumptions)
    return f" ({low})" if low == high else f" ({low} to {high})"
