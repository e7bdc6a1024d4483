"""Uncertain quantities: a range with a kind, a period, a source and a reason.

`a..b` is a central 90 % interval and `{low, likely, high}` is a PERT distribution with bounds; a plain number
is known exactly. Families follow the kind: logit-normal for shares and probabilities, log-normal for positive
numbers, normal for signed ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["share", "probability", "rate", "positive", "days", "number"]
Period = Literal["act", "day", "week", "month", "30 days", "90 days", "year", "crisis"]
DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "30 days": 30.0, "90 days": 90.0, "year": 365.25}
NEEDS_PERIOD = ("probability", "rate")
ASSUMED = "assumed"
_Z90 = 1.6448536269514722  # the standard normal's 95 % point: half of a central 90 % interval


class Quantity(BaseModel):
    """One quantity of a case.

    Attributes
    ----------
    kind : Kind
        What sort of number it is; sets its family, its bounds and whether it needs a period.
    shape : {"known", "interval", "pert"}
    low, high : float
        Ends of the central 90 % interval, or the bounds of the PERT; equal when known.
    likely : float or None
        The mode of a PERT.
    per : Period or None
        The period of a probability or a rate.
    source : tuple of str
        Ids of the sources, `assumed` where nobody can be cited.
    because : str
        Why this range.
    note : str
        The author's own words on it, which no run reads.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    shape: Literal["known", "interval", "pert"]
    low: float
    high: float
    likely: float | None = None
    per: Period | None = None
    source: tuple[str, ...] = ()
    because: str = ""
    note: str = ""

    @property
    def is_range(self) -> bool:
        """Whether the quantity is uncertain, hence a dial."""
        return self.shape != "known"

    def at(self, u: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Values at the cumulative probabilities `u`, in the quantity's own unit."""
        import numpy as np
        from scipy.special import betaincinv, ndtri

        u = np.asarray(u, np.float64)
        if self.shape == "known":
            return np.full(u.shape, self.low)
        if self.shape == "pert":
            a, b = self._pert()
            return np.asarray(self.low + (self.high - self.low) * betaincinv(a, b, u))
        link, inverse = _links(self.kind)
        low, high = link(self.low), link(self.high)
        middle, scale = (low + high) / 2, (high - low) / (2 * _Z90)
        return np.asarray(inverse(middle + scale * ndtri(u)))

    def ends(self) -> NDArray[np.float64]:
        """Both ends of the interval or of the bounds, the number twice if it is known."""
        import numpy as np

        return np.array([self.low, self.high])

    def middle(self) -> float:
        """The median, or the known value."""
        import numpy as np

        return float(self.at(np.array(0.5)))

    def away(self, other: Quantity) -> float:
        """How far another's middle lies above this range's, on the scale of its kind.

        Returns
        -------
        float
            In half widths of this range: within -1 to 1 it is inside. Infinite for a number on the bound of its kind,
            such as a share of 0.
        """
        import numpy as np

        return float(self.half_widths(np.array(other.middle())))

    def half_widths(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far values lie above this range's middle, as `away` says it of a range."""
        import numpy as np

        link, _ = _links(self.kind)
        with np.errstate(divide="ignore"):
            low, high, found = link(self.low), link(self.high), link(values)
        return np.asarray((2 * found - low - high) / (high - low))

    def text(self) -> str:
        """How an analyst would write it."""
        if self.shape == "known":
            value = f"{self.low:g}"
        elif self.shape == "pert":
            value = f"{self.low:g}..{self.likely:g}..{self.high:g}"
        else:
            value = f"{self.low:g}..{self.high:g}"
        return f"{value} per {self.per}" if self.per else value

    def _pert(self) -> tuple[float, float]:
        width = self.high - self.low
        likely = self.low if self.likely is None else self.likely
        return 1 + 4 * (likely - self.low) / width, 1 + 4 * (self.high - likely) / width


def per_day(quantity: Quantity, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn a probability or rate per its own period into a rate per day.

    A probability p over n days is a hazard of -log(1 - p) / n.
    """
    import numpy as np

    days = DAYS_IN[quantity.per or "day"]
    if quantity.kind == "probability":
        return np.asarray(-np.log1p(-np.clip(values, 0.0, 1 - 1e-9)) / days)
    return values / days


def _links(kind: Kind) -> tuple[Any, Any]:
    import numpy as np
    from scipy.special import expit, logit

    if kind in ("share", "probability"):
        return logit, expit
    if kind == "number":
        return (lambda x: x), (lambda x: x)
    return np.log, np.exp
