"""Page against code, section by section: what the page says of a random day, and what the code computes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np

from offramp.game import Game
from offramp.world import SYSTEMS, System

from .bench import DAYS, Day, day
from .equations import Equation, equations
from .numbers import OF_A_CASE
from .parts import EXTRAS, PARTS, Sample
from .symbols import CASE, LETHAL, NEEDED, NEEDS, Symbols, by_option, label, wide
from .tables import ACTED, TABLES

CLOSE = {"rtol": 3e-4, "atol": 3e-5}  # the code is in single precision
Found = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Check:
    """A section's equations, what its symbols stand for, and what must come out."""

    symbols: Symbols
    said: tuple[Equation, ...]
    found: Found

    def work_out(self) -> Found:
        """What the page says."""
        return self.symbols.copy().work_out(self.said)

    def wrong(self, worked: Found | None = None, found: Found | None = None) -> list[str]:
        """The names on which page and code differ, or that only one of them knows."""
        worked, found = worked or self.work_out(), found or self.found
        missing = [name for name in found if name not in worked and not name.startswith(CASE)]
        unknown = [name for name in worked if is_output(name) and name not in found]
        both = found.keys() & worked.keys()
        return missing + unknown + [name for name in both if not same(worked[name], found[name])]


def is_output(name: str) -> bool:
    """Whether a name is the code's as well as the page's."""
    return name.endswith("'") or name.startswith(("pull.", f"{CASE}."))


def same(said: Any, value: Any) -> bool:
    if isinstance(value, Sample):
        said, value = said(np.asarray(value.at, float)), value.value
    value = np.asarray(value, float)
    return np.allclose(np.broadcast_to(said, value.shape), value, **CLOSE)


@cache
def today(off: bool = False) -> Day:
    return day(off=off)


@cache
def dimmed() -> Day:
    return today().dimmed()


def title_of(it: Day, system: str) -> str:
    """The heading of a system's section."""
    return it.scenario.world[system.replace("_", "-")].title


@cache
def modules() -> dict[str, System]:
    """The systems by the headings of their sections."""
    return {title_of(today(), label(module)): module for module in SYSTEMS}


def symbols(it: Day, days: float = DAYS) -> Symbols:
    """Everything that a section may name on a day."""
    laid = Symbols(it.ground).compiled(wide(it.dials)).put(it.state).did(wide(it.acts), days)
    return laid.define(equations("Notation")[:2])  # how things fade and fill up


@cache
def check(section: str, off: bool = False, days: float = DAYS) -> Check:
    """Lay out a section; one on parts of the engine also with every system off."""
    said = equations(section)
    if section in PARTS:
        system, build = PARTS[section]
        it = today(off)
        mine = symbols(it).within(system)
        table, found = build(mine, it)
        mine.add(OF_A_CASE[section](mine) if section in OF_A_CASE else {}).add(table)
        return Check(mine, said, numbers_of(it.game) | found)
    module = modules()[section]
    mine = symbols(dimmed(), days).within(label(module))
    for tables in (TABLES, ACTED):
        mine.add(tables[mine.system](mine) if mine.system in tables else {})
    table, more = EXTRAS[mine.system](mine, dimmed()) if mine.system in EXTRAS else ({}, {})
    return Check(mine.add(table), said, computed(module, days) | more)


def computed(module: System, days: float = DAYS) -> dict[str, Any]:
    """What a system computes, by the names of the page."""
    it = dimmed()
    after = module.advance(it.board, it.dials, it.world, it.acts, days)
    pull = module.appraise(it.board, it.dials, it.world)
    slices = {f"{field.name}'": getattr(after, field.name) for field in fields(after)}
    need = np.asarray(it.board.precedents.option_need, int)
    felt = {field.name: getattr(pull, field.name) for field in fields(pull)}
    felt |= {name: np.asarray(felt[name])[need] for name in NEEDS if felt[name] is not None}
    pulls = {f"pull.{name}": value for name, value in felt.items()}
    return {name: value for name, value in (slices | pulls).items() if value is not None} | numbers_of(it.game)


def numbers_of(game: Game) -> Found:
    """The numbers of a case as they were compiled, by the names of the page."""
    dials = game.dials
    found = {f"{CASE}.{name}": value for name, value in dials.numbers().items()}
    for n, who in enumerate(("military", "civilian")):
        found |= {f"{CASE}.{name}_{who}": getattr(dials, name)[n] for name in LETHAL}
    stake = np.asarray(dials.stake)[np.asarray(game.board.option_forceful)] * np.asarray(game.board.force)
    found |= {f"{CASE}.{name}": by_option(game.board, getattr(dials, name)) for name in NEEDED}
    return found | {f"{CASE}.stake": stake}
