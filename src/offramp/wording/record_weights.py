"""What the record made of the draws, in words."""

from __future__ import annotations

from offramp.results import Manifest

ENOUGH = 16


def evidence_words(made: Manifest) -> str:
    """Say whether the record weighs the draws, and how many of them are left to speak."""
    found = made.evidence
    if found.asked == "off":
        return "The record was not used as evidence."
    if not found.acts:
        return "The record was not used as evidence: it has no act that can be weighed."
    left = f"{found.full:.1f} effective draws of {made.draws}"
    if not found.used:
        return (
            f"The record was not used as evidence: the likelihood of its {found.acts} acts would leave {left}, "
            f"and {ENOUGH} are asked for. --evidence uses it all the same, tempered."
        )
    whole = f"Draws count by how well they foretold {found.acts} acts of the record"
    if found.power == 1.0:
        return f"{whole}; that leaves {left}. Charts and stories count all draws alike."
    return (
        f"{whole}, with the likelihood to the power {found.power:.2g}: that leaves {found.effective:.1f} effective "
        f"draws of {made.draws}, where all of it would leave {found.full:.1f}. "
        "Charts and stories count all draws alike."
    )
