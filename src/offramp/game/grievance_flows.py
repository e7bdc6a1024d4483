"""Shares of the harm of an act that reach the ledgers of its victim's patrons, proxies and hosts.

An act of i on j is owed by i's patron as far as it is answerable, and owed to j's patron, proxies and allies as far as
they take j's harm as their own. An answer pays along the same edges turned round.
"""

from __future__ import annotations

from typing import NamedTuple

from offramp.scenario import Scenario
from offramp.scenario.scenario import tie_id


class Edge(NamedTuple):
    """An act along dyad `source` feeds the ledger of dyad `into`.

    `shared` is the path of the creditor's share in the victim's harm, `denied` that of the debtor's deniability for the
    doer; empty for the victim and the doer themselves.
    """

    source: int
    into: int
    shared: str
    denied: str


def edges(scenario: Scenario, dyads: tuple[tuple[str, str], ...]) -> tuple[Edge, ...]:
    """List the edges between the dyads."""
    at = {dyad: d for d, dyad in enumerate(dyads)}
    return tuple(
        Edge(source, at[creditor, debtor], shared, denied)
        for (doer, victim), source in at.items()
        for creditor, shared in _sharers(scenario, victim).items()
        for debtor, denied in _answerable(scenario, doer).items()
        if (creditor, debtor) in at
    )


def _sharers(scenario: Scenario, actor: str) -> dict[str, str]:
    """Who takes the actor's harm, and its answers, as partly their own."""
    shares = {actor: ""}
    for _, tie in sorted(scenario.ties.items()):
        if tie.kind == "patronage" and actor in (tie.patron, tie.proxy):
            shares[tie.proxy if actor == tie.patron else tie.patron] = f"ties.{tie_id(tie)}.loyalty"
        elif tie.kind == "alliance" and actor in tie.between:
            shares[tie.between[1 - tie.between.index(actor)]] = f"ties.{tie_id(tie)}.solidarity"
    return shares


def _answerable(scenario: Scenario, actor: str) -> dict[str, str]:
    """Who is held to account for the actor's acts."""
    patrons = [tie for _, tie in sorted(scenario.ties.items()) if tie.kind == "patronage" and tie.proxy == actor]
    return {actor: "", **{tie.patron: f"ties.{tie_id(tie)}.deniability" for tie in patrons}}
