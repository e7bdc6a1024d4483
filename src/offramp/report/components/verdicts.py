"""Draw claims with their verdicts: a stamp, a shape and colour, and the share of settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, mark

SETTINGS = 20  # dots


@dataclass(frozen=True)
class Verdict:
    """One claim.

    Attributes
    ----------
    name, voice : str or Markup
        What is claimed, and by whom.
    stamp, tone, shape : str
        The verdict in words, as a colour and as a form.
    true : float or None
        In which share of the settings it is true.
    """

    name: str
    voice: str
    stamp: str
    tone: str
    shape: str
    true: float | None


def verdicts(rows: Sequence[Verdict], summary: str) -> Markup:
    """Draw one row for each claim."""
    return element("ul", joined(map(_verdict, rows)), class_="verdicts", aria_label=summary)


def _verdict(each: Verdict) -> Markup:
    stamp = element("span", mark(each.tone, each.shape), each.stamp, class_=f"stamp t-{each.tone}")
    said = element("span", each.name, element("small", each.voice), class_="name")
    if each.true is None:
        return element("li", said, stamp)
    full = round(SETTINGS * each.true)
    row = joined(element("i", class_=f"setting {'full' if i < full else ''}".strip()) for i in range(SETTINGS))
    words = f"true in {100 * each.true:.0f} of 100 settings"
    drawn = element("span", row, class_="settings", role="img", aria_label=words, title=words)
    return element("li", said, stamp, drawn, element("b", f"{100 * each.true:.0f}", aria_hidden="true"))
