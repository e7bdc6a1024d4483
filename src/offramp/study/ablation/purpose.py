"""Measures that each causal system is there to explain, in every case and in one case."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.moves import Effect, Move
from offramp.scenario.questions import Measure

# Switched off, a system must change one of these beyond luck.
EXPLAINS: Mapping[str, tuple[str, ...]] = {
    "ladder": ("peak_rung", "war_prob"),
    "reciprocity": ("violent_answer_30d_prob", "answered_in_kind_share", "first_violent_answer_day"),
    "rules": ("peak_rung", "war_prob", "violent_acts"),
    "proxies": ("ordered_acts", "violent_acts_second"),
    "leaders": ("first_violent_answer_day", "violent_answer_30d_prob"),
    "deterrence": ("peak_rung", "open_violent_answer_30d_prob"),
    "opportunity": ("violent_acts_second", "violent_acts"),
    "fronts": ("arenas_hit", "violent_acts"),
    "pressure": ("violent_acts", "conciliatory_acts"),
    "audiences": ("open_violent_answer_30d_prob", "peak_rung_second", "conciliatory_acts"),
    "host-politics": ("votes_to_expel",),
    "mediation": ("exits_taken", "war_prob"),
    "misperception": ("deadly_mistake_prob", "war_prob"),
    "dominance": ("peak_rung", "war_prob", "deaths_military"),
    "nuclear": ("programme_acts",),
    "world-order": ("leaders_killed",),
    "human-cost": ("deaths_military", "deaths_civilian"),
}
# Effects that a system deals in: a measure of the case that counts acts with them is its business, too.
DEALS: Mapping[str, frozenset[Effect]] = {
    "host-politics": frozenset({"expel", "withdraw"}),
    "mediation": frozenset({"settle"}),
    "misperception": frozenset({"mishap", "admit"}),
    "nuclear": frozenset({"programme"}),
}
NORMS = "world-order"  # deals in methods


def explains(system: str, name: str, measure: Measure, moves: Mapping[str, Move]) -> bool:
    """Whether a system is there to explain a measure.

    Parameters
    ----------
    system, name : str
    measure : Measure
    moves : mapping
        The moves of the case, by id.
    """
    if name in EXPLAINS[system]:
        return True
    named = [moves[move] for move in measure.where.moves]
    if system == NORMS:
        return bool(named) and all(move.method for move in named)
    shared = set.intersection(*(set(move.does) for move in named)) if named else set()
    return bool(DEALS.get(system, frozenset()) & ({*measure.where.does} | shared))
