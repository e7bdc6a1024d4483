"""Page against code, section by section: what the page says of a random day, and what the code computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from offramp.world import SYSTEMS
from offramp.world.registry import label

from .bench import DAYS, Day, day
from .equations import Equation, equations, sections
from .parts import EXTRAS, PARTS, Sample
from .symbols import CASE, Symbols, title_of
from .tables import TABLES

CLOSE = {"rtol": 3e-4, "atol": 3e-5}  # the code is in single precision
Found = Mapping[str, Any]


@dataclass(frozen=True)
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
def today() -> Day:
    return day()


@cache
def modules() -> dict[str, ModuleType]:
    """The systems by the headings of their sections."""
    return {title_of(today(), label(module)): module for module in SYSTEMS}


@cache
def check(section: str) -> Check:
    """Lay out a section."""
    said = equations(sections()[section])
    if section in PARTS:
        system, build = PARTS[section]
        symbols = Symbols(today(), system)
        table, found = build(symbols)
    else:
        system = label(modules()[section])
        symbols = Symbols(today(), system)
        table, extra = EXTRAS[system](symbols) if system in EXTRAS else (TABLES.get(system, lambda _: {})(symbols), {})
        found = computed(modules()[section]) | extra
    symbols.work_out(equations(sections()["Notation"])[:2])  # how things fade and fill up
    symbols.add(table)
    return Check(symbols, said, found)


def computed(module: ModuleType) -> dict[str, Any]:
    """What a system computes, by the names of the page."""
    it = today()
    after = module.advance(it.board, it.dials, it.world, it.acts, DAYS)
    pull = module.appraise(it.board, it.dials, it.world)
    slices = {f"{field.name}'": getattr(after, field.name) for field in fields(after)}
    pulls = {f"pull.{field.name}": getattr(pull, field.name) for field in fields(pull)}
    case = {
        f"{CASE}.{field.name}": getattr(it.dials, field.name) for field in fields(it.dials) if field.name != "world"
    }
    return {name: value for name, value in (slices | pulls | case).items() if value is not None}
