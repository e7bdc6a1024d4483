"""Who belongs to whom: patrons, proxies, allies, and how far one's quarrel is another's."""

from __future__ import annotations

from offramp.scenario import Scenario


def patron_of(scenario: Scenario, actor: str) -> str | None:
    """The actor's patron, if it is a proxy; the first by id if it has several."""
    patrons = sorted(t.patron for t in scenario.ties.values() if t.kind == "patronage" and t.proxy == actor)
    return patrons[0] if patrons else None


def side_of(scenario: Scenario, actor: str) -> str:
    """The root of the actor's patron chain; itself if nobody stands behind it."""
    seen = {actor}
    while (patron := patron_of(scenario, actor)) is not None and patron not in seen:
        seen.add(patron)
        actor = patron
    return actor
