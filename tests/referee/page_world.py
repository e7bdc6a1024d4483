"""The world by docs/model.md: its equations make the numbers of a case, appraise a morning and move the state.

Many futures at once, in double precision. What is done, and by which luck, is the referee's own: `future`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.game import Game
from offramp.game.board import EFFECTS
from offramp.scenario import Scenario
from tests.docs.equations import AFTER, Equation, equations, names, needed, sections, table
from tests.docs.numbers import OF_A_CASE
from tests.docs.symbols import CASE, Ground, Symbols, Table, Values
from tests.docs.tables import ACTED, TABLES

Page = Mapping[str, tuple[Equation, ...]]  # by heading
State = dict[str, Values]  # by `system.name`
PUBLIC = {"overt": 1.0, "attributable": 0.5, "covert": 0.1}  # how far an act is known to everybody
WEIGHTS = ("w", "W")


@cache
def page() -> Page:
    """What stands under each heading of the page."""
    return {heading: equations(heading) for heading in sections()}


class Morning(NamedTuple):
    """What everybody sees before they choose: what options are worth, the log of haste, what stands exposed.

    `often` is how much more often than that an option is taken, `feasible` is 0 where it cannot be done.
    """

    utility: Values
    act: Values
    exposed: Values
    often: Values
    feasible: Values


class Section:
    """A system's equations by the part of the day."""

    def __init__(self, symbols: Symbols, said: tuple[Equation, ...]) -> None:
        self.symbols, self.said = symbols, said
        self.morning = needed(said, lambda name: name.startswith("pull.") or name == "exposed")
        self.evening = needed(said, lambda name: name.endswith(AFTER))

    def find(self, wanted: Callable[[str], bool], more: Table) -> dict[str, Any]:
        """What the page says of some names, given more symbols."""
        return self.symbols.copy().add(more).work_out(needed(self.said, wanted))


class PageWorld:
    """A case as the page has it.

    Parameters
    ----------
    scenario : Scenario
    values : mapping of str to float64[run]
        The quantities of the case, for each future those of its draw.
    game : Game
        For the order of its axes. None of its numbers is read.
    dials : mapping of str to mapping of str to float64[1, run]
        The dials of each system.
    said : Page, optional
        Another page.
    ahead : bool
        Whether everybody looks ahead.
    """

    def __init__(
        self,
        scenario: Scenario,
        values: Mapping[str, Values],
        game: Game,
        dials: Mapping[str, Mapping[str, Values]],
        said: Page | None = None,
        ahead: bool = False,
    ) -> None:
        self.game, self.said, self.days, self.ahead = game, said or page(), scenario.days, ahead
        ground = Ground(scenario, values, game, dials)
        self.runs, self.b, self.dials = ground.runs, ground.b, dials
        self.symbols = Symbols(ground).define(self.said["Notation"][:2])
        self.moves = [scenario.moves[move] for move in game.names.moves]
        self.effects = np.array([sum(1 << EFFECTS.index(each) for each in move.does) for move in self.moves])
        self.rung, public = (
            np.array([float(x) for x in row])
            for row in ([move.rung for move in self.moves], [PUBLIC[move.visibility] for move in self.moves])
        )
        methods = game.axes.polity.methods
        self.public = public
        self.method = np.array([methods.index(move.method) if move.method else -1 for move in self.moves])
        systems = {key.replace("-", "_"): spec.title for key, spec in scenario.world.items() if spec.title in self.said}
        systems = {key: title for key, title in systems.items() if key in dials}  # some are left out when they are off
        titles = {title: system for system, title in systems.items()}
        self.sections = {heading: self._lay(heading, titles.get(heading, "")) for heading in (*OF_A_CASE, *titles)}
        self.of = {system: self.sections[title] for system, title in systems.items() if system != "choice"}

    def _lay(self, heading: str, system: str) -> Section:
        """Lay out a section, and make its numbers of the case."""
        mine = self.symbols.within(system)
        for tables, key in ((TABLES, system), (OF_A_CASE, heading)):
            mine.add(tables[key](mine) if key in tables else {})
        said = self.said[heading]
        wanted = {each.name for each in said if each.name.startswith(CASE) or each.name in WEIGHTS}
        axes = {each.name: each.axis for each in said}
        for name, value in mine.copy().work_out(needed(said, wanted.__contains__)).items():
            if name in wanted:
                self.symbols.shared[axes[name]][name] = value
        return Section(mine, said)

    def number(self, axis: str, name: str) -> Values:
        """A number of the case, for each element of an axis."""
        found = self.symbols.shared[axis][name]
        return np.broadcast_to(found, (len(found), self.runs))

    def start(self) -> State:
        """The state before the record, as the table of the page has it."""
        axes, polity = self.game.axes, self.game.axes.polity
        size = {"actor": len(self.b.actor_side), "dyad": len(axes.dyads), "pair": len(axes.pairs), "two": 2}
        size |= {"series": len(self.b.series_dyad), "level": 4, "precedent": len(axes.precedents)}
        size |= {"line": len(self.symbols.g.scenario.red_lines)}
        size |= {"tie": len(axes.ties), "place": len(axes.places), "arena": len(self.game.names.arenas)}
        size |= {each: len(getattr(polity, f"{each}s")) for each in ("guest", "programme", "method")}
        return {
            name: self.number(axis, at.strip("`"))
            if at.startswith("`")
            else np.full((size[axis], self.runs), float(at))
            for name, (axis, at) in states().items()
            if name.split(".")[0] in self.of
        }

    def put(self, state: State) -> None:
        self.symbols.put({name: (states()[name][0], value) for name, value in state.items()})

    def morning(self, state: State) -> Morning:
        """Add up what the systems say of a state."""
        self.put(state)
        b, total, exposed = self.b, defaultdict[str, Any](float), np.ones((0, self.runs))
        rows = {"dyad": b.option_dyad, "place": b.option_place, "arena": b.option_front, "role": b.polity.option_role}
        rows["series"] = b.option_series
        seen: set[str] = set()
        ahead = [self.sections["Looking ahead"]] if self.ahead else []
        for section in (*self.of.values(), *ahead):
            found = section.symbols.copy().work_out(section.morning)
            exposed = found.get("exposed", exposed)
            for each in section.morning:
                if each.name.startswith("pull.") and len(found[each.name]):
                    value = found[each.name]
                    value = value[rows[each.axis]] if each.axis in rows else value
                    so_far = total[each.name]
                    many = each.name in ("pull.often", "pull.feasible") and each.name in seen
                    total[each.name] = so_far * value if many else so_far + value
                    seen.add(each.name)
        one = np.ones((len(b.option_actor), self.runs))
        often, feasible = (total.pop(name, one) for name in ("pull.often", "pull.feasible"))
        felt: dict[str, dict[str, Any]] = {"actor": {}, "option": dict.fromkeys(pulls(self.said), 0.0)}
        for name, value in total.items():
            felt["actor" if name in ("pull.act", "pull.spread") else "option"][name] = value
        worth = Section(self.symbols.within(""), self.said["Notation"]).find("U".__eq__, felt)["U"]
        u = self.sections["Choice"].find("u".__eq__, {"option": {"U": worth}, "actor": felt["actor"]})["u"]
        return Morning(u, felt["actor"]["pull.act"], exposed, often, feasible)

    def rest(self) -> Values:
        """What options are worth when only the ladder and reach count."""
        return self.number("option", "case.climb") + self.number("option", "case.reach")

    def acts(self, taken: NDArray[Any], move: NDArray[Any], **how: Any) -> SimpleNamespace:
        """What everybody did, for the page: moves [actor, run] of those who act, and how they came about."""
        run, none = np.arange(self.runs), np.zeros(taken.shape)

        def of(values: NDArray[Any]) -> NDArray[Any]:
            return np.where(taken, values, 0)

        acts = SimpleNamespace(
            taken=taken,
            move=move,
            rung=of(self.rung[move]),
            effects=of(self.effects[move]),
            public=of(self.public[move]),
            method=np.where(taken, self.method[move], -1),
            harm=of(self.number("move", "case.harm")[move, run]),
            payment=of(self.number("move", "case.payment")[move, run]),
            deaths=np.array([none, none]),
            **dict.fromkeys(("heeds", "read"), none + 1),
            **dict.fromkeys(("lost", "ordered", "blamed"), none),
            **dict.fromkeys(("expected", "further", "luck")),
        )
        vars(acts).update(how)
        return acts

    def advance(self, state: State, acts: SimpleNamespace, days: float) -> State:
        """The state after a round: each system reads the morning's state and the round's acts."""
        self.put(state)
        self.symbols.did(acts, days)
        after = {}
        for system, section in self.of.items():
            mine = section.symbols.copy().add(ACTED[system](section.symbols) if system in ACTED else {})
            found = mine.work_out(section.evening)
            after |= {f"{system}.{name[:-1]}": value for name, value in found.items() if name.endswith("'")}
        return {name: np.broadcast_to(after[name], value.shape) for name, value in state.items()}


@cache
def states() -> Mapping[str, tuple[str, str]]:
    """The axis of every state, and where it starts, by the table of the page."""
    cells = table("State variables")
    return {f"{row[0]}.{name.strip('` ')}": (row[2], row[3]) for row in cells for name in row[1].split(",")}


def pulls(said: Page) -> set[str]:
    """The names that utility adds up."""
    return {name for each in said["Notation"] for name in names(each) if name.startswith("pull.")}
