"""Read what an older version kept, whose intervals of luck held 95 in 100, at the level of today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from offramp.analysis.estimates import narrowed

if TYPE_CHECKING:
    import pandas as pd

    from offramp.ensemble import Ensemble
    from offramp.results import Answer

LEVEL = "luck_level"  # a key of every answer since its intervals hold 90 in 100
MIDDLES = ("estimate", "difference", "share", "true")  # what an interval stands around


def answer(kept: Answer) -> Answer:
    """An answer with intervals of luck of 90 %."""
    return kept if LEVEL in kept.body else replace(kept, body=_body(kept.body))


def _body(each: Any) -> Any:
    if isinstance(each, list):
        return [_body(one) for one in each]
    if not isinstance(each, Mapping):
        return each
    return {name: _luck(each, one) if name == "luck" else _body(one) for name, one in each.items()}


def _luck(of: Mapping[str, Any], luck: Any) -> Any:
    if not (isinstance(luck, list | tuple) and len(luck) == 2 and None not in luck):
        return luck
    known = [of[name] for name in MIDDLES if isinstance(of.get(name), int | float)]
    return list(narrowed(known[0] if known else sum(luck) / 2, (luck[0], luck[1])))


def ablation(ensemble: Ensemble) -> pd.DataFrame | None:
    """The table of an ablation with intervals of luck of 90 %; the table itself says how much they hold."""
    found = ensemble.ablation
    if found is None:
        return None
    about = ensemble.folder.table("ablation", ensemble.folder.manifest()).schema.field("luck_low").metadata or {}
    if b"95 %" not in about.get(b"description", b""):
        return found
    low, high = narrowed(found["difference"], (found["luck_low"], found["luck_high"]))
    return found.assign(luck_low=low, luck_high=high)
