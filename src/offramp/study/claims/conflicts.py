"""Weigh claims declared against each other: how often both or one is true, and why; and score each voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from offramp.analysis.truth import chance
from offramp.scenario.questions import Claim

from .judge import matter, state, weight
from .pivotal_assumptions import turns_on
from .result import LEAST, Conflict
from .session import Session


def pairs(claims: Mapping[str, Claim]) -> list[tuple[str, str]]:
    """Which of some claims quarrel, each pair once."""
    found = (tuple(sorted((name, other))) for name, claim in claims.items() for other in claim.against)
    return [(one, other) for one, other in dict.fromkeys(found) if one in claims and other in claims]


def conflict(session: Session, names: tuple[str, str], claims: Mapping[str, Claim]) -> Conflict:
    """Set two claims that were judged side by side.

    Parameters
    ----------
    session : Session
    names : tuple
        Ids of the two claims.
    claims : mapping of str to Claim
        All that were judged, by id.
    """
    one, other = (claims[name] for name in names)
    weights = np.concatenate([weight(session, one, rule) for rule in session.rules])
    first, second = (_chances(session, claim) for claim in (one, other))
    shares = [first * second, first * (1 - second), second * (1 - first), (1 - first) * (1 - second)]
    both, alone, other_alone, neither = (float(np.average(each, weights=weights)) for each in shares)
    made = Conflict(*names, both, alone, other_alone, neither, None, None)
    if made.settled or alone + other_alone < LEAST:
        return made
    return Conflict(*names, both, alone, other_alone, neither, *turns_on(matter(session, one, other)))


def _chances(session: Session, claim: Claim) -> np.ndarray[Any, np.dtype[np.float64]]:
    stated = state(session, claim)
    return np.concatenate([chance(stated[rule], weight(session, claim, rule)) for rule in session.rules])
