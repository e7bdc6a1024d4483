"""Patrons: the actor that each proxy belongs to."""

from __future__ import annotations

from offramp.scenario import Scenario


def patron_of(scenario: Scenario, actor: str) -> str | None:
    """The actor's patron, if it is a proxy; the first by id if it has several."""
    patrons = sorted(t.patron for t in scenario.ties.values() if t.kind == "patronage" and t.proxy == actor)
    return patrons[0] if patrons else None
