"""Weigh claims declared against each other: how often both or one is true, and why; and score each voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from offramp.analysis.truth import chance
from offramp.scenario.questions import Claim

from .judge import matter, state, weight
from .pivotal_assumptions import DECIDED, Hinge, turns_on
from .session import Court

LEAST = 0.05  # of the weight, in which one of the two has to be right alone before there is much to quarrel about


@dataclass(frozen=True)
class Quarrel:
    """Two claims that cannot both be what matters.

    Attributes
    ----------
    one, other : str
        Their ids.
    both, one_alone, other_alone, neither : float
        Shares of the draws' weight, over all decision rules alike.
    hinge : Hinge or None
        On what it turns which of the two is right where one is; true is the first.
    lead : Hinge or None
        What moves it most, if nothing settles it.
    """

    one: str
    other: str
    both: float
    one_alone: float
    other_alone: float
    neither: float
    hinge: Hinge | None
    lead: Hinge | None

    @property
    def settled(self) -> str | None:
        """Who of the two is right nearly always when one is."""
        apart = self.one_alone + self.other_alone
        if apart < LEAST:
            return None
        share = self.one_alone / apart
        return self.one if share >= DECIDED else self.other if share <= 1 - DECIDED else None

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object, but for the sentence."""
        about = {name: each for name, each in asdict(self).items() if name not in ("hinge", "lead")}
        found = {name: each.summary() if (each := getattr(self, name)) else None for name in ("hinge", "lead")}
        return {**about, "settled": self.settled, **found}


def pairs(claims: Mapping[str, Claim]) -> list[tuple[str, str]]:
    """Which of some claims quarrel, each pair once."""
    found = (tuple(sorted((name, other))) for name, claim in claims.items() for other in claim.against)
    return [(one, other) for one, other in dict.fromkeys(found) if one in claims and other in claims]


def quarrel(court: Court, names: tuple[str, str], claims: Mapping[str, Claim]) -> Quarrel:
    """Set two claims that were judged side by side."""
    one, other = (claims[name] for name in names)
    weights = np.concatenate([weight(court, one, rule) for rule in court.rules])
    first, second = (_chances(court, claim) for claim in (one, other))
    shares = [first * second, first * (1 - second), second * (1 - first), (1 - first) * (1 - second)]
    both, alone, other_alone, neither = (float(np.average(each, weights=weights)) for each in shares)
    made = Quarrel(*names, both, alone, other_alone, neither, None, None)
    if made.settled or alone + other_alone < LEAST:
        return made
    return Quarrel(*names, both, alone, other_alone, neither, *turns_on(matter(court, one, other)))


def _chances(court: Court, claim: Claim) -> np.ndarray[Any, np.dtype[np.float64]]:
    stated = state(court, claim)
    return np.concatenate([chance(stated[rule], weight(court, claim, rule)) for rule in court.rules])


def scorecard(judged: Iterable[Any]) -> list[dict[str, Any]]:
    """How each voice's claims fared, with their number; the voices in the order in which they first speak."""
    cards: dict[tuple[str, str], dict[str, Any]] = {}
    for each in judged:
        key = each.claim.source, each.claim.voice
        blank = dict.fromkeys(("claims", "holds", "fails", "turns", "undecided", "refused", "as_claimed", "said"), 0)
        card = cards.setdefault(key, {"source": key[0], "voice": key[1], **blank})
        card["claims"] += 1
        card[each.verdict] += 1
        card["said"] += each.as_claimed is not None
        card["as_claimed"] += bool(each.as_claimed)
    return list(cards.values())
