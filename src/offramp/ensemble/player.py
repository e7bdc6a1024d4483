"""One player for all studies: worlds under decision rules, with equal luck, one progress, one budget and one cache.

All worlds that are played by one plan share its seed, draws and runs, hence their luck (common random numbers): the
future of a draw and a run meets the same random numbers in each of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from offramp.game import Draws
from offramp.results import Evidence
from offramp.scenario import Scenario

from .arm import NOTE, Arm, Futures, Reader, roll
from .arm_cache import ArmCache
from .design import draws
from .engine import Arrays, Engine, Game, OfframpEngine
from .execute import MOST_DAYS, Plan
from .record_weights import Asked, Floats, weigh
from .work import Work

Key = TypeVar("Key", bound=Hashable)
Compile = Callable[[], Game]
# Parts of a case that no future depends on and that people change between two questions.
UNPLAYED = frozenset("title question about questions claims unknowns background aims explained".split())


@dataclass(frozen=True)
class World:
    """A case in which futures are played.

    Attributes
    ----------
    scenario : Scenario
        As it is played: as of its day, with or without an event, with off-ramps taken, systems off, or mixed.
    lead : int
        Days between its start and the day before the first turn that counts; they are played before it.
    values : Draws or None
        The settings of its quantities; if None, every draw has those of the plan's seed.
    """

    scenario: Scenario
    lead: int = 0
    values: Draws | None = None

    def drawn(self, plan: Plan) -> Draws:
        """Return the settings of its quantities."""
        return self.values or draws(self.scenario, plan.seed, plan.draws)

    @cached_property
    def digest(self) -> str:
        """Hash of everything in it that a future may depend on; orders and holds that never begin are not in it.

        Such orders and holds change no number (they only give several worlds one shape, so that one compiled program
        plays them all), and no case is played for so many days.
        """
        begun = {
            name: tuple(each for each in getattr(self.scenario, name) if each.from_day <= MOST_DAYS)
            for name in ("orders", "holds")
        }
        unread = UNPLAYED | (self.scenario.unread_parts & {"rates", "reporting"})
        text = self.scenario.model_copy(update=begun).model_dump_json(exclude=set(unread))
        found = hashlib.sha256(text.encode())
        if self.values:
            found.update(str(self.values.seed).encode())
            for path, values in sorted(self.values.values.items()):
                found.update(path.encode() + np.ascontiguousarray(values).tobytes())
        return found.hexdigest()


class Player:
    """Plays the worlds of one study.

    Parameters
    ----------
    engine : Engine, optional
        Another engine than that of this package, for tests.
    work : Work, optional
        Counts the futures, knows the budget, and can be cancelled.
    cache : ArmCache, optional
        Where arms are kept; that of this user if left out. Only an engine with an identity has its arms kept.
    """

    def __init__(self, engine: Engine | None = None, work: Work | None = None, cache: ArmCache | None = None) -> None:
        self.engine: Engine = engine or OfframpEngine()
        self.work = work or Work()
        identity = getattr(self.engine, "identity", None)
        self._identity: str | None = identity() if identity else None
        self._cache = (cache or ArmCache.default()) if self._identity else None

    def compile(self, world: World, plan: Plan, rule: str, steps: int = 0) -> Game:
        """Compile a world for the days of a plan.

        Parameters
        ----------
        world : World
        plan : Plan
        rule : str
            How actors decide.
        steps : int
            Steps of the courses on which its futures will be played; 0 if they are on none.
        """
        clock = replace(plan.clock, lead=world.lead)
        more = (steps,) if steps else ()
        return self.engine.compile(world.scenario, world.drawn(plan), rule, clock, *more)

    def play_all(
        self,
        worlds: Mapping[Key, World],
        plan: Plan,
        rules: Sequence[str],
        weigh_by: Key | None = None,
        asked: Asked = "off",
    ) -> dict[tuple[Key, str], Arm]:
        """Play the futures of a plan in several worlds under several rules.

        Parameters
        ----------
        worlds : mapping of key to World
        plan : Plan
        rules : sequence of str
        weigh_by : key, optional
            The world by whose record draws are weighed; the others' arms have no weights.
        asked : {"auto", "on", "off"}
            Whether they are weighed.

        Returns
        -------
        dict of (key, rule) to Arm
        """
        return {
            (key, rule): self.play(world, plan, rule, asked if key == weigh_by else "off")
            for rule in rules
            for key, world in worlds.items()
        }

    def play(self, world: World, plan: Plan, rule: str, asked: Asked = "off", game: Compile | None = None) -> Arm:
        """Play the futures of a plan in one world, under one rule.

        Parameters
        ----------
        world : World
        plan : Plan
        rule : str
        asked : {"auto", "on", "off"}
            Whether draws are weighed by the world's record.
        game : callable, optional
            Returns the world compiled, where the caller needs that, too; it is compiled here if left out.
        """
        game = game or _once(lambda: self.compile(world, plan, rule))
        weights, evidence = self.weights(world, plan, rule, asked, game)
        found = self.roll(world, plan, rule, Futures.of(plan), game=game)
        shape = plan.draws, plan.runs_per_draw
        measures = {name: values.astype(np.float64).reshape(shape) for name, values in found.items()}
        return Arm(measures, weights, evidence)

    def weights(
        self, world: World, plan: Plan, rule: str, asked: Asked, game: Compile
    ) -> tuple[Floats | None, Evidence]:
        """Weigh the draws of a plan by a world's record.

        Parameters
        ----------
        world, plan, rule, asked, game
            As in `play`.

        Returns
        -------
        float64[draw] or None
            None where all draws count the same.
        Evidence
        """

        def record() -> Arrays:
            log, acts = self.engine.record_likelihood(game())
            return {"log": log, "acts": np.array(acts)}

        log, acts = np.zeros(plan.draws), 0
        if asked != "off":
            found = self._kept(self._key(world, plan, rule, "record"), record)
            log, acts = found["log"], int(found["acts"])
        weights, evidence = weigh(log, acts, asked)
        return (weights if evidence.used else None), evidence

    def roll(
        self,
        world: World,
        plan: Plan,
        rule: str,
        futures: Futures,
        reader: Reader | None = None,
        game: Compile | None = None,
    ) -> dict[str, NDArray[Any]]:
        """Play any futures in a world, on courses of their own if they have some.

        Parameters
        ----------
        world, plan, rule
            As in `play`; of the plan, its seed, number of draws and clock.
        futures : Futures
        reader : Reader, optional
            Reads something off their acts.
        game : callable, optional
            As in `play`; compiled with as many steps as the courses have.

        Returns
        -------
        dict of str to array[..., future]
            Every measure by its name, NaN where it is empty, and what the reader read by its name after `NOTE`.
        """
        game = game or _once(lambda: self.compile(world, plan, rule))
        counted = 0

        def count(more: int) -> None:
            nonlocal counted
            counted += more
            self.work.add(more)

        def played() -> Arrays:
            return roll(self.engine, game(), plan.seed, futures, reader, count)

        key = self._key(world, plan, rule, "futures", *_named(futures), reader.key if reader else "")
        found = self._kept(key, played)
        if counted < len(futures):  # they were in the cache
            self.work.add(len(futures) - counted)
        return dict(found)

    def _key(self, world: World, plan: Plan, rule: str, *more: Any) -> str:
        """The hash of everything that numbers depend on; empty if they are not to be kept."""
        if self._cache is None:
            return ""
        clock = plan.clock.turns, plan.clock.turn, world.lead
        parts = [self._identity, world.digest, plan.seed, plan.draws, clock, rule, *more]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _kept(self, key: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays of an entry of the cache; made and kept if there is none."""
        if self._cache is None:
            return make()
        found = self._cache.get(key)
        if found is None:
            found = dict(make())
            self._cache.put(key, found)
        return found


def notes(found: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return what a reader read, of what was rolled."""
    return {name.removeprefix(NOTE): values for name, values in found.items() if name.startswith(NOTE)}


def _named(futures: Futures) -> list[str]:
    """A hash of the addresses and courses of futures."""
    found = hashlib.sha256(futures.draw.tobytes() + futures.run.tobytes())
    if course := futures.course:
        for part in (course.option, course.day, course.until):
            found.update(np.ascontiguousarray(part).tobytes())
        found.update(str((course.actor, course.option.shape, course.option.dtype.str)).encode())
    return [str(len(futures)), found.hexdigest()]


def _once(compile_it: Compile) -> Compile:
    """Compile when it is first needed, and once."""
    made: list[Game] = []

    def game() -> Game:
        if not made:
            made.append(compile_it())
        return made[0]

    return game
