"""Who plays which part of the laws, in the two cases on the bench."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from .paired import Lab

TWO_NEIGHBOURS = str(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")


@dataclass(frozen=True)
class Roles:
    """Who plays which part of a law in a case."""

    striker: str
    victim: str
    tight: str  # the victim's proxy that is tied fast
    loose: str  # and the one that is not
    hot: str  # the arena where it happens
    climber: str  # who may act at every rung often enough to be measured
    deterred: str  # whose attacks are rare enough for one of them to be told from the next
    host: str = ""  # of the hot arena
    mediator: str = ""  # who can speak to both
    divided: str = ""  # who has hawks and doves
    doves: tuple[str, ...] = ()  # its factions that would rather have calm
    builder: str = ""  # who has a nuclear programme, on which the striker looks with alarm
    step: int = 6  # a rung at which the climber may act

    def tie(self, dial: str) -> str:
        """Path of a dial of the tight tie."""
        return f"ties.{self.victim}>{self.tight}.{dial}"


BENCHES = {
    "baghdad-2020": (
        Lab("baghdad-2020", days=45, blocks=14),
        Roles(
            "united-states",
            "iran",
            "kataib-hezbollah",
            "asaib-ahl-al-haq",
            "iraq",
            "iran",
            "asaib-ahl-al-haq",
            host="iraq",
            mediator="oman",
            divided="united-states",
            doves=("president", "military", "congress"),
            builder="iran",
        ),
    ),
    "two-neighbours": (
        Lab(TWO_NEIGHBOURS, days=60, blocks=100),
        Roles(
            "aland",
            "borduria",
            "mountain-league",
            "mountain-league",
            "pass",
            "borduria",
            "mountain-league",
            host="coria",
            mediator="dorland",
            divided="aland",
            doves=("palace",),
            builder="borduria",
        ),
    ),
}
# One worker keeps a case's arms. Each edit sees every law in the shipped case, and the proof in both.
CASES = [
    pytest.param(case, id=f"@{case}", marks=() if case == "baghdad-2020" else pytest.mark.proof) for case in BENCHES
]
