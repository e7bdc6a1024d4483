"""What a causal system is written with: the types that it works on, and the register in which it puts itself."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from jaxtyping import Array

from offramp.errors import OfframpError
from offramp.game import Board, Dials, Inputs
from offramp.game.inputs import Column

from .acts import Acts, along
from .fade import Days, fade
from .pull import Pull
from .state import World

__all__ = ["METHOD", "Acts", "Board", "Column", "Days", "Dials", "Inputs", "Luck", "Pull", "Reading", "Rule", "Says"]
__all__ += ["System", "World", "along", "fade", "register", "registered"]

Says = tuple[str, str]  # what terms of utility say when they speak for an option, and when against it
Luck = Mapping[str, Array]  # uniforms [actor, run] of a round by slot
METHOD = "method"  # what a system deals in that deals in methods


class Reading(NamedTuple):
    """Values [axis, run] of a state to show, times a factor. Axes: actor, dyad, pair, guest, programme, method."""

    axis: str
    values: Array
    factor: float = 1.0


def nothing(inputs: Inputs) -> Mapping[str, Any]:
    """No constants."""
    return {}


@dataclass(frozen=True)
class System:
    """A causal system: all that is known of it outside its file, whose parts have the names of these fields.

    Attributes
    ----------
    id : str
        As cases spell it: the name of the file, hyphenated.
    Slice : type
        Its slice of the state, an `equinox.Module`.
    start : callable(board, dials) -> Slice
        Its slice before the record.
    appraise : callable(board, dials, world) -> Pull
        What it adds to the utility of acting.
    advance : callable(board, dials, world, acts, days) -> Slice
        Its slice after a turn's acts.
    after : str
        The systems that come before it, in the order in which terms are summed; ties go by id.
    off : str
        Its dials that are 0 when it is switched off, and then it does nothing. It reads 0 as `on`, too.
    kept : str
        Its other dials, which nothing reads then.
    luck : int
        How many random slots of its own it has: uniforms for every actor and round, in `acts.luck`.
    article : bool
        Whether its title takes one within a sentence: *the* ladder.
    unread : bool
        Whether all other systems can do without its slice: a game in which it is switched off then has none of it.
    learns : bool
        Whether `advance` reads `acts.expected`, the acts that were expected had no series a rate of its own.
    explains : str
        The measures that it is there to explain: switched off, it must change one of them beyond luck.
    deals : str
        Effects of moves that it deals in, or `METHOD`: a case's own measure of such acts is its business, too.
    says : mapping of str to (str, str)
        What its terms say for an act and against it, by kind of act: calm, exit, vote, step, admission, force; under ""
        for all others.
    Constants : type, optional
        Its numbers of a case, an `equinox.Module` of arrays whose last axis is the draw.
    constants : callable(inputs) -> dict, optional
        Computes these; it may add to a constant of an earlier system.
    derives : callable(board, dials, world) -> dict, optional
        What else follows from the state for a reader of it, by name; the standing shows those that it has a field for.
    at_rest : callable(dials) -> float32[option, run], optional
        What it adds to the utility of options when nothing presses, for which tempo is stated.
    begin : callable(board, dials, slice, luck) -> Slice, optional
        Settles by luck what its slice is on the evening of the start.
    divert : callable(board, dials, world, taken, option, luck) -> option, optional
        What an option that is taken turns into before it is done.
    kill : callable(board, dials, world, option, luck) -> float32[two, actor, run], optional
        The dead of every actor's option, as if it were taken.
    describe : callable(board, dials, world, acts, luck) -> Acts, optional
        Completes the description of a turn's acts. In the record luck is None.
    aside : callable(dials, acts, further) -> Acts, optional
        What counts of an act of the record that is told to a further side which it hit.
    read : callable(board, dials, acts, option, luck) -> Acts, optional
        Says how acts that were chosen are read by the others.
    log_luck : callable(board, dials, mass, taken, option) -> float32[actor, run], optional
        Log-probability of what `divert` made of each option, given every option's weight.
    shows : callable(board, dials, world) -> dict of str to Reading, optional
        What the standing of actors shows of its slice, by the fields of `offramp.engine.standing.Standing`.
    """

    id: str
    Slice: type
    start: Callable[[Board, Dials], Any]
    appraise: Callable[[Board, Dials, World], Pull]
    advance: Callable[[Board, Dials, World, Acts, Days], Any]
    off: str
    after: str = ""
    kept: str = ""
    luck: int = 0
    article: bool = False
    unread: bool = False
    learns: bool = False
    explains: str = ""
    deals: str = ""
    says: Mapping[str, Says] = field(default_factory=dict)
    Constants: type | None = None
    constants: Callable[[Inputs], Mapping[str, Any]] = nothing
    derives: Callable[[Board, Dials, World], Mapping[str, Reading]] | None = None
    at_rest: Callable[[Dials], Array] | None = None
    begin: Callable[[Board, Dials, Any, Luck], Any] | None = None
    divert: Callable[[Board, Dials, World, Array, Array, Luck], Array] | None = None
    kill: Callable[[Board, Dials, World, Array, Luck], Array] | None = None
    describe: Callable[[Board, Dials, World, Acts, Luck | None], Acts] | None = None
    aside: Callable[[Dials, Acts, Array], Acts] | None = None
    read: Callable[[Board, Dials, Acts, Array, Luck], Acts] | None = None
    log_luck: Callable[[Board, Dials, Array, Array, Array], Array] | None = None
    shows: Callable[[Board, Dials, World], Mapping[str, Reading]] | None = None


@dataclass(frozen=True)
class Rule:
    """What a decision rule adds to the systems' terms; it has no state. The fields are as those of a `System`."""

    id: str
    appraise: Callable[[Board, Dials, World], Pull]
    Constants: type | None
    constants: Callable[[Inputs], Mapping[str, Any]]
    says: Mapping[str, Says]


_REGISTER: dict[str, System] = {}


def register(module: str, **words: Any) -> System:
    """Add the system that a module is to those that cases can have; see `System` for what it consists of.

    Parameters
    ----------
    module : str
        The module's `__name__`. What it defines under the name of a field of `System` is that field.
    **words
        The fields that are said in words: `off`, and `after`, `kept`, `luck`, `article`, `unread`, `learns`,
        `explains`, `deals`, `says`.

    Raises
    ------
    OfframpError
        If there is another of this id.
    """
    key = module.rsplit(".", 1)[-1].replace("_", "-")
    if key in _REGISTER:
        raise OfframpError(f"two causal systems have the id {key!r}")
    parts = {name: part for name, part in vars(sys.modules[module]).items() if name in System.__dataclass_fields__}
    _REGISTER[key] = System(**{**parts, **words, "id": key})
    return _REGISTER[key]


def registered() -> tuple[System, ...]:
    """List all systems in their order: each after those that it names, else by id."""
    after = {system.id: system.after.split() for system in _REGISTER.values()}
    strange = sorted({name for names in after.values() for name in names} - _REGISTER.keys())
    if strange:
        raise OfframpError(f"a causal system comes after {strange[0]!r}, which is none")
    sorter, order = TopologicalSorter(after), list[System]()
    try:
        sorter.prepare()
    except CycleError as error:
        raise OfframpError(f"causal systems that come after each other: {', '.join(error.args[1])}") from error
    ready = list(sorter.get_ready())
    heapify(ready)
    while ready:
        order.append(_REGISTER[heappop(ready)])
        sorter.done(order[-1].id)
        for each in sorter.get_ready():
            heappush(ready, each)
    return tuple(order)
