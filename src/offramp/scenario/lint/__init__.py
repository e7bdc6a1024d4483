"""What a case holds, and remarks on its judgement: for `offramp check`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from offramp.scenario.load import load_with_places
from offramp.scenario.options import feasible
from offramp.scenario.quantity import Quantity
from offramp.scenario.scenario import Scenario

from .asked import on_claims, on_sets, on_undecided
from .contradictions import on_dates, on_harm, on_principals, on_ties, on_twins
from .evidence import cited, on_placeholders, on_ranges, on_sources, on_unverified, on_voices
from .note import Note
from .numbers import on_bare, on_unusual
from .plays import on_arenas, on_hosts, on_mishaps, on_moves, on_programmes, on_record, on_red_lines, on_stretches
from .prior import Override, Prior, on_fitted, prior
from .spans import on_measures, on_questions

__all__ = ["Note", "Override", "Prior", "Report", "check", "count", "is_assumed"]
LOOKS = (
    on_ranges,
    on_voices,
    on_placeholders,
    on_sources,
    on_unverified,
    on_fitted,
    on_undecided,
    on_claims,
    on_sets,
    on_moves,
    on_mishaps,
    on_programmes,
    on_hosts,
    on_arenas,
    on_record,
    on_red_lines,
    on_stretches,
    on_dates,
    on_twins,
    on_principals,
    on_harm,
    on_ties,
    on_bare,
    on_unusual,
    on_measures,
    on_questions,
)


@dataclass(frozen=True)
class Report:
    """What a case holds.

    Parameters
    ----------
    case, title : str
        Which case.
    counts : dict
        How many actors, ties, arenas, leaders, moves, options, quantities, ranges, assumed ranges, sources, measures,
        events of the record and of the aftermath, claims, off-ramps, and days.
    prior : Prior
        How many dials were fitted, and which of them the case sets itself.
    notes : tuple of Note
        Remarks, in the order of the file.
    included : dict of str to str
        Entries that shared files gave, by path, with the file and line of each.
    """

    case: str
    title: str
    counts: dict[str, int]
    prior: Prior
    notes: tuple[Note, ...]
    included: dict[str, str]


def check(name_or_path: str | Path) -> Report:
    """Count what a case holds, and remark on its judgement.

    Raises
    ------
    CaseError
        If the case has a fault.
    """
    scenario, tree = load_with_places(name_or_path)
    notes = [note for look in LOOKS for note in look(scenario, tree)]
    notes.sort(key=lambda note: (note.file != tree.file, note.file, note.line))
    held, fitted = count(scenario), prior(scenario, tree)
    return Report(scenario.case, scenario.title, held, fitted, tuple(notes), dict(scenario.include))


def count(scenario: Scenario) -> dict[str, int]:
    """Count the parts of a case; quantities are those of the case and of the library's defaults together."""
    quantities = dict(scenario.quantities())
    ranges = [quantity for quantity in quantities.values() if quantity.is_range]
    parts = "actors ties arenas leaders plots moves sources measures record aftermath rates background".split()
    return {
        **{part: len(getattr(scenario, part)) for part in (*parts, "claims", "offramps", "policies")},
        "options": len(feasible(scenario)),
        "quantities": len(quantities),
        "ranges": len(ranges),
        "assumed": sum(is_assumed(quantity) for quantity in ranges),
        "days": scenario.days,
    }


def is_assumed(quantity: Quantity) -> bool:
    """Whether a range rests on no source that anybody could read."""
    return not cited(quantity)
