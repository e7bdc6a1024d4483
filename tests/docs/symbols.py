"""What the symbols of docs/model.md stand for in a case: numbers, dials, the state, and what was done in a round.

A symbol has a home axis. On a finer axis it is gathered the only way there is (an option has one dyad, a dyad one pair
and one doer); where there are several, the page says which: `coordination[patron]`, `fast[back]`. All sections share
one set of symbols; each adds its own, and may leave out the name of its system before a dial or a state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from offramp.game import Dials, Game
from offramp.game.board import EFFECTS
from offramp.game.weights import alike
from offramp.scenario import Scenario
from offramp.world import System

from .equations import AFTER, Equation

Values = NDArray[np.float64]
Homes = dict[str, dict[str, Any]]
Table = Mapping[str, Mapping[str, Any]]
CASE, DIALS = "case", ""  # the axis of whatever has none
OF_ACTS = ("harm", "payment", "ordered", "public", "read", "blamed")  # what else is said of each act
LETHAL = ("chance", "deaths", "tail", "most")  # numbers of a move, for soldiers and civilians
NEEDED = ("channel", "strike")  # numbers of options that need anything
NEEDS = ("need", "feasible")  # pulls on the same axis, with a last row for all other options
MISSING, NOTHING = object(), dict[str, Any]()


def wide(tree: Any) -> Any:
    """The same arrays in NumPy, numbers in double precision."""
    return jax.tree.map(lambda x: np.asarray(x).astype(float if np.asarray(x).dtype.kind == "f" else np.int64), tree)


def by_option(board: Any, values: Any) -> Values:
    """Numbers of options that need anything, on the axis of all options; 0 for the others."""
    rows = np.asarray(values, float)
    return np.concatenate([rows, np.zeros((1, rows.shape[1]))])[np.asarray(board.precedents.option_need, int)]


def label(system: System) -> str:
    """A system as the page's equations spell it."""
    return system.id.replace("-", "_")


def numbers(dials: Dials) -> list[Any]:
    """The fields of the numbers of a case: the tempo, and the constants of each system."""
    parts = (dials, *dials.constants.values())
    return [field for part in parts for field in fields(part) if field.name not in ("world", "constants")]


def axis_of(field: Any) -> str:
    """The axis of a field of a slice, of the dials or of a pull: all but the run of its annotated shape."""
    kind = next((each for each in getattr(field.type, "__args__", ()) if hasattr(each, "dim_str")), field.type)
    return str(kind.dim_str).removesuffix("run").strip()


class Ground:
    """A case in some runs, and how its axes hang together.

    Parameters
    ----------
    scenario : Scenario
    values : mapping of str to float64[run]
        Every quantity of the case by its path.
    game : Game
    dials : mapping of str to mapping of str to float64[1, run]
        The dials of each system, by the names of the page.
    """

    def __init__(self, scenario: Scenario, values: Mapping[str, Values], game: Game, dials: Any) -> None:
        self.scenario, self.values, self.game, self.dials = scenario, values, game, dials
        self.names, self.axes, self.b = game.names, game.axes, wide(game.board)
        self.runs = len(next(iter(values.values())))

    @cached_property
    def coarser(self) -> Mapping[str, tuple[tuple[str, NDArray[Any]], ...]]:
        """Where a symbol that an axis does not have itself is found."""
        b, dyads = self.b, self.axes.dyads
        return {
            "option": (
                ("dyad", b.option_dyad),
                ("pair", b.option_pair),
                ("nest", b.option_nest),
                ("actor", b.option_actor),
                ("move", b.option_move),
                ("act", b.option_forceful),
                ("series", b.option_series),
            ),
            "series": (
                ("dyad", b.series_dyad),
                ("level", b.series_level),
                ("pair", b.dyad_pair[b.series_dyad]),
                ("actor", b.series_actor),
            ),
            "dyad": (
                ("pair", b.dyad_pair),
                ("actor", b.dyad_actor),
                ("tie", b.dyad_tie),
                ("programme", b.polity.dyad_programme),
            ),
            "place": (("guest", b.polity.place_guest),),
            "role": (
                ("dyad", b.polity.role_dyad),
                ("pair", b.dyad_pair[b.polity.role_dyad]),
                ("actor", b.dyad_actor[b.polity.role_dyad]),
                ("method", b.polity.role_method),
            ),
            "faction": (("actor", b.polity.faction_actor),),
            "access": (("dyad", b.polity.access_word),),
            "precedent": (("dyad", np.array([dyads.index(each[1:3]) for each in self.axes.precedents], int)),),
            "programme": (("actor", b.polity.programme_owner),),
        }

    @cached_property
    def pointers(self) -> Mapping[tuple[str, str], tuple[str, NDArray[Any]]]:
        """What the words in brackets point to, by axis."""
        b = self.b
        return {
            ("option", "back"): ("dyad", b.dyad_reverse[b.option_dyad]),
            ("option", "target"): ("actor", b.option_target),
            ("dyad", "back"): ("dyad", b.dyad_reverse),
            ("dyad", "target"): ("actor", b.dyad_target),
            ("dyad", "patron"): ("dyad", b.dyad_order),
            ("role", "expelled"): ("guest", b.polity.role_vote),
            ("role", "used"): ("guest", b.polity.role_base),
            ("guest", "guest"): ("actor", b.polity.guest_owner),
            ("pair", "first"): ("dyad", b.pair_dyads[0]),
            ("pair", "second"): ("dyad", b.pair_dyads[1]),
            ("tie", "patron"): ("actor", b.tie_patron),
            ("tie", "proxy"): ("actor", b.tie_proxy),
            **{("option", name): ("precedent", rows) for name, rows in precedents(self).items()},
        }


def precedents(ground: Ground) -> dict[str, NDArray[np.int64]]:
    """Which precedent each option may need, by what it is to it; the first where there is none."""
    row = {tuple(each): n for n, each in enumerate(ground.axes.precedents)}
    look = alike(ground.scenario)
    found: dict[str, list[int]] = {name: [] for name in ("held", "fight", "order", "own", "theirs")}
    for option in ground.names.options:
        doer, move, target, arena = option.split("/")
        place = look.get(arena)
        for name, mine in found.items():
            kind, (a, b) = ("offer", (doer, target)) if name in ("own", "theirs") else (name, (doer, target))
            a, b = (b, a) if name == "theirs" else (a, b)
            mine.append(row.get((kind, a, b, move, place if kind == "offer" else None), 0))
    return {name: np.array(mine, int) for name, mine in found.items()}


class Symbols:
    """The symbols of a case for one section; `within` gives those of another."""

    def __init__(self, ground: Ground) -> None:
        self.g, self.b, self.system = ground, ground.b, ""
        self.shared: Homes = defaultdict(dict)
        self.own: Homes = defaultdict(dict)
        self.now = SimpleNamespace(acts=None)
        for system, dials in ground.dials.items():
            self.shared[DIALS] |= {f"{system}.{name}": value for name, value in dials.items()}
        self._options()
        self._left_out()

    def within(self, system: str) -> Symbols:
        """The same symbols for the section of a system."""
        other = Symbols.__new__(Symbols)
        vars(other).update(vars(self), system=system, own=defaultdict(dict))
        return other

    def copy(self) -> Symbols:
        """The same symbols, to which other results can be added."""
        other = self.within(self.system)
        other.own.update({axis: dict(home) for axis, home in self.own.items()})
        return other

    def add(self, table: Table) -> Symbols:
        """Add what a section calls its own."""
        for axis, named in table.items():
            self.own[axis] |= named
        return self

    def compiled(self, dials: Any) -> Symbols:
        """Add the numbers of the case as they were compiled."""
        for field in numbers(dials):
            self.shared[axis_of(field)][f"{CASE}.{field.name}"] = getattr(dials, field.name)
        for name in NEEDED:
            self.shared["option"][f"{CASE}.{name}"] = by_option(self.b, getattr(dials, name))
        for n, who in enumerate(("military", "civilian")):
            both = {f"{CASE}.{name}_{who}": getattr(dials, name)[n] for name in LETHAL}
            self.shared["move"] |= both
        return self

    def put(self, state: Mapping[str, tuple[str, Values]]) -> Symbols:
        """Put a state by `system.name`, each with its axis."""
        for name, (axis, value) in state.items():
            self.shared[axis][name] = value
        return self

    def define(self, said: Iterable[Equation]) -> Symbols:
        """Let all sections use some functions."""
        self.shared[DIALS] |= {each.name: self._function(each) for each in said}
        return self

    def _left_out(self) -> None:
        """What is read of systems that a game may leave out, as if they did nothing."""
        if "closing" not in self.g.dials:
            self.shared["pair"]["closing.agreed"] = np.zeros((self.b.pair_dyads.shape[1], 1))
            self.shared["dyad"]["closing.slowed"] = np.ones((len(self.b.dyad_actor), 1))
            self.shared[DIALS]["closing.waive"] = 0.0
        if "standing_rates" not in self.g.dials:
            self.shared["series"]["standing_rates.mix"] = np.ones((len(self.b.series_dyad), 1))
            self.shared["dyad"]["standing_rates.tempo"] = np.ones((len(self.b.dyad_actor), 1))

    def _options(self) -> None:
        b = self.b
        self.shared["option"] |= {
            "rung": b.rung,
            "x": b.height,
            "c": b.depth,
            "militarised": b.force,
            "sited": b.sited,
            "aimed": b.placed,
            "w": b.option_weight,
            "has_role": b.polity.roled,
        }
        self.shared["role"] |= {
            name: getattr(b.polity, name) for name in ("settles", "expels", "based", "steps", "admits", "methodic")
        }
        self.shared["nest"]["W"] = b.nest_weight
        self.shared[DIALS]["onto"] = self.onto

    @property
    def a(self) -> Any:
        """What was done this round, by doer."""
        return self.now.acts

    def did(self, acts: Any, days: Any) -> Symbols:
        """Put what everybody did in a round: by doer, and along each dyad."""
        self.now.acts, self.shared[DIALS]["days"] = acts, days
        self.now.along = acts.taken[self.b.dyad_actor] & (acts.target[self.b.dyad_actor] == self.b.dyad_target[:, None])
        done = acts.taken.astype(float)
        act = {
            "rung": acts.rung,
            "height": np.maximum(acts.rung, 0) / 10,
            "depth": np.maximum(-acts.rung, 0) / 3,
            "forceful": done * (acts.rung >= 3),
            "dead": acts.deaths.sum(axis=0),
            **{name: np.asarray(getattr(acts, name), float) for name in OF_ACTS},
        } | {f"does.{effect.replace('-', '_')}": acts.effects >> n & 1 for n, effect in enumerate(EFFECTS)}
        self.shared["actor"] |= {**act, "lost": acts.lost, "heeds": acts.heeds}
        self.shared["dyad"] |= {name: self.along(value) for name, value in act.items()}
        return self

    def along(self, value: NDArray[Any]) -> NDArray[Any]:
        """A doer's number on the dyad along which it acted, 0 on its others."""
        return np.where(self.now.along, value[self.b.dyad_actor], 0)

    def onto(self, value: NDArray[Any]) -> NDArray[Any]:
        """What was done to each actor, summed over the dyads that lead to it."""
        return np.array([value[self.b.dyad_target == actor].sum(axis=0) for actor in range(len(self.b.actor_side))])

    def look(self, axis: str, symbol: str) -> Any:
        """What a symbol is on an axis."""
        name, _, pointer = symbol.removesuffix("]").partition("[")
        if pointer:
            home, rows = self.g.pointers[axis, pointer]
            return self.look(home, name)[rows]
        value = self._on(axis, name)
        if value is not MISSING:
            return value
        for home, rows in self.g.coarser.get(axis, ()):
            value = self._on(home, name)
            if value is not MISSING:
                return value[rows]
        return self._elsewhere(axis, name)

    def _elsewhere(self, axis: str, name: str) -> Any:
        """A dial, a function, or the argument of a function that sums over another axis."""
        value = self._on(DIALS, name)
        if value is not MISSING:
            return value
        found = [x for each in sorted({*self.own, *self.shared}) if (x := self._on(each, name)) is not MISSING]
        if len(found) != 1:
            raise KeyError(f"{name} on the axis {axis!r} is said {len(found)} times")
        return found[0]

    def _on(self, axis: str, name: str) -> Any:
        """What a name is on this axis itself: the section's own, everybody's, or its system's."""
        if axis in self.own and name in self.own[axis]:
            return self.own[axis][name]
        shared = self.shared.get(axis, NOTHING)
        return shared[name] if name in shared else shared.get(f"{self.system}.{name}", MISSING)

    def work_out(self, said: Iterable[Equation]) -> dict[str, Any]:
        """Evaluate equations one after another; each may use those before it."""
        found = {}
        with np.errstate(all="ignore"):
            for each in said:
                value = self._function(each) if each.arguments else self._value(each, {})
                self.own[DIALS if each.arguments else each.axis][each.name] = value
                found[each.name.replace(AFTER, "'")] = value
        return found

    def _function(self, each: Equation) -> Callable[..., Any]:
        return lambda *given: self._value(each, dict(zip(each.arguments, given, strict=True)))

    def _value(self, each: Equation, given: Mapping[str, Any]) -> Any:
        def look(symbol: str) -> Any:
            return given[symbol] if symbol in given else self.look(each.axis, symbol)

        return each.value(look)
