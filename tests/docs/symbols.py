"""What the symbols of docs/model.md stand for in the code: one table for all systems, and one more for each.

A symbol has a home axis. On a finer axis it is gathered the only way there is (an option has one dyad, a dyad one pair
and one doer); where there are several, the page says which: `coordination[patron]`, `fast[back]`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.game.board import EFFECTS
from offramp.world import SYSTEMS
from offramp.world.registry import label

from .bench import DAYS, Day, wide
from .equations import AFTER, Equation, evaluate

Home = dict[str, Any]
Homes = dict[str, Home]
CASE, DIALS = "case", ""  # the axis of whatever has none


def title_of(day: Day, system: str) -> str:
    """The heading of a system's section."""
    return day.scenario.world[system.replace("_", "-")].title


def axis_of(field: Any) -> str:
    """The axis of a field of a slice, of the dials or of a pull: all but the run of its annotated shape."""
    kind = next((each for each in getattr(field.type, "__args__", ()) if hasattr(each, "dim_str")), field.type)
    return str(kind.dim_str).removesuffix("run").strip()


class Symbols:
    """A day by the names of the page, for one system."""

    def __init__(self, day: Day, system: str = "") -> None:
        self.day = day
        self.b, self.d, self.w, self.a = (wide(x) for x in (day.board, day.dials, day.world, day.acts))
        self.homes: Homes = defaultdict(dict)
        self._numbers(system)
        self._options()
        self._acts()

    def add(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        """Add what a section calls its own."""
        for axis, named in table.items():
            self.homes[axis] |= named

    def copy(self) -> Symbols:
        """The same symbols, to which other results can be added."""
        other = copy(self)
        other.homes = defaultdict(dict, {axis: dict(home) for axis, home in self.homes.items()})
        return other

    def _numbers(self, system: str) -> None:
        """The numbers of the case, the dials and the state; those of the system itself without its name."""
        for field in fields(self.d):
            if field.name != "world":
                self.homes[axis_of(field)][f"{CASE}.{field.name}"] = getattr(self.d, field.name)
        for name, dials in self.d.world.items():
            self._put(DIALS, name.replace("-", "_"), dials, system)
        for module in SYSTEMS:
            me = getattr(self.w, label(module))
            for field in fields(me):
                self._put(axis_of(field), label(module), {field.name: getattr(me, field.name)}, system)
        self.homes[DIALS]["days"] = DAYS

    def _put(self, axis: str, owner: str, values: Mapping[str, Any], system: str) -> None:
        self.homes[axis] |= {f"{owner}.{name}": value for name, value in values.items()}
        if owner == system:
            self.homes[axis] |= values

    def _options(self) -> None:
        b = self.b
        self.homes["option"] |= {
            "rung": b.rung,
            "x": b.height,
            "c": b.depth,
            "militarised": b.force,
            "sited": b.sited,
            "aimed": b.placed,
            "w": b.option_weight,
        }
        self.homes["option"]["has_role"] = b.polity.roled
        self.homes["role"] |= {
            name: getattr(b.polity, name) for name in ("settles", "expels", "based", "steps", "admits", "methodic")
        }
        self.homes["nest"]["W"] = b.nest_weight

    def _acts(self) -> None:
        """What everybody did, by doer and along each dyad."""
        a, done = self.a, self.a.taken.astype(float)
        act = {
            "rung": a.rung,
            "height": np.maximum(a.rung, 0) / 10,
            "depth": np.maximum(-a.rung, 0) / 3,
            "forceful": done * (a.rung >= 3),
            "dead": a.deaths.sum(axis=0),
            "harm": a.harm,
            "payment": a.payment,
            "ordered": a.ordered.astype(float),
            "public": a.public,
            "read": a.read,
            "blamed": a.blamed,
        } | {f"does.{effect.replace('-', '_')}": a.effects >> n & 1 for n, effect in enumerate(EFFECTS)}
        self.homes["actor"] |= {**act, "lost": a.lost, "heeds": a.heeds}
        self.homes["dyad"] |= {name: self.along(value) for name, value in act.items()}
        self.homes[DIALS]["onto"] = self.onto

    def along(self, value: NDArray[Any]) -> NDArray[Any]:
        """A doer's number on the dyad along which it acted, 0 on its others."""
        doer, target = self.b.dyad_actor, self.b.dyad_target
        return np.where(self.a.taken[doer] & (self.a.target[doer] == target[:, None]), value[doer], 0)

    def onto(self, value: NDArray[Any]) -> NDArray[Any]:
        """What was done to each actor, summed over the dyads that lead to it."""
        return np.array([value[self.b.dyad_target == actor].sum(axis=0) for actor in range(len(self.b.actor_side))])

    @property
    def coarser(self) -> Mapping[str, tuple[tuple[str, NDArray[Any]], ...]]:
        """Where a symbol that an axis does not have itself is found."""
        b = self.b
        return {
            "option": (
                ("dyad", b.option_dyad),
                ("pair", b.option_pair),
                ("nest", b.option_nest),
                ("actor", b.option_actor),
                ("move", b.option_move),
                ("act", b.option_forceful),
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
            "programme": (("actor", b.polity.programme_owner),),
        }

    @property
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
        }

    def look(self, axis: str, symbol: str) -> Any:
        """What a symbol is on an axis."""
        name, _, pointer = symbol.removesuffix("]").partition("[")
        if pointer:
            home, rows = self.pointers[axis, pointer]
            return self.look(home, name)[rows]
        if name in self.homes[axis]:
            return self.homes[axis][name]
        for home, rows in self.coarser.get(axis, ()):
            if name in self.homes[home]:
                return self.homes[home][name][rows]
        return self._anywhere(axis, name)

    def _anywhere(self, axis: str, name: str) -> Any:
        """A dial, a function, or the argument of a function that sums over another axis."""
        if name in self.homes[DIALS]:
            return self.homes[DIALS][name]
        found = [home[name] for home in self.homes.values() if name in home]
        if len(found) != 1:
            raise KeyError(f"{name} on the axis {axis!r} is said {len(found)} times")
        return found[0]

    def work_out(self, equations: Sequence[Equation]) -> dict[str, Any]:
        """Evaluate equations one after another; each may use those before it."""
        said = {}
        for each in equations:
            value = self._function(each) if each.arguments else self._value(each, {})
            self.homes[DIALS if each.arguments else each.axis][each.name] = value
            said[each.name.replace(AFTER, "'")] = value
        return said

    def _function(self, each: Equation) -> Callable[..., Any]:
        return lambda *given: self._value(each, dict(zip(each.arguments, given, strict=True)))

    def _value(self, each: Equation, given: Mapping[str, Any]) -> Any:
        def look(symbol: str) -> Any:
            return given[symbol] if symbol in given else self.look(each.axis, symbol)

        with np.errstate(all="ignore"):
            return evaluate(each.body, look)
