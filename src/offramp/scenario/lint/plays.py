"""Remarks on what a case holds and nobody can do, or could not have done."""

from __future__ import annotations

from collections import Counter

from offramp.scenario.ladder import LEVELS
from offramp.scenario.options import feasible, is_feasible
from offramp.scenario.passing import sides
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import LINES, Scenario

from .note import Note, note

IDLE = "what cannot come about"
UNREAD = "what no run reads"
GAPS = "stretches of the ladder without an option"


def on_moves(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on moves that nobody can make and nobody made."""
    used = {option[1] for option in feasible(scenario)}
    told = {event.move for event in (*scenario.record.values(), *scenario.aftermath.values())}
    idle = {name: "no option and no event uses this move" for name in scenario.moves if name not in used | told}
    idle = {
        name: says for name, says in idle.items() if "offer" not in scenario.moves[name].does
    }  # that goes with another
    luck = "nobody has this mishap among the options, so it never happens"
    idle |= {name: luck for name, move in scenario.moves.items() if move.is_mishap and name not in used}
    return [note(scenario, tree, IDLE, ("moves", name), says) for name, says in idle.items()]


def on_mishaps(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on those who have several mishaps among their options, of which but one can happen."""
    prone = Counter(actor for actor, move, *_ in feasible(scenario) if scenario.moves[move].is_mishap)
    says = "only the first of its {} mishaps happens, by move, target and arena"
    return [note(scenario, tree, IDLE, ("actors", name), says.format(n)) for name, n in prone.items() if n > 1]


def on_programmes(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on programmes that nobody can take further, and on steps of programmes that there are not."""
    steps = {actor for actor, move, *_ in feasible(scenario) if "programme" in scenario.moves[move].does}
    has = {name for name, actor in scenario.actors.items() if actor.programme}
    notes = dict.fromkeys(has - steps, "it has a programme, and no option takes it further")
    notes |= dict.fromkeys(steps - has, "it can take steps of a programme that it does not have")
    return [note(scenario, tree, IDLE, ("actors", name), says) for name, says in notes.items()]


def on_hosts(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on those who would send somebody home from where they are not the host, or from where nobody is."""
    notes = {}
    for actor, move, target, arena in feasible(scenario):
        place = scenario.arenas[arena] if arena else None
        if "expel" in scenario.moves[move].does and not (place and place.host == actor and target in place.assets):
            notes[actor] = f"it can send {target} home from {arena or 'nowhere'}, and is no host of it there"
    return [note(scenario, tree, IDLE, ("actors", name), says) for name, says in notes.items()]


def on_arenas(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on arenas where nobody has an option and nothing happened."""
    used = {option[3] for option in feasible(scenario)}
    told = {event.arena for event in (*scenario.record.values(), *scenario.aftermath.values())}
    says = "no option and no event is there"
    return [note(scenario, tree, IDLE, ("arenas", name), says) for name in scenario.arenas if name not in used | told]


def on_record(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on events that the model could not have foreseen: they are no option of their doer."""
    options = set(feasible(scenario))
    notes = []
    for name, event in scenario.record.items():
        option = (event.actor, event.move, event.target, event.arena)
        if option not in options:
            why = (
                "though an entry of options could make it one"
                if is_feasible(scenario, option)
                else "which cannot be done there"
            )
            notes.append(note(scenario, tree, IDLE, ("record", name), f"no option of {event.actor} is this act, {why}"))
    return notes


def on_stretches(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on principals whose sides have no option on a stretch of the ladder: that decides a part of the answer."""
    side = sides(scenario)
    rungs = [(side[actor], scenario.moves[move].rung) for actor, move, *_ in feasible(scenario)]
    notes = []
    for name in scenario.principals:
        mine = {rung for owner, rung in rungs if owner == side[name]}
        gaps = [
            f"{each.name} ({each.low} to {each.high})"
            for each in LEVELS
            if not any(each.low <= rung <= each.high for rung in mine)
        ]
        if gaps:
            says = f"{name} and its partners have no option of {', of '.join(gaps)}; what is left out is never chosen"
            notes.append(note(scenario, tree, GAPS, ("options",), says))
    return notes


def on_red_lines(scenario: Scenario, tree: Node) -> list[Note]:
    """Remark on red lines that no run reads, since the system that reads them is off."""
    says = "no run reads it: the system red-lines is off (world: red-lines: on: true)"
    unread = scenario.red_lines if LINES in scenario.left_out else ()
    return [note(scenario, tree, UNREAD, ("red_lines", name), says) for name in unread]
