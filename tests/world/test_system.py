"""The register of systems: one list, an order that follows from what each comes after, luck that is its own."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.ensemble.design import draws
from offramp.errors import OfframpError
from offramp.game.slots import SLOTS, slots_of, word_codes
from offramp.scenario import load
from offramp.scenario.reading.merge import library
from offramp.world import SYSTEMS, register, registered, system, systems_of
from offramp.world.systems import world_order

from .roles import TWO_NEIGHBOURS

ACTORS = ("aland", "borduria", "coria")


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test registers is forgotten after it."""
    monkeypatch.setattr(system, "_REGISTER", dict(system._REGISTER))


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Register a copy of a system under another name."""

    def adds(name: str, after: str = "", **parts: Any) -> None:
        module = ModuleType(name)
        vars(module).update({**vars(world_order), "__name__": name, **parts})
        monkeypatch.setitem(__import__("sys").modules, name, module)
        register(name, after=after, off="")

    yield adds


def test_the_registered_systems_are_those_of_the_library_with_all_their_dials() -> None:
    spec = library("world").plain()
    dials = {each.id: sorted(f"{each.off} {each.kept}".split()) for each in SYSTEMS}
    assert dials == {key: sorted(one["dials"]) for key, one in spec.items() if key != "choice"}


def test_each_comes_after_those_that_it_names_and_ties_go_by_id(add: Any) -> None:
    before = [each.id for each in registered()]
    for name, after in (("zeal", ""), ("awe", "zeal"), ("aversion", "rules")):
        add(name, after)
    order = [each.id for each in registered()]
    assert [each for each in order if each in before] == before  # one more moves no other
    assert order.index("zeal") < order.index("awe") and order.index("rules") < order.index("aversion")
    assert order.index("aversion") == order.index("rules") + 1  # before proxies, which came after rules too
    assert order.index("ladder") < order.index("zeal")


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ([("awe", "wonder")], "a causal system comes after 'wonder', which is none"),
        ([("awe", "zeal"), ("zeal", "awe")], "come after each other: "),
        ([("awe", ""), ("awe", "")], "two causal systems have the id 'awe'"),
    ],
)
def test_an_order_that_cannot_be_is_refused(add: Any, known: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(OfframpError, match=says):
        for each in known:
            add(*each)
        registered()


def test_the_systems_of_a_case_are_those_that_it_has() -> None:
    assert [each.id for each in systems_of({"rules", "choice", "ladder"})] == ["ladder", "rules"]


def test_a_constant_that_no_system_has_is_refused(add: Any) -> None:
    add("world_wonder", Constants=None, constants=lambda inputs: {"awe": inputs.rows([])})
    scenario = load(TWO_NEIGHBOURS)
    world = {**scenario.world, "world-wonder": scenario.world["world-order"].model_copy(update={"dials": {}})}
    with pytest.raises(OfframpError, match="constants that no system has or computes, or that two have: awe"):
        compile_game(scenario.model_copy(update={"world": world}), draws(scenario, 1, 2))


def luck(*own: tuple[str, int]) -> dict[str, np.ndarray]:
    keys = run_keys(seed_words(5), *(np.arange(3_000, dtype=np.uint32),) * 2)
    return uniforms(keys, np.uint32(3), word_codes(ACTORS, own), slots=slots_of(own))


def test_a_systems_luck_is_its_own_and_moves_nobody_elses() -> None:
    plain, one, both = luck(), luck(("awe", 1)), luck(("aversion", 3), ("awe", 1))
    assert set(one) - set(plain) == {"awe", "awe.1"} and len(both) == len(SLOTS) + 6
    for slot, u in plain.items():
        np.testing.assert_array_equal(u, one[slot])
        np.testing.assert_array_equal(u, both[slot])
    np.testing.assert_array_equal(one["awe"], both["awe"])
    streams = np.array([u[0] for u in both.values()], np.float64)
    assert np.abs(np.corrcoef(streams) - np.eye(len(streams))).max() < 5 / np.sqrt(3_000)
