"""What a case holds, and first notes on its judgement: for `offramp check`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .checks.evidence import steps
from .faults import locate
from .load import load_with_places
from .options import feasible, is_feasible
from .quantity import ASSUMED, Quantity
from .scenario import Scenario
from .tree import Node

NARROW = {"share": 0.05, "probability": 0.05, "number": 0.2}  # widths below which a range looks too sure of itself
NARROW_RATIO = 1.15  # of the ends of a positive quantity's range


@dataclass(frozen=True)
class Note:
    """A remark on a case that can be played all the same."""

    file: str
    line: int
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.says}"


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
    notes : tuple of Note
        Remarks, in the order of the file.
    """

    case: str
    title: str
    counts: dict[str, int]
    notes: tuple[Note, ...]


def check(name_or_path: str | Path) -> Report:
    """Count what a case holds, and remark on its judgement.

    Raises
    ------
    CaseError
        If the case has a fault.
    """
    scenario, tree = load_with_places(name_or_path)
    looks = (_on_ranges, _on_moves, _on_mishaps, _on_programmes, _on_hosts, _on_record)
    notes = [note for look in looks for note in look(scenario, tree)]
    return Report(scenario.case, scenario.title, count(scenario), tuple(sorted(notes, key=lambda note: note.line)))


def count(scenario: Scenario) -> dict[str, int]:
    """Count the parts of a case; quantities are those of the case and of the library's defaults together."""
    quantities = dict(scenario.quantities())
    ranges = [quantity for quantity in quantities.values() if quantity.is_range]
    parts = ("actors", "ties", "arenas", "leaders", "plots", "moves", "sources", "measures", "record", "aftermath")
    return {
        **{part: len(getattr(scenario, part)) for part in (*parts, "claims", "offramps")},
        "options": len(feasible(scenario)),
        "quantities": len(quantities),
        "ranges": len(ranges),
        "assumed": sum(is_assumed(quantity) for quantity in ranges),
        "days": scenario.days,
    }


def is_assumed(quantity: Quantity) -> bool:
    """Whether a range rests on no source that anybody could read."""
    return set(quantity.source) <= {ASSUMED}


def _on_ranges(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on ranges that the case itself writes and that look too sure of themselves."""
    notes = []
    for path, quantity in scenario.dials().items():
        node = locate(tree, steps(scenario, path), Scenario).node
        if node.file == tree.file and _is_narrow(quantity):
            says = f"the range {quantity.text()} is narrow; is anybody that sure?"
            notes.append(Note(node.file, node.line, path, says))
    return notes


def _is_narrow(quantity: Quantity) -> bool:
    if quantity.kind in NARROW:
        return quantity.high - quantity.low < NARROW[quantity.kind]
    return quantity.high < NARROW_RATIO * quantity.low


def _on_moves(scenario: Scenario, tree: Node) -> list[Note]:
    used = {option[1] for option in feasible(scenario)}
    told = {event.move for event in (*scenario.record.values(), *scenario.aftermath.values())}
    idle = {name: "no option and no event uses this move" for name in scenario.moves if name not in used | told}
    luck = "nobody has this mishap among the options, so it never happens"
    idle |= {name: luck for name, move in scenario.moves.items() if move.is_mishap and name not in used}
    return [_note(tree, ("moves", name), says) for name, says in idle.items()]


def _on_mishaps(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on those who have several mishaps among their options, of which but one can happen."""
    prone = Counter(actor for actor, move, *_ in feasible(scenario) if scenario.moves[move].is_mishap)
    says = "only the first of its {} mishaps happens, by move, target and arena"
    return [_note(tree, ("actors", name), says.format(n)) for name, n in prone.items() if n > 1]


def _on_programmes(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on programmes that nobody can take further, and on steps of programmes that there are not."""
    steps = {actor for actor, move, *_ in feasible(scenario) if "programme" in scenario.moves[move].does}
    has = {name for name, actor in scenario.actors.items() if actor.programme}
    notes = dict.fromkeys(has - steps, "it has a programme, and no option takes it further")
    notes |= dict.fromkeys(steps - has, "it can take steps of a programme that it does not have")
    return [_note(tree, ("actors", name), says) for name, says in notes.items()]


def _on_hosts(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on those who would send somebody home from where they are not the host, or from where nobody is."""
    notes = {}
    for actor, move, target, arena in feasible(scenario):
        place = scenario.arenas[arena] if arena else None
        if "expel" in scenario.moves[move].does and not (place and place.host == actor and target in place.assets):
            notes[actor] = f"it can send {target} home from {arena or 'nowhere'}, and is no host of it there"
    return [_note(tree, ("actors", name), says) for name, says in notes.items()]


def _on_record(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on events that the model could not have foreseen: they are no option of their doer."""
    options = set(feasible(scenario))
    notes = []
    for name, event in scenario.record.items():
        option = (event.actor, event.move, event.target, event.arena)
        if option not in options:
            why = "though a rule could make it one" if is_feasible(scenario, option) else "which cannot be done there"
            notes.append(_note(tree, ("record", name), f"no option of {event.actor} is this act, {why}"))
    return notes


def _note(tree: Node, path: tuple[str, ...], says: str) -> Note:
    node = locate(tree, path, Scenario).node
    return Note(node.file, node.line, ".".join(path), says)
