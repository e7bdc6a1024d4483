"""A quantity's kind, and how its settings are spread, in words."""

from __future__ import annotations

from offramp.scenario import Quantity

KINDS = {
    "share": "a share from 0 to 1",
    "probability": "a probability",
    "rate": "a rate",
    "positive": "a number above 0",
    "days": "a number of days",
    "number": "a number that may lie below 0",
}
FAMILIES = {
    "share": "logit-normal",
    "probability": "logit-normal",
    "rate": "log-normal",
    "positive": "log-normal",
    "days": "log-normal",
    "number": "normal",
}


def kind_words(quantity: Quantity) -> str:
    """Say what sort of number it is: `a rate per day`."""
    return f"{KINDS[quantity.kind]} per {quantity.per}" if quantity.per else KINDS[quantity.kind]


def distribution(quantity: Quantity) -> str:
    """Say how the settings of a quantity are spread."""
    if not quantity.is_range:
        return "the same in every setting"
    middle = f"half of the settings lie below {quantity.middle():.3g}"
    if quantity.shape == "pert":
        most = quantity.low if quantity.likely is None else quantity.likely
        return f"never below {quantity.low:g} or above {quantity.high:g}, most often near {most:g}; {middle} (PERT)"
    family = FAMILIES[quantity.kind]
    return f"nine in ten settings lie from {quantity.low:g} to {quantity.high:g}; {middle} ({family})"
