"""The catalogue says all of every move, stays strategic, and its growth changes no case that was written before."""

from __future__ import annotations

import re

import pytest

from offramp.scenario import case_hash, load
from offramp.scenario.ladder import VIOLENT
from offramp.scenario.moves import Move
from offramp.scenario.reading.catalogue import catalogue

BEFORE = "d56071fd1791"  # the shipped case, before the catalogue grew
LATER = """line-shelling border-clash suicide-bombing cross-border-raid capture-of-soldiers release-of-prisoners
    recall-of-envoys envoys-return airspace-closure airspace-reopened treaty-suspended mobilisation nuclear-alert
    weapon-test-as-a-signal nuclear-signal-in-words""".split()
WEAPONS = re.compile(r"\b(warhead|calib\w+|kiloton|coordinates|grid|route|launcher|payload)s?\b", re.I)


def test_the_shipped_case_is_as_before() -> None:
    assert case_hash(load("baghdad-2020")).startswith(BEFORE)
    assert not {*LATER} & {*load("baghdad-2020").moves} and {*LATER} <= {*catalogue()}


@pytest.mark.parametrize("move", catalogue().values(), ids=catalogue())
def test_a_move_says_everything_and_nothing_of_weapons(move: Move) -> None:
    assert move.name and "{actor}" in move.tells and not WEAPONS.search(f"{move.name} {move.tells} {move.short}")
    assert move.prepare.is_range and move.prepare.source and move.prepare.because
    for harm in (move.harm.military, move.harm.civilian):
        assert harm is None or ((harm.chance.source or harm.chance.low == 1) and harm.deaths.source)
    deadly = move.rung > VIOLENT and not move.undoes
    assert not deadly or move.harm.military or move.harm.civilian
    assert not move.undoes or (move.tells_alone and {*move.undoes} <= {*catalogue()})
