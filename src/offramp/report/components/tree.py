"""Draw a plan as nested HTML lists: each response, its chance as a bar, and the reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent


@dataclass(frozen=True)
class Branch:
    """One thing that may come, with the reply to it.

    Attributes
    ----------
    words : str
    chance : float
        How likely it is, given all that leads to it.
    number : str
        The chance as it is written.
    note, reply : str or Markup
        What else is known of it, and what to do then.
    tags : sequence of str
        Warnings.
    branches : sequence of Branch
        What may come of the reply.
    """

    words: str
    chance: float
    number: str
    note: str = ""
    reply: str = ""
    tags: Sequence[str] = ()
    branches: Sequence[Branch] = field(default=())


def tree(branches: Sequence[Branch]) -> Markup:
    """Draw what may come, each with its chance as a length."""
    return element("ul", joined(map(_branch, branches)), class_="plan")


def _branch(each: Branch) -> Markup:
    chance = element("i", class_="chance", style=f"width:{percent(each.chance)}")
    head = element(
        "span",
        element("span", chance, class_="chances", aria_hidden="true"),
        element("b", each.number),
        ": ",
        each.words,
        class_="coming",
    )
    note = element("span", " ", each.note, class_="mut") if each.note else None
    tags = joined(element("span", words, class_="tag") for words in each.tags)
    reply = element("div", each.reply, class_="reply") if each.reply else None
    return element("li", head, note, tags, reply, tree(each.branches) if each.branches else None)
