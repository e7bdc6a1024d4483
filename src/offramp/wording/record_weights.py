"""Say in words how the record weighed the draws."""

from __future__ import annotations

from offramp.results import Manifest

from .names import count

ENOUGH = 16


def evidence_words(made: Manifest) -> str:
    """Say whether the record weighs the draws, and how many of them are left to speak."""
    found = made.evidence
    if found.asked == "off":
        return "The record was not used as evidence."
    if not found.acts:
        return "The record was not used as evidence: it has no act that can be weighed."
    acts = count(found.acts, "recorded act" if found.acts == 1 else "recorded acts")
    if not found.used:
        return (
            f"The {acts} did not weigh the assumptions: only {_settings(found.full)} of {made.draws} settings would "
            f"have counted, and {ENOUGH} are asked for. --evidence weighs them all the same, but less."
        )
    whole = f"Settings of the assumptions count by how well they foretold {acts}"
    counted = f"as if {_settings(found.effective)} of {made.draws} settings counted"
    alike = "Charts and stories count all settings alike."
    if found.power == 1.0:
        return f"{whole}: {counted}. {alike}"
    return (
        f"{whole}: {counted}. The record was given less than its full weight, which would have left "
        f"{_settings(found.full)}. {alike}"
    )


def _settings(number: float) -> str:
    """How many settings count, without decimals that mean nothing."""
    return f"{max(1, round(number)):,}"
