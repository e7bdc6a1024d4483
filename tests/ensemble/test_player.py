"""One player: equal luck, one progress, one budget, cancellation, and a cache that changes no byte."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import Clock
from offramp.ensemble.arm import Arm
from offramp.ensemble.arm_cache import MAGIC, ArmCache
from offramp.ensemble.engine import OfframpEngine
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import UNPLAYED, Player, World
from offramp.ensemble.settings import Design
from offramp.ensemble.work import Cancelled, Work
from offramp.scenario import Scenario, load
from offramp.study.shared.padding import padded
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
PLAN = Plan(3, Clock(10), 4, 6, 0)
KEY, OTHER = "a" * 64, "b" * 64


@dataclass
class Known(FakeEngine):
    """A quick engine that asks for its arms to be kept."""

    name: str = "one"

    def identity(self) -> str:
        return self.name


@pytest.fixture
def case() -> Scenario:
    return load(CASE)


@pytest.fixture
def cache(tmp_path: Path) -> ArmCache:
    return ArmCache(tmp_path / "arms")


def played(case: Scenario, cache: ArmCache, engine: Known | None = None, **how: Any) -> tuple[Arm, int]:
    """An arm, and how many blocks had to be played for it."""
    engine = engine or Known()
    how = {"plan": PLAN, "rule": "quantal", "asked": "on", **how}
    return Player(engine, cache=cache).play(World(case), **how), len(engine.rollouts)


def contents(arm: Arm) -> Mapping[str, bytes]:
    weights = b"" if arm.weights is None else arm.weights.tobytes()
    return {name: each.tobytes() for name, each in arm.measures.items()} | {"": weights + repr(arm.evidence).encode()}


def test_the_cache_changes_no_byte_and_saves_the_second_play(case: Scenario, cache: ArmCache) -> None:
    plain = Player(FakeEngine()).play(World(case), PLAN, "quantal", "on")
    first, blocks = played(case, cache)
    again, none = played(case, cache)
    assert contents(plain) == contents(first) == contents(again)
    assert (blocks, none) == (3, 0) and len(cache.entries()) == 2  # the futures, and what the record makes of the draws


@pytest.mark.parametrize(
    "how",
    [
        {"plan": Plan(4, Clock(10), 4, 6, 0)},
        {"plan": Plan(3, Clock(11), 4, 6, 0)},
        {"rule": "lookahead"},
        {"plan": Plan(3, Clock(10), 6, 4, 0)},
        {"plan": Plan(3, Clock(10, 7), 4, 6, 0)},
        {"engine": Known(name="two")},
    ],
    ids=["seed", "days", "rule", "draws", "turn", "engine"],
)
def test_another_setting_or_engine_is_played_again(case: Scenario, cache: ArmCache, how: dict[str, Any]) -> None:
    played(case, cache)
    assert played(case, cache, **how)[1] > 0


def test_a_changed_world_is_played_again_and_a_padded_or_reworded_one_is_not(case: Scenario, cache: ArmCache) -> None:
    played(case, cache)
    assert played(load(CASE, {"actors.borduria.resolve": "0.61"}), cache)[1] > 0
    assert Player(Known(), cache=cache).play(World(case, lead=1), PLAN, "quantal").measures
    assert len(cache.entries()) == 5
    assert played(padded(case, held=True), cache)[1] == 0  # orders and holds that never begin
    assert played(case.model_copy(update={"title": "Another", "claims": {}}), cache)[1] == 0


@pytest.mark.parametrize("part", sorted(UNPLAYED))
def test_no_future_reads_what_the_key_leaves_out(case: Scenario, part: str) -> None:
    """The compiler must not even look at it."""

    class Blind(Scenario):
        def __getattribute__(self, name: str) -> Any:
            assert name != part, f"the compiler reads {part}"
            return super().__getattribute__(name)

    compile_game(Blind.model_construct(**dict(case)), World(case).drawn(PLAN))


@pytest.mark.parametrize("at", [0, 20, 90, -1], ids=["format", "checksum", "head", "numbers"])
def test_a_flipped_entry_is_played_again(case: Scenario, cache: ArmCache, at: int) -> None:
    first, blocks = played(case, cache)
    for path in cache.entries():
        body = bytearray(path.read_bytes())
        body[at] ^= 1
        path.write_bytes(bytes(body))
    again, more = played(case, cache)
    assert more == blocks and contents(again) == contents(first)


@pytest.mark.parametrize("length", [0, len(MAGIC), 200])
def test_a_torn_entry_is_played_again(case: Scenario, cache: ArmCache, length: int) -> None:
    first, blocks = played(case, cache)
    for path in cache.entries():
        path.write_bytes(path.read_bytes()[:length])
    again, more = played(case, cache)
    assert more == blocks and contents(again) == contents(first)


def test_an_entry_under_another_name_is_none(cache: ArmCache) -> None:
    cache.put(KEY, {"x": np.arange(3)})
    (path,) = cache.entries()
    path.rename(path.with_name(path.name.replace("a", "b", 64)[:64] + ".arm"))
    assert cache.get(OTHER) is None


def test_two_may_write_one_entry_at_once(cache: ArmCache) -> None:
    values = {"x": np.random.default_rng(1).random(20_000), "none": np.zeros((3, 0), np.int16)}

    def write_and_read(_: int) -> bool:
        cache.put(KEY, values)
        found = cache.get(KEY)
        return found is not None and all(found[name].tobytes() == each.tobytes() for name, each in values.items())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(write_and_read, range(40)))
    assert [path.name for path in cache.folder.iterdir()] == [f"{KEY}.arm"]


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    values = {"x": np.random.default_rng(1).random(1000)}
    size = ArmCache(tmp_path / "one")
    size.put(KEY, values)
    cache = ArmCache(tmp_path / "arms", limit=int(2.5 * size.size()))
    names = [letter * 64 for letter in "abc"]
    cache.put(names[0], values)
    cache.put(names[1], values)
    assert cache.get(names[0]) is not None
    cache.put(names[2], values)
    assert [cache.get(name) is not None for name in names] == [True, False, True]
    assert cache.size() <= cache.limit
    ArmCache(tmp_path / "tiny", limit=10).put(KEY, values)
    assert not (tmp_path / "tiny").exists()


def test_clearing_leaves_the_files_of_others_alone(cache: ArmCache) -> None:
    cache.put(KEY, {"x": np.arange(3)})
    mine = cache.folder / "notes.txt"
    mine.write_text("mine")
    assert cache.clear() == 1 and cache.get(KEY) is None and mine.read_text() == "mine"


def test_a_cache_that_cannot_be_written_stops_nothing(case: Scenario, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    broken = ArmCache(tmp_path / "file" / "arms")
    assert played(case, broken)[1] == 3 == played(case, broken)[1]
    assert broken.size() == 0 == broken.clear()


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert ArmCache.default() is None  # as tests have it
    monkeypatch.setenv("OFFRAMP_CACHE", str(tmp_path))
    store = ArmCache.default()
    assert store is not None and store.folder == tmp_path / "arms"
    monkeypatch.delenv("OFFRAMP_CACHE")
    store = ArmCache.default()
    assert store is not None and store.folder.parts[-2:] == ("offramp", "arms")


def test_only_the_engine_itself_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, case: Scenario) -> None:
    class Changed(OfframpEngine):
        pass

    monkeypatch.setenv("OFFRAMP_CACHE", str(tmp_path / "cache"))
    assert OfframpEngine().identity() and Changed().identity() is None
    Player(FakeEngine()).play(World(case), PLAN, "quantal")
    assert not (tmp_path / "cache").exists()


def test_worlds_of_one_plan_share_their_luck(case: Scenario) -> None:
    worlds = {"one": World(case), "other": World(padded(case))}
    arms = Player(FakeEngine()).play_all(worlds, PLAN, ("quantal", "lookahead"), weigh_by="other", asked="on")
    assert list(arms) == [(key, rule) for rule in ("quantal", "lookahead") for key in worlds]
    one, other = arms["one", "quantal"], arms["other", "quantal"]
    assert {n: x.tobytes() for n, x in one.measures.items()} == {n: x.tobytes() for n, x in other.measures.items()}
    assert one.weights is None and other.weights is not None


def test_progress_counts_what_is_played_and_what_was_kept(case: Scenario, cache: ArmCache) -> None:
    for _ in range(2):
        seen: list[tuple[int, int]] = []
        work = Work(lambda done, total, seen=seen: seen.append((done, total)))  # type: ignore[misc]
        work.expect(24)
        Player(Known(), work, cache).play(World(case), PLAN, "quantal")
        assert seen == sorted(seen) and seen[-1] == (24, 24)


def test_parts_add_up() -> None:
    seen: list[tuple[int, int]] = []
    work = Work(lambda done, total: seen.append((done, total)))
    work.expect(30)
    for _ in range(3):
        part = work.part()
        part(0, 10), part(4, 10), part(10, 10)
    assert seen[-1] == (30, 30) and work.done == 30


def test_who_cancels_stops_the_study(case: Scenario) -> None:
    engine = FakeEngine(block=4)
    work = Work(lambda done, total: work.cancel() if done >= 8 else None)
    with pytest.raises(Cancelled):
        Player(engine, work).play(World(case), PLAN, "quantal")
    assert work.done == 8 and isinstance(Cancelled(), KeyboardInterrupt)  # a run keeps what is done, as after Ctrl-C


def test_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("offramp.ensemble.work.time.monotonic", lambda: now[0])
    work = Work(minutes=2)
    given = Work()
    assert not work.late and Work.of(given, 1) is given and given.minutes == 1
    now[0] = 121.0
    assert work.late and given.late and not Work().late and work.seconds == 121


def test_rules_are_its_own_first(tmp_path: Path) -> None:
    assert Design(CASE).rules(False) == ("quantal",)
    assert Design(CASE, rule="lookahead").rules(True) == ("lookahead", "quantal")
