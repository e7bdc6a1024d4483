"""Draw small bars of an effect by the day on which something begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined


@dataclass(frozen=True)
class Spark:
    """One day: its name, its height from 0 to 1, and whether it does any good."""

    name: str
    height: float
    helps: bool


def sparks(days: Sequence[Spark], summary: str) -> Markup:
    """Draw one bar for each day."""
    return element("span", joined(map(_spark, days)), class_="sparks", role="img", aria_label=summary)


def _spark(each: Spark) -> Markup:
    tone = "help" if each.helps else "none"
    bar = element("i", class_=f"t-{tone}", style=f"height:{max(0.04, min(each.height, 1.0)) * 100:.0f}%")
    return element("span", element("span", bar), element("small", each.name))
