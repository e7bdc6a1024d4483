"""The rivals of `make bench` still play the frozen game, and one with other rules is seen."""

from __future__ import annotations

from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import core, core_numpy

# Mesa is no part of what the tests install: where it is missing, `python -m benchmarks.core` is for who has it.
RIVALS = ("numpy", *(["mesa"] if find_spec("mesa") else []))
STATES = "memory debt prepared fast slow quiet goodwill waiting belief ceiling doubt".split()


@pytest.mark.parametrize("rival", RIVALS)
def test_the_game_is_as_it_was_frozen(rival: str) -> None:
    assert core.differing(rival, core.played(rival)) == []


@pytest.mark.proof
@pytest.mark.parametrize("name", STATES)
def test_a_rival_with_other_rules_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = core_numpy.advance

    def forgetful(*given: Any) -> SimpleNamespace:
        after = rules(*given)
        return SimpleNamespace(**{**vars(after), name: 0.97 * getattr(after, name)})

    monkeypatch.setattr(core_numpy, "advance", forgetful)
    assert core.differing("numpy", core.played("numpy")) != []
