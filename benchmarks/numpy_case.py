"""A case and a turn's acts for the NumPy rival: plain arrays, the run axis last."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Stage
from offramp.game.board import EFFECTS

Array = NDArray[Any]
State = SimpleNamespace
HALVED = ("half_life", "order_life", "recover", "memory", "adapt", "mend", "lag", "refill")  # how such dials end


class Numbers:
    """A case for some runs: `b` the board, `d` the dials, `w` those of each system, last axis run.

    `left` has the half-lives once more, as what a day leaves of something.
    """

    def __init__(self, stage: Stage, draw: Array) -> None:
        game = stage.game
        self.game, self.runs = game, len(draw)
        board, dials = {**arrays(game.board), **arrays(game.board.polity)}, arrays(game.dials)
        self.b = SimpleNamespace(**{k: signed(x) for k, x in board.items()})
        self.words = board["words"]
        self.d = SimpleNamespace(**{k: x[..., draw] for k, x in dials.items()})
        self.left = SimpleNamespace(recovery=left(self.d, "recovery"), plot_window=left(self.d, "plot_window"))
        self.w = SimpleNamespace()
        for system, values in game.dials.world.items():
            mine = SimpleNamespace(**{k: np.asarray(x)[..., draw] for k, x in values.items()})
            setattr(self.w, system.replace("-", "_"), mine)
            halved = {k: left(mine, k) for k in vars(mine) if k.endswith(HALVED)}
            setattr(self.left, system.replace("-", "_"), SimpleNamespace(**halved))
        self.effects = {e: (self.b.move_effects >> n & 1).astype(np.float32) for n, e in enumerate(EFFECTS)}
        self.usual = self.d.climb + self.d.reach
        self.groups(len(self.d.tempo_per_day), len(self.b.dyad_actor))
        self.lookups()

    def groups(self, actors: int, dyads: int) -> None:
        """Where the rows of each group begin: options, nests, factions, words of mediators, flows of an act."""
        b = self.b
        self.first = np.searchsorted(b.option_actor, np.arange(actors))
        self.many = np.bincount(b.option_actor, minlength=actors)
        self.nest_first = starts(b.option_nest)
        self.minded, self.faction_first = b.faction_actor[starts(b.faction_actor)], starts(b.faction_actor)
        pairs = [b.dyad_pair[self.game.axes.dyads.index(pair)] for *_, pair in self.game.axes.polity.access]
        self.word = np.argsort(pairs, kind="stable")
        into = np.array(pairs, int)[self.word]
        self.ushered, self.word_first = into[starts(into)], starts(into)
        edges = self.game.axes.edges  # in the order of their sources
        self.flow_into = np.array([e.into for e in edges])
        self.flow_many = np.bincount([e.source for e in edges], minlength=dyads)
        self.flow_first = np.cumsum(self.flow_many) - self.flow_many

    def lookups(self) -> None:
        """Rows that have something, and who owns what where; one more row than there is for none."""
        b, owners = self.b, (len(self.first), len(self.b.arenas_near) + 1)
        for name in (
            "force",
            "height",
            "depth",
            "placed",
            "sited",
            "roled",
            "dyad_tied",
            "dyad_ordered",
            "watched",
            "hosted",
            "settles",
            "admits",
            "expels",
            "steps",
            "based",
            "methodic",
        ):
            setattr(self, name, np.flatnonzero(getattr(b, name)[:, 0]))
        self.place_at = np.full(owners, len(b.place_owner))
        self.place_at[b.place_owner, b.place_arena] = np.arange(len(b.place_owner))
        self.guest_at = np.full(owners, len(b.guest_owner))
        self.guest_at[b.guest_owner, b.guest_arena[:, 0]] = np.arange(len(b.guest_owner))

    def opened(self, stage: Stage, draw: Array) -> State:
        """The state after the record, by names that no two systems share."""
        slices = vars(stage.opening).values()
        return State(**{k: np.asarray(x)[..., draw] for part in slices for k, x in vars(part).items()})

    def zeros(self, rows: int) -> Array:
        return np.zeros((rows, self.runs), np.float32)


class Acts:
    """The acts of a turn, one row each: the doer `i`, the run `r`, the option `o` and what it is."""

    def __init__(self, n: Numbers, i: Array, r: Array, o: Array) -> None:
        b = n.b
        self.n, self.i, self.r, self.o = n, i, r, o
        self.move, self.target, self.arena = b.option_move[o], b.option_target[o], b.option_arena[o]
        self.dyad, self.pair = b.option_dyad[o], b.option_pair[o]
        self.back = b.dyad_reverse[self.dyad]
        self.rung, self.height, self.depth, self.force = (x[o, 0] for x in (b.rung, b.height, b.depth, b.force))
        self.fire = np.where(self.rung >= 5, self.height, 0)
        self.public, self.method = b.move_public[self.move], b.move_method[self.move].astype(int)
        self.dead = np.zeros((2, len(i)), np.float32)
        self.ordered = np.zeros(len(i), bool)
        self.read, self.blamed = np.ones(len(i), np.float32), np.zeros(len(i), np.float32)
        self.lost = n.zeros(len(n.first))
        self.heeds = self.lost + 1

    def does(self, effect: str) -> Array:
        return self.n.effects[effect][self.move]

    def dial(self, values: Array) -> Array:
        """A dial for the run of each act."""
        return np.asarray(values[0, self.r])

    def on(self, value: Array) -> Array:
        """A value of each act on the dyad of its doer and target [dyad, run]."""
        out = self.n.zeros(len(self.n.b.dyad_actor))
        out[self.dyad, self.r] = value
        return out

    def highest(self, row: Array, rows: int, value: Array) -> Array:
        """The highest value of all acts on a row [row, run]."""
        out = self.n.zeros(rows)
        np.maximum.at(out.reshape(-1), row * self.n.runs + self.r, value.astype(np.float32))
        return out

    def total(self, row: Array, rows: int, value: Array) -> Array:
        """The sum of a value of all acts on a row [row, run]."""
        out = self.n.zeros(rows)
        np.add.at(out.reshape(-1), row * self.n.runs + self.r, value.astype(np.float32))
        return out


def arrays(part: Any) -> dict[str, Array]:
    return {k: np.asarray(x) for k, x in vars(part).items() if hasattr(x, "shape")}


def signed(x: Array) -> Array:
    return x if x.dtype.kind == "f" else x.astype(np.int64)


def left(dials: SimpleNamespace, name: str) -> Array:
    """What a day leaves of something with this half-life."""
    return np.asarray(np.exp2(-1 / getattr(dials, name)))


def starts(sorted_groups: Array) -> Array:
    """The first row of each group."""
    return np.flatnonzero(np.diff(sorted_groups, prepend=-1))
