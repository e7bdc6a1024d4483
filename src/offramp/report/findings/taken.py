"""Find ways out that the actors took by themselves: which, when, and whether they held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.report.findings.shares import ADDRESS
from offramp.report.material import Material
from offramp.scenario.ladder import VIOLENT
from offramp.wording.names import with_article
from offramp.wording.shares import in_100, listed

if TYPE_CHECKING:
    import pandas as pd

EXIT = "settle"  # the effect that closes an account


@dataclass(frozen=True)
class Taken:
    """One kind of exit between two actors, in words."""

    what: str
    futures: str
    half: str
    fire: str


@dataclass(frozen=True)
class Exits:
    """What the part of the report says."""

    finding: str
    note: str
    rows: tuple[Taken, ...]


def exits(material: Material) -> Exits | None:
    """Tell the exits of the futures whose acts were kept; None where the case has none, or no acts were kept."""
    moves = [key for key, move in material.scenario.moves.items() if EXIT in move.does]
    if not moves or not material.kept:
        return None
    acts = material.events
    taken = acts[acts["move"].isin(moves)]
    whole = material.measures.get("settlement_prob")
    share = whole.estimate if whole and whole.estimate is not None else len(_first(taken)) / material.kept
    finding = (
        f"By themselves: a way out is taken in {in_100(share)} futures"
        if share
        else "By themselves: no way out is taken in any future"
    )
    note = f"Of {material.kept:,} futures"
    if taken.empty:
        return Exits(finding, f"{note}: none of them has one." if share else "", ())
    words = "It failed where the two struck each other again; a late one has "
    return Exits(finding, f"{note}. {words}little time to fail.", tuple(_rows(material, taken)))


def _rows(material: Material, taken: pd.DataFrame) -> Iterator[Taken]:
    """By move and pair, the most frequent first."""
    both = [listed(sorted(each)) for each in zip(taken["actor"].astype(str), taken["target"].astype(str), strict=True)]
    groups = taken.assign(both=both, move=taken["move"].astype(str)).groupby(["move", "both"], sort=True)
    for _, group in sorted(groups, key=lambda each: -len(_first(each[1]))):
        first = _first(group)
        broken = sum(_broken(material.events, each) for each in first.itertuples())
        move, arena = material.scenario.moves[first["move"].iloc[0]], first["arena"].astype(str).iloc[0]
        names = [with_article(material.name(str(first[who].iloc[0]))) for who in ("actor", "target")]
        where = "" if arena == "-" else f" ({with_article(material.name(arena))})"
        yield Taken(
            what=f"{move.name[:1].upper()}{move.name[1:]} between {listed(sorted(names))}{where}",
            futures=f"{len(first):,} of {material.kept:,}",
            half=f"day {first['day'].astype(int).median():.0f}",
            fire=f"{broken:,} of {len(first):,}",
        )


def _first(taken: pd.DataFrame) -> pd.DataFrame:
    """The first exit of each future."""
    return taken.sort_values("day").drop_duplicates(ADDRESS)


def _broken(acts: pd.DataFrame, exit_: object) -> bool:
    """Whether either of the two struck the other after their exit."""
    draw, run, day, *two = (getattr(exit_, name) for name in ("draw", "run", "day", "actor", "target"))
    later = acts[(acts["draw"] == draw) & (acts["run"] == run) & (acts["day"] > day) & (acts["rung"] >= VIOLENT)]
    return bool((later["actor"].isin(two) & later["target"].isin(two)).any())
