"""Posterior predictive check: compare facts of simulated disputes and crises with facts of recorded ones.

The model makes many worlds of the data's size. Of each the same facts are computed as of the data; a row of the table
of facts is inside if the model's value lies in the data's own 95 % interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from offramp.errors import DataError, Fault
from offramp.fit import simulate_crises as simulated_crises
from offramp.fit import simulate_disputes as simulated
from offramp.fit.laplace import Vector, numbers
from offramp.history import facts_icb, facts_mid
from offramp.history.csv_reader import FIRST_ROW, Column, read
from offramp.history.facts import Facts
from offramp.scenario.words import show
from offramp.study.shared.record import Record

from .unmodelled_facts import NO_INTERVAL, unspoken

if TYPE_CHECKING:
    import pandas as pd

    from offramp.fit.onset_model import Link
    from offramp.history import Cases

WORLDS = 40
SECTIONS = ("ICB", "MID")
EDGE = 1e-9  # an interval's end counts as inside
Tell = Callable[[int, int], None]
TABLE = {
    **{name: Column(name, f"the row's {name}", "word", known=True) for name in ("section", "fact", "group", "stat")},
    "est": Column("est", "the data's value", "number", known=True),
    "lo": Column("lo", "where its 95 % interval begins", "number"),
    "hi": Column("hi", "where its 95 % interval ends", "number"),
    "n": Column("n", "cases that it is of", low=0, known=True),
}


@dataclass(frozen=True)
class Row(Record):
    """One fact, of the data and of the model.

    Attributes
    ----------
    section : {"ICB", "MID"}
    fact, group, stat : str
    data, low, high : float
        The data's value and its 95 % interval.
    n : int
        Cases that it is of.
    model : float
        Mean over the worlds; of a quantile, their median.
    span : (low, high)
        95 % of the worlds.
    """

    KEYS = "section fact group stat data low high n model span inside"

    section: str
    fact: str
    group: str
    stat: str
    data: float
    low: float
    high: float
    n: int
    model: float
    span: tuple[float, float]

    @property
    def inside(self) -> bool:
        """Whether the model's value lies in the data's interval."""
        return self.low - EDGE <= self.model <= self.high + EDGE


@dataclass(frozen=True)
class LeftOut(Record):
    """Facts of which no row is compared.

    Attributes
    ----------
    section, fact : str
    reason : str
        Why the model cannot speak to them, as a clause.
    rows : int
        How many rows of the table are left out for it.
    """

    section: str
    fact: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Predictive(Record):
    """The check.

    Attributes
    ----------
    rows : tuple of Row
        In the order of the table.
    left_out : tuple of LeftOut
        Rows that the model cannot speak to.
    worlds : int
    capped : int
        Disputes of all worlds that were cut off because they went on and on.
    """

    KEYS = "worlds capped rows:compared inside icb mid facts:rows left_out"

    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    worlds: int
    capped: int

    def of(self, section: str) -> list[Row]:
        """The rows of one section."""
        return [each for each in self.rows if each.section == section]

    def share(self, section: str = "") -> float:
        """Share of the rows that are inside, of one section or of all; NaN if there is none."""
        mine = [each.inside for each in (self.of(section) if section else self.rows)]
        return float(np.mean(mine)) if mine else float("nan")

    def by_fact(self) -> dict[tuple[str, str], tuple[int, int]]:
        """How many rows of each fact are inside, of how many."""
        of = Counter((each.section, each.fact) for each in self.rows)
        hit = Counter((each.section, each.fact) for each in self.rows if each.inside)
        return {key: (hit[key], many) for key, many in of.items()}

    @property
    def compared(self) -> int:
        """How many rows are compared."""
        return len(self.rows)

    @property
    def inside(self) -> float:
        """Share of all rows that are inside."""
        return self.share()

    @property
    def icb(self) -> float | None:
        """Share of the rows of crises that are inside; None if there is none."""
        return self.share("ICB") if self.of("ICB") else None

    @property
    def mid(self) -> float | None:
        """Share of the rows of disputes that are inside; None if there is none."""
        return self.share("MID") if self.of("MID") else None


def read_facts(path: Path) -> pd.DataFrame:
    """Read a table of facts: `section`, `fact`, `group`, `stat`, `est`, `lo`, `hi`, `n`.

    Raises
    ------
    DataError
        If it is no such table, is of other data, or an interval has its ends the wrong way round.
    """
    table = read(path, TABLE)
    strange, wrong = ~table.section.isin(SECTIONS), table.lo > table.hi
    if strange.any():
        at = int(strange.idxmax())
        raise DataError(Fault(str(path), at + FIRST_ROW, "section", show(table.section[at]), " or ".join(SECTIONS)))
    if wrong.any():
        at = int(wrong.idxmax())
        allowed = f"at most hi, which is {table.hi[at]:g}"
        raise DataError(Fault(str(path), at + FIRST_ROW, "lo", f"{table.lo[at]:g}", allowed))
    return table


def predictive(
    cases: Cases,
    table: pd.DataFrame,
    peak: Vector,
    link: Link | None,
    worlds: int = WORLDS,
    seed: int = 1,
    tell: Tell = lambda done, of: None,
) -> Predictive:
    """Let the model make worlds and hold their facts against the table.

    Parameters
    ----------
    cases : Cases
        Whose first incidents and onsets are given.
    table : DataFrame
        See `read_facts`.
    peak : float64[number]
        Fitted numbers of the world, see `fit`.
    link : Link, optional
        Fitted to crises; without one only facts of disputes are looked at.
    worlds, seed : int
    tell : callable
        Told how many worlds were made and how many looked at, of both together.
    """
    world = numbers(peak)
    made = simulated.worlds(
        cases.incidents, world, worlds, seed, tell=lambda done, of: tell(worlds * done // of, 2 * worlds)
    )
    crises = simulated_crises.worlds(cases, world, link, worlds, seed) if link else repeat(None, worlds)
    found: dict[str, list[Facts]] = {section: [] for section in (SECTIONS if link else ("MID",))}
    for k, ((_, incidents), onsets) in enumerate(zip(made.incidents.groupby("world"), crises, strict=True), 1):
        found["MID"].append(facts_mid.facts(facts_mid.of_cases(incidents)))
        if onsets:
            found["ICB"].append(facts_icb.facts(onsets))
        tell(worlds + k, 2 * worlds)
    return compared(table[table.section.isin(list(found))], found, made.capped)


def compared(table: pd.DataFrame, made: dict[str, list[Facts]], capped: int = 0) -> Predictive:
    """Hold the facts of made worlds, by section, against a table.

    Parameters
    ----------
    table : pd.DataFrame
    made : mapping
        The facts of each made world, by section.
    capped : int
        Disputes of all worlds that were cut off.
    """
    rows: list[Row] = []
    left: Counter[tuple[str, str, str]] = Counter()
    for each in table.itertuples(index=False):
        key = (each.fact, each.group, each.stat)
        values = [facts[key] for facts in made[each.section] if key in facts]
        why = unspoken(*key) or (NO_INTERVAL if np.isnan([each.lo, each.hi]).any() else "")
        if why or not values:
            left[each.section, each.fact, why or "it did not come about in any world"] += 1
        else:
            model, span = _of(values, each.stat)
            rows.append(Row(each.section, *key, each.est, each.lo, each.hi, each.n, model, span))
    left_out = tuple(LeftOut(*key, many) for key, many in left.items())
    return Predictive(tuple(rows), left_out, max(map(len, made.values())), capped)


def _of(values: Sequence[float], stat: str) -> tuple[float, tuple[float, float]]:
    """The model's value and its 95 % span over the worlds; quantiles are whole days, so their middle is a median."""
    middle = np.median(values) if stat[:1] == "q" and stat[1:].isdigit() else np.mean(values)
    low, high = np.quantile(values, (0.025, 0.975))
    return float(middle), (float(low), float(high))
