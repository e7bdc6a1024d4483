"""A case compiled for play: any game of it is played on it day by day, from any morning that was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.engine import BLOCK, Clock, Forced, Position, Stage, begin, stage
from offramp.engine.attribution import blamed
from offramp.engine.commands import Commands, Pending
from offramp.ensemble.design import draws
from offramp.game.commands.orders import NEVER, Orders
from offramp.game.xla.jit import put
from offramp.scenario import Scenario

from .acts import GameAct, Plan

DRAWS = 64  # settings of the dials, as many as a run has by default, so that its compiled programs serve
WAIT = -1
FEW = 4  # rows of a steering: each costs time, and most games need no more
MOST = 6  # tables that a process keeps


@dataclass(frozen=True)
class Steering:
    """What some actors are told to do, future by future, beside the orders of the case.

    Attributes
    ----------
    actor : int[row]
    option : int[row, run]
        -1 to wait.
    day : float[row, run]
        `NEVER` where the row tells nothing.
    """

    actor: NDArray[np.int64]
    option: NDArray[np.int64]
    day: NDArray[np.float64]

    @classmethod
    def nothing(cls, rows: int) -> Steering:
        """Tell nobody anything."""
        return cls(np.zeros(rows, np.int64), np.zeros((rows, BLOCK), np.int64), np.full((rows, BLOCK), NEVER))

    def tell(self, row: int, actor: int, option: int | NDArray[np.int64], day: float | NDArray[np.float64]) -> None:
        """Fill a `row`: what an `actor` does, an `option` or -1 to wait, on which `day`; one for all runs or [run]."""
        self.actor[row], self.option[row], self.day[row] = actor, option, day


class Table:
    """A case compiled for play under one decision rule.

    Attributes
    ----------
    stage : Stage
    seed : int
        The luck of all futures on it, and the settings of the dials.
    nobody : Forced
        Acts that are imposed on nobody.
    """

    def __init__(self, case: Scenario, seed: int, days: int, rule: str) -> None:
        self.seed = seed
        self.stage: Stage = stage(compile_game(case, draws(case, seed, DRAWS)), rule, Clock(days))
        self.nobody = self._nobody()

    @classmethod
    def of(cls, case: Scenario, digest: str, seed: int, days: int, rule: str = "quantal") -> Table:
        """Return the table of a case, compiled once.

        `digest` is the hash of the case before its day was chosen; `seed`, `days` and `rule` are those of the games.
        """
        key = digest, case.start, seed, days, rule
        while key not in _COMPILED and len(_COMPILED) >= MOST:
            _COMPILED.pop(next(iter(_COMPILED)))
        if key not in _COMPILED:
            _COMPILED[key] = cls(case, seed, days, rule)
        return _COMPILED[key]

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Every actor, in the order of the arrays."""
        return self.stage.game.names.actors

    @cached_property
    def options(self) -> Mapping[str, int]:
        """Where each option stands, by its id."""
        return {option: n for n, option in enumerate(self.stage.game.names.options)}

    def morning(self, draw: Sequence[int] | NDArray[Any], run: Sequence[int] | NDArray[Any]) -> Position:
        """Return a block of futures on the evening of the start."""
        position = begin(self.stage, self.seed, np.asarray(draw), np.asarray(run))
        return self.steer(position, Steering.nothing(FEW))

    def steer(self, position: Position, steering: Steering) -> Position:
        """Tell actors what to do from a morning on, and forget what was told before.

        What is told may still go wrong, as a choice may, and goes before the orders of the case.
        """
        orders = _joined(self.stage.game.orders, steering, len(self.options))
        commands = position.state.commands
        renewed = Commands(commands.ended, _pending(commands.pending, len(steering.actor), orders))
        state = replace(position.state, commands=renewed)
        return replace(position, block=replace(position.block, orders=orders), state=state)

    def play_day(
        self, position: Position, plan: Plan, rules: Mapping[str, str]
    ) -> tuple[Position, tuple[GameAct, ...]]:
        """Play one day of one future.

        Parameters
        ----------
        position : Position
            Its first future is the game.
        plan : mapping of str to str or None
            What actors are told to do.
        rules : mapping of str to str
            Actors that decide under another rule than the table's.

        Returns
        -------
        Position
        tuple of GameAct
        """
        told = {**self._under_other_rules(position, rules), **plan}
        steering = Steering.nothing(FEW if len(told) <= FEW else len(self.actors))
        for row, (actor, option) in enumerate(told.items()):
            where = WAIT if option is None else self.options[option]
            steering.tell(row, self.actors.index(actor), where, position.turn + 1)
        before = self.steer(position, steering)
        after = before.force(self.nobody)
        return after, self.acts(before, after)

    def acts(self, before: Position, after: Position) -> tuple[GameAct, ...]:
        """Return the acts of the day between two positions, in the first of their futures."""
        assert after.rounds is not None
        day = before.turn
        rounds = after.rounds
        option, ordered = np.asarray(rounds.option[day])[:, 0], np.asarray(rounds.ordered[day])[:, 0]
        deaths, whose = np.asarray(rounds.deaths[day])[..., 0], np.asarray(blamed(before, after))[:, 0]
        names = self.stage.game.names.options
        return tuple(
            GameAct.of(
                day + 1,
                names[option[n]],
                military=int(deaths[n, 0]),
                civilian=int(deaths[n, 1]),
                ordered=bool(ordered[n]),
                blamed=bool(whose[n]),
            )
            for n in np.flatnonzero(option >= 0)
        )

    def _under_other_rules(self, position: Position, rules: Mapping[str, str]) -> dict[str, str | None]:
        """What actors would do tomorrow under rules of their own, as it would come about."""
        found: dict[str, str | None] = {}
        for rule in sorted(set(rules.values()) - {self.stage.rule}):
            there = replace(position, block=replace(position.block, rule=rule)).force(self.nobody)
            assert there.rounds is not None
            option = np.asarray(there.rounds.option[position.turn])[:, 0]
            for actor in (name for name, own in rules.items() if own == rule):
                taken = option[self.actors.index(actor)]
                found[actor] = None if taken < 0 else self.stage.game.names.options[taken]
        return found

    def _nobody(self) -> Forced:
        """Acts that are imposed on nobody."""
        shape = len(self.stage.game.names.actors), BLOCK
        no = put(np.zeros(shape), bool)
        return Forced(no, no, put(np.zeros(shape), np.uint32), put(np.zeros((2, *shape)), np.float32))


def _joined(orders: Orders | None, steering: Steering, options: int) -> Orders:
    """Put what actors are told before the orders of the case."""
    rows = len(steering.actor)
    own: dict[str, NDArray[Any]] = {
        "option": np.maximum(steering.option, 0),
        "actor": np.repeat(steering.actor[:, None], BLOCK, axis=1),
        "acts": steering.option >= 0,
        "first": steering.day,
        "last": np.where(steering.day == NEVER, 0, steering.day),
        "waits": np.zeros((rows, BLOCK)),
        "again": np.zeros((rows, BLOCK)),
    }
    trigger = np.zeros((rows, options))
    if orders is not None:
        wide = {name: np.broadcast_to(getattr(orders, name), (len(orders.first), BLOCK)) for name in own}
        own = {name: np.concatenate([part, wide[name]]) for name, part in own.items()}
        trigger = np.concatenate([trigger, np.asarray(orders.trigger)])
    kinds = {"option": np.uint32, "actor": np.uint32}
    arrays = {name: put(part, kinds.get(name, np.float32)) for name, part in own.items()}
    return Orders(**arrays, trigger=put(trigger, np.float32))


def _pending(pending: Pending | None, rows: int, orders: Orders) -> Pending:
    """What has become of the orders: nothing yet of those that are told, what it was of those of the case."""
    done = np.zeros((len(orders.first), BLOCK), bool)
    met = np.broadcast_to(np.asarray(orders.waits) == 0, done.shape).copy()
    if pending is not None and (case := len(done) - rows):
        done[rows:], met[rows:] = np.asarray(pending.done)[-case:], np.asarray(pending.met)[-case:]
    return Pending(put(done, bool), put(met, bool))


_COMPILED: dict[tuple[str, str, int, int, str], Table] = {}
