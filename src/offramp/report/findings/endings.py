"""Classify the endings of a run's futures, and round their shares to one hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from offramp.report.findings.shares import ADDRESS
from offramp.scenario.ladder import VIOLENT
from offramp.wording.counts import of_100

if TYPE_CHECKING:
    import pandas as pd

    from offramp.report.material import Material

EXIT = "settle"  # the effect of an act that closes an account
MONTH = 30


@dataclass(frozen=True)
class Ending:
    """One way to end: its words, its colour and its shape."""

    key: str
    name: str
    says: str
    tone: str
    shape: str


@dataclass(frozen=True)
class Endings:
    """How the futures of a run end.

    Attributes
    ----------
    material : Material
    """

    material: Material

    @property
    def span(self) -> int:
        """The last days that tell whether violence goes on: a month, or all of a shorter run."""
        return min(MONTH, self.material.days)

    @cached_property
    def kinds(self) -> Mapping[str, Ending]:
        """The ways to end, the gravest first."""
        last = f"the last {self.span} days" if self.span != MONTH else "the last month"
        ways: tuple[Ending, ...] = (
            Ending("war", "War", "a campaign by both sides, or 1,000 dead in battle", "war", "diamond"),
            Ending("on", "No end in sight", f"violence in {last}", "on", "circle"),
            Ending("quiet", "Quiet", f"no violence in {last}", "quiet", "ring"),
            Ending("deal", "Settled", "a deal between the two, and no violence since", "deal", "square"),
        )
        if not self.material.kept:
            ways = (ways[0], Ending("short", "Short of war", "acts were not kept (--keep 0)", "quiet", "ring"))
        return {each.key: each for each in ways}

    @cached_property
    def of(self) -> pd.Series:
        """The ending of every future whose acts were kept, by its draw and run."""
        kept = self.material.kept_runs
        index = kept.set_index(ADDRESS).index
        violent = self._last_violence().reindex(index)
        on = (violent > self.material.days - self.span).fillna(False)
        ending = on.map({True: "on", False: "quiet"}).astype(object)
        ending[index.isin(self._settled())] = "deal"
        ending[kept["war_prob"].to_numpy(float) > 0] = "war"
        return ending

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """The share of each ending. War is counted over all futures, the others over those whose acts were kept."""
        war = self._war()
        if not self.material.kept:
            return {"war": war, "short": 1 - war}
        weights = self.material.shares.weights(self.of.index)
        counted = weights.groupby(self.of.to_numpy()).sum()
        short = float(counted.drop("war", errors="ignore").sum())
        scale = (1 - war) / short if short else 0.0
        known = {key: float(counted.get(key, 0.0)) * scale for key in self.kinds}
        return known | {"war": war}

    @cached_property
    def hundred(self) -> dict[str, int]:
        """Whole futures of a hundred by ending, with war as its measure is told."""
        war = round(100 * self.shares["war"])
        rest = {key: share for key, share in self.shares.items() if key != "war"}
        whole = sum(rest.values())
        if not whole:
            return {"war": 100, **dict.fromkeys(rest, 0)}
        return {"war": war} | hundred({key: share / whole for key, share in rest.items()}, 100 - war)

    def words(self, key: str) -> str:
        """How many of a hundred end so, as text; what happens at all is not told as nothing."""
        share, count = self.shares.get(key, 0.0), self.hundred.get(key, 0)
        return of_100(share) if not count or count == 100 else f"{count}"

    def _war(self) -> float:
        found = self.material.measures.get("war_prob")
        return found.estimate if found and found.estimate is not None else 0.0

    def _last_violence(self) -> pd.Series:
        acts = self.material.events
        return acts[acts["rung"] >= VIOLENT].groupby(ADDRESS)["day"].max()

    def _settled(self) -> set[tuple[int, int]]:
        """The futures in which the two principals close their account, and nobody is violent after that."""
        acts, case = self.material.events, self.material.scenario
        two = acts["actor"].isin(case.principals) & acts["target"].isin(case.principals)
        closing = [key for key, move in case.moves.items() if EXIT in move.does]
        closed = acts[two & acts["move"].isin(closing)].groupby(ADDRESS)["day"].max()
        return set(closed[closed >= self._last_violence().reindex(closed.index).fillna(-1)].index)


def hundred(shares: Mapping[str, float], whole: int = 100) -> dict[str, int]:
    """Whole numbers that add up to `whole`, by the largest remainders; what is not nothing at all may still be none."""
    floors = {key: int(share * whole + 1e-9) for key, share in shares.items()}
    by_rest = sorted(shares, key=lambda key: floors[key] - shares[key] * whole)
    for key in _as_many(by_rest, whole - sum(floors.values())):
        floors[key] += 1
    return floors


def _as_many(keys: list[str], count: int) -> Iterable[str]:
    return (keys * (count // len(keys) + 1))[:count] if keys and count > 0 else ()
