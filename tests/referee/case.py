"""What the referee plays with: the numbers of one draw, acts, and turns."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.game import Game
from offramp.game.board import EFFECTS

Values = NDArray[np.float64]
State = SimpleNamespace  # by name, whatever system it belongs to


class Act(NamedTuple):
    """What one actor did in a turn. `harm` and `payment` are points, `dyad` is -1 where nobody keeps a ledger."""

    actor: int
    option: int
    move: int
    target: int
    arena: int
    dyad: int
    rung: float
    harm: float
    payment: float
    public: float
    military: float = 0.0
    civilian: float = 0.0
    ordered: bool = False
    read: float = 1.0  # the factor by which its harm is misread
    blamed: bool = False  # a proxy's act is taken for its patron's

    @property
    def dead(self) -> float:
        return self.military + self.civilian

    @property
    def height(self) -> float:
        return max(self.rung, 0.0) / 10

    @property
    def depth(self) -> float:
        return max(-self.rung, 0.0) / 3

    @property
    def force(self) -> bool:
        return self.rung >= 3

    @property
    def blow(self) -> float:
        """Its height if it is violent."""
        return self.height * (self.rung >= 5)


class Case:
    """The numbers of one draw: `b` the board, `p` its politics, `d` the dials, `w` the dials of each system."""

    def __init__(self, game: Game, draw: int) -> None:
        self.game, self.words = game, np.asarray(game.board.words)
        self.b, self.p = (
            SimpleNamespace(**{n: _column(x) for n, x in _arrays(part)}) for part in (game.board, game.board.polity)
        )
        self.d = SimpleNamespace(**{name: x[..., draw].astype(float) for name, x in _arrays(game.dials)})
        self.w = SimpleNamespace()
        for system, dials in game.dials.world.items():
            values = {name: float(np.asarray(x)[0, draw]) for name, x in dials.items()}
            setattr(self.w, system.replace("-", "_"), SimpleNamespace(**values))
        ends = zip(self.b.dyad_actor.tolist(), self.b.dyad_target.tolist(), strict=True)
        self.dyad = {pair: k for k, pair in enumerate(ends)}
        self.actors, self.dyads = len(self.d.tempo_per_day), len(self.dyad)
        self.pair_dyad = np.unique(self.b.dyad_pair, return_index=True)[1]  # one of the two
        self.source, self.into = (np.array([getattr(e, end) for e in game.axes.edges]) for end in ("source", "into"))
        self.own = [np.flatnonzero(self.b.option_actor == i) for i in range(self.actors)]
        self.nest_actor = np.zeros(len(self.b.nest_weight), int)
        self.nest_actor[self.b.option_nest] = self.b.option_actor
        guests = self.p.guest_owner, self.p.guest_host, self.p.guest_arena
        self.guests = [Guest(*map(int, guest)) for guest in zip(*guests, strict=True)]
        pairs = [game.axes.pairs.index(parties) for *_, parties in game.axes.polity.access]
        self.access = list(zip(self.p.access_word.tolist(), pairs, self.d.quality.tolist(), strict=True))
        self._purposes()

    def does(self, act: Act, effect: str) -> bool:
        return bool(self.b.move_effects[act.move] >> EFFECTS.index(effect) & 1)

    def _purposes(self) -> None:
        """Which options are exits, admissions, steps of a programme, votes against a guest, and force from its soil."""
        actor, target, arena = self.b.option_actor, self.b.option_target, self.b.option_arena

        def do(effect: str) -> NDArray[np.bool_]:
            return np.asarray(self.b.move_effects[self.b.option_move] >> EFFECTS.index(effect) & 1, bool)

        self.exits, self.owns_up = np.flatnonzero(do("settle")), np.flatnonzero(do("admit"))
        self.steps = np.flatnonzero(do("programme") & np.isin(actor, self.p.programme_owner))
        self.votes = [
            np.flatnonzero(do("expel") & (actor == g.host) & (target == g.owner) & (arena == g.arena))
            for g in self.guests
        ]
        self.based = [np.flatnonzero(self.b.force * (actor == g.owner) * (arena == g.arena)) for g in self.guests]
        self.method = self.p.move_method.astype(int)[self.b.option_move]
        self.slips = [next((int(o) for o in own if do("mishap")[o]), -1) for own in self.own]


class Guest(NamedTuple):
    """Who is a guest of whom, and where."""

    owner: int
    host: int
    arena: int


class Turn(NamedTuple):
    """A turn's acts, who lost a leader, how far proxies heed orders, and its length."""

    acts: list[Act]
    lost: set[int]
    heeds: Values
    days: float

    def on(self, case: Case, value: Callable[[Act], float]) -> Values:
        """A value of each act on the dyad of its doer and target."""
        out = np.zeros(case.dyads)
        for act in self.acts:
            if act.dyad >= 0:
                out[act.dyad] = value(act)
        return out

    def suffered(self, case: Case, value: Callable[[Act], float]) -> Values:
        """A value of the acts on each actor, summed."""
        return np.bincount(case.b.dyad_target, self.on(case, value), case.actors)

    def fade(self, half_life: Any) -> Any:
        return 2.0 ** (-self.days / half_life)


def act_of(c: Case, actor: int, option: int, move: int, target: int, arena: int, *deaths: float) -> Act:
    dyad, rung = c.dyad.get((actor, target), -1), float(c.b.move_rung[move])
    points = c.d.harm[move], c.d.payment[move]
    return Act(actor, option, move, target, arena, dyad, rung, *points, c.p.move_public[move], *deaths)


def full(count: Values) -> Values:
    return count / (1 + count)


def _arrays(part: Any) -> list[tuple[str, NDArray[Any]]]:
    return [(name, np.asarray(x)) for name, x in vars(part).items() if hasattr(x, "shape")]


def _column(x: NDArray[Any]) -> NDArray[Any]:
    x = x[:, 0] if x.ndim == 2 and x.shape[1] == 1 else x
    return x.astype(float if x.dtype.kind == "f" else int)
